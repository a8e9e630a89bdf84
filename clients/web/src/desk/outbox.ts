/**
 * Messages on their way: shown at once, kept across a reload and a lost connection, sent again until they arrive.
 *
 * waiting --reply--> gone          waiting --refused--> failed --retry--> waiting
 *    | no answer, no connection: sent again under the same key, so that it arrives once
 */
import { effect, signal } from "@preact/signals";
import { CommandFailed, type Params, SessionOver, newName } from "../client/index.ts";
import { agent, client, connection, tellFailure, toast, views } from "./desk.ts";
import { failureText } from "./failure.ts";
import { follow } from "./mail/following.ts";
import { mailOf } from "./mail/writing.ts";

export interface Outgoing {
  key: string;
  /** Who wrote it: nobody else sends it, in the same tab after another sign-in. */
  agent: string;
  interaction: string;
  text: string;
  /** A mail: what is sent, and its draft, which comes back when it is refused. */
  mail?: { params: Params["mail.send"]; draft: string };
  /** For the colleagues only. */
  aside?: boolean;
  /** The interaction was here when it was written: its segment comes behind. */
  seq?: number;
  hasFailed: boolean;
  /** Nothing came of it, and nothing ever will under this key. */
  isRefused?: boolean;
}

const KEPT = "ringline.outbox";

export const outbox = signal<Outgoing[]>(JSON.parse(sessionStorage.getItem(KEPT) ?? "[]") as Outgoing[]);
const asked = new Set<string>();

export function sendMessage(interaction: string, text: string, aside = false): void {
  const by = agent.value?.agent ?? "";
  const seq = views.peek().interaction(interaction)?.seq;
  outbox.value = [...outbox.value, { key: newName("key"), agent: by, interaction, text, aside, seq, hasFailed: false }];
}

export function sendMail(params: Params["mail.send"], draft: string): void {
  const { interaction, text } = params;
  const by = agent.value?.agent ?? "";
  const seq = views.peek().interaction(interaction)?.seq;
  outbox.value = [...outbox.value, { key: newName("key"), agent: by, interaction, text, mail: { params, draft }, seq, hasFailed: false }];
}

/** Perhaps it works now. What was refused for good needs another key: under its own the refusal would be told again. */
export function retry(message: Outgoing): void {
  const key = message.isRefused ? newName("key") : message.key;
  const fresh = { ...message, key, hasFailed: false, isRefused: undefined };
  outbox.value = outbox.value.map((one) => (one.key === message.key ? fresh : one));
}

export function discard(message: Outgoing): void {
  outbox.value = outbox.value.filter((one) => one.key !== message.key);
}

async function deliver(message: Outgoing): Promise<void> {
  const { key, interaction, text, aside, mail } = message;
  const current = client.peek();
  if (!current || asked.has(key)) return;
  asked.add(key);
  try {
    if (mail) follow(interaction, (await current.ask("mail.send", mail.params, { key })).mail);
    else await current.ask("message.send", { interaction, text, message: key, aside: aside || undefined }, { key });
    outbox.value = outbox.value.filter((one) => one.key !== key);
  } catch (error) {
    const isUnanswered = error instanceof SessionOver || (error instanceof CommandFailed && error.code === "timeout");
    if (isUnanswered) return;
    failed(key, error instanceof CommandFailed && error.isSettled);
    if (mail && error instanceof CommandFailed && error.isSettled) return giveBack(message, error);
    tellFailure(error);
  } finally {
    asked.delete(key);
  }
}

/** Nothing was sent and nothing is lost: it is where it was written, unless something else is there by now. */
function giveBack(message: Outgoing, error: CommandFailed): void {
  const { interaction, mail } = message;
  const writing = mailOf(interaction);
  if (!mail || writing.text.peek()) return tellFailure(error);
  discard(message);
  writing.type(mail.draft);
  toast("mail.not_sent", { reason: failureText(error) }, true);
}

function failed(key: string, isRefused: boolean): void {
  outbox.value = outbox.value.map((one) => (one.key === key ? { ...one, hasFailed: true, isRefused } : one));
}

/** For the life of the page. */
export function startDelivering(): void {
  outbox.subscribe((all) => sessionStorage.setItem(KEPT, JSON.stringify(all)));
  effect(() => {
    if (connection.value.state !== "live") return;
    const mine = outbox.value.filter((one) => one.agent === agent.value?.agent && !one.hasFailed);
    for (const message of mine) void deliver(message);
  });
}
