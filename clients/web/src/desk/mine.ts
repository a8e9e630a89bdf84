/** The agent's own part in an interaction, and the parts of the others. */
import type { InteractionView, LegView } from "../client/received.ts";
import { agent } from "./desk.ts";
import { say } from "./language.ts";

export const LIVE: ReadonlySet<string> = new Set(["messaging", "voice", "video"]);

export const isTalking = (leg: LegView): boolean => leg.kind !== "monitor" && leg.state !== "wrapping" && leg.state !== "ended";

/** Who hears the call and says nothing in it. */
export const listeners = (view: InteractionView): LegView[] => view.legs.filter(({ kind, state }) => kind === "monitor" && state !== "ended");

/** The agent's talking leg, else the one that is wrapped up, else the one that owes a disposition, else the last. */
export function myLeg(view: InteractionView): LegView | undefined {
  const mine = view.legs.filter((leg) => leg.agent === agent.value?.agent && leg.kind !== "monitor");
  return (
    mine.find(isTalking) ??
    mine.find((leg) => leg.state === "wrapping") ??
    mine.find((leg) => leg.outcome?.needs_disposition) ??
    mine.at(-1)
  );
}

/** The agent answered the call; its media is waited for. */
export const isConnecting = (view: InteractionView): boolean =>
  view.offers.some((offer) => offer.state === "accepting" && offer.agent === agent.value?.agent);

/** Colleagues who take part now. */
export function colleagues(view: InteractionView): LegView[] {
  return view.legs.filter((leg) => isTalking(leg) && leg.agent !== agent.value?.agent);
}

export const consumerName = (view: InteractionView): string =>
  view.consumer.name || view.consumer.phone || view.consumer.email || say("ring.unknown");
