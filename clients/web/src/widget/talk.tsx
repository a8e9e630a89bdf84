/** The conversation: what was said and what happened, in order; what is on its way; the place to write. */
import { useEffect, useRef } from "preact/hooks";
import type { ConsumerView, SegmentView } from "../client/index.ts";
import { isOver, view, writer } from "./conversation.ts";
import { clockTime, say, sayOr } from "./language.ts";
import { type Line, memory } from "./lines.ts";
import { type Outgoing, TEXT_CHARS_MAX, draft, drop, onTheirWay, retry, sendMessage, tellTyping } from "./outbox.ts";
import { ToEnd, useEnd } from "../said/end.tsx";
import { linked } from "../said/links.tsx";
import { CallPlace } from "./call_door.tsx";
import { Now } from "./now.tsx";

const OWN = "consumer";
/** Roles without a person: told in the middle. */
const IMPERSONAL = new Set(["system", "service"]);

export function Talk({ children }: { children?: preact.ComponentChildren }) {
  const seen = view.value;
  if (!seen) return <p class="page quiet">{say("app.connecting")}</p>;
  return (
    <>
      <CallPlace />
      <Said seen={seen} />
      <Now seen={seen} />
      {children}
      {!isOver.value && <Composer />}
    </>
  );
}

type Item = { seq: number; segment: SegmentView } | { seq: number; line: Line };

/** Words and lines by their place in the stream. That somebody left when all was over goes without saying. */
function items(seen: ConsumerView): Item[] {
  const first = seen.segments[0]?.seq ?? 0;
  const isKnown = memory.value.interaction === seen.interaction;
  const lines = (isKnown ? memory.value.lines : []).filter(
    ({ seq, word, atMs }) => (seq >= first || seen.segment_count === seen.segments.length) && !(word === "line.left" && atMs === seen.ended?.at_ms),
  );
  const all: Item[] = [...seen.segments.map((segment) => ({ seq: segment.seq, segment })), ...lines.map((line) => ({ seq: line.seq, line }))];
  return all.sort((a, b) => a.seq - b.seq);
}

function Said({ seen }: { seen: ConsumerView }) {
  const shown = items(seen);
  const waiting = onTheirWay(seen);
  const lastOwn = seen.segments.findLast((segment) => segment.role === OWN)?.segment;
  const end = useEnd({ count: seen.segment_count, sent: waiting.length, changes: [shown.length, writer.value, seen.phase], toEnd });
  return (
    <div class="said" ref={end.box} onScroll={end.scrolled} role="log" aria-label={say("chat.said")} tabIndex={0}>
      {seen.segment_count > seen.segments.length && <p class="line">{say("chat.earlier")}</p>}
      {shown.map((item) =>
        "line" in item ? (
          <p key={`line ${item.seq}`} class="line">
            {say(item.line.word, item.line.filling)} <time>{clockTime(item.line.atMs)}</time>
          </p>
        ) : (
          <Bubble key={item.segment.segment} segment={item.segment} isSent={item.segment.segment === lastOwn && waiting.length === 0} />
        ),
      )}
      {waiting.map((message) => (
        <Waiting key={message.key} message={message} />
      ))}
      {writer.value && <p class="writing">{say("chat.typing", { name: writer.value })}</p>}
      <ToEnd end={end}>{say("chat.new_below")}</ToEnd>
    </div>
  );
}

const toEnd = (box: HTMLElement): void => void (box.scrollTop = box.scrollHeight);

function Bubble({ segment, isSent }: { segment: SegmentView; isSent: boolean }) {
  if (IMPERSONAL.has(segment.role)) return <p class="line strong">{linked(segment.text)}</p>;
  const isOwn = segment.role === OWN;
  const name = isOwn ? say("chat.you") : segment.participant || sayOr(`role.${segment.role}`, "role.system");
  return (
    <article class="bubble" data-role={segment.role} data-own={isOwn}>
      <p class={isOwn ? "by sr" : "by"}>{name}</p>
      <p class="text">{linked(segment.text)}</p>
      <p class="when">
        <time dateTime={new Date(segment.said_at_ms).toISOString()}>{clockTime(segment.said_at_ms)}</time>
        {isOwn && isSent && ` · ${say("chat.sent")}`}
      </p>
    </article>
  );
}

function Waiting({ message }: { message: Outgoing }) {
  return (
    <article class="bubble" data-own="true" data-bad={message.problem !== undefined} data-waiting>
      <p class="text">{message.text}</p>
      <p class="when" role="status">
        {say(message.problem ? "chat.failed" : "chat.sending")}
        {message.problem && (
          <>
            <button type="button" class="plain" onClick={() => retry(message)}>
              {say("chat.retry")}
            </button>
            <button type="button" class="plain" onClick={() => drop(message.key)}>
              {say("chat.drop")}
            </button>
          </>
        )}
      </p>
    </article>
  );
}

/** Enter sends where there is a keyboard; on a phone it makes a line. */
const hasKeyboard = !matchMedia("(pointer: coarse)").matches;

function Composer() {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (hasKeyboard) box.current?.focus({ preventScroll: true });
  }, []);
  const write = (text: string): void => {
    draft.value = text;
    tellTyping(text !== "");
  };
  const send = (): void => {
    const text = draft.value.trim();
    if (!text) return;
    sendMessage(text);
    write("");
    box.current?.focus();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || !(hasKeyboard || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  return (
    <form class="composer" onSubmit={(event) => (event.preventDefault(), send())}>
      <textarea
        ref={box}
        rows={1}
        maxLength={TEXT_CHARS_MAX}
        aria-label={say("chat.write")}
        placeholder={say("chat.write")}
        value={draft.value}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <button type="submit" class="primary" disabled={!draft.value.trim()}>
        {say("chat.send")}
      </button>
    </form>
  );
}
