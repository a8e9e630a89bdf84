/** One mail in the thread: from whom to whom, what is new in it, what hangs on it, and whether ours has left. */
import { signal } from "@preact/signals";
import type { InteractionView, MailHead, SegmentView } from "../../client/received.ts";
import { now } from "../desk.ts";
import { clockTime, say } from "../language.ts";
import { nameOf, wholeOf as wholeName } from "./addresses.ts";
import { Body } from "./body.tsx";
import { Begins } from "./begins.tsx";
import { topicOf } from "./draft.ts";
import { Parts } from "./parts.tsx";
import { mailOf } from "./writing.ts";
import { Standing } from "./standing.tsx";

export type MailSegment = SegmentView & { mail: MailHead };

export const isMail = (segment: SegmentView): segment is MailSegment => segment.mail !== undefined;

/** The mail that an answer is about, unless the agent says otherwise: the last one of the other side. */
export function answeredOf(view: InteractionView): MailHead | undefined {
  const mails = view.segments.filter(isMail);
  return (mails.findLast(({ mail }) => mail.direction === "in" && !mail.automatic) ?? mails.at(-1))?.mail;
}

/** What an agent opened or folded by hand; the rest goes by what it is. */
const unfolded = signal<Readonly<Record<string, boolean>>>({});

interface MailCardProps {
  view: InteractionView;
  segment: MailSegment;
  /** Of the thread. */
  isLast: boolean;
  /** The agent may write here. */
  canWrite: boolean;
}

export function MailCard({ view, segment, isLast, canWrite }: MailCardProps) {
  const { mail } = segment;
  const state = view.mails.find((one) => one.mail === mail.mail);
  const isOpen = unfolded.value[mail.mail] ?? (isLast || state?.state === "failed" || state?.state === "deferred");
  const isOffered = mail.mail === answeredOf(view)?.mail && !mailOf(view.interaction).text.value;
  const fold = (): void => void (unfolded.value = { ...unfolded.value, [mail.mail]: !isOpen });
  return (
    <article class="mail" data-direction={mail.direction} data-open={isOpen} data-mail={mail.mail} data-segment={segment.segment}>
      <button type="button" class="mail-top" aria-expanded={isOpen} onClick={fold}>
        <span class="from">{mail.direction === "out" && segment.participant ? segment.participant : nameOf(mail.sender)}</span>
        <time dateTime={new Date(segment.said_at_ms).toISOString()}>{clockTime(segment.said_at_ms, now.peek())}</time>
        {!isOpen && <span class="quiet first">{segment.text || mail.subject}</span>}
      </button>
      {isOpen && (
        <>
          <People mail={mail} />
          {topicOf(mail.subject) !== topicOf(view.subject) && <p class="mail-subject">{mail.subject}</p>}
          {mail.automatic && <p class="quiet">{say("mail.automatic")}</p>}
          <Body interaction={view.interaction} segment={segment} />
          <Parts interaction={view.interaction} mail={mail} />
        </>
      )}
      {mail.direction === "out" && <Standing interaction={view.interaction} state={state} canWrite={canWrite} isOver={view.phase === "closed"} />}
      {isOpen && canWrite && !isOffered && <Begins view={view} mail={mail} kind="small" />}
    </article>
  );
}

/** From and to, in one line; all addresses when asked. */
function People({ mail }: { mail: MailHead }) {
  const all = [...mail.to, ...mail.cc, ...mail.bcc];
  const shown = all.slice(0, 2).map(nameOf).join(", ");
  const rest = all.length > 2 ? say("mail.and_more", { count: all.length - 2 }) : "";
  const lists = [
    ["from", [mail.sender]],
    ["reply_to", mail.reply_to ?? []],
    ["to", mail.to],
    ["cc", mail.cc],
    ["bcc", mail.bcc],
  ] as const;
  return (
    <details class="people">
      <summary>
        {say("mail.to_line", { names: shown || "–" })} {rest}
      </summary>
      <dl class="facts">
        {lists
          .filter(([, some]) => some.length > 0)
          .map(([list, some]) => [<dt key={`${list} name`}>{say(`mail.${list}`)}</dt>, <dd key={list}>{some.map(wholeName).join(", ")}</dd>])}
        {mail.sent_at_ms !== undefined && [
          <dt key="date name">{say("mail.date")}</dt>,
          <dd key="date">{new Date(mail.sent_at_ms).toLocaleString()}</dd>,
        ]}
      </dl>
    </details>
  );
}
