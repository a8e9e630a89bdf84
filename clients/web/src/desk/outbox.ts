/** Messages on their way: shown at once, repeated under the same key, kept across a reload until they arrive. */
import { signal } from "@preact/signals";
import { newName } from "../client/index.ts";
import { client, tellFailure } from "./desk.ts";

export interface Outgoing {
  key: string;
  interaction: string;
  text: string;
  hasFailed: boolean;
}

const KEPT = "ringline.outbox";
const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]") as Outgoing[];

export const outbox = signal<Outgoing[]>(kept.map((one) => ({ ...one, hasFailed: true })));
outbox.subscribe((all) => sessionStorage.setItem(KEPT, JSON.stringify(all)));

export function sendMessage(interaction: string, text: string): void {
  const message = { key: newName("key"), interaction, text, hasFailed: false };
  outbox.value = [...outbox.value, message];
  void deliver(message);
}

/** The same message under the same key: it arrives once, whatever became of the first try. */
export function retry(message: Outgoing): void {
  mark(message.key, false);
  void deliver(message);
}

async function deliver({ key, interaction, text }: Outgoing): Promise<void> {
  try {
    await client.value?.ask("message.send", { interaction, text, message: key }, { key });
    outbox.value = outbox.value.filter((one) => one.key !== key);
  } catch (error) {
    mark(key, true);
    tellFailure(error);
  }
}

function mark(key: string, hasFailed: boolean): void {
  outbox.value = outbox.value.map((one) => (one.key === key ? { ...one, hasFailed } : one));
}
