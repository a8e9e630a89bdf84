/** A mail in the making: how one begins, and the one text that stands for it wherever it is kept. */
import type { MailAddress, MailHead, Upload } from "../../client/received.ts";
import { isOwn, isSame, unique, without } from "./addresses.ts";

export interface Draft {
  to: MailAddress[];
  cc: MailAddress[];
  bcc: MailAddress[];
  subject: string;
  text: string;
  html: string;
  replies_to?: string;
  forwards?: string;
  uploads: Upload[];
}

/** What is different, or what will be of what is there by then. */
export type Change = (part: Partial<Draft> | ((now: Draft) => Partial<Draft>)) => void;
export type Begin = "reply" | "reply_all" | "forward";

const PREFIXES = /^\s*((re|fwd?|rv|aw|wg|sv|tr|antw)\s*(\[\d+\])?\s*:\s*)+/i;

/** Without "Re:" and its like. */
export const topicOf = (subject: string): string => subject.replace(PREFIXES, "").trim();

const prefixed = (prefix: string, subject: string): string => `${prefix}: ${topicOf(subject)}`.trim();

/** To whom, and about what. `own`: the addresses that are ours, never written to. */
export function begun(how: Begin, head: MailHead, own: readonly MailAddress[]): Draft {
  const nothing = { to: [], cc: [], bcc: [], text: "", html: "", uploads: [] };
  if (how === "forward") return { ...nothing, subject: prefixed("Fwd", head.subject), forwards: head.mail };
  const to = unique(answeredAt(head, own));
  const all = how === "reply_all" ? [...(head.direction === "in" ? head.to : []), ...head.cc] : [];
  const others = unique(without(all, to)).filter((one) => !isOwn(one, own));
  return { ...nothing, to, cc: others, subject: prefixed("Re", head.subject), replies_to: head.mail };
}

/** Where an answer goes: where its writer asks for it, unless that is us; of a mail of ours, to whom that went. */
function answeredAt({ direction, sender, to, reply_to }: MailHead, own: readonly MailAddress[]): MailAddress[] {
  const theirs = (all: readonly MailAddress[] = []): MailAddress[] => all.filter((one) => one.address !== "" && !isOwn(one, own));
  if (direction === "out") return theirs(to);
  const asked = theirs(reply_to);
  return asked.length > 0 ? asked : theirs([sender]);
}

/** Who gets this because the mail that it answers asked for that, and did not write it. */
export const diverted = (draft: Draft, { sender, reply_to = [] }: MailHead): MailAddress[] =>
  draft.to.filter((one) => !isSame(one, sender) && reply_to.some((asked) => isSame(asked, one)));

/** The first mail of a correspondence. */
export const fresh = (to: MailAddress, subject: string): Draft => ({ to: [to], cc: [], bcc: [], subject, text: "", html: "", uploads: [] });

/** Whom a reply to all would reach and a reply would not. */
export const hasOthers = (head: MailHead, own: readonly MailAddress[]): boolean => begun("reply_all", head, own).cc.length > 0;

const plainAddress = ({ address, name }: MailAddress): MailAddress => ({ address, name });
const plainUpload = ({ upload, name, type, bytes }: Upload): Upload => ({ upload, name, type, bytes });

/** Always in the same order: two that say the same are the same text. Nothing: the empty text. */
export function keptText(draft: Draft | undefined): string {
  if (!draft) return "";
  return JSON.stringify({
    to: draft.to.map(plainAddress),
    cc: draft.cc.map(plainAddress),
    bcc: draft.bcc.map(plainAddress),
    subject: draft.subject,
    text: draft.text,
    html: draft.html,
    replies_to: draft.replies_to,
    forwards: draft.forwards,
    uploads: draft.uploads.map(plainUpload),
  });
}

export const draftOf = (kept: string): Draft | undefined => (kept ? (JSON.parse(kept) as Draft) : undefined);
