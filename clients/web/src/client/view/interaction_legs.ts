/** What the events of legs and their wrap-ups do to an interaction. */
import type { InteractionView, LegView, OutcomeView, WrapUpView } from "../received.ts";
import { type Reducers, change, put } from "./reducer.ts";

/** Legs in a view; above it the oldest ended ones go. */
const VIEW_LEGS_MAX = 200;

/** With these fields of one leg changed; a leg that is no longer there changes nothing. */
export function changeLeg(view: InteractionView, leg: string, fields: Partial<LegView>): InteractionView {
  return { ...view, legs: change(view.legs, "leg", leg, fields) };
}

/** The conversation part is not over. Who listens has none. */
export const isTalking = (leg: LegView): boolean => leg.kind !== "monitor" && leg.state !== "wrapping" && leg.state !== "ended";

const legOf = (view: InteractionView, leg: string): LegView | undefined => view.legs.find((one) => one.leg === leg);
const noIdle = (view: InteractionView): InteractionView => ({ ...view, idle_closes_at_ms: undefined });

function kept(legs: LegView[]): LegView[] {
  const surplus = legs.filter((leg) => leg.state === "ended").slice(0, Math.max(0, legs.length - VIEW_LEGS_MAX));
  return surplus.length > 0 ? legs.filter((leg) => !surplus.includes(leg)) : legs;
}

function changeWrapUp(view: InteractionView, leg: string, fields: Partial<WrapUpView>): InteractionView {
  const wrapUp = legOf(view, leg)?.wrap_up;
  return wrapUp ? changeLeg(view, leg, { wrap_up: { ...wrapUp, ...fields } }) : view;
}

export const LEG_REDUCERS: Reducers<InteractionView> = {
  "leg.started": (view, data, atMs) => {
    const leg: LegView = {
      leg: data.leg,
      agent: data.agent ?? "",
      agent_name: data.agent_name,
      kind: data.kind,
      queue: data.queue ?? "",
      queue_name: view.queue_name,
      number: data.number,
      started_at_ms: atMs,
      offer: data.offer,
      by: data.by,
      unseen: data.unseen,
      state: "active",
      opened: false,
      dispositions: [],
      media: { muted: false, camera_off: false },
    };
    const after = { ...view, legs: kept(put(view.legs, leg, "leg")) };
    return data.kind === "primary" ? { ...after, waiting: undefined, idle_closes_at_ms: undefined } : after;
  },
  "leg.opened": (view, { leg }) => changeLeg(view, leg, { opened: true }),
  "leg.held": (view, { leg }, atMs) => changeLeg(view, leg, { state: "held", held_since_ms: atMs }),
  "leg.resumed": (view, { leg }) => changeLeg(noIdle(view), leg, { state: "active", held_since_ms: undefined }),
  "leg.lost": (view, { leg, until_at_ms }) => {
    const known = legOf(view, leg);
    const before = known?.state === "lost" ? known.state_before_loss : known?.state;
    return changeLeg(view, leg, { state: "lost", lost_until_ms: until_at_ms, state_before_loss: before });
  },
  "leg.recovered": (view, { leg }) => {
    const state = legOf(view, leg)?.state_before_loss ?? "active";
    return changeLeg(noIdle(view), leg, { state, lost_until_ms: undefined, state_before_loss: undefined });
  },
  "leg.promoted": (view, { leg, kind }) => changeLeg(noIdle(view), leg, { kind }),
  "call.media_changed": (view, { leg, media }) =>
    leg ? changeLeg(view, leg, { media }) : { ...view, consumer_media: media },
  "leg.ended": (view, { leg, reason }, atMs) => {
    const over = { held_since_ms: undefined, lost_until_ms: undefined, state_before_loss: undefined };
    return changeLeg(view, leg, { state: "ended", ended_at_ms: atMs, end_reason: reason, ...over });
  },
  "wrap_up.started": (view, { leg, mandatory, until_at_ms }, atMs) =>
    changeLeg(view, leg, { state: "wrapping", wrap_up: { started_at_ms: atMs, mandatory, until_at_ms, extensions: 0 } }),
  "disposition.saved": (view, { leg, dispositions }) => {
    const known = legOf(view, leg)?.outcome;
    const outcome = known && { ...known, dispositions, unset_reason: undefined, needs_disposition: false };
    return changeLeg(view, leg, { dispositions, outcome });
  },
  "wrap_up.extended": (view, { leg, until_at_ms, extensions }) =>
    changeWrapUp(view, leg, { until_at_ms, extensions, overdue_next_at_ms: undefined }),
  "wrap_up.overdue": (view, { leg, next_at_ms }) => changeWrapUp(view, leg, { overdue_next_at_ms: next_at_ms }),
  "wrap_up.completed": (view, data) => {
    const { outcome, dispositions, automatic, unset_reason, needs_disposition } = data;
    const done: OutcomeView = { outcome, dispositions, automatic, unset_reason, needs_disposition };
    return changeLeg(view, data.leg, { state: "ended", outcome: done, dispositions });
  },
};
