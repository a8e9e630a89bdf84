/** What a list shows: one filter for each list, kept in this tab. */
import { type Signal, effect, signal } from "@preact/signals";
import type { Channel, InteractionLine, LegCard, Params, Phase } from "../client/index.ts";

export type Which = "open" | "all";

export interface Filter {
  text: string;
  /** In what was said, not in names and subjects. */
  said: boolean;
  channel: Channel | "";
  state: string;
  queue: string;
  agent: string;
  time: string;
  from: string;
  to: string;
  order: string;
  /** Exactly this consumer. */
  consumer?: { key: string; name: string };
}

const NOTHING: Filter = { text: "", said: false, channel: "", state: "", queue: "", agent: "", time: "", from: "", to: "", order: "" };

export const OPEN_STATES = ["unread", "active", "held", "parked", "wrapping", "to_do"] as const;
export const ALL_STATES = ["open", "waiting", "active", "parked", "wrapping", "closed", "to_do"] as const;
export const TIMES = ["today", "yesterday", "week", "month", "own"] as const;
export const ORDERS = ["assigned", "urgent", "word"] as const;
const WAITING: Phase[] = ["queued", "offered", "connecting"];
const DAY_MS = 86_400_000;

export const which = kept<Which>("ringline.list", "open");
export const filters: Record<Which, Signal<Filter>> = {
  open: kept("ringline.filter.open", NOTHING),
  all: kept("ringline.filter.all", NOTHING),
};

function kept<T>(name: string, first: T): Signal<T> {
  const told = sessionStorage.getItem(name);
  const value = signal<T>(told === null ? first : (JSON.parse(told) as T));
  effect(() => sessionStorage.setItem(name, JSON.stringify(value.value)));
  return value;
}

export function narrow(list: Which, changed: Partial<Filter>): void {
  filters[list].value = { ...filters[list].value, ...changed };
}

export function reset(list: Which): void {
  filters[list].value = { ...NOTHING, said: filters[list].value.said };
}

/** How many filters there are besides the text. */
export function countOf({ channel, state, queue, agent, time, consumer }: Filter): number {
  return [channel, state, queue, agent, time, consumer].filter(Boolean).length;
}

/** As the server is asked. Days are those of this machine. */
export function asked(filter: Filter, nowMs: number): Params["interaction.list"] {
  const [from, to] = spanOf(filter, nowMs);
  return {
    text: filter.text.trim() || undefined,
    channels: filter.channel ? [filter.channel] : [],
    queue: filter.queue || undefined,
    agent: filter.agent || undefined,
    consumer: filter.consumer?.key,
    created_from_ms: from,
    created_to_ms: to,
    open_only: filter.state === "open",
    needs_disposition: filter.state === "to_do",
    phases: phasesOf(filter.state),
  };
}

/** The same of a line that came otherwise. */
export function fits(line: InteractionLine, filter: Filter, nowMs: number): boolean {
  const { channel, queue, agent, consumer, state } = filter;
  const [from = 0, to = Infinity] = spanOf(filter, nowMs);
  if (state === "open" && line.closed_at_ms !== null) return false;
  if (state === "to_do" && !line.needs_disposition) return false;
  const phases = phasesOf(state);
  return (
    (!channel || line.channel === channel) &&
    (!queue || line.queue === queue) &&
    (!agent || line.agents.includes(agent)) &&
    (!consumer || line.consumer === consumer.key) &&
    (phases.length === 0 || phases.includes(line.phase)) &&
    line.created_at_ms >= from &&
    line.created_at_ms < to
  );
}

function phasesOf(state: string): Phase[] {
  if (state === "waiting") return WAITING;
  return state === "active" || state === "parked" || state === "wrapping" || state === "closed" ? [state] : [];
}

function spanOf({ time, from, to }: Filter, nowMs: number): [number | undefined, number | undefined] {
  const today = new Date(nowMs).setHours(0, 0, 0, 0);
  if (time === "today") return [today, undefined];
  if (time === "yesterday") return [dayBefore(today, 1), today];
  if (time === "week") return [dayBefore(today, 6), undefined];
  if (time === "month") return [dayBefore(today, 29), undefined];
  if (time !== "own") return [undefined, undefined];
  return [from ? dayOf(from) : undefined, to ? dayBefore(dayOf(to), -1) : undefined];
}

/** Days may have 23 or 25 hours. */
const dayBefore = (dayMs: number, days: number): number => new Date(dayMs - days * DAY_MS + DAY_MS / 2).setHours(0, 0, 0, 0);
const dayOf = (date: string): number => new Date(`${date}T00:00`).getTime();

/** Of the agent's own work: the list is here, nobody is asked. */
export function matches(leg: LegCard, filter: Filter): boolean {
  const { channel, queue, state } = filter;
  if ((channel && leg.channel !== channel) || (queue && leg.queue !== queue)) return false;
  if (state === "unread" && leg.unread === 0 && leg.opened) return false;
  if (state === "to_do" && !leg.needs_disposition) return false;
  if (state && state !== "unread" && state !== "to_do" && leg.state !== state) return false;
  const words = folded(filter.text).split(/\s+/);
  const text = folded(`${leg.consumer_name} ${leg.subject} ${leg.queue_name}`);
  return words.every((word) => text.includes(word));
}

/** Without case and accents. */
export const folded = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
