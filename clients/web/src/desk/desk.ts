/** What the whole desk shares: the client, what it knows as signals, what is chosen, and what is told in passing. */
import { computed, signal } from "@preact/signals";
import { Client, CommandFailed, type Connection, type EventFrame, type Notice, SessionOver, type Told, Views, keptIn, newName } from "../client/index.ts";
import { failureText } from "./failure.ts";
import { type Word, say } from "./language.ts";
import { goTo, place } from "./place.ts";
import { bearer } from "./token.ts";

const DEVICE = "ringline.device";
const SESSION = "ringline.session";
const TOAST_MS = 6_000;
const TICK_MS = 250;

export interface Toast {
  id: string;
  text: string;
  isBad: boolean;
  /** What can be done about it while it is told. */
  deed?: { text: string; run: () => void };
}

export const client = signal<Client | undefined>(undefined);
export const views = signal(new Views());
export const connection = signal<Connection>({ state: "connecting" });
/** A live session was there: what is shown is real. */
export const wasLive = signal(false);
/** The server said goodbye in order: it comes back. */
export const isRestarting = signal(false);
export const signInProblem = signal<Word | undefined>(undefined);
export const chosen = computed(() => place.value.interaction);
/** Of this interaction the agent wants to write now: its composer takes the focus when it is there. */
export const wantsToWrite = signal<string | undefined>(undefined);
export const toasts = signal<Toast[]>([]);
/** The server's clock, a few times a second. */
export const now = signal(Date.now());
export const isOnline = signal(navigator.onLine);
/** The page is in sight: what it shows is read. */
export const isInSight = signal(!document.hidden);
/** What is sent now goes out now. */
export const isReachable = computed(() => isOnline.value && connection.value.state === "live");
/** Who writes, by stream and name, and since when we know: a word that they stopped may be lost. */
export const typing = signal<Record<string, Record<string, number>>>({});

export const agent = computed(() => views.value.agent);
export const legs = computed(() => agent.value?.legs ?? []);
export const offers = computed(() => agent.value?.offers ?? []);

type Hearer = (frame: EventFrame) => void;
const hearers = new Set<Hearer>();
type Passing = Extract<Told, { what: "passing" }>["frame"];
const noticed = new Set<(notice: Notice) => void>();
const passers = new Set<(frame: Passing) => void>();

/** Hear every numbered event of every session. */
export function onEvent(hearer: Hearer): () => void {
  hearers.add(hearer);
  return () => void hearers.delete(hearer);
}

/** Hear what the server says about the connection itself. */
export function onNotice(hearer: (notice: Notice) => void): () => void {
  noticed.add(hearer);
  return () => void noticed.delete(hearer);
}

/** Hear every passing fact. */
export function onPassing(hearer: (frame: Passing) => void): () => void {
  passers.add(hearer);
  return () => void passers.delete(hearer);
}

/** Sign in with a token, or go on with the session of this tab. A token that expires is waited for, and all stays as it is. */
export function signIn(token: string): void {
  bearer.supply(token);
  signInProblem.value = undefined;
  const made = new Client({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`,
    token: () => bearer.give(),
    device: device(),
    name: "ringline-desk",
    keep: keptIn(sessionStorage, SESSION),
  });
  made.listen((told) => hear(made, told));
  client.value = made;
  made.start();
}

export function signOut(): void {
  client.value?.signOut();
}

function device(): string {
  const known = localStorage.getItem(DEVICE) ?? newName("dev");
  localStorage.setItem(DEVICE, known);
  return known;
}

function hear(from: Client, told: Told): void {
  if (client.value !== from) return;
  if (told.what === "changed") views.value = from.views;
  if (told.what === "event") for (const hearer of hearers) hearer(told.frame);
  if (told.what === "passing") pass(told.frame);
  if (told.what === "notice" && told.notice.notice === "draining") isRestarting.value = true;
  if (told.what === "notice") for (const hearer of noticed) hearer(told.notice);
  if (told.what === "connection") connected(told.connection);
}

function pass(frame: Passing): void {
  if (frame.event === "typing") {
    const { role, participant, typing: isTyping } = frame.data as { role: string; participant: string; typing: boolean };
    const { [participant || role]: _, ...others } = typing.value[frame.stream] ?? {};
    if (participant === agent.value?.name) return;
    typing.value = { ...typing.value, [frame.stream]: isTyping ? { ...others, [participant || role]: now.peek() } : others };
  }
  for (const passer of passers) passer(frame);
}

const RESTART = 4000;
const EXPIRED = new Set([4200, 4201]);
const REFUSED = new Set([4300, 4307]);

function connected(next: Connection): void {
  const before = connection.value;
  connection.value = next;
  if (next.state === "lost" && next.code === RESTART) isRestarting.value = true;
  if (next.state === "lost" && EXPIRED.has(next.code)) bearer.isStale = true;
  if (next.state === "live" || next.state === "over") isRestarting.value = false;
  if (next.state === "live") {
    if (wasLive.value && before.state !== "live") toast(next.resumed ? "link.resumed" : "link.fresh");
    wasLive.value = true;
  }
  if (next.state !== "over") return;
  if (next.code === 1000) leave("signin.out");
  else if (REFUSED.has(next.code)) leave("signin.refused");
}

function leave(why: Word): void {
  bearer.forget();
  client.value = undefined;
  wasLive.value = false;
  if (why === "signin.out") goTo({}, { replace: true });
  views.value = new Views();
  signInProblem.value = why;
}

/** Say something in passing. */
export function toast(word: Word, filling: Record<string, string | number> = {}, isBad = false, deed?: Toast["deed"]): void {
  const told: Toast = { id: newName("toast"), text: say(word, filling), isBad, deed };
  toasts.value = [...toasts.value.slice(-3), told];
  setTimeout(() => dismiss(told.id), TOAST_MS);
}

export function dismiss(id: string): void {
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

/** Tell the human what a refusal means. */
export function tellFailure(error: unknown): void {
  if (error instanceof SessionOver) return;
  if (!(error instanceof CommandFailed)) throw error;
  const text = failureText(error);
  toasts.value = [...toasts.value.slice(-3), { id: newName("toast"), text, isBad: true }];
}

/** Do something with the server; a refusal is told. Whether it worked. */
export async function attempt(deed: (client: Client) => Promise<unknown>): Promise<boolean> {
  const current = client.value;
  if (!current) return false;
  try {
    await deed(current);
    return true;
  } catch (error) {
    tellFailure(error);
    return false;
  }
}

/** Look at an interaction: it is read from here on. */
export function choose(interaction: string | undefined): void {
  goTo({ interaction });
}

setInterval(() => (now.value = client.value?.principal ? client.value.serverNowMs() : Date.now()), TICK_MS);
addEventListener("online", () => ((isOnline.value = true), client.value?.nudge()));
addEventListener("offline", () => (isOnline.value = false));
document.addEventListener("visibilitychange", () => {
  isInSight.value = !document.hidden;
  if (isInSight.value) client.value?.nudge();
});
