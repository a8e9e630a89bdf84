/** The conversation: what was said, what is being said, and the place to answer. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { InteractionView, LegView, SegmentView } from "../client/received.ts";
import { agent, attempt, choose, client, connection, legs, now, typing, views, wantsToWrite } from "./desk.ts";
import { ChannelIcon } from "./icons.tsx";
import { clockTime, say, sayOr } from "./language.ts";
import { type Outgoing, outbox, retry, sendMessage } from "./outbox.ts";
import { typed } from "./typed.ts";
import { WrapUp } from "./wrapup.tsx";

const LIVE = new Set(["messaging", "voice", "video"]);
const WRITTEN = new Set(["messaging", "email", "work_item"]);
const TYPING_MS = 3_000;
const READ_MS = 1_000;

export function Thread({ interaction }: { interaction: string }) {
  const view = views.value.interaction(interaction);
  useRead(interaction);
  if (!view)
    return (
      <section class="thread nothing" aria-busy="true">
        <p>{say("thread.loading")}</p>
      </section>
    );
  const leg = myLeg(view);
  const isWrapping = leg?.state === "wrapping" || leg?.outcome?.needs_disposition === true;
  const isTalking = leg !== undefined && leg.state !== "wrapping" && leg.state !== "ended";
  return (
    <section class="thread" aria-label={view.consumer.name || say("ring.unknown")}>
      <Head view={view} leg={isTalking ? leg : undefined} />
      <Said view={view} />
      {isWrapping && leg && <WrapUp view={view} leg={leg} />}
      {isTalking && WRITTEN.has(view.channel) && <Composer view={view} />}
      {!leg && <p class="quiet over">{say("thread.closed")}</p>}
    </section>
  );
}

/** The agent's talking leg, else the one that is wrapped up, else the last. */
function myLeg(view: InteractionView): LegView | undefined {
  const mine = view.legs.filter((leg) => leg.agent === agent.value?.agent);
  return mine.find((leg) => leg.state !== "wrapping" && leg.state !== "ended") ?? mine.find((leg) => leg.state === "wrapping") ?? mine.at(-1);
}

/** What is looked at is read: said at most once a second, however fast people talk. */
function useRead(interaction: string): void {
  const card = legs.value.find((leg) => leg.interaction === interaction);
  const isNew = card !== undefined && (card.unread > 0 || !card.opened) && card.state !== "wrapping";
  const isLive = connection.value.state === "live";
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const hasSaid = useRef(false);
  useEffect(() => {
    if (!isNew || !isLive || timer.current !== undefined) return;
    const tell = (): void => {
      timer.current = undefined;
      hasSaid.current = true;
      client.value?.ask("interaction.open", { interaction }).catch(() => undefined); // the next word says it again
    };
    timer.current = setTimeout(tell, hasSaid.current ? READ_MS : 0);
  }, [isNew, isLive, card?.unread]);
  useEffect(() => () => clearTimeout(timer.current), []);
}

function Head({ view, leg }: { view: InteractionView; leg?: LegView }) {
  const [isSure, setSure] = useState(true);
  const { interaction } = view;
  const ask = (method: "interaction.end" | "leg.hold" | "leg.resume" | "interaction.release" | "interaction.resolve") =>
    void attempt((current) => current.ask(method, { interaction }));
  const button = (word: Parameters<typeof say>[0], deed: () => void, kind = "") => (
    <button type="button" class={kind} onClick={deed}>
      {say(word)}
    </button>
  );
  return (
    <header class="head">
      <button type="button" class="plain back" aria-label={say("thread.back")} onClick={() => choose(undefined)}>
        ‹
      </button>
      <ChannelIcon channel={view.channel} />
      <div class="title">
        <h2>{view.consumer.name || view.consumer.phone || say("ring.unknown")}</h2>
        <p class="quiet">{[view.subject, view.queue_name].filter(Boolean).join(" · ")}</p>
      </div>
      {leg && LIVE.has(view.channel) && isSure && (
        <div class="deeds">
          {leg.state === "held" ? button("thread.resume", () => ask("leg.resume")) : button("thread.hold", () => ask("leg.hold"))}
          {button("thread.end", () => setSure(false), "bad")}
        </div>
      )}
      {leg && LIVE.has(view.channel) && !isSure && (
        <div class="deeds" role="group" aria-label={say("thread.end_sure")}>
          <span>{say("thread.end_sure")}</span>
          {button("thread.end", () => (setSure(true), ask("interaction.end")), "bad")}
          {button("action.cancel", () => setSure(true))}
        </div>
      )}
      {leg && !LIVE.has(view.channel) && (
        <div class="deeds">
          {button("thread.release", () => ask("interaction.release"))}
          {button("thread.resolve", () => ask("interaction.resolve"), "good")}
        </div>
      )}
    </header>
  );
}

function Said({ view }: { view: InteractionView }) {
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
          <button type="button" class="plain" onClick={() => retry(message)}>
            {say("thread.retry")}
          </button>
        )}
      </p>
    </article>
  );
}

function Composer({ view }: { view: InteractionView }) {
  const { interaction, draft } = view;
  const reply = typed(`draft ${agent.value?.agent} ${interaction}`, async (current, text, rev) => {
    const { rev: saved } = await current.ask("draft.save", { interaction, text }, { rev });
    return saved;
  });
  const lastTyping = useRef(0);
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (wantsToWrite.value === interaction) box.current?.focus();
    wantsToWrite.value = undefined;
  }, []);
  useEffect(() => reply.told(draft?.text ?? "", view.draft_rev), [view.draft_rev]);
  const write = (text: string): void => {
    reply.type(text);
    if (performance.now() - lastTyping.current < TYPING_MS) return;
    lastTyping.current = performance.now();
    client.value?.ask("message.typing", { interaction, typing: true }).catch(() => undefined);
  };
  const send = (): void => {
    const text = reply.text.value.trim();
    if (!text) return;
    sendMessage(interaction, text);
    reply.type("");
    lastTyping.current = 0;
    client.value?.ask("message.typing", { interaction, typing: false }).catch(() => undefined);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  const label = say("thread.write", { name: view.consumer.name || say("role.consumer") });
  return (
    <form class="composer" onSubmit={(event) => (event.preventDefault(), send())}>
      <textarea
        ref={box}
        aria-label={label}
        placeholder={label}
        rows={3}
        value={reply.text.value}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      <div class="row">
        <span class="quiet">{reply.saving.value === "clean" && reply.text.value ? say("thread.draft_saved") : say("thread.hint")}</span>
        <button type="submit" class="primary" disabled={!reply.text.value.trim()}>
          {say("thread.send")}
        </button>
      </div>
    </form>
  );
}
