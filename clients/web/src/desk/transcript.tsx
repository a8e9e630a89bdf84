/** Transcript: bot, queue and agents in one, partials in place, searched while people talk. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { InteractionView, Span } from "../client/received.ts";
import { type Chunk, type Line, useLines } from "./lines.ts";
import { now } from "./desk.ts";
import { place } from "./place.ts";
import { clockTime, language, say, sayOr } from "./language.ts";
import { type Among, type Found, HITS_MAX, useAmong, useSearch } from "./search.ts";
import { useEnd } from "./scrolling.ts";

export function Transcript({ view }: { view: InteractionView }) {
  const [sought, setSought] = useState(place.value.find ?? "");
  const { chunks, hasMore, more, reach } = useLines(view);
  const found = useSearch(view.interaction, sought);
  const among = useAmong(found, place.value.at);
  const list = useRef<HTMLDivElement>(null);
  const wanted = among.at === undefined ? undefined : found?.get(among.at);
  useEnd(list, [chunks, view.partials]);
  useLayoutEffect(() => {
    const show = (): void => list.current?.querySelector('[data-here="true"]')?.scrollIntoView({ block: "center" });
    if (wanted && wanted.seq < (chunks[0]?.lines[0]?.seq ?? 0)) void reach(wanted.seq).then(() => requestAnimationFrame(show));
    else show();
  }, [among.at, wanted === undefined]);
  return (
    <>
      <Search sought={sought} seek={setSought} found={found} among={among} />
      {hasMore && (
        <button type="button" class="plain" onClick={() => void more()}>
          {say("transcript.earlier")}
        </button>
      )}
      {chunks.length === 0 && view.partials.length === 0 && <p class="quiet">{say("transcript.empty")}</p>}
      <div class="transcript" role="list" ref={list}>
        {chunks.map((chunk, index) => (
          <Some
            key={chunk.key}
            chunk={chunk}
            before={phaseOf(chunks[index - 1]?.lines.at(-1))}
            consumer={view.consumer.name}
            found={found}
            here={among.at}
            words={language.value}
          />
        ))}
        {view.partials.map((partial) => (
          <div key={partial.segment} class="spoken partial" role="listitem" data-here={among.at === partial.segment}>
            <p class="by">
              {partial.participant || sayOr(`role.${partial.role}`, partial.role)} · {say("transcript.partial")}
            </p>
            <p class="text">{marked(partial.text, found?.get(partial.segment)?.spans)}</p>
          </div>
        ))}
      </div>
    </>
  );
}

interface SearchProps {
  sought: string;
  seek: (text: string) => void;
  found: Found | undefined;
  among: Among;
}

function Search({ sought, seek, found, among }: SearchProps) {
  const isNone = !found?.size;
  return (
    <div class="search" role="search">
      <input
        type="search"
        aria-label={say("search.label")}
        placeholder={say("search.label")}
        value={sought}
        onInput={(event) => seek(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && (event.preventDefault(), among.go(event.shiftKey ? -1 : 1))}
      />
      {found && (
        <div class="row">
          <span role="status">{told(found.size, among.place)}</span>
          <button type="button" aria-label={say("search.previous")} disabled={isNone} onClick={() => among.go(-1)}>
            ↑
          </button>
          <button type="button" aria-label={say("search.next")} disabled={isNone} onClick={() => among.go(1)}>
            ↓
          </button>
        </div>
      )}
    </div>
  );
}

function told(size: number, place: number): string {
  if (size === 0) return say("search.none");
  const count = size < HITS_MAX ? `${size}` : `${size}+`;
  return place < 0 ? say("search.hits", { count }) : say("search.position", { place: place + 1, count });
}

const phaseOf = (line: Line | undefined): string | undefined =>
  line?.phase && say(`phase.${line.phase}`, { number: line.number ?? "" }).trim();

interface SomeProps {
  chunk: Chunk;
  /** Phase of the line before. */
  before: string | undefined;
  consumer: string;
  found: Found | undefined;
  here: string | undefined;
  words: string;
}

/** A chunk of lines: drawn again only when something in it has changed. */
function Some(props: SomeProps) {
  const last = useRef<{ props: SomeProps; shown: ReturnType<typeof drawn> } | undefined>(undefined);
  if (!last.current || differs(last.current.props, props)) last.current = { props, shown: drawn(props) };
  return last.current.shown;
}

function differs(was: SomeProps, is: SomeProps): boolean {
  const { chunk, before, consumer, words } = is;
  if (was.chunk !== chunk || was.before !== before || was.consumer !== consumer || was.words !== words) return true;
  const has = (segment: string | undefined): boolean => chunk.lines.some((line) => line.segment === segment);
  if (was.here !== is.here && (has(was.here) || has(is.here))) return true;
  return was.found !== is.found && chunk.lines.some(({ segment }) => was.found?.get(segment) !== is.found?.get(segment));
}

function drawn({ chunk, before, consumer, found, here }: SomeProps) {
  return (
    <div class="chunk" role="presentation">
      {chunk.lines.map((line, index) => {
        const phase = phaseOf(line);
        const isNew = phase !== (index > 0 ? phaseOf(chunk.lines[index - 1]) : before);
        return <Spoken key={line.segment} line={line} phase={isNew ? phase : undefined} {...{ consumer, here }} spans={found?.get(line.segment)?.spans} />;
      })}
    </div>
  );
}

interface SpokenProps {
  line: Line;
  phase: string | undefined;
  consumer: string;
  spans?: readonly Span[];
  here: string | undefined;
}

function Spoken({ line, phase, consumer, spans, here }: SpokenProps) {
  const { segment, role, participant, text, at_ms: atMs } = line;
  return (
    <div class="spoken" role="listitem" data-role={role} data-here={segment === here}>
      {phase && <p class="phase">{phase}</p>}
      <p class="by">
        {participant || (role === "consumer" && consumer) || sayOr(`role.${role}`, role)} <time>{clockTime(atMs, now.peek())}</time>
      </p>
      <p class="text">{marked(text, spans)}</p>
    </div>
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
