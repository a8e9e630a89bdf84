/** An interaction as its consumer sees it: folded from the filtered stream, or as a snapshot. */
import type { CallMedia, ConsumerAgent, ConsumerView, Phase } from "../received.ts";
import { VIEW_SEGMENTS_MAX, segmentView } from "./segments.ts";
import { type Reducers, change, drop, put, reduce } from "./reducer.ts";
import { upgradeReducers } from "./upgrading.ts";

/** Legs whose agents talk with the consumer. */
const SEEN_KINDS: ReadonlySet<string> = new Set(["primary", "conference"]);

/** Nothing is kept back. */
const OPEN: CallMedia = { muted: false, camera_off: false };

/** The view after the next event of the filtered stream, hidden and unknown ones included. */
export function applyConsumer(view: ConsumerView, event: string, data: unknown, atMs: number): ConsumerView {
  const after = reduce(REDUCERS, { ...view, seq: view.seq + 1 }, event, data, atMs);
  return { ...after, phase: phaseOf(after) };
}

/** For the consumer it is over when the conversation is. */
function phaseOf(view: ConsumerView): Phase {
  if (view.ended || view.closed) return "closed";
  return view.agents.length > 0 ? "active" : "queued";
}

const byLeg = (a: { leg: string }, b: { leg: string }): number => (a.leg < b.leg ? -1 : a.leg > b.leg ? 1 : 0);

/** In an order that does not depend on when the consumer first heard of whom. */
function joined(view: ConsumerView, agent: ConsumerAgent): ConsumerView {
  if (!SEEN_KINDS.has(agent.kind)) return view;
  const agents = put(view.agents, agent, "leg").sort(byLeg);
  return { ...view, agents, connecting: drop(view.connecting, "leg", agent.leg) };
}

function changed(view: ConsumerView, leg: string, fields: Partial<ConsumerAgent>): ConsumerView {
  return { ...view, agents: change(view.agents, "leg", leg, fields) };
}

const REDUCERS: Reducers<ConsumerView> = {
  "interaction.created": (view, { interaction, channel, consumer, subject }, atMs) => ({
    ...view, interaction, channel, name: consumer.name, subject, created_at_ms: atMs,
  }),
  "interaction.queued": (view, { queue_name, waiting_since_ms }) => ({
    ...view, queue_name, waiting_since_ms, turned_away: undefined,
  }),
  "interaction.overflowed": (view, { trigger }) => ({ ...view, turned_away: trigger }),
  "leg.started": (view, { leg, agent_name, kind, unseen }) =>
    kind === "monitor"
      ? { ...view, monitors: put(view.monitors, { leg, agent_name, unseen }, "leg").sort(byLeg) }
      : joined(view, { leg, agent_name, kind, is_lost: false, media: OPEN }),
  "leg.promoted": (view, { leg, agent_name, kind, is_lost, lost_until_ms }) => {
    const known = view.agents.find((agent) => agent.leg === leg);
    return joined(view, known ? { ...known, kind } : { leg, agent_name, kind, is_lost, lost_until_ms, media: OPEN });
  },
  "leg.held": (view, { leg }, atMs) => changed(view, leg, { held_since_ms: atMs }),
  "leg.resumed": (view, { leg }) => changed(view, leg, { held_since_ms: undefined }),
  "leg.lost": (view, { leg, until_at_ms }) => changed(view, leg, { is_lost: true, lost_until_ms: until_at_ms }),
  "leg.recovered": (view, { leg }) => changed(view, leg, { is_lost: false, lost_until_ms: undefined }),
  "leg.ended": (view, { leg }) => ({ ...view, agents: drop(view.agents, "leg", leg), monitors: drop(view.monitors, "leg", leg) }),
  "call.connecting": (view, { leg, until_at_ms }) => ({
    ...view, connecting: [...view.connecting, { leg, until_at_ms }],
  }),
  "call.settled": (view, { leg, ok }) => (ok ? view : { ...view, connecting: drop(view.connecting, "leg", leg) }),
  "call.media_changed": (view, { leg, media }) => (leg ? changed(view, leg, { media }) : { ...view, media }),
  ...upgradeReducers<ConsumerView>(),
  "segment.final": (view, data) => ({
    ...view,
    segments: [...view.segments, segmentView(view.seq, data)].slice(-VIEW_SEGMENTS_MAX),
    segment_count: view.segment_count + 1,
    partials: drop(view.partials, "segment", data.segment),
  }),
  "interaction.ended": (view, { by, reason }, atMs) => ({ ...view, ended: { at_ms: atMs, by, reason } }),
  "interaction.closed": (view, { by, reason }, atMs) => ({ ...view, closed: { at_ms: atMs, by, reason } }),
  "interaction.reopened": (view) => ({ ...view, ended: undefined, closed: undefined, turned_away: undefined }),
};
