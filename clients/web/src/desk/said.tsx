/** What was said, what is being said, and what is on its way. */
import { useLayoutEffect, useRef } from "preact/hooks";
import type { InteractionView, SegmentView } from "../client/received.ts";
import { now, typing } from "./desk.ts";
import { clockTime, say, sayOr } from "./language.ts";
import { type Outgoing, discard, outbox, retry } from "./outbox.ts";

export function Said({ view }: { view: InteractionView }) {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const waiting = outbox.value.filter((one) => one.interaction === view.interaction);
  const before = view.segments.filter((segment) => segment.phase === "bot");
  const since = view.segments.filter((segment) => segment.phase !== "bot");
  const writer = typing.value[`interaction/${view.interaction}`];
  useLayoutEffect(() => {
    if (isAtEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [view.segment_count, waiting.length, writer, view.partials]);
  const scrolled = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }: { currentTarget: HTMLElement }): void => {
    isAtEnd.current = scrollTop + clientHeight > scrollHeight - 40;
  };
  return (
    <div class="said" ref={box} onScroll={scrolled} tabIndex={0} role="log" aria-live="polite">
      {before.length > 0 && (
        <details class="before" open={since.length === 0}>
          <summary>{say("thread.bot", { count: before.length })}</summary>
          {before.map((segment) => (
            <Bubble key={segment.segment} segment={segment} consumer={view.consumer.name} />
          ))}
        </details>
      )}
      {since.map((segment) => (
        <Bubble key={segment.segment} segment={segment} consumer={view.consumer.name} />
      ))}
      {view.partials.map((partial) => (
        <p key={partial.segment} class="bubble partial" data-role={partial.role}>
          {partial.text}
        </p>
      ))}
      {waiting.map((message) => (
        <Waiting key={message.key} message={message} />
      ))}
      {writer && <p class="quiet">{say("thread.typing", { name: writer })}</p>}
      {view.consumer_away && <p class="quiet warn">{say("thread.away", { name: view.consumer.name || say("role.consumer") })}</p>}
    </div>
  );
}

function Bubble({ segment, consumer }: { segment: SegmentView; consumer: string }) {
  const name = segment.participant || (segment.role === "consumer" && consumer);
  const who = name || sayOr(`role.${segment.role}`, segment.role);
  return (
    <article class="bubble" data-role={segment.role}>
      <p class="by">
        {who} <time dateTime={new Date(segment.said_at_ms).toISOString()}>{clockTime(segment.said_at_ms, now.peek())}</time>
      </p>
      <p class="text">{segment.text}</p>
    </article>
  );
}

function Waiting({ message }: { message: Outgoing }) {
  return (
    <article class="bubble waiting" data-role="agent" data-bad={message.hasFailed}>
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
