/** Words that the agent has not read: counted in the title, and told to who looks elsewhere. */
import { computed, effect } from "@preact/signals";
import type { LegCard } from "../client/received.ts";
import { choose, legs } from "./desk.ts";
import { say } from "./language.ts";
import { channelName, notify, putAway } from "./notifying.ts";

/** Of what is not over; mail that was not opened counts as one. */
export const unread = computed(() => legs.value.reduce((sum, leg) => sum + countOf(leg), 0));

function countOf({ state, unread: count, opened }: LegCard): number {
  return state === "wrapping" ? 0 : count || (opened ? 0 : 1);
}

/** For the life of the page. */
export function startNews(): void {
  let known = new Map<string, number>();
  effect(() => {
    const before = known;
    known = new Map(legs.value.map(({ leg, unread: count }) => [leg, count]));
    for (const leg of legs.value) tell(leg, before.get(leg.leg) ?? leg.unread);
  });
}

function tell({ leg, interaction, channel, consumer_name: name, unread: count }: LegCard, before: number): void {
  const body = `${channelName(channel)} · ${say("list.unread", { count })}`;
  if (count > before) notify(leg, name || say("ring.unknown"), body, () => choose(interaction));
  if (count === 0 && before > 0) putAway(leg);
}
