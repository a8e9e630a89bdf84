/** What may be begun here, and beginning it: once, however often the network makes us say it. */
import { effect, signal } from "@preact/signals";
import { isCall, newName } from "../client/index.ts";
import { loadCalls } from "./call_door.tsx";
import { type Begun, adopt, keptAs, view } from "./conversation.ts";
import { Refused, Unreachable, ask } from "./http.ts";
import { type Word, roughly, say, sayOr } from "./language.ts";
import { ofTab, read, write } from "./storage.ts";

export type Ask = "no" | "optional" | "required";
export type Field = "name" | "email" | "phone";

export interface PublicQueue {
  queue: string;
  name: string;
  /** `messaging`, or a call: `voice`, `video`. */
  channel: string;
  /** Richer ones that either side may ask for. */
  upgrades: string[];
  form: Record<Field, Ask>;
  /** Who came now would be, and why. */
  turned_away?: string;
  message?: string;
  opens_at_ms?: number;
}

export interface Typed {
  queue: string;
  name: string;
  email: string;
  phone: string;
  text: string;
}

interface Attempt {
  key: string;
  body: object;
}

const NOTHING: Typed = { queue: "", name: "", email: "", phone: "", text: "" };
/** Refusals behind which it may have begun all the same. */
const UNKNOWN = new Set(["timeout", "unavailable", "internal"]);
const FIELDS = ["name", "email", "phone"] as const;

/** Undefined: not known yet. */
export const queues = signal<PublicQueue[] | undefined>(undefined);
export const isStarting = signal(false);
export const problem = signal("");
/** The field at fault. */
export const badField = signal("");
export const typed = signal<Typed>(NOTHING);

/** The queue of the page's address, else all that are open to strangers. */
const wanted = new URLSearchParams(location.search).get("queue");

/** What is typed survives a reload; a first message is let go of when it is part of a conversation. */
export function keepTyped(): void {
  typed.value = { ...NOTHING, ...read<Partial<Typed>>(ofTab, keptAs("form"), {}) };
  effect(() => write(ofTab, keptAs("form"), typed.value));
  effect(() => {
    const isSaid = view.value?.segments.some((segment) => segment.role === "consumer");
    if (isSaid && typed.peek().text) typed.value = { ...typed.peek(), text: "" };
  });
}

export async function look(): Promise<void> {
  try {
    const { queues: open } = await ask<{ queues: PublicQueue[] }>("/v1/conversations");
    queues.value = open.filter(({ queue }) => wanted === null || queue === wanted);
    problem.value = "";
  } catch (error) {
    problem.value = told(error);
  }
}

/** Where one can write. */
export const chats = (): PublicQueue[] => (queues.value ?? []).filter(({ channel }) => !isCall(channel));
/** Where one can call, one of each kind. */
export const lines = (): PublicQueue[] =>
  (queues.value ?? []).filter(({ channel }, index, all) => isCall(channel) && all.findIndex((one) => one.channel === channel) === index);

/** The queue that is chosen; the first one unless another was. */
export function chosen(): PublicQueue | undefined {
  return chats().find(({ queue }) => queue === typed.value.queue) ?? chats()[0];
}

/** Microphone and camera first: whoever cannot be heard is not put in line. */
export async function startCall(queue: PublicQueue): Promise<void> {
  if (isStarting.value) return;
  [isStarting.value, problem.value] = [true, ""];
  const calls = await loadCalls().catch(() => undefined);
  try {
    if (!calls) return void (problem.value = say("error.unreachable"));
    await calls.openMedia(queue.channel === "video");
  } catch (error) {
    if (!calls || !(error instanceof calls.NoMedia)) throw error;
    return void (problem.value = say(`call.${error.why}`));
  } finally {
    isStarting.value = false;
  }
  await begin(queue, "");
}

export async function start(): Promise<void> {
  const queue = chosen();
  if (queue) await begin(queue, typed.value.text.trim());
}

async function begin(queue: PublicQueue, text: string): Promise<void> {
  if (isStarting.value) return;
  const asked = FIELDS.filter((field) => queue.form[field] !== "no" && typed.value[field].trim());
  const fields = Object.fromEntries(asked.map((field) => [field, typed.value[field].trim()]));
  const body = { queue: queue.queue, text, ...fields };
  [isStarting.value, problem.value, badField.value] = [true, "", ""];
  try {
    adopt(await once("/v1/conversations", body));
  } catch (error) {
    problem.value = told(error);
    if (error instanceof Refused) badField.value = error.path;
  } finally {
    isStarting.value = false;
  }
}

/** The same wish has the same key until it was answered: a lost answer does not make two conversations. */
export async function once(path: string, body: object): Promise<Begun> {
  const name = keptAs(`attempt ${path}`);
  const before = read<Attempt | undefined>(ofTab, name, undefined);
  const isSame = JSON.stringify(before?.body) === JSON.stringify(body);
  const attempt = before && isSame ? before : { key: newName("key"), body };
  write(ofTab, name, attempt);
  try {
    const begun = await ask<Begun>(path, { body, key: attempt.key });
    write(ofTab, name, undefined);
    return begun;
  } catch (error) {
    if (error instanceof Refused && !UNKNOWN.has(error.code)) write(ofTab, name, undefined);
    throw error;
  }
}

/** What a refusal means, and what to do. */
export function told(error: unknown): string {
  if (error instanceof Unreachable) return say("error.unreachable");
  if (!(error instanceof Refused)) throw error;
  return sayOr(`error.${error.code}`, "error.other" satisfies Word, { wait: roughly(error.retryAfterMs) });
}
