// Generated from protocol/schema by scripts/generate.mjs; not edited by hand.

/**
 * Manual rings; automatic begins by itself.
 */
export type Acceptance = "automatic" | "manual";
/**
 * Who said or did something inside an interaction.
 */
export type Role = "agent" | "bot" | "consumer" | "service" | "supervisor" | "system";
/**
 * Who wrote a summary; always shown.
 */
export type SummaryBy = "extractive" | "flow" | "model";
/**
 * How the consumer reaches out.
 */
export type Channel = "email" | "messaging" | "video" | "voice" | "work_item";
/**
 * What accepting an offer makes the agent.
 */
export type OfferPurpose = "conference" | "consult" | "handle" | "transfer";
/**
 * `pending` and `accepting` are live; the others are final.
 */
export type OfferState =
  "accepted" | "accepting" | "canceled" | "declined" | "expired" | "failed" | "pending" | "rescinded";
/**
 * Connection layer of an agent: on line, inside the grace, or past it.
 */
export type Presence = "connected" | "gone" | "grace";
/**
 * What the system works out, in order of display precedence.
 */
export type AgentState = "missed" | "not_ready" | "occupied" | "offline" | "ready" | "wrap_up";
/**
 * An agent on one channel.
 */
export type ChannelState = "active" | "full" | "idle" | "offered" | "wrapping";
/**
 * What the agent chose.
 */
export type Status = "not_ready" | "offline" | "ready";
/**
 * One agent's part in an interaction.
 */
export type LegKind = "conference" | "consult" | "monitor" | "primary";
/**
 * Life of a leg. `lost`: the agent's connection is gone and its grace runs.
 */
export type LegState = "active" | "ended" | "held" | "lost" | "parked" | "transferring" | "wrapping";
/**
 * Why an interaction is closed.
 */
export type ClosedReason =
  | "abandoned"
  | "agent_ended"
  | "canceled"
  | "consumer_left"
  | "error"
  | "expired"
  | "inactivity"
  | "overflowed"
  | "resolved"
  | "short_abandoned";
/**
 * Who ended a conversation.
 */
export type EndedBy = "agent" | "consumer" | "supervisor" | "system";
/**
 * Where an interaction is. `offered` and `connecting` still belong to the queue's order.
 */
export type Phase = "active" | "closed" | "connecting" | "offered" | "parked" | "queued" | "wrapping";
/**
 * Whose mail it is.
 */
export type MailDirection = "in" | "out";
/**
 * Which part of the interaction a segment belongs to.
 */
export type SegmentPhase = "agent" | "bot" | "queue";
/**
 * Why a queue sends an interaction elsewhere.
 */
export type OverflowTrigger = "closed" | "max_wait" | "no_agents" | "queue_full";
/**
 * What to do about an error without asking a human.
 */
export type Retry = "auth" | "backoff" | "never" | "now" | "resync";
/**
 * Why an interaction stands (again) in a queue.
 */
export type QueuedReason =
  "agent_lost" | "intake" | "offer_ended" | "overflow" | "release" | "reopened" | "transfer" | "unparked";
/**
 * Cold assured waits for the target; cold unassured goes back to the queue on failure; warm consults first.
 */
export type TransferMode = "cold_assured" | "cold_unassured" | "warm";
/**
 * How a transfer ended. Every transfer gets one.
 */
export type TransferResult = "canceled" | "completed" | "failed";
/**
 * Why the talking part of a leg is over.
 */
export type LegEndReason =
  "agent_lost" | "consult_ended" | "conversation_ended" | "left" | "released" | "taken_over" | "transferred";
/**
 * How a wrap-up was completed.
 */
export type WrapUpOutcome = "agent" | "defaulted" | "released" | "skipped" | "supervisor" | "timeout";
/**
 * How sending stands. `sent` and `failed` are final, though a bounce may yet make a sent one `failed`.
 */
export type MailState = "deferred" | "failed" | "queued" | "sending" | "sent";
/**
 * What lies behind a canceled, failed or rescinded offer.
 */
export type OfferDetail =
  | "agent_unreachable"
  | "answered_by_other"
  | "consumer_left"
  | "ended"
  | "media"
  | "server_restart"
  | "status_change"
  | "supervisor"
  | "transfer_canceled";
/**
 * Why a stream comes as a snapshot and not as the missed events.
 */
export type NotRecoveredReason = "ahead" | "epoch_changed" | "forbidden" | "new" | "too_old" | "unknown";
/**
 * What the server tells about the connection itself.
 */
export type NoticeKind = "draining" | "superseded" | "token_expiring" | "unsubscribed";
/**
 * What a session may be.
 */
export type PrincipalKind = "agent" | "consumer" | "service" | "supervisor";
/**
 * How asking for a richer channel ended. Every ask gets one; only `completed` changes the channel.
 */
export type UpgradeResult = "canceled" | "completed" | "expired" | "failed" | "refused" | "withdrawn";

/**
 * What rings. It goes when it ends; how it ended is in the event.
 */
export interface AgentOffer {
  acceptance: Acceptance;
  attempt: number;
  by_session?: string;
  card?: OfferCard;
  channel: Channel;
  expires_at_ms: number;
  interaction: string;
  offer: string;
  purpose: OfferPurpose;
  queue: string;
  ring_ms: number;
  server_at_ms: number;
  state: OfferState;
}
/**
 * The ring. Everything but the queue and the wait may be empty: a voice call may come without any context.
 */
export interface OfferCard {
  consumer: Consumer;
  excluded_agents: number;
  flow: string;
  hand_over?: HandOver;
  queue_name: string;
  subject: string;
  summary?: Summary;
  top_priority: boolean;
  variables: CardVariable[];
  waited_ms: number;
}
/**
 * The person outside, as intake knows them. Any field may be missing; a voice call may have none.
 */
export interface Consumer {
  contact?: string;
  email?: string;
  external_id?: string;
  name: string;
  phone?: string;
}
/**
 * What a colleague leaves: the same packet for transfer, release, agent loss and take-over.
 */
export interface HandOver {
  agent_name: string;
  draft?: CardNote;
  ended_at_ms?: number;
  note: string;
  notes: CardNote[];
  reason: string;
  segments: CardLine[];
}
/**
 * One of the last notes.
 */
export interface CardNote {
  agent_name: string;
  text: string;
}
/**
 * One of the last words.
 */
export interface CardLine {
  participant: string;
  role: Role;
  said_at_ms: number;
  text: string;
}
/**
 * Short text on the conversation so far. `revision` is the last transcript seq that it covers.
 */
export interface Summary {
  by: SummaryBy;
  revision: number;
  text: string;
}
/**
 * A variable that its flow flagged for the ring; masked ones are dots with the last characters.
 */
export interface CardVariable {
  label: string;
  name: string;
  value: string | number | boolean;
}
/**
 * Channels and queues that do not route to the agent although ready.
 */
export interface AgentOptOutsChanged {
  channels: Channel[];
  queues: string[];
}
/**
 * Connection layer: on line, inside the grace, or past it.
 */
export interface AgentPresenceChanged {
  presence: Presence;
}
/**
 * What the system works out. `channels` is keyed by channel.
 */
export interface AgentStateChanged {
  channels: {
    [k: string]: ChannelLoad;
  };
  missed_hold: boolean;
  occupied: boolean;
  since_at_ms?: number;
  state: AgentState;
  units: number;
  units_used: number;
}
/**
 * One channel of an agent. `used` counts reservations, `max` is how many at once.
 */
export interface ChannelLoad {
  max: number;
  state: ChannelState;
  used: number;
}
/**
 * What the agent chose. Without `next_status` nothing waits to be applied.
 */
export interface AgentStatusChanged {
  by: string;
  next_status?: NextStatus;
  reason?: string;
  since_at_ms: number;
  status: Status;
}
/**
 * What applies when the current work is done.
 */
export interface NextStatus {
  reason?: string;
  status: Status;
}
/**
 * That wish is over without an offer.
 */
export interface AgentUnwanted {
  agent: string;
  reason: string;
}
/**
 * Everything that an agent's stream tells. Status, state and opt-outs are as last said.
 */
export interface AgentView {
  agent: string;
  devices: Device[];
  legs: LegCard[];
  name: string;
  offers: AgentOffer[];
  opt_outs?: AgentOptOutsChanged;
  presence: Presence;
  state?: AgentStateChanged;
  status?: AgentStatusChanged;
}
/**
 * One of the agent's devices.
 */
export interface Device {
  client: string;
  device: string;
  primary: boolean;
  session: string;
}
/**
 * One line of an agent's open interactions.
 */
export interface LegCard {
  channel: Channel;
  consumer_name: string;
  held_since_ms?: number;
  interaction: string;
  kind: LegKind;
  last_word_at_ms: number;
  leg: string;
  lost_until_ms?: number;
  needs_disposition: boolean;
  opened: boolean;
  parked?: CardParked;
  queue: string;
  queue_name: string;
  started_at_ms: number;
  state: LegState;
  subject: string;
  unanswered_since_ms?: number;
  unread: number;
  upgrade?: Upgrade;
  wrap_up?: CardWrapUp;
}
/**
 * When parked work comes back by itself.
 */
export interface CardParked {
  until_at_ms?: number;
  until_reply: boolean;
}
/**
 * Somebody asks for a richer channel, or media is waited for on it. It ends with `upgrade.ended`.
 */
export interface Upgrade {
  accepted: boolean;
  by: Role;
  channel: Channel;
  until_at_ms: number;
  upgrade: string;
}
/**
 * A wrap-up as the list shows it.
 */
export interface CardWrapUp {
  extensions: number;
  mandatory: boolean;
  overdue: boolean;
  until_at_ms?: number;
}
/**
 * One particular agent is to get an offer.
 */
export interface AgentWanted {
  agent: string;
  by: string;
  purpose: OfferPurpose;
}
/**
 * The server found a fault in itself. On the wall; key: the actor.
 */
export interface AlarmRaised {
  actor: string;
  at_ms: number;
  fault: string;
  revived: boolean;
}
/**
 * Consumers: an agent answered. Media of both sides must flow before the deadline; then it is settled.
 */
export interface CallConnecting {
  leg: string;
  until_at_ms: number;
}
/**
 * What one party of a call keeps to themselves.
 */
export interface CallMedia {
  camera_off: boolean;
  muted: boolean;
}
/**
 * Microphone and camera of one party. Without a leg: the consumer's.
 */
export interface CallMediaChanged {
  leg?: string;
  media: CallMedia;
}
/**
 * Consumers: media flows, and the leg starts; or the call did not come about, and their place in line is kept.
 */
export interface CallSettled {
  leg: string;
  ok: boolean;
  reason: string;
}
/**
 * From another party of the call to this one alone. Never conflated or dropped: who is too slow is cut off.
 *
 *     From one's own party, `bye`: the call goes on at another page of mine.
 */
export interface CallSignal {
  data: string;
  kind: "bye" | "candidates" | "description" | "join" | "restart";
  sender: string;
  source: string;
  target: string;
}
/**
 * Digits that another party dialled. Neither conflated nor dropped.
 */
export interface CallTones {
  digits: string;
  sender: string;
}
/**
 * The conversation goes on over another channel: an upgrade, or back in a line that has its own.
 */
export interface ChannelChanged {
  channel: Channel;
}
/**
 * An agent answered the call; media of both sides must flow by then.
 */
export interface ConnectingView {
  leg: string;
  until_at_ms: number;
}
/**
 * An agent in the conversation.
 */
export interface ConsumerAgent {
  agent_name: string;
  held_since_ms?: number;
  is_lost: boolean;
  kind: LegKind;
  leg: string;
  lost_until_ms?: number;
  media: CallMedia;
}
/**
 * The consumer's connection is gone; they count as having left at the deadline, if there is one.
 */
export interface ConsumerAway {
  until_at_ms?: number;
}
/**
 * The consumer is connected (again).
 */
export interface ConsumerBack {}
/**
 * Who the consumer is, as somebody found out.
 */
export interface ConsumerChanged {
  by: string;
  consumer: Consumer;
}
/**
 * Somebody listens to the call: my page sends to theirs, and gets nothing from it.
 */
export interface ConsumerMonitor {
  agent_name: string;
  leg: string;
  unseen: boolean;
}
/**
 * Whether the consumer's own connection is there.
 */
export interface ConsumerPresence {
  present: boolean;
}
/**
 * Everything that a consumer's stream tells. `seq` is the last event in it, hidden ones included.
 */
export interface ConsumerView {
  agents: ConsumerAgent[];
  channel: Channel;
  closed?: EndingView;
  connecting: ConnectingView[];
  created_at_ms: number;
  ended?: EndingView;
  interaction: string;
  media: CallMedia;
  monitors: ConsumerMonitor[];
  name: string;
  partials: SegmentPartial[];
  phase: Phase;
  queue_name: string;
  segment_count: number;
  segments: SegmentView[];
  seq: number;
  subject: string;
  turned_away?: OverflowTrigger;
  upgrade?: Upgrade;
  waiting_since_ms: number;
}
/**
 * The conversation is over.
 */
export interface EndingView {
  at_ms: number;
  by: EndedBy;
  reason: ClosedReason;
}
/**
 * Somebody is speaking. Key: the segment; a higher revision or the final replaces it.
 */
export interface SegmentPartial {
  language: string;
  leg?: string;
  participant: string;
  revision: number;
  role: Role;
  segment: string;
  start_ms?: number;
  text: string;
}
/**
 * A final segment. `seq` is its place in the stream: pages of the transcript are cut by it.
 */
export interface SegmentView {
  by?: string;
  end_ms?: number;
  language: string;
  leg?: string;
  mail?: MailHead;
  number: number;
  participant: string;
  phase: SegmentPhase;
  role: Role;
  said_at_ms: number;
  segment: string;
  seq: number;
  start_ms?: number;
  text: string;
}
/**
 * A mail without its body. Long lists of addresses or parts are cut at the limits.
 */
export interface MailHead {
  automatic: boolean;
  bcc: MailAddress[];
  cc: MailAddress[];
  direction: MailDirection;
  has_html: boolean;
  has_quote: boolean;
  is_cut: boolean;
  mail: string;
  mailbox: string;
  message_id: string;
  parts: MailPart[];
  reply_to: MailAddress[];
  sender: MailAddress;
  sent_at_ms?: number;
  subject: string;
  to: MailAddress[];
}
/**
 * One mailbox of somebody, as `name <address>`.
 */
export interface MailAddress {
  address: string;
  name: string;
}
/**
 * An attachment. `name` is safe to save under; parts are numbered from 1.
 */
export interface MailPart {
  bytes: number;
  inline: boolean;
  name: string;
  part: number;
  type: string;
}
/**
 * A device of the agent is connected. The primary one rings audibly.
 */
export interface DeviceJoined {
  client: string;
  device: string;
  primary: boolean;
  session: string;
}
/**
 * A device is gone; if it was primary, `device.primary` names the next.
 */
export interface DeviceLeft {
  device: string;
  session: string;
}
/**
 * The audible ring is here now.
 */
export interface DevicePrimary {
  device: string;
  session: string;
}
/**
 * Draft of a leg's outcome.
 */
export interface DispositionsSaved {
  agent: string;
  dispositions: string[];
  leg: string;
}
/**
 * The unsent reply has this text now; empty and without `mail`: there is none.
 */
export interface DraftSaved {
  agent: string;
  mail?: MailDraft;
  rev: number;
  text: string;
}
/**
 * What an unsent mail has beside its text.
 */
export interface MailDraft {
  bcc: MailAddress[];
  cc: MailAddress[];
  forwards?: string;
  html: string;
  replies_to?: string;
  subject: string;
  to: MailAddress[];
  uploads: Upload[];
}
/**
 * An attachment that was uploaded and not yet sent.
 */
export interface Upload {
  bytes: number;
  name: string;
  type: string;
  upload: string;
}
/**
 * The unsent reply.
 */
export interface DraftView {
  agent: string;
  mail?: MailDraft;
  rev: number;
  text: string;
}
/**
 * `code` is the identity; a client may meet codes that it does not know and then goes by `retry`.
 */
export interface ErrorBody {
  code: string;
  details?: {};
  message: string;
  retry: Retry;
  retry_after_ms?: number;
}
/**
 * Ping after `interval_ms` of silence; dead `timeout_ms` after an unanswered ping.
 */
export interface Heartbeat {
  interval_ms: number;
  timeout_ms: number;
}
/**
 * Nothing more will happen unless it is reopened.
 */
export interface InteractionClosed {
  by: EndedBy;
  reason: ClosedReason;
  target?: string;
}
/**
 * A consumer reached out; always the first event.
 */
export interface InteractionCreated {
  bonus: number;
  channel: Channel;
  consumer: Consumer;
  created_by?: string;
  flow: string;
  follows?: string;
  interaction: string;
  queue?: string;
  skills: SkillStage[];
  subject: string;
  top_priority: boolean;
  ttl_at_ms?: number;
  variables: Variable[];
}
/**
 * These needs hold for `for_ms` of waiting, then the next stage; None holds for ever.
 */
export interface SkillStage {
  for_ms?: number;
  needs: SkillNeed[];
}
/**
 * A skill that an agent must have at `min` or above. Levels: 1–10.
 */
export interface SkillNeed {
  min: number;
  skill: string;
}
/**
 * A typed value that a flow left. The display flags say where an agent sees it.
 */
export interface Variable {
  in_engagement: boolean;
  in_profile: boolean;
  in_ring: boolean;
  label: string;
  masked: boolean;
  name: string;
  value: string | number | boolean;
}
/**
 * The conversation is over; for the consumer that is all. Wrap-ups may still run.
 */
export interface InteractionEnded {
  agent?: string;
  by: EndedBy;
  reason: ClosedReason;
}
/**
 * Nobody spoke for a while; it closes at the deadline.
 */
export interface InteractionIdleWarned {
  closes_at_ms: number;
}
/**
 * A queue sent it elsewhere; without `to_queue` the consumer gets `message`, and it closes.
 */
export interface InteractionOverflowed {
  from_queue?: string;
  message: string;
  to_queue?: string;
  trigger?: OverflowTrigger;
}
/**
 * Put aside, until a moment, a reply, or somebody takes it up.
 */
export interface InteractionParked {
  leg: string;
  until_at_ms?: number;
  until_reply: boolean;
}
/**
 * It stands in a queue. `waiting_since_ms` is the wait that people are told; the rest decides its order.
 */
export interface InteractionQueued {
  at_front: boolean;
  enqueued_at_ms?: number;
  entered_at_ms?: number;
  hops: number;
  max_wait_at_ms?: number;
  queue?: string;
  queue_name: string;
  reason: QueuedReason;
  waiting_since_ms: number;
}
/**
 * A reply came to a closed interaction.
 */
export interface InteractionReopened {
  by?: string;
}
/**
 * Back on the desk: `time`, `reply` or `agent`.
 */
export interface InteractionUnparked {
  leg: string;
  reason: string;
}
/**
 * Everything that its stream tells. `seq` is the last event in it.
 */
export interface InteractionView {
  bonus: number;
  channel: Channel;
  closed?: EndingView;
  closed_target?: string;
  consumer: Consumer;
  consumer_away: boolean;
  consumer_away_until_ms?: number;
  consumer_media: CallMedia;
  created_at_ms: number;
  created_by: string;
  draft?: DraftView;
  draft_rev: number;
  ended?: EndingView;
  flow: string;
  follows?: string;
  idle_closes_at_ms?: number;
  interaction: string;
  last_transfer?: TransferEndView;
  legs: LegView[];
  mails: MailStateView[];
  notes: NoteView[];
  offers: OfferView[];
  parked?: ParkedView;
  partials: SegmentPartial[];
  phase: Phase;
  queue: string;
  queue_name: string;
  segment_count: number;
  segments: SegmentView[];
  seq: number;
  skills: SkillStage[];
  subject: string;
  summary?: Summary;
  top_priority: boolean;
  transcription: string;
  transfer?: TransferView;
  ttl_at_ms?: number;
  upgrade?: Upgrade;
  variables: VariableView[];
  waiting?: WaitingView;
  wanted?: WantedView;
  whispers: SegmentView[];
}
/**
 * How the last transfer or consult ended, and for a failure why.
 */
export interface TransferEndView {
  agent: string;
  ended_at_ms: number;
  mode: TransferMode;
  reason: string;
  result: TransferResult;
  target: Target;
  transfer: string;
}
/**
 * Where a transfer goes: exactly one of the two.
 */
export interface Target {
  agent?: string;
  queue?: string;
}
/**
 * One agent's part.
 */
export interface LegView {
  agent: string;
  agent_name: string;
  by?: EndedBy;
  dispositions: string[];
  end_reason?: LegEndReason;
  ended_at_ms?: number;
  held_since_ms?: number;
  kind: LegKind;
  leg: string;
  lost_until_ms?: number;
  media: CallMedia;
  number: number;
  offer?: string;
  opened: boolean;
  outcome?: OutcomeView;
  queue: string;
  queue_name: string;
  started_at_ms: number;
  state: LegState;
  state_before_loss?: LegState;
  unseen: boolean;
  wrap_up?: WrapUpView;
}
/**
 * How a wrap-up was completed.
 */
export interface OutcomeView {
  automatic: boolean;
  dispositions: string[];
  needs_disposition: boolean;
  outcome: WrapUpOutcome;
  unset_reason?: string;
}
/**
 * Work after the conversation. `overdue_next_at_ms` is there while it is overdue.
 */
export interface WrapUpView {
  extensions: number;
  mandatory: boolean;
  overdue_next_at_ms?: number;
  started_at_ms: number;
  until_at_ms?: number;
}
/**
 * How sending a mail of ours stands.
 */
export interface MailStateView {
  attempts: number;
  changed_at_ms: number;
  mail: string;
  next_at_ms?: number;
  reason: string;
  state: MailState;
}
/**
 * A note as it is now.
 */
export interface NoteView {
  agent: string;
  agent_name: string;
  at_ms: number;
  note: string;
  rev: number;
  text: string;
}
/**
 * One agent's chance, with how it ended.
 */
export interface OfferView {
  acceptance: Acceptance;
  agent: string;
  agent_name: string;
  attempt: number;
  created_at_ms: number;
  detail?: OfferDetail;
  ended_at_ms?: number;
  expires_at_ms: number;
  leg?: string;
  offer: string;
  purpose: OfferPurpose;
  queue: string;
  reason?: string;
  state: OfferState;
}
/**
 * Put aside; when it comes back by itself.
 */
export interface ParkedView {
  leg: string;
  since_ms: number;
  until_at_ms?: number;
  until_reply: boolean;
}
/**
 * The transfer or consult in progress.
 */
export interface TransferView {
  agent: string;
  leg: string;
  mode: TransferMode;
  note: string;
  started_at_ms: number;
  target: Target;
  transfer: string;
}
/**
 * A variable as it is now. `rev` is what the next change is based on.
 */
export interface VariableView {
  in_engagement: boolean;
  in_profile: boolean;
  in_ring: boolean;
  label: string;
  masked: boolean;
  name: string;
  rev: number;
  value: string | number | boolean;
}
/**
 * Its place in a queue. `enqueued_at_ms` decides the order, `waiting_since_ms` is what people are told.
 */
export interface WaitingView {
  at_front: boolean;
  enqueued_at_ms: number;
  entered_at_ms: number;
  hops: number;
  max_wait_at_ms?: number;
  queue: string;
  reason: QueuedReason;
  waiting_since_ms: number;
}
/**
 * One particular agent is asked.
 */
export interface WantedView {
  agent: string;
  by: string;
  purpose: OfferPurpose;
}
/**
 * Agent stream: the leg looks like this now.
 */
export interface LegChanged {
  card: LegCard;
  leg: string;
}
/**
 * Interaction stream: the talking part is over, wrap-up may follow. Agent stream: all of it is, wrap-up too.
 */
export interface LegEnded {
  agent?: string;
  excluded_until_ms?: number;
  interaction?: string;
  leg: string;
  reason?: LegEndReason;
}
/**
 * The consumer is on hold.
 */
export interface LegHeld {
  leg: string;
}
/**
 * All the agent's devices are gone. Without a deadline the work simply stays theirs.
 */
export interface LegLost {
  leg: string;
  until_at_ms?: number;
}
/**
 * The agent looked at it; everything up to here is read.
 */
export interface LegOpened {
  leg: string;
}
/**
 * A leg has this kind from now on: a consulted agent took over or joined the conversation.
 */
export interface LegPromoted {
  agent?: string;
  agent_name: string;
  is_lost: boolean;
  kind: LegKind;
  leg: string;
  lost_until_ms?: number;
}
/**
 * The agent is back in time.
 */
export interface LegRecovered {
  leg: string;
}
/**
 * The consumer is back from hold.
 */
export interface LegResumed {
  leg: string;
}
/**
 * An agent takes part. Consumers get the name, never the agent's id.
 */
export interface LegStarted {
  agent?: string;
  agent_name: string;
  by?: EndedBy;
  card?: LegCard;
  kind: LegKind;
  leg: string;
  number: number;
  offer?: string;
  queue?: string;
  unseen: boolean;
}
/**
 * How sending a mail of ours stands now.
 */
export interface MailStateChanged {
  attempts: number;
  mail: string;
  next_at_ms?: number;
  reason: string;
  state: MailState;
}
/**
 * One side (`agent` or `consumer`) has media.
 */
export interface MediaReported {
  offer: string;
  side: string;
}
/**
 * A note has this text now.
 */
export interface NoteSaved {
  agent: string;
  agent_name: string;
  note: string;
  rev: number;
  text: string;
}
/**
 * Accepted; media must flow before the deadline.
 */
export interface OfferAccepting {
  agent?: string;
  by_session?: string;
  expires_at_ms: number;
  interaction?: string;
  is_aside: boolean;
  leg?: string;
  offer: string;
}
/**
 * An agent has a time-limited chance.
 */
export interface OfferCreated {
  acceptance: Acceptance;
  agent?: string;
  agent_name?: string;
  attempt: number;
  card?: OfferCard;
  channel: Channel;
  expires_at_ms: number;
  interaction?: string;
  offer: string;
  purpose: OfferPurpose;
  queue: string;
  ring_ms: number;
  server_at_ms?: number;
}
/**
 * The one terminal event of an offer.
 */
export interface OfferEnded {
  agent?: string;
  by_session?: string;
  detail?: OfferDetail;
  excluded_until_ms?: number;
  interaction?: string;
  leg?: string;
  offer: string;
  reason?: string;
  state: OfferState;
}
/**
 * The consumer's truth: where they stand.
 */
export interface Place {
  agents_ready: number;
  position: number;
  wait_ms?: number;
  waiting: number;
}
/**
 * Who the server takes the client for.
 */
export interface PrincipalInfo {
  id: string;
  kind: PrincipalKind;
  name: string;
}
/**
 * One entered, or stands differently than before. `waiting`: how many do now.
 */
export interface QueueEntered {
  entry?: QueueEntry;
  waiting: number;
}
/**
 * One that waits.
 */
export interface QueueEntry {
  at_front: boolean;
  bonus: number;
  channel: Channel;
  consumer_name: string;
  enqueued_at_ms: number;
  entered_at_ms: number;
  interaction: string;
  reason: QueuedReason;
  subject: string;
  top_priority: boolean;
  waiting_since_ms: number;
}
/**
 * How it goes. Also on the wall, conflated, with the queue's id as key.
 */
export interface QueueFigures {
  agents_routable?: number;
  agents_signed_in?: number;
  longest_since_ms?: number;
  offered?: number;
  service_level?: ServiceLevel;
  waiting: number;
}
/**
 * The number with everything that makes it: target, raw counters, and what was left out.
 */
export interface ServiceLevel {
  counters: {
    [k: string]: number;
  };
  flags: {
    [k: string]: boolean;
  };
  percent?: number;
  target_ms: number;
  target_percent: number;
}
/**
 * One left. `waiting`: how many still do.
 */
export interface QueueLeft {
  interaction?: string;
  reason?: string;
  waiting: number;
}
/**
 * An agent of this queue as it stands to it.
 */
export interface QueueMember {
  agent: string;
  is_routable: boolean;
  name: string;
  state: AgentState;
  status: Status;
}
/**
 * These members look like this now; those in `left` are members no longer.
 */
export interface QueueMembersChanged {
  left: string[];
  members: QueueMember[];
}
/**
 * Everybody who could take it declined, missed it or is excluded; it waits on.
 */
export interface QueueNoTakers {
  interaction: string;
}
/**
 * It rings at these agents now; none: at nobody any more.
 */
export interface QueueOffered {
  agents: string[];
  interaction: string;
}
/**
 * One that waits, with where it rings.
 */
export interface QueueRow {
  entry: QueueEntry;
  interaction: string;
  no_takers: boolean;
  ringing: string[];
}
/**
 * Everything that a queue's stream tells; for members `rows` and `members` are empty.
 */
export interface QueueView {
  figures?: QueueFigures;
  members: QueueMember[];
  name: string;
  queue: string;
  rows: QueueRow[];
  waiting: number;
}
/**
 * A new segment matches a live search. Key: search and segment.
 */
export interface SearchHit {
  offsets: Span[];
  search: string;
  segment: string;
  seq: number;
}
/**
 * Where in a text, in code points; `end` is the first one after it.
 */
export interface Span {
  end: number;
  start: number;
}
/**
 * A final transcript segment or message; immutable. `hidden`: whispered, never shown to the consumer.
 */
export interface SegmentFinal {
  by?: string;
  end_ms?: number;
  hidden: boolean;
  language: string;
  leg?: string;
  mail?: MailHead;
  number: number;
  participant: string;
  phase: SegmentPhase;
  role: Role;
  said_at_ms: number;
  segment: string;
  start_ms?: number;
  text: string;
}
export interface ServerInfo {
  at_ms: number;
  version: string;
}
/**
 * `token` is single use and rotates in every welcome; it is no credential.
 */
export interface SessionInfo {
  id: string;
  resumed: boolean;
  token: string;
  window_ms: number;
}
/**
 * What comes for a stream: the events after `from_seq`, or a snapshot and why.
 */
export interface StreamState {
  epoch: string;
  from_seq?: number;
  head: number;
  reason?: NotRecoveredReason;
  recovered: boolean;
}
/**
 * There is a (newer) summary. To an agent's stream it comes while an offer rings: the card has this one now.
 */
export interface SummaryMade {
  interaction?: string;
  offer?: string;
  summary: Summary;
}
/**
 * Life of the transcription stream: `started`, `resumed`, `stopped` or `failed`.
 */
export interface TranscriptionChanged {
  reason: string;
  state: string;
}
/**
 * How it ended, and for a failure why.
 */
export interface TransferEnded {
  leg: string;
  reason: string;
  result: TransferResult;
  transfer: string;
}
/**
 * The sender asked. Ends with exactly one `transfer.ended`.
 */
export interface TransferStarted {
  agent: string;
  leg: string;
  mode: TransferMode;
  note: string;
  target: Target;
  transfer: string;
}
/**
 * Somebody is writing, or stopped. Key: who.
 */
export interface Typing {
  participant: string;
  role: Role;
  typing: boolean;
}
/**
 * Agreed. It is a call as soon as media of both sides flows, at the latest then.
 */
export interface UpgradeAccepted {
  until_at_ms: number;
  upgrade: string;
}
/**
 * One side asks for a richer channel; the other one agrees before the deadline, or not.
 */
export interface UpgradeAsked {
  by: Role;
  channel: Channel;
  leg: string;
  until_at_ms: number;
  upgrade: string;
}
/**
 * The one end of an ask. Unless it is `completed`, the conversation goes on as it was.
 */
export interface UpgradeEnded {
  reason: string;
  result: UpgradeResult;
  upgrade: string;
}
/**
 * A variable has this value now. Masked values arrive as dots with the last characters.
 */
export interface VariableSet {
  by: string;
  rev: number;
  variable: Variable;
}
/**
 * Every leg gets exactly one: a value, an automatic value, or unset with the reason.
 */
export interface WrapUpCompleted {
  agent: string;
  automatic: boolean;
  dispositions: string[];
  leg: string;
  needs_disposition: boolean;
  outcome: WrapUpOutcome;
  unset_reason?: string;
}
/**
 * More time.
 */
export interface WrapUpExtended {
  extensions: number;
  leg: string;
  until_at_ms: number;
}
/**
 * Time is over and the disposition is missing. Said again until it is there.
 */
export interface WrapUpOverdue {
  agent: string;
  leg: string;
  next_at_ms: number;
}
/**
 * Work after the conversation. No deadline: no time limit.
 */
export interface WrapUpStarted {
  agent: string;
  leg: string;
  mandatory: boolean;
  until_at_ms?: number;
}

/** Name of a numbered event to its data. */
export interface EventData {
  "agent.opt_outs_changed": AgentOptOutsChanged;
  "agent.presence_changed": AgentPresenceChanged;
  "agent.state_changed": AgentStateChanged;
  "agent.status_changed": AgentStatusChanged;
  "agent.unwanted": AgentUnwanted;
  "agent.wanted": AgentWanted;
  "call.connecting": CallConnecting;
  "call.media_changed": CallMediaChanged;
  "call.settled": CallSettled;
  "consumer.away": ConsumerAway;
  "consumer.back": ConsumerBack;
  "consumer.changed": ConsumerChanged;
  "device.joined": DeviceJoined;
  "device.left": DeviceLeft;
  "device.primary": DevicePrimary;
  "disposition.saved": DispositionsSaved;
  "draft.saved": DraftSaved;
  "interaction.channel_changed": ChannelChanged;
  "interaction.closed": InteractionClosed;
  "interaction.created": InteractionCreated;
  "interaction.ended": InteractionEnded;
  "interaction.idle_warned": InteractionIdleWarned;
  "interaction.overflowed": InteractionOverflowed;
  "interaction.parked": InteractionParked;
  "interaction.queued": InteractionQueued;
  "interaction.reopened": InteractionReopened;
  "interaction.unparked": InteractionUnparked;
  "leg.changed": LegChanged;
  "leg.ended": LegEnded;
  "leg.held": LegHeld;
  "leg.lost": LegLost;
  "leg.opened": LegOpened;
  "leg.promoted": LegPromoted;
  "leg.recovered": LegRecovered;
  "leg.resumed": LegResumed;
  "leg.started": LegStarted;
  "mail.state_changed": MailStateChanged;
  "media.reported": MediaReported;
  "note.saved": NoteSaved;
  "offer.accepting": OfferAccepting;
  "offer.created": OfferCreated;
  "offer.ended": OfferEnded;
  "queue.entered": QueueEntered;
  "queue.figures": QueueFigures;
  "queue.left": QueueLeft;
  "queue.members_changed": QueueMembersChanged;
  "queue.no_takers": QueueNoTakers;
  "queue.offered": QueueOffered;
  "segment.final": SegmentFinal;
  "summary.made": SummaryMade;
  "transcription.changed": TranscriptionChanged;
  "transfer.ended": TransferEnded;
  "transfer.started": TransferStarted;
  "upgrade.accepted": UpgradeAccepted;
  "upgrade.asked": UpgradeAsked;
  "upgrade.ended": UpgradeEnded;
  "variable.set": VariableSet;
  "wrap_up.completed": WrapUpCompleted;
  "wrap_up.extended": WrapUpExtended;
  "wrap_up.overdue": WrapUpOverdue;
  "wrap_up.started": WrapUpStarted;
}

/** Name of a passing fact to its data. */
export interface EphemeralData {
  "alarm.raised": AlarmRaised;
  "call.signal": CallSignal;
  "call.tones": CallTones;
  "consumer.presence": ConsumerPresence;
  "place": Place;
  "queue.figures": QueueFigures;
  "search.hit": SearchHit;
  "segment.partial": SegmentPartial;
  "typing": Typing;
}
