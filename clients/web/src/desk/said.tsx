/** What was said, what is being said, and what is on its way. */
import type { InteractionView, SegmentView } from "../client/received.ts";
import { agent, now, typing } from "./desk.ts";
import { type Happening, happened } from "./happened.ts";
import { MailCard, isMail } from "./mail/card.tsx";
import { Earlier } from "./mail/earlier.tsx";
import { clockTime, say, sayOr } from "./language.ts";
import { consumerName } from "./mine.ts";
import { ToEnd, useEnd } from "../said/end.tsx";
import { linked } from "../said/links.tsx";
import { type Outgoing, discard, outbox, retry } from "./outbox.ts";

export function Said({ view, canMail }: { view: InteractionView; canMail: boolean }) {
  const waiting = outbox.value.filter((one) => one.interaction === view.interaction && !hasArrived(view, one));
  const before = view.segments.filter((segment) => segment.phase === "bot");
  const since = inOrder(view);
  const lastOfMine = view.segments.findLast((segment) => isMine(segment))?.segment;
  const lastMail = view.segments.findLast(isMail)?.segment;
  const writer = writersOf(view).join(", ");
  const end = useEnd({ count: view.segment_count + view.whispers.length, sent: waiting.length, changes: [since.length, writer, view.partials], toEnd });
  return (
    <div class="said" ref={end.box} onScroll={end.scrolled} tabIndex={0} role="log" aria-live="polite">
      {before.length > 0 && (
        <details class="before" open={since.length === 0}>
          <summary>{say("thread.bot", { count: before.length })}</summary>
          {before.map((segment) => (
            <Bubble key={segment.segment} segment={segment} consumer={view.consumer.name} />
          ))}
        </details>
      )}
      {view.channel === "email" && view.segment_count > view.segments.length && <Earlier view={view} canMail={canMail} />}
      {since.map((one) =>
        "segment" in one && isMail(one) ? (
          <MailCard key={one.segment} view={view} segment={one} isLast={one.segment === lastMail} canWrite={canMail} />
        ) : "segment" in one ? (
          <Bubble key={one.segment} segment={one} consumer={view.consumer.name} isAside={view.whispers.includes(one)} isSent={one.segment === lastOfMine} />
        ) : (
          <p key={one.id} class="happening">
            {one.text} <Time atMs={one.at_ms} />
          </p>
        ),
      )}
      {view.partials.map((partial) => (
        <p key={partial.segment} class="bubble partial" data-role={partial.role}>
          {partial.text}
        </p>
      ))}
      {waiting.map((message) => (
        <Waiting key={message.key} message={message} />
      ))}
      {writer && <p class="quiet">{say("thread.typing", { name: writer })}</p>}
      {view.consumer_away && <p class="quiet warn">{say("thread.away", { name: consumerName(view) })}</p>}
      <ToEnd end={end}>{say("thread.new_below")}</ToEnd>
    </div>
  );
}

/** The last word at the bottom; of a mail its beginning, because it is read from there. */
function toEnd(box: HTMLElement): void {
  const last = [...box.children].findLast((one): one is HTMLElement => !one.matches(".happening, .to-end"));
  if (last?.matches(".mail")) box.scrollTop = last.offsetTop - box.offsetTop - MAIL_ABOVE_PX;
  else box.scrollTop = box.scrollHeight;
}

/** What people said since the bot, aside or aloud, and what happened meanwhile. */
function inOrder(view: InteractionView): (SegmentView | Happening)[] {
  const spoken = [...view.segments.filter((segment) => segment.phase !== "bot"), ...view.whispers].sort((a, b) => a.seq - b.seq);
  const order: (SegmentView | Happening)[] = [];
  const waiting = happened(view);
  for (const segment of spoken) {
    while (waiting[0] && waiting[0].at_ms <= segment.said_at_ms) order.push(waiting.shift() as Happening);
    order.push(segment);
  }
  return [...order, ...waiting];
}

const MAIL_ABOVE_PX = 16;
const TYPING_MS = 6_000;

function writersOf({ interaction }: InteractionView): string[] {
  const writers = Object.entries(typing.value[`interaction/${interaction}`] ?? {});
  return writers.filter(([, atMs]) => now.value - atMs < TYPING_MS).map(([name]) => sayOr(`role.${name}`, name));
}

/** Its words are here; only the reply that says so is still on its way. */
function hasArrived({ segments, whispers }: InteractionView, { text, seq = 0 }: Outgoing): boolean {
  return [...segments, ...whispers].some((segment) => segment.seq > seq && segment.text === text && isMine(segment));
}

const isMine = ({ by }: SegmentView): boolean => by?.split(":")[1] === agent.value?.agent;

function Time({ atMs }: { atMs: number }) {
  return <time dateTime={new Date(atMs).toISOString()}>{clockTime(atMs, now.peek())}</time>;
}

interface BubbleProps {
  segment: SegmentView;
  consumer: string;
  isAside?: boolean;
  isSent?: boolean;
}

function Bubble({ segment, consumer, isAside = false, isSent = false }: BubbleProps) {
  const name = segment.participant || (segment.role === "consumer" && consumer);
  const who = name || sayOr(`role.${segment.role}`, segment.role);
  return (
    <article class="bubble" data-role={segment.role} data-aside={isAside}>
      <p class="by">
        {who} {isAside && <span class="badge">{say("line.aside")}</span>} <Time atMs={segment.said_at_ms} />
      </p>
      <p class="text">{linked(segment.text)}</p>
      {isSent && <p class="by sent">✓ {say("message.sent")}</p>}
    </article>
  );
}

function Waiting({ message }: { message: Outgoing }) {
  return (
    <article class="bubble waiting" data-role="agent" data-bad={message.hasFailed} data-aside={message.aside}>
      <p class="text">{message.text}</p>
      <p class="by" role="status">
        {say(message.hasFailed ? "thread.failed" : "thread.sending")}
        {message.hasFailed && (
          <>
            <button type="button" class="plain" onClick={() => retry(message)}>
              {say("thread.retry")}
            </button>
            <button type="button" class="plain" onClick={() => discard(message)}>
              {say("thread.discard")}
            </button>
          </>
        )}
      </p>
    </article>
  );
}
