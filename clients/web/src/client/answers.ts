/** What the replies to questions hold. Commands that change something answer little; their effects are events. */
import type {
  Acceptance,
  AgentState,
  Channel,
  ChannelLoad,
  Consumer,
  InteractionView,
  MailHead,
  MailState,
  NoteView,
  Phase,
  Presence,
  Role,
  SkillNeed,
  Span,
  Status,
  Summary,
  VariableView,
} from "./received.ts";
import type { Method } from "./sent.ts";

/** One line of a list of interactions. */
export interface InteractionLine {
  id: string;
  channel: Channel;
  phase: Phase;
  queue: string;
  agents: string[];
  consumer: string | null;
  consumer_name: string;
  subject: string;
  created_at_ms: number;
  updated_at_ms: number;
  closed_at_ms: number | null;
  closed_reason: string | null;
  needs_disposition: boolean;
  waiting_since_ms: number | null;
  preview: string;
}

export interface SegmentLine {
  interaction: string;
  seq: number;
  segment: string;
  role: Role;
  at_ms: number;
  text: string;
  hidden: boolean;
  /** On a page of the transcript: it is a mail. Not told to consumers. */
  mail?: MailHead;
}

export interface Hit extends SegmentLine {
  offsets: Span[];
}

export interface PartialHit {
  segment: string;
  role: Role;
  text: string;
  offsets: Span[];
}

export interface Hits {
  hits: Hit[];
  partials: PartialHit[];
  /** Of the hits, each once. */
  interactions: InteractionLine[];
  cursor?: string | null;
}

export interface Consent {
  granted: boolean;
  at_ms: number;
  by: string;
}

export interface Contact {
  id: string;
  name: string;
  phones: string[];
  emails: string[];
  fields: Record<string, string>;
  rev: number;
  /** By purpose. */
  consents: Record<string, Consent>;
}

export interface Profile {
  consumer: Consumer;
  contact?: Contact | null;
  variables: VariableView[];
  summary?: Summary | null;
  earlier: InteractionLine[];
}

export interface Disposition {
  id: string;
  label: string;
  children?: Disposition[];
}

/** A text ready to be sent. Placeholders, `{{consumer.name}}`, are still in it. */
export interface Canned {
  id: string;
  title: string;
  shortcut: string;
  language: string;
  text: string;
}

/** How a queue is at this moment. */
export interface DirectoryQueue {
  queue: string;
  name: string;
  channel: Channel;
  waiting: number;
  longest_since_ms?: number | null;
  agents_signed_in: number;
  agents_routable: number;
}

/** How an agent is at this moment. */
export interface DirectoryAgent {
  agent: string;
  name: string;
  queues: string[];
  presence: Presence;
  status: Status;
  reason?: string | null;
  since_at_ms: number;
  state: AgentState;
  units_used: number;
  units: number;
  channels: Record<string, ChannelLoad>;
}

/** One member of a queue, for one interaction, at this moment. */
export interface Considered {
  agent: string;
  name: string;
  /** What rules them out; nothing: nothing does. */
  out?: string | null;
  /** When that ends by itself, where it is known. */
  until_ms?: number | null;
}

/** Why it still waits. What is not waiting has `is_waiting: false` and a phase. */
export interface Explanation {
  interaction: string;
  is_waiting: boolean;
  phase?: Phase;
  queue?: string;
  position?: number | null;
  waiting?: number;
  needs?: SkillNeed[];
  relaxes_at_ms?: number | null;
  asked?: string[];
  ringing?: string[];
  resumes_at_ms?: number | null;
  next_agent?: string | null;
  members?: Considered[];
}

/** A queue as it is configured. `member`: of the asker. The target is `target_percent` within `target_ms`. */
export interface SetUpQueue {
  queue: string;
  name: string;
  channel: Channel;
  /** Richer channels that either side may ask for. */
  upgrades: Channel[];
  acceptance: Acceptance;
  member: boolean;
  target_ms: number;
  target_percent: number;
  /** None: any text is a reason. */
  decline_reasons: string[];
  decline_reason_required: boolean;
}

export interface ContactField {
  id: string;
  label: string;
  type: "text" | "number" | "date" | "yes_no" | "choice";
  choices: string[];
}

/** `duplicates`: other contacts that have one of its addresses; nothing is merged by itself. */
export interface SavedContact {
  contact: string;
  rev: number;
  duplicates: string[];
}

/** An address of ours, and the queue that its mail goes to. */
export interface SetUpMailbox {
  mailbox: string;
  address: string;
  aliases: string[];
  name: string;
  queue: string;
  /** Language to what the server puts below a mail. */
  signature: Record<string, string>;
}

/** A merge that can be undone. `name`: of the contact that was merged away. */
export interface ContactMerge {
  merge: string;
  other: string;
  name: string;
  at_ms: number;
  by: string;
  undo_until_ms: number;
}

/** `field`: `name`, or `fields.` and a name. `kept` stands unless the other is chosen. */
export interface MergeConflict {
  field: string;
  kept: string;
  other: string;
}

/** The contact that would be made, and where a word would be lost. */
export interface MergePreview {
  contact: Contact;
  conflicts: MergeConflict[];
}

/** How far a person is forgotten. `is_compact`: the files were written anew as well. */
export interface Forgetting {
  id: string;
  subject: string;
  by: string;
  at_ms: number;
  interactions: number;
  done_at_ms: number | null;
  is_compact: boolean;
  left: number;
}

export interface AccountSetUp {
  /** Those that the asker may write from. */
  mailboxes: SetUpMailbox[];
  queues: SetUpQueue[];
  agents: { agent: string; name: string }[];
  /** What `not_ready` may be for. */
  status_reasons: string[];
  /** Fields of contacts that have a label and a type. */
  contact_fields: ContactField[];
}

/** The whole of a mail. `quote_at`: where the quoted part of `text` begins, in code points. */
export interface MailWhole {
  head: MailHead;
  text: string;
  /** Sanitised; empty: it had none. */
  html: string;
  quote_at?: number | null;
  /** Pictures of the HTML that lie elsewhere. */
  remote_images: number;
  state?: MailState | null;
  attempts?: number;
  reason?: string;
  /** Opens parts, page and raw message for ten minutes, where no header can be sent. */
  access: string;
}

interface Particular {
  "mail.send": { segment: string; mail: string };
  "mail.read": MailWhole;
  "account.read": AccountSetUp;
  "call.servers": { servers: RTCIceServer[]; expires_at_ms: number };
  "call.signal": { delivered: boolean };
  "offer.accept": { leg?: string; interaction?: string };
  "message.send": { segment: string };
  "note.save": { note: string; rev: number };
  "draft.save": { rev: number };
  "variable.set": { variable: string; rev: number };
  "interaction.create": { interaction: string; token?: string };
  "interaction.list": { interactions: InteractionLine[]; cursor?: string | null };
  "interaction.read": { interaction: InteractionView; more: { notes?: boolean; segments: boolean } };
  "contact.search": { contacts: Contact[]; cursor?: string | null };
  "contact.read": { contact: Contact; merges: ContactMerge[] };
  "consumer.forget": { forgetting: string; contact: string; interactions: number };
  "consumer.forgetting": Forgetting;
  "contact.preview_merge": MergePreview;
  "contact.merge": { contact: string; rev: number; merge: string; undo_until_ms: number };
  "contact.unmerge": { contact: string; rev: number; other: string };
  "contact.set_consent": { contact: string; rev: number };
  "interaction.link_contact": { contact: string | null };
  "contact.create": SavedContact;
  "contact.update": SavedContact;
  "note.read": { notes: NoteView[]; more: boolean };
  "transcript.read": { segments: SegmentLine[]; more: boolean };
  "transcript.search": Hits;
  "search.start": Hits & { search: string };
  "profile.read": Profile;
  "directory.read": { queues: DirectoryQueue[]; agents: DirectoryAgent[] };
  "interaction.explain": Explanation;
  "canned.read": { answers: Canned[] };
  "summary.make": { is_coming: boolean; revision: number };
  "transfer.start": { transfer: string };
  "disposition.read": { dispositions: Disposition[]; mandatory: boolean; multiple: boolean };
}

/** Method to the result of its reply. */
export type Answers = { [M in Method]: M extends keyof Particular ? Particular[M] : Record<string, unknown> };
