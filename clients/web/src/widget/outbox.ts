/** Messages on their way: shown at once, repeated under the same key, kept across a reload until they arrive. */
import { effect, signal } from "@preact/signals";
import { CommandFailed, type ConsumerView, SessionOver, newName } from "../client/index.ts";
import { client, isOver, kept, keptAs, view } from "./conversation.ts";
import { ofTab, read, write } from "./storage.ts";

/** The protocol's, in code points; a field counts UTF-16 units, of which there are never fewer. */
export const TEXT_CHARS_MAX = 16_384;

export interface Outgoing {
  key: string;
  interaction: string;
  text: string;
  /** The conversation was here when it was written: its segment comes behind. */
  seq: number;
  /** Why it did not arrive. */
  problem?: string;
  /** Nothing came of it, and nothing ever will under this key. */
  isRefused?: boolean;
}

export const outbox = signal<Outgoing[]>([]);

/** What a reload left: sent again under its old keys, so that it arrives once. */
export function sendAgain(): void {
  const all = read<Outgoing[]>(ofTab, keptAs("outbox"), []);
  outbox.value = all.filter((one) => one.interaction === kept.value?.interaction);
  outbox.subscribe((waiting) => write(ofTab, keptAs("outbox"), waiting));
  for (const message of outbox.value) if (!message.problem) void deliver(message);
}

/** Of this conversation. Words that are here already are left out: only the reply that says so is still on its way. */
export function onTheirWay({ interaction, segments }: ConsumerView): Outgoing[] {
  const own = segments.filter((segment) => segment.role === "consumer");
  return outbox.value.filter((message) => {
    if (message.interaction !== interaction) return false;
    const at = own.findIndex((segment) => segment.seq > message.seq && segment.text === message.text);
    if (at >= 0) own.splice(at, 1); // said twice, it arrives twice
    return at < 0;
  });
}

export function sendMessage(text: string): void {
  if (!kept.value) return;
  const message = { key: newName("key"), interaction: kept.value.interaction, text, seq: view.peek()?.seq ?? 0 };
  outbox.value = [...outbox.value, message];
  void deliver(message);
}

/** Perhaps it works now. What was refused for good needs another key: under its own the refusal would be told again. */
export function retry({ problem: _, isRefused, ...message }: Outgoing): void {
  const fresh = isRefused ? { ...message, key: newName("key") } : message;
  outbox.value = outbox.value.map((one) => (one.key === message.key ? fresh : one));
  void deliver(fresh);
}

export function drop(key: string): void {
  outbox.value = outbox.value.filter((one) => one.key !== key);
}

async function deliver(message: Outgoing): Promise<void> {
  const { key, interaction, text } = message;
  try {
    await client.value?.ask("message.send", { interaction, text, message: key }, { key });
    drop(key);
  } catch (error) {
    if (!(error instanceof CommandFailed || error instanceof SessionOver)) throw error;
    const problem = error instanceof CommandFailed ? error.code : "over";
    if (problem === "timeout") return deliver(message); // unknown, not failed: the same key again
    const isRefused = error instanceof CommandFailed && error.isSettled;
    outbox.value = outbox.value.map((one) => (one.key === key ? { ...one, problem, isRefused } : one));
  }
}

const TYPING_MS = 3_000;
let lastTyping = -TYPING_MS;

/** Tell the agent that the consumer writes; not for every letter. */
export function tellTyping(isTyping: boolean): void {
  const [current, known] = [client.value, kept.value];
  if (!current?.isLive || !known || isOver.value) return;
  if (isTyping && performance.now() - lastTyping < TYPING_MS) return;
  lastTyping = isTyping ? performance.now() : -TYPING_MS;
  current.ask("message.typing", { interaction: known.interaction, typing: isTyping }).catch(() => undefined);
}

/** What is being written is kept, too. */
export const draft = signal("");
export function keepDraft(): void {
  draft.value = ofTab.getItem(keptAs("draft")) ?? "";
  effect(() => ofTab.setItem(keptAs("draft"), draft.value));
}
