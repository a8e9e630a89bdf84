/** An interaction as agents, supervisors and services see it: what each event of its stream does to the view. */
import type { InteractionView, Phase, TransferEndView, TransferEnded, TransferView, VariableView } from "../received.ts";
import { LEG_REDUCERS, changeLeg, isTalking } from "./interaction_legs.ts";
import { type Reducers, change, drop, put, reduce } from "./reducer.ts";
import { VIEW_SEGMENTS_MAX, segmentView } from "./segments.ts";
import { upgradeReducers } from "./upgrading.ts";

/** Whispers in a view. */
const VIEW_WHISPERS_MAX = 50;
/** Offers in a view. */
const VIEW_OFFERS_MAX = 20;
/** Mails of ours in a view, the last ones whose sending began. */
const VIEW_MAILS_MAX = 200;
/** Whose words end an idle warning. */
const PEOPLE: ReadonlySet<string> = new Set(["consumer", "agent", "supervisor"]);

/** The view after the next event of its stream, hidden and unknown ones included. */
export function applyInteraction(view: InteractionView, event: string, data: unknown, atMs: number): InteractionView {
  const after = reduce(REDUCERS, { ...view, seq: view.seq + 1 }, event, data, atMs);
  return { ...after, phase: phaseOf(after) };
}

/** Where the interaction is, worked out from the rest of the view. */
function phaseOf(view: InteractionView): Phase {
  if (view.closed) return "closed";
  if (view.parked) return "parked";
  if (view.legs.some(isTalking)) return "active";
  if (view.offers.some((offer) => offer.state === "accepting")) return "connecting";
  if (view.offers.some((offer) => offer.state === "pending")) return "offered";
  return view.ended ? "wrapping" : "queued";
}

function endOf({ transfer, agent, target, mode }: TransferView, { result, reason }: TransferEnded, atMs: number): TransferEndView {
  return { transfer, agent, target, mode, result, ended_at_ms: atMs, reason };
}

/** Waiting, asking for one agent, and the end. */
const LIFE: Reducers<InteractionView> = {
  "interaction.created": (view, data, atMs) => ({
    ...view,
    interaction: data.interaction,
    channel: data.channel,
    consumer: data.consumer,
    subject: data.subject,
    flow: data.flow,
    created_at_ms: atMs,
    created_by: data.created_by ?? "",
    queue: data.queue ?? "",
    top_priority: data.top_priority,
    bonus: data.bonus,
    skills: data.skills,
    ttl_at_ms: data.ttl_at_ms,
    follows: data.follows,
    variables: data.variables.reduce<VariableView[]>((known, one) => put(known, { ...one, rev: 1 }, "name"), []),
  }),
  "interaction.queued": (view, data) => ({
    ...view,
    queue: data.queue ?? "",
    queue_name: data.queue_name,
    waiting: {
      queue: data.queue ?? "",
      reason: data.reason,
      enqueued_at_ms: data.enqueued_at_ms ?? 0,
      waiting_since_ms: data.waiting_since_ms,
      entered_at_ms: data.entered_at_ms ?? 0,
      max_wait_at_ms: data.max_wait_at_ms,
      hops: data.hops,
      at_front: data.at_front,
    },
  }),
  "interaction.overflowed": (view, data) => ({
    ...view,
    waiting: undefined,
    closed_target: data.to_queue ? undefined : "message",
  }),
  "agent.wanted": (view, { agent, purpose, by }) => ({ ...view, wanted: { agent, purpose, by } }),
  "agent.unwanted": (view) => ({ ...view, wanted: undefined }),
  "interaction.ended": (view, { by, reason }, atMs) => ({
    ...view,
    ended: { at_ms: atMs, by, reason },
    waiting: undefined,
    consumer_away_until_ms: undefined,
    idle_closes_at_ms: undefined,
  }),
  "interaction.closed": (view, { by, reason, target }, atMs) => ({
    ...view,
    closed: { at_ms: atMs, by, reason },
    closed_target: target,
  }),
  "interaction.reopened": (view) => ({ ...view, ended: undefined, closed: undefined, closed_target: undefined }),
  "consumer.away": (view, data) => ({ ...view, consumer_away: true, consumer_away_until_ms: data.until_at_ms }),
  "consumer.back": (view) => ({ ...view, consumer_away: false, consumer_away_until_ms: undefined }),
  "interaction.idle_warned": (view, data) => ({ ...view, idle_closes_at_ms: data.closes_at_ms }),
};

/** Offers, transfers, parking. */
const MOVES: Reducers<InteractionView> = {
  "offer.created": (view, data, atMs) => {
    const offer = {
      offer: data.offer,
      agent: data.agent ?? "",
      agent_name: data.agent_name ?? "",
      queue: data.queue,
      purpose: data.purpose,
      acceptance: data.acceptance,
      attempt: data.attempt,
      created_at_ms: atMs,
      expires_at_ms: data.expires_at_ms,
      state: "pending" as const,
    };
    const isWanted = view.wanted !== undefined && view.wanted.agent === data.agent;
    const offers = [...view.offers, offer].slice(-VIEW_OFFERS_MAX);
    return { ...view, offers, wanted: isWanted ? undefined : view.wanted };
  },
  "offer.accepting": (view, { offer, expires_at_ms, leg }) => ({
    ...view,
    offers: change(view.offers, "offer", offer, { state: "accepting", expires_at_ms, leg }),
  }),
  "offer.ended": (view, { offer, state, detail, reason }, atMs) => ({
    ...view,
    offers: change(view.offers, "offer", offer, { state, detail, reason, ended_at_ms: atMs }),
  }),
  "transfer.started": (view, { transfer, leg, agent, target, mode, note }, atMs) => {
    const after = { ...view, transfer: { transfer, leg, agent, target, mode, started_at_ms: atMs, note } };
    return mode === "warm" ? after : changeLeg(after, leg, { state: "transferring" });
  },
  "transfer.ended": (view, data, atMs) => {
    const last_transfer = view.transfer ? endOf(view.transfer, data, atMs) : view.last_transfer;
    const after = { ...view, transfer: undefined, last_transfer };
    const sender = after.legs.find((leg) => leg.leg === data.leg && isTalking(leg));
    if (data.result === "completed" || !sender) return after;
    const { queue, queue_name } = sender;
    const back = { ...after, waiting: undefined, queue, queue_name, idle_closes_at_ms: undefined };
    if (sender.state === "transferring") return changeLeg(back, sender.leg, { state: "active" });
    if (sender.state_before_loss !== "transferring") return back;
    return changeLeg(back, sender.leg, { state_before_loss: "active" });
  },
  "interaction.parked": (view, { leg, until_at_ms, until_reply }, atMs) =>
    changeLeg({ ...view, parked: { leg, since_ms: atMs, until_at_ms, until_reply } }, leg, { state: "parked" }),
  "interaction.unparked": (view, { leg }) => {
    const isLost = view.legs.some((one) => one.leg === leg && one.state === "lost");
    const fields = isLost ? { state_before_loss: "active" as const } : { state: "active" as const };
    return changeLeg({ ...view, parked: undefined, idle_closes_at_ms: undefined }, leg, fields);
  },
};

const CONTENT: Reducers<InteractionView> = {
  "segment.final": (view, data) => {
    const after = { ...view, partials: drop(view.partials, "segment", data.segment) };
    const segment = segmentView(view.seq, data);
    if (data.hidden) return { ...after, whispers: [...view.whispers, segment].slice(-VIEW_WHISPERS_MAX) };
    if (data.phase !== "bot" && PEOPLE.has(data.role) && !data.mail?.automatic) after.idle_closes_at_ms = undefined;
    const segments = [...view.segments, segment].slice(-VIEW_SEGMENTS_MAX);
    return { ...after, segments, segment_count: view.segment_count + 1 };
  },
  "transcription.changed": (view, { state }) => ({ ...view, transcription: state }),
  "note.saved": (view, { note, agent, agent_name, text, rev }, atMs) => ({
    ...view,
    notes: put(view.notes, { note, agent, agent_name, text, rev, at_ms: atMs }, "note"),
  }),
  "mail.state_changed": (view, { mail, state, attempts, next_at_ms, reason }, atMs) => ({
    ...view,
    mails: put(view.mails, { mail, state, changed_at_ms: atMs, attempts, next_at_ms, reason }, "mail").slice(-VIEW_MAILS_MAX),
  }),
  "draft.saved": (view, { agent, text, rev, mail }) => ({
    ...view,
    draft: text || mail ? { agent, text, rev, mail } : undefined,
    draft_rev: rev,
  }),
  "consumer.changed": (view, { consumer }) => ({ ...view, consumer }),
  "variable.set": (view, { variable, rev }) => {
    const known = view.variables.find((old) => old.name === variable.name)?.rev ?? 0;
    return { ...view, variables: put(view.variables, { ...variable, rev: rev || known + 1 }, "name") };
  },
  "summary.made": (view, { summary }) => ({ ...view, summary }),
};

const REDUCERS: Reducers<InteractionView> = { ...LIFE, ...MOVES, ...LEG_REDUCERS, ...CONTENT, ...upgradeReducers<InteractionView>() };
