/** Who is in a call as one page sees it: my own party, and those with whom I talk. Worked out from the view alone. */
import type { CallMedia, Channel, ConsumerView, InteractionView, LegView, Upgrade } from "../received.ts";

export interface Other {
  /** A leg's id, or `consumer`. */
  party: string;
  name: string;
  /** One of the two has put the other on hold: nothing flows. */
  isHeld: boolean;
  /** Their connection to the server is gone. */
  isAway: boolean;
  /** They hear me, and send nothing. */
  isListener: boolean;
  media: CallMedia;
}

export interface Roster {
  me: string;
  /** I hear them, and send nothing. */
  isListener: boolean;
  /** The leg has started: what is muted can be said. */
  isConnected: boolean;
  /** Pictures go out, too: never before both have agreed to them. */
  hasVideo: boolean;
  media: CallMedia;
  others: Other[];
}

export const CONSUMER = "consumer";
const CALLS: ReadonlySet<string> = new Set(["voice", "video"]);
const OPEN: CallMedia = { muted: false, camera_off: false };

export const isCall = (channel: string): boolean => CALLS.has(channel);

/** It is a call, or both have agreed that it becomes one and media is waited for. */
export const hasCall = ({ channel, upgrade }: { channel: Channel; upgrade?: Upgrade }): boolean =>
  isCall(channel) || upgrade?.accepted === true;

/** With pictures, now or as soon as media flows. */
export const hasPictures = ({ channel, upgrade }: { channel: Channel; upgrade?: Upgrade }): boolean =>
  channel === "video" || (upgrade?.accepted === true && upgrade.channel === "video");

/** The consumer's; undefined: it is no call, or it is over. Who is on hold is heard by nobody, also not by who listens. */
export function consumerRoster(view: ConsumerView): Roster | undefined {
  if (!hasCall(view) || view.phase === "closed") return undefined;
  const isHeld = view.agents.some(({ kind, held_since_ms }) => kind === "primary" && held_since_ms !== undefined);
  const talking = view.agents.map(({ leg, agent_name, held_since_ms, is_lost, media }) => ({
    party: leg, name: agent_name, isHeld: held_since_ms !== undefined, isAway: is_lost, isListener: false, media,
  }));
  const coming = view.connecting.map(({ leg }) => ({ party: leg, name: "", isHeld: false, isAway: false, isListener: false, media: OPEN }));
  const listening = view.monitors.map(({ leg, agent_name }) => ({ party: leg, name: agent_name, isHeld, isAway: false, isListener: true, media: OPEN }));
  const others = [...talking, ...coming, ...listening];
  return { me: CONSUMER, isListener: false, isConnected: talking.length > 0 && isCall(view.channel), hasVideo: hasPictures(view), media: view.media, others };
}

const isThere = (leg: LegView): boolean => leg.state !== "wrapping" && leg.state !== "ended";
type Seat = { party: string; name: string; kind: string; agent: string; leg?: LegView };

/** Of one agent, or of who listens; undefined: they are not in it. */
export function agentRoster(view: InteractionView, agent: string): Roster | undefined {
  if (!hasCall(view) || view.ended) return undefined;
  const coming = view.offers
    .filter(({ state, leg }) => leg && (state === "accepting" || state === "accepted") && !view.legs.some((one) => one.leg === leg))
    .map((offer): Seat => ({ party: offer.leg ?? "", name: offer.agent_name, kind: kindOf(offer.purpose), agent: offer.agent }));
  const legs = view.legs.filter(isThere).map((leg): Seat => ({ party: leg.leg, name: leg.agent_name, kind: leg.kind, agent: leg.agent, leg }));
  const seats = [...legs.filter(({ kind }) => kind !== "monitor"), ...coming, ...legs.filter(({ kind }) => kind === "monitor")];
  const mine = seats.find((seat) => seat.agent === agent);
  if (!mine) return undefined;
  const others = seats.filter((seat) => seat !== mine && talks(mine.kind, seat.kind)).map((seat) => colleague(seat));
  const holder = mine.kind === "monitor" ? legs.find(({ kind }) => kind === "primary") : mine;
  if (mine.kind !== "consult") others.unshift(consumer(view, holder?.leg));
  const isConnected = mine.leg !== undefined && isCall(view.channel);
  return { me: mine.party, isListener: mine.kind === "monitor", isConnected, hasVideo: hasPictures(view), media: mine.leg?.media ?? OPEN, others };
}

const kindOf = (purpose: string): string => (purpose === "handle" || purpose === "transfer" ? "primary" : purpose);

/** A consulted agent talks with the one who handles it; all others with each other. Who listens hears all but who else does. */
const talks = (one: string, other: string): boolean =>
  one === "monitor" || other === "monitor" ? one !== other : one === "consult" || other === "consult" ? one === "primary" || other === "primary" : true;

const colleague = ({ party, name, kind, leg }: Seat): Other => ({
  party, name, isHeld: false, isAway: leg?.state === "lost", isListener: kind === "monitor", media: leg?.media ?? OPEN,
});

const consumer = (view: InteractionView, mine: LegView | undefined): Other => ({
  party: CONSUMER, name: view.consumer.name ?? "", isHeld: mine?.held_since_ms !== undefined, isAway: view.consumer_away, isListener: false, media: view.consumer_media,
});

/** Who gives way when both begin at once: the consumer, and of two agents the one whose leg sorts later. */
export const isPolite = (me: string, other: string): boolean => other !== CONSUMER && (me === CONSUMER || me > other);
