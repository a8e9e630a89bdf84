/** Which keys do what: the defaults, and what this agent has changed, kept in this browser for each agent. */
import { computed, effect, signal } from "@preact/signals";
import { CAREFUL, CHIEFS, KNOWN, chiefOf, perform } from "./deeds.ts";
import { agent } from "./desk.ts";
import { SEQUENCE_MS, collide, isBare, isTyping, pressed } from "./keys.ts";

interface Wishes {
  /** Deed to keys; null: none. */
  keys: Record<string, string | null>;
  /** Single letters do something. */
  bare: boolean;
}

const DEFAULT: Wishes = { keys: {}, bare: true };
const owner = computed(() => agent.value?.agent);
export const wishes = signal<Wishes>(DEFAULT);
/** While keys are being chosen, none does anything. */
export const isChoosing = signal(false);

effect(() => {
  const kept = owner.value ? localStorage.getItem(`ringline.keys.${owner.value}`) : null;
  wishes.value = kept ? { ...DEFAULT, ...(JSON.parse(kept) as Partial<Wishes>) } : DEFAULT;
});

function keep(changed: Wishes): void {
  wishes.value = changed;
  if (owner.peek()) localStorage.setItem(`ringline.keys.${owner.peek()}`, JSON.stringify(changed));
}

/** The keys of a deed; undefined: it has none. Those that are single letters may be switched off. */
export function keysOf(name: string): string | undefined {
  const keys = wished(chiefOf(name));
  return keys && (wishes.value.bare || !isBare(keys)) ? keys : undefined;
}

/** Whether or not single letters are switched off. */
export function wished(chief: string): string | undefined {
  const own = wishes.value.keys[chief];
  return own === null ? undefined : (own ?? KNOWN[chief]?.keys);
}

export type Fault = { why: "taken"; by: string } | { why: "bare" };

/** Why a deed cannot have these keys. */
export function faultOf(chief: string, keys: string): Fault | undefined {
  if (CAREFUL.has(chief) && isBare(keys)) return { why: "bare" };
  const by = CHIEFS.find((other) => other !== chief && collide(wished(other) ?? "\0", keys));
  return by ? { why: "taken", by } : undefined;
}

/** Null: no keys. */
export function wish(chief: string, keys: string | null): void {
  keep({ ...wishes.peek(), keys: { ...wishes.peek().keys, [chief]: keys } });
}

export function unwish(chief: string): void {
  const { [chief]: _, ...rest } = wishes.peek().keys;
  keep({ ...wishes.peek(), keys: rest });
}

export const wishNothing = (): void => keep(DEFAULT);
export const allowBare = (bare: boolean): void => keep({ ...wishes.peek(), bare });

/** For the life of the page. */
export function startKeys(): void {
  let before = "";
  let beforeMs = 0;
  addEventListener("keydown", (event) => {
    const one = pressed(event);
    if (!one || event.defaultPrevented || isChoosing.peek() || !owner.peek()) return;
    const isInDialog = document.querySelector("[role='dialog']") !== null;
    const isHeld = before !== "" && event.timeStamp - beforeMs < SEQUENCE_MS;
    const keys = isHeld ? `${before} ${one}` : one;
    before = "";
    if (isBare(keys) && (isTyping(event.target) || isInDialog)) return;
    const chief = CHIEFS.find((name) => keysOf(name) === keys);
    if (chief && !event.repeat && perform(chief)) return event.preventDefault();
    if (!isHeld && CHIEFS.some((name) => keysOf(name)?.startsWith(`${one} `))) [before, beforeMs] = [one, event.timeStamp];
  });
}
