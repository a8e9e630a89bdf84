// Generated from protocol/schema by scripts/generate.mjs; not edited by hand.

/**
 * How the consumer reaches out.
 */
export type Channel = "email" | "messaging" | "video" | "voice" | "work_item";
/**
 * Who wrote a summary; always shown.
 */
export type SummaryBy = "extractive" | "flow" | "model";
/**
 * Who said or did something inside an interaction.
 */
export type Role = "agent" | "bot" | "consumer" | "service" | "supervisor" | "system";
/**
 * Where an interaction is. `offered` and `connecting` still belong to the queue's order.
 */
export type Phase = "active" | "closed" | "connecting" | "offered" | "parked" | "queued" | "wrapping";
/**
 * What a new session does to the agent's other devices.
 */
export type OnConflict = "deny" | "join" | "replace";
/**
 * What the agent chose.
 */
export type Status = "not_ready" | "offline" | "ready";
/**
 * Cold assured waits for the target; cold unassured goes back to the queue on failure; warm consults first.
 */
export type TransferMode = "cold_assured" | "cold_unassured" | "warm";

/**
 * Take the interaction that this offer rings for.
 */
export interface AcceptOffer {
  offer: string;
}
/**
 * Agreed. From a chat, both sides report media before `until_at_ms`; from voice to video it is so at once.
 */
export interface AcceptUpgrade {
  interaction: string;
  upgrade: string;
}
/**
 * A chat to a call, or a call with pictures: the other side is asked. If they have asked for the same: agreed.
 *
 *     `at_capacity`: the agent has no room for it now.
 */
export interface AskUpgrade {
  channel: Channel;
  interaction: string;
}
/**
 * Give waiting work to an agent, past the order.
 */
export interface AssignInteraction {
  agent: string;
  interaction: string;
}
/**
 * A token in the first message, never in a URL.
 */
export interface Auth {
  scheme: "bearer" | "ticket";
  token: string;
}
/**
 * Join the conversation as a conference leg.
 */
export interface Barge {
  interaction: string;
}
/**
 * What one party of a call keeps to themselves.
 */
export interface CallMedia {
  camera_off?: boolean;
  muted?: boolean;
}
/**
 * Take the transfer or consult back; the sender goes on.
 */
export interface CancelTransfer {
  interaction: string;
}
/**
 * Which program, on which device. `device` stays the same across reloads.
 */
export interface ClientInfo {
  device: string;
  name: string;
  version: string;
}
/**
 * Warm: leave the consumer with the consulted agent.
 */
export interface CompleteTransfer {
  interaction: string;
}
/**
 * Finish my wrap-up. Absent dispositions: those of the draft.
 */
export interface CompleteWrapUp {
  /**
   * @maxItems 1000
   */
  dispositions?: string[];
  interaction: string;
  leg?: string;
}
/**
 * Turn the running consult into a conference: all three talk.
 */
export interface ConferenceTransfer {
  interaction: string;
}
/**
 * The person outside, as intake knows them. Any field may be missing; a voice call may have none.
 */
export interface Consumer {
  contact?: string;
  email?: string;
  external_id?: string;
  name?: string;
  phone?: string;
}
/**
 * A new contact. `duplicates` of the answer names those that have one of its addresses; nothing is merged.
 */
export interface CreateContact {
  /**
   * @maxItems 1000
   */
  emails?: string[];
  fields?: {
    [k: string]: string;
  };
  name: string;
  /**
   * @maxItems 1000
   */
  phones?: string[];
}
/**
 * A consumer reaches out, or a flow hands over. The reply carries the id and, for a consumer, their token.
 */
export interface CreateInteraction {
  bonus?: number;
  channel?: Channel;
  consumer?: Consumer;
  flow?: string;
  queue: string;
  /**
   * @maxItems 1000
   */
  skills?: SkillStage[];
  subject?: string;
  summary?: Summary;
  top_priority?: boolean;
  /**
   * @maxItems 1000
   */
  transcript?: NewSegment[];
  ttl_ms?: number;
  /**
   * @maxItems 1000
   */
  variables?: Variable[];
}
/**
 * These needs hold for `for_ms` of waiting, then the next stage; None holds for ever.
 */
export interface SkillStage {
  for_ms?: number;
  /**
   * @maxItems 1000
   */
  needs?: SkillNeed[];
}
/**
 * A skill that an agent must have at `min` or above. Levels: 1–10.
 */
export interface SkillNeed {
  min?: number;
  skill: string;
}
/**
 * Short text on the conversation so far. `revision` is the last transcript seq that it covers.
 */
export interface Summary {
  by: SummaryBy;
  revision?: number;
  text: string;
}
/**
 * One utterance or message as a source tells it. `revision` grows for partials of one segment.
 */
export interface NewSegment {
  at_ms?: number;
  end_ms?: number;
  language?: string;
  participant?: string;
  revision?: number;
  role: Role;
  segment: string;
  start_ms?: number;
  text: string;
}
/**
 * A typed value that a flow left. The display flags say where an agent sees it.
 */
export interface Variable {
  in_engagement?: boolean;
  in_profile?: boolean;
  in_ring?: boolean;
  label?: string;
  masked?: boolean;
  name: string;
  value: string | number | boolean;
}
/**
 * Let it go on to the next agent. `account.read` tells whether the queue wants a reason, and which it takes.
 */
export interface DeclineOffer {
  offer: string;
  reason?: string;
}
/**
 * Take the entry out of the book. What was said in interactions stays; to forget a person is another command.
 */
export interface DeleteContact {
  contact: string;
}
/**
 * End the conversation. Agents: theirs. Consumers: their own. Services: one they made. Supervisors: any.
 */
export interface EndInteraction {
  interaction: string;
}
/**
 * The revision that the change is based on.
 */
export interface Expect {
  rev: number;
}
/**
 * Why is it still waiting: which agents were considered and what rules each out.
 */
export interface ExplainWaiting {
  interaction: string;
}
/**
 * More time for my wrap-up.
 */
export interface ExtendWrapUp {
  interaction: string;
  leg?: string;
}
/**
 * Complete an agent's wrap-up for them.
 */
export interface ForceWrapUp {
  agent: string;
  /**
   * @maxItems 1000
   */
  dispositions?: string[];
  interaction: string;
  leg?: string;
}
/**
 * Forget a person: a contact, or the consumer of an interaction. Their entry goes at once; what was said, written
 *     and sent in their interactions is then taken out of journal, search, lists and mails: `consumer.forgetting` says how
 *     far that is. Refused while one of them is open: end it first.
 */
export interface ForgetConsumer {
  contact?: string;
  interaction?: string;
}
/**
 * Put the consumer on hold.
 */
export interface HoldLeg {
  interaction: string;
}
/**
 * Ring a further agent into the conversation as a conference leg.
 */
export interface InviteAgent {
  agent: string;
  interaction: string;
}
/**
 * End another session of the same principal (supervisors: of any agent).
 */
export interface KickSession {
  session: string;
}
/**
 * Leave a conference or consult; the others go on.
 */
export interface LeaveInteraction {
  interaction: string;
}
/**
 * The consumer is this entry of the address book. None: nobody that the book knows.
 */
export interface LinkContact {
  contact?: string;
  interaction: string;
}
/**
 * A page of interactions that one may see, newest change first unless `oldest_first`.
 */
export interface ListInteractions {
  agent?: string;
  /**
   * @maxItems 1000
   */
  channels?: Channel[];
  consumer?: string;
  created_from_ms?: number;
  created_to_ms?: number;
  cursor?: string;
  limit?: number;
  mine?: boolean;
  needs_disposition?: boolean;
  oldest_first?: boolean;
  open_only?: boolean;
  /**
   * @maxItems 1000
   */
  phases?: Phase[];
  queue?: string;
  text?: string;
}
/**
 * One mailbox of somebody, as `name <address>`.
 */
export interface MailAddress {
  address: string;
  name?: string;
}
/**
 * What an unsent mail has beside its text.
 */
export interface MailDraft {
  /**
   * @maxItems 1000
   */
  bcc?: MailAddress[];
  /**
   * @maxItems 1000
   */
  cc?: MailAddress[];
  forwards?: string;
  html?: string;
  replies_to?: string;
  subject?: string;
  /**
   * @maxItems 1000
   */
  to?: MailAddress[];
  /**
   * @maxItems 1000
   */
  uploads?: Upload[];
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
 * The audible ring moves to this device.
 */
export interface MakePrimary {}
/**
 * Ask for a summary of all that was said so far. It comes as `summary.made`, later; `is_coming` says whether one
 *     does. Asking again meanwhile is the same wish. Three a minute for one interaction.
 */
export interface MakeSummary {
  interaction: string;
}
/**
 * A single-use ticket that says hello as this principal on another device. Valid for a minute.
 */
export interface MakeTicket {}
/**
 * Life of the transcription stream: `started`, `resumed`, `stopped` or `failed`.
 */
export interface MarkTranscription {
  interaction: string;
  reason?: string;
  state: "failed" | "resumed" | "started" | "stopped";
}
/**
 * `other` becomes part of `contact`, with its addresses and its interactions. Where they say different things
 *     `contact` is kept, unless `name` and `fields` choose. `contact.unmerge` takes it back for 30 days.
 */
export interface MergeContacts {
  contact: string;
  fields?: {
    [k: string]: string;
  };
  name?: string;
  other: string;
}
/**
 * Listen to a call as a leg that receives media and sends none, until `leg.leave` or the end of the call.
 *
 *     Agents see it, and the consumer's page connects to it; whether it says so is the account's setting.
 */
export interface MonitorCall {
  interaction: string;
}
/**
 * I am looking at this assigned interaction: it is read from here on.
 */
export interface OpenInteraction {
  interaction: string;
}
/**
 * Put asynchronous work aside until a time, or until the consumer replies.
 */
export interface ParkInteraction {
  interaction: string;
  until_at_ms?: number;
  until_reply?: boolean;
}
/**
 * What merging `other` into `contact` would make, and where they say different things. Changes nothing.
 */
export interface PreviewMerge {
  contact: string;
  fields?: {
    [k: string]: string;
  };
  name?: string;
  other: string;
}
/**
 * A partial transcript segment: ephemeral, replaced by later revisions and by its final.
 */
export interface PushPartial {
  interaction: string;
  segment: NewSegment;
}
/**
 * A final transcript segment from a source (bot, transcriber).
 */
export interface PushSegment {
  interaction: string;
  segment: NewSegment;
}
/**
 * What the account has set up: queues with their targets, names of agents, reasons to choose for a status and, for
 *     each queue, for a decline. The same until the server reloads its configuration: ask again with each session.
 */
export interface ReadAccount {}
/**
 * STUN and TURN servers for my call, with credentials for a while. On one machine or LAN none are needed.
 */
export interface ReadCallServers {
  interaction: string;
}
/**
 * The canned answers of a queue. Placeholders such as `{{consumer.name}}` are yours to fill in.
 */
export interface ReadCanned {
  queue: string;
}
/**
 * One contact, and the merges that made it and can still be undone. Of one that was merged away: the survivor.
 */
export interface ReadContact {
  contact: string;
}
/**
 * Queues and agents that one may transfer to or consult, with availability; `text` filters.
 */
export interface ReadDirectory {
  limit?: number;
  text?: string;
}
/**
 * The disposition tree that applies to an interaction.
 */
export interface ReadDispositions {
  interaction: string;
}
/**
 * How far it has come. `is_compact`: the files were written anew as well, so that nothing lies between the rows.
 */
export interface ReadForgetting {
  forgetting: string;
}
/**
 * One interaction as the asker may see it, without subscribing. Of its segments and notes the newest that one
 *     answer holds; `more` says whether `transcript.read` and `note.read` have older ones.
 */
export interface ReadInteraction {
  interaction: string;
  via?: string;
}
/**
 * The whole of a mail: text, sanitised HTML, and `access`, which opens its parts, page and raw message for a while
 *     at addresses that cannot carry a header.
 */
export interface ReadMail {
  interaction: string;
  mail: string;
  via?: string;
}
/**
 * A page of notes in the order in which they were made: the newest, or those before a note.
 */
export interface ReadNotes {
  before?: string;
  interaction: string;
  limit?: number;
  via?: string;
}
/**
 * Address-book contact, flow variables and earlier interactions of the consumer.
 */
export interface ReadProfile {
  interaction: string;
}
/**
 * Waiting list and figures of a queue, as far as one may see them.
 */
export interface ReadQueue {
  queue: string;
}
/**
 * A page of final segments: those after, or those before, a seq. A mail has its head, as in the view.
 */
export interface ReadTranscript {
  after_seq?: number;
  before_seq?: number;
  interaction: string;
  limit?: number;
  via?: string;
}
/**
 * Waiting work: its longest wait is what its queue says now, counted from its entry. Running timers otherwise keep
 *     their deadline when the configuration changes.
 */
export interface Reevaluate {
  interaction: string;
}
/**
 * Present a newer token of the same principal.
 */
export interface RefreshAuth {
  token: string;
}
/**
 * All stays as it is.
 */
export interface RefuseUpgrade {
  interaction: string;
  upgrade: string;
}
/**
 * Give it back to a queue (its own when none is named).
 */
export interface ReleaseInteraction {
  interaction: string;
  note?: string;
  queue?: string;
}
/**
 * My side's media is flowing (or failed). Ends `accepting`.
 */
export interface ReportMedia {
  interaction: string;
  ok?: boolean;
  reason?: string;
}
/**
 * Close asynchronous work as resolved, with dispositions where the queue wants them.
 */
export interface ResolveInteraction {
  /**
   * @maxItems 1000
   */
  dispositions?: string[];
  interaction: string;
}
/**
 * Take the consumer back from hold.
 */
export interface ResumeLeg {
  interaction: string;
}
/**
 * Try to send a `failed` mail once more.
 */
export interface RetryMail {
  interaction: string;
  mail: string;
}
/**
 * Draft of the outcome, before or during wrap-up. Checked, but not final.
 */
export interface SaveDispositions {
  /**
   * @maxItems 1000
   */
  dispositions: string[];
  interaction: string;
  leg?: string;
}
/**
 * Save an unsent reply as typed. An empty text without `mail` removes it.
 */
export interface SaveDraft {
  interaction: string;
  mail?: MailDraft;
  text: string;
}
/**
 * Save a note as typed. Absent `note` makes a new one; `rev` 0 means new.
 */
export interface SaveNote {
  interaction: string;
  note?: string;
  text: string;
}
/**
 * Contacts whose name, addresses or fields have the words: in any case, with or without accents, the last word
 *     begun only, one letter wrong; or a part of a phone number. Best first; without a text all of them, oldest first.
 */
export interface SearchContacts {
  cursor?: string;
  limit?: number;
  text?: string;
}
/**
 * Case- and accent-insensitive search in one interaction, or in all that one may see. Answers offsets.
 */
export interface SearchTranscripts {
  cursor?: string;
  interaction?: string;
  limit?: number;
  text: string;
  via?: string;
}
/**
 * Send a mail from the mailbox of this thread. The reply names the segment and the mail, which is `queued` then.
 */
export interface SendMail {
  /**
   * @maxItems 1000
   */
  bcc?: MailAddress[];
  /**
   * @maxItems 1000
   */
  cc?: MailAddress[];
  forwards?: string;
  html?: string;
  interaction: string;
  replies_to?: string;
  subject: string;
  text: string;
  /**
   * @maxItems 1000
   */
  to: MailAddress[];
  /**
   * @maxItems 1000
   */
  uploads?: string[];
  with_quote?: boolean;
}
/**
 * Say something, as agent or consumer. `message` is the client's id for delivery marks.
 */
export interface SendMessage {
  aside?: boolean;
  interaction: string;
  message?: string;
  text: string;
}
/**
 * Digits of the dial pad, to all parties whom I talk with: `0-9`, `A-D`, `*` and `#`. Relayed, never stored.
 */
export interface SendTones {
  digits: string;
  interaction: string;
}
/**
 * A new session, or the id and the single-use token of the last welcome.
 */
export interface SessionAsk {
  id?: string;
  mode?: "new" | "resume";
  on_conflict?: OnConflict;
  token?: string;
}
/**
 * My microphone and my camera are like this now, and all see it.
 */
export interface SetCallMedia {
  interaction: string;
  media: CallMedia;
}
/**
 * What the person said to a purpose (`email`, `marketing` …), now, to whoever sends this. None: no word of it.
 */
export interface SetConsent {
  contact: string;
  granted: boolean;
  purpose: string;
}
/**
 * Channels and queues that must not route to me although I am ready. Replaces the earlier choice.
 */
export interface SetOptOuts {
  /**
   * @maxItems 1000
   */
  channels?: Channel[];
  /**
   * @maxItems 1000
   */
  queues?: string[];
}
/**
 * Choose a status.
 *
 *     `offline` with live work is refused unless `forced`; with live work, other choices wait in `next_status`.
 *     A `reason` goes with `not_ready`, and is one of `account.read`'s `status_reasons`.
 */
export interface SetStatus {
  agent?: string;
  forced?: boolean;
  pending_offers?: "decline" | "keep";
  reason?: string;
  status: Status;
}
/**
 * A summary that a service made.
 */
export interface SetSummary {
  interaction: string;
  summary: Summary;
}
/**
 * Set one variable of the interaction. Flags of a known variable stay unless it is new.
 */
export interface SetVariable {
  interaction: string;
  variable: Variable;
}
/**
 * Ephemeral: I am writing (or stopped).
 */
export interface ShowTyping {
  interaction: string;
  typing?: boolean;
}
/**
 * To another party of my call; relayed in order, never stored. `delivered`: a connection of theirs was told.
 *
 *     join          I am here now, on this page: whoever talks with me begins anew with me. With a `target`: so am I
 *     description   an SDP offer or answer, as JSON
 *     candidates    ICE candidates, as a JSON array
 *     restart       my connection was away, or there is no path: whoever is impolite makes a new offer with an ICE restart
 *     bye           I am gone
 */
export interface SignalCall {
  data?: string;
  interaction: string;
  kind: "bye" | "candidates" | "description" | "join" | "restart";
  source: string;
  target?: string;
  to: string;
}
/**
 * Search one interaction and be told of new hits as people talk, until stopped.
 */
export interface StartLiveSearch {
  interaction: string;
  text: string;
}
/**
 * Hand the interaction to a queue or an agent. Warm needs an agent and starts a consult.
 */
export interface StartTransfer {
  interaction: string;
  mode?: TransferMode;
  note?: string;
  target: Target;
}
/**
 * Where a transfer goes: exactly one of the two.
 */
export interface Target {
  agent?: string;
  queue?: string;
}
/**
 * End a live search.
 */
export interface StopLiveSearch {
  search: string;
}
/**
 * Read a stream from now on, or from `pos` = (epoch, seq).
 */
export interface Subscribe {
  pos?: [string, number];
  stream: string;
}
/**
 * Take a waiting interaction of a queue that I am a member of, if I have capacity.
 */
export interface TakeInteraction {
  interaction: string;
}
/**
 * Become the agent of this interaction; the former agent wraps up.
 */
export interface TakeOver {
  interaction: string;
}
/**
 * Two contacts again. What was changed since stays with the survivor.
 */
export interface UnmergeContacts {
  merge: string;
}
/**
 * Take parked work up again.
 */
export interface UnparkInteraction {
  interaction: string;
}
/**
 * Stop reading a stream.
 */
export interface Unsubscribe {
  stream: string;
}
/**
 * Change what is given; what is left out stays. Of `fields` those that are named; an empty text takes one out.
 */
export interface UpdateContact {
  contact: string;
  /**
   * @maxItems 1000
   */
  emails?: string[];
  fields?: {
    [k: string]: string;
  };
  name?: string;
  /**
   * @maxItems 1000
   */
  phones?: string[];
}
/**
 * Say something that the agents see and the consumer does not.
 */
export interface Whisper {
  interaction: string;
  text: string;
}
/**
 * Who asked, asks no longer; and either side may, while media is waited for.
 */
export interface WithdrawUpgrade {
  interaction: string;
  upgrade: string;
}

/** Method to its parameters. */
export interface Params {
  "account.read": ReadAccount;
  "agent.set_opt_outs": SetOptOuts;
  "agent.set_status": SetStatus;
  "auth.refresh": RefreshAuth;
  "call.servers": ReadCallServers;
  "call.set_media": SetCallMedia;
  "call.signal": SignalCall;
  "call.tones": SendTones;
  "canned.read": ReadCanned;
  "conference.invite": InviteAgent;
  "consumer.forget": ForgetConsumer;
  "consumer.forgetting": ReadForgetting;
  "contact.create": CreateContact;
  "contact.delete": DeleteContact;
  "contact.merge": MergeContacts;
  "contact.preview_merge": PreviewMerge;
  "contact.read": ReadContact;
  "contact.search": SearchContacts;
  "contact.set_consent": SetConsent;
  "contact.unmerge": UnmergeContacts;
  "contact.update": UpdateContact;
  "directory.read": ReadDirectory;
  "disposition.read": ReadDispositions;
  "disposition.save": SaveDispositions;
  "draft.save": SaveDraft;
  "interaction.assign": AssignInteraction;
  "interaction.create": CreateInteraction;
  "interaction.end": EndInteraction;
  "interaction.explain": ExplainWaiting;
  "interaction.link_contact": LinkContact;
  "interaction.list": ListInteractions;
  "interaction.open": OpenInteraction;
  "interaction.park": ParkInteraction;
  "interaction.read": ReadInteraction;
  "interaction.reevaluate": Reevaluate;
  "interaction.release": ReleaseInteraction;
  "interaction.resolve": ResolveInteraction;
  "interaction.take": TakeInteraction;
  "interaction.unpark": UnparkInteraction;
  "leg.hold": HoldLeg;
  "leg.leave": LeaveInteraction;
  "leg.resume": ResumeLeg;
  "mail.read": ReadMail;
  "mail.retry": RetryMail;
  "mail.send": SendMail;
  "media.report": ReportMedia;
  "message.send": SendMessage;
  "message.typing": ShowTyping;
  "note.read": ReadNotes;
  "note.save": SaveNote;
  "offer.accept": AcceptOffer;
  "offer.decline": DeclineOffer;
  "profile.read": ReadProfile;
  "queue.read": ReadQueue;
  "search.start": StartLiveSearch;
  "search.stop": StopLiveSearch;
  "segment.partial": PushPartial;
  "segment.push": PushSegment;
  "session.kick": KickSession;
  "session.make_primary": MakePrimary;
  "session.make_ticket": MakeTicket;
  "stream.subscribe": Subscribe;
  "stream.unsubscribe": Unsubscribe;
  "summary.make": MakeSummary;
  "summary.set": SetSummary;
  "supervisor.barge": Barge;
  "supervisor.complete_wrap_up": ForceWrapUp;
  "supervisor.monitor": MonitorCall;
  "supervisor.take_over": TakeOver;
  "supervisor.whisper": Whisper;
  "transcript.read": ReadTranscript;
  "transcript.search": SearchTranscripts;
  "transcription.mark": MarkTranscription;
  "transfer.cancel": CancelTransfer;
  "transfer.complete": CompleteTransfer;
  "transfer.conference": ConferenceTransfer;
  "transfer.start": StartTransfer;
  "upgrade.accept": AcceptUpgrade;
  "upgrade.ask": AskUpgrade;
  "upgrade.refuse": RefuseUpgrade;
  "upgrade.withdraw": WithdrawUpgrade;
  "variable.set": SetVariable;
  "wrap_up.complete": CompleteWrapUp;
  "wrap_up.extend": ExtendWrapUp;
}

export type Method = keyof Params;
