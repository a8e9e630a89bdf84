/** The Ringline client for JavaScript: connects, resumes, keeps commands and views. No framework needed. */
export type {
  AccountSetUp,
  Answers,
  Canned,
  Considered,
  Consent,
  Contact,
  ContactField,
  ContactMerge,
  DirectoryAgent,
  DirectoryQueue,
  Disposition,
  Explanation,
  Forgetting,
  Hit,
  Hits,
  InteractionLine,
  MailWhole,
  MergeConflict,
  MergePreview,
  PartialHit,
  Profile,
  SavedContact,
  SetUpMailbox,
  SetUpQueue,
} from "./answers.ts";
export type { AskOptions } from "./asking.ts";
export { Call, type CallOptions, type Remote } from "./call/call.ts";
export { type Device, LocalMedia, type Missing, NoMedia } from "./call/local_media.ts";
export { type Quality, levelOf, worst } from "./call/quality.ts";
export { type Other, type Roster, agentRoster, consumerRoster, hasCall, hasPictures, isCall, isPolite } from "./call/roster.ts";
export { Client } from "./client.ts";
export { CommandFailed, SessionOver } from "./commands.ts";
export { complete } from "./complete.ts";
export type { EphemeralFrame, EventFrame, Notice } from "./frames.ts";
export { newName } from "./names.ts";
export type { ClientOptions } from "./options.ts";
export type * from "./received.ts";
export type { Method, Params } from "./sent.ts";
export { type Connection, type Keep, type Listener, type Told, keptIn } from "./told.ts";
export { backoffMs, plan, verdictOf } from "./verdict.ts";
export { packet } from "./view/packet.ts";
export { type View, type ViewClass, Views, apply } from "./view/views.ts";
