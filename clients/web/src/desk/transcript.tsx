/** Transcript: bot, queue and agents in one, partials in place, searched while people talk. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { PartialHit } from "../client/index.ts";
import type { InteractionView, SearchHit, Span } from "../client/received.ts";
import { type Line, useLines } from "./earlier.ts";
import { attempt, client, now, onPassing } from "./desk.ts";
import { clockTime, say, sayOr } from "./language.ts";

const PAUSE_MS = 250;

export function Transcript({ view }: { view: InteractionView }) {
  const [sought, setSought] = useState("");
  const { lines, hasMore, more } = useLines(view);
  const found = useSearch(view.interaction, sought);
  const order = lines.filter((line) => found?.has(line.segment)).map((line) => line.segment);
  const { place, go } = usePlace(order);
  return (
    <>
      <div class="search" role="search">
        <input
          type="search"
          aria-label={say("search.label")}
          placeholder={say("search.label")}
          value={sought}
          onInput={(event) => setSought(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && (event.preventDefault(), go(event.shiftKey ? -1 : 1))}
        />
        {found && (
          <div class="row">
            <span role="status">{told(found.size, place, order.length)}</span>
            <button type="button" aria-label={say("search.previous")} disabled={order.length === 0} onClick={() => go(-1)}>
              ↑
            </button>
            <button type="button" aria-label={say("search.next")} disabled={order.length === 0} onClick={() => go(1)}>
              ↓
            </button>
          </div>
        )}
      </div>
      {hasMore && (
        <button type="button" class="plain" onClick={more}>
          {say("transcript.earlier")}
        </button>
      )}
      {lines.length === 0 && view.partials.length === 0 && <p class="quiet">{say("transcript.empty")}</p>}
      <ol class="transcript">
        {lines.map((line, index) => [
          phaseOf(line) !== phaseOf(lines[index - 1]) && (
            <li key={`phase ${line.segment}`} class="phase">
              {phaseOf(line)}
            </li>
          ),
          <Spoken
            key={line.segment}
            line={line}
            consumer={view.consumer.name}
            spans={found?.get(line.segment)}
            isHere={order[place] === line.segment}
          />,
        ])}
        {view.partials.map((partial) => (
          <li key={partial.segment} class="spoken partial">
            <p class="by">
              {partial.participant || sayOr(`role.${partial.role}`, partial.role)} · {say("transcript.partial")}
            </p>
            <p class="text">{marked(partial.text, found?.get(partial.segment))}</p>
          </li>
        ))}
      </ol>
    </>
  );
}

function told(count: number, place: number, reachable: number): string {
  if (count === 0) return say("search.none");
  return place < 0 || reachable === 0 ? say("search.hits", { count }) : say("search.position", { place: place + 1, count });
}

const phaseOf = (line: Line | undefined): string | undefined =>
  line?.phase && say(`phase.${line.phase}`, { number: line.number ?? "" }).trim();

interface SpokenProps {
  line: Line;
  consumer: string;
  spans?: readonly Span[];
  isHere: boolean;
}

function Spoken({ line, consumer, spans, isHere }: SpokenProps) {
  const item = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isHere) item.current?.scrollIntoView({ block: "nearest" });
  }, [isHere]);
  return (
    <li class="spoken" ref={item} data-role={line.role} data-here={isHere}>
      <p class="by">
        {line.participant || (line.role === "consumer" && consumer) || sayOr(`role.${line.role}`, line.role)}{" "}
        <time>{clockTime(line.at_ms, now.peek())}</time>
      </p>
      <p class="text">{marked(line.text, spans)}</p>
    </li>
  );
}

/** The text with what was found in it marked. Spans count code points. */
function marked(text: string, spans: readonly Span[] | undefined) {
  if (!spans?.length) return text;
  const points = [...text];
  const pieces = spans.flatMap(({ start, end }, index) => [
    points.slice(spans[index - 1]?.end ?? 0, start).join(""),
    <mark key={start}>{points.slice(start, end).join("")}</mark>,
  ]);
  return [...pieces, points.slice(spans.at(-1)?.end).join("")];
}

/** Where one is among the hits; -1: nowhere yet. */
function usePlace(order: readonly string[]): { place: number; go: (by: number) => void } {
  const [at, setAt] = useState<string | undefined>(undefined);
  const place = at === undefined ? -1 : order.indexOf(at);
  const go = (by: number): void => {
    if (order.length === 0) return;
    const next = place < 0 ? (by > 0 ? 0 : order.length - 1) : (place + by + order.length) % order.length;
    setAt(order[next]);
  };
  return { place, go };
}

type Found = ReadonlyMap<string, readonly Span[]>;

/** Hits by segment, and each new one as people talk; undefined while nothing is sought. */
function useSearch(interaction: string, sought: string): Found | undefined {
  const [found, setFound] = useState<Found | undefined>(undefined);
  useEffect(() => {
    const text = sought.trim();
    if (!text) return setFound(undefined);
    let search: string | undefined;
    let isOver = false;
    const add = (hits: readonly { segment: string; offsets: readonly Span[] }[]): void =>
      setFound((known) => new Map([...(known ?? []), ...hits.map((hit) => [hit.segment, hit.offsets] as const)]));
    const end = onPassing(({ event, data }) => {
      if (event === "search.hit" && (data as SearchHit).search === search) add([data as SearchHit]);
    });
    const begin = async (): Promise<void> => {
      const answer = await client.value?.ask("search.start", { interaction, text });
      if (!answer) return;
      if (isOver) return void client.value?.ask("search.stop", { search: answer.search });
      search = answer.search;
      setFound(new Map());
      add([...answer.hits, ...(answer.partials as PartialHit[])]);
    };
    const timer = setTimeout(() => void attempt(begin), PAUSE_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
      end();
      if (search) client.value?.ask("search.stop", { search }).catch(() => undefined);
    };
  }, [interaction, sought]);
  return found;
}

