/**
 * The consumer's conversation: a session that comes back by itself, and what it knows as signals.
 *
 * none --begun, or adopted--> kept in this site --hello--> live <--> lost --token gone, stopped--> over
 *   ^------------------------------- left by the consumer's wish ------------------------------------|
 */
import { computed, signal } from "@preact/signals";
import { Client, type Connection, type EphemeralFrame, type EventFrame, type Place, type Told, Views, keptIn, newName } from "../client/index.ts";
import { Refused, ask } from "./http.ts";
import { ofSite, ofTab, read, write } from "./storage.ts";

/** What opens the conversation again. */
export interface Kept {
  interaction: string;
  token: string;
  /** When the token was given, by this browser's clock. */
  atMs: number;
}

/** What whoever begins one is answered. */
export interface Begun {
  interaction: string;
  consumer_token: string;
}

/** Half of a token's life: then another one is asked for. */
const RENEW_MS = 30 * 60_000;
const TICK_MS = 1_000;
/** Who has not written on for so long has stopped. */
const TYPING_MS = 6_000;
const RESTART = 4000;
const SUPERSEDED = 4305;
const NO_GOOD = new Set(["unauthenticated", "forbidden", "not_found"]);
const WRITERS = new Set(["agent", "supervisor", "bot", "service"]);

export const kept = signal<Kept | undefined>(undefined);
export const client = signal<Client | undefined>(undefined);
export const views = signal(new Views());
export const connection = signal<Connection>({ state: "connecting" });
export const isRestarting = signal(false);
export const isOnline = signal(navigator.onLine);
export const place = signal<Place | undefined>(undefined);
/** Who is writing. */
export const writer = signal("");
/** Until when somebody has to say a word. */
export const idleUntilMs = signal<number | undefined>(undefined);
/** The token opens nothing any more. */
export const isExpired = signal(false);
/** The server's clock. */
export const now = signal(Date.now());

export const view = computed(() => (kept.value ? views.value.conversation(kept.value.interaction) : undefined));
export const isOver = computed(() => view.value?.phase === "closed");
/** Open in another tab of this very session. */
export const isElsewhere = computed(() => connection.value.state === "over" && connection.value.code === SUPERSEDED);

type Hearer = (frame: EventFrame) => void;
const hearers = new Set<Hearer>();
const passers = new Set<(frame: EphemeralFrame) => void>();
let scope = "ringline.widget";
let quiet: ReturnType<typeof setTimeout> | undefined;

/** Hear every numbered event. */
export function onEvent(hearer: Hearer): void {
  hearers.add(hearer);
}

/** Hear what is told in passing. */
export function onPassing(hearer: (frame: EphemeralFrame) => void): void {
  passers.add(hearer);
}

/** The name under which this page keeps something. */
export function keptAs(what: string): string {
  return `${scope}.${what}`;
}

/** After a reload: the conversation of this site goes on. `name`: which of this server's pages it is. */
export function goOn(name: string): void {
  scope = `ringline.${name}`;
  const known = read<Kept | undefined>(ofSite, keptAs("conversation"), undefined);
  if (known) open(known);
}

/** It has begun: be its consumer. */
export function adopt({ interaction, consumer_token }: Begun): void {
  ofTab.removeItem(keptAs("session"));
  open({ interaction, token: consumer_token, atMs: Date.now() });
}

/** Back to the beginning. What is over is forgotten, on this browser. */
export function leave(): void {
  client.value?.signOut();
  kept.value = client.value = place.value = idleUntilMs.value = undefined;
  views.value = new Views();
  connection.value = { state: "connecting" };
  [isExpired.value, isRestarting.value, writer.value] = [false, false, ""];
  write(ofSite, keptAs("conversation"), undefined);
}

function open(known: Kept): void {
  keep(known);
  const made = new Client({
    url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`,
    token,
    device: device(),
    name: "ringline-widget",
    keep: keptIn(ofTab, keptAs("session")),
  });
  made.listen((told) => hear(made, told));
  client.value = made;
  made.start();
}

function keep(known: Kept): void {
  kept.value = known;
  write(ofSite, keptAs("conversation"), known);
}

function device(): string {
  const known = ofTab.getItem("ringline.device") ?? newName("dev");
  ofTab.setItem("ringline.device", known);
  return known;
}

/** The token; a fresh one when it is old. Rejects when nobody answers: then the client tries again. */
async function token(): Promise<string> {
  const known = kept.value;
  if (!known || Date.now() - known.atMs < RENEW_MS) return known?.token ?? "";
  const path = `/v1/interactions/${known.interaction}/tokens`;
  try {
    const fresh = await ask<Begun>(path, { body: {}, token: known.token });
    if (kept.value !== known) return known.token;
    keep({ ...known, token: fresh.consumer_token, atMs: Date.now() });
    return fresh.consumer_token;
  } catch (error) {
    if (!(error instanceof Refused) || !NO_GOOD.has(error.code)) throw error;
    isExpired.value = true;
    client.value?.signOut();
    return known.token;
  }
}

function hear(from: Client, told: Told): void {
  if (client.value !== from) return;
  if (told.what === "changed") views.value = from.views;
  if (told.what === "event") heard(told.frame);
  if (told.what === "passing") for (const passer of passers) passer(told.frame);
  if (told.what === "passing" && told.frame.event === "place") place.value = told.frame.data as Place;
  if (told.what === "passing" && told.frame.event === "typing") wrote(told.frame.data as Writing);
  if (told.what === "connection") connected(told.connection);
}

function heard(frame: EventFrame): void {
  if (frame.event === "interaction.idle_warned") idleUntilMs.value = (frame.data as { closes_at_ms: number }).closes_at_ms;
  if (frame.event === "segment.final") [idleUntilMs.value, writer.value] = [undefined, ""];
  if (frame.event === "interaction.queued" || frame.event === "leg.started") place.value = undefined;
  for (const hearer of hearers) hearer(frame);
}

interface Writing {
  role: string;
  participant: string;
  typing: boolean;
}

function wrote({ role, participant, typing }: Writing): void {
  if (!WRITERS.has(role)) return;
  clearTimeout(quiet);
  writer.value = typing ? participant || role : "";
  if (typing) quiet = setTimeout(() => (writer.value = ""), TYPING_MS);
}

function connected(next: Connection): void {
  connection.value = next;
  if (next.state === "live") isRestarting.value = false;
  if (next.state !== "lost") return;
  [place.value, writer.value] = [undefined, ""];
  if (next.code === RESTART) isRestarting.value = true;
  if (Math.trunc(next.code / 100) === 42 && kept.value) keep({ ...kept.value, atMs: 0 }); // another token first
}

setInterval(() => (now.value = client.value?.principal ? client.value.serverNowMs() : Date.now()), TICK_MS);
addEventListener("online", () => ((isOnline.value = true), client.value?.nudge()));
addEventListener("offline", () => (isOnline.value = false));
document.addEventListener("visibilitychange", () => document.hidden || client.value?.nudge());
