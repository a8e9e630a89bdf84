/** Searching a transcript while people talk: hits so far, each new one, and where one is among them. */
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Client, Hit, Hits, Params, PartialHit } from "../client/index.ts";
import type { SearchHit, Span } from "../client/received.ts";
import { attempt, client, connection, onPassing } from "./desk.ts";
import { viaOf } from "./reading.ts";

const PAUSE_MS = 250;
const PAGE = 200;
/** Further ones are not counted: who finds so many seeks with another word. */
export const HITS_MAX = 1_000;

/** Where it was found; what is still being said has no place yet. */
export interface Place {
  seq: number;
  spans: readonly Span[];
}
export type Found = ReadonlyMap<string, Place>;

/** Hits by segment; undefined while nothing is sought. A search ends with its connection, and is begun again on the next. */
export function useSearch(interaction: string, sought: string): Found | undefined {
  const [found, setFound] = useState<Found | undefined>(undefined);
  const text = sought.trim();
  const isLive = connection.value.state === "live";
  useEffect(() => void (text || setFound(undefined)), [text]);
  useEffect(() => (text && isLive ? search(interaction, text, setFound) : undefined), [interaction, text, isLive]);
  return found;
}

type Tell = (change: Found | ((known: Found | undefined) => Found)) => void;

/** Begins after a pause in typing; returns what ends it. */
function search(interaction: string, text: string, tell: Tell): () => void {
  let id: string | undefined;
  let isOver = false;
  const add = (hits: readonly (Hit | PartialHit | SearchHit)[]): void =>
    isOver ? undefined : tell((known) => new Map([...(known ?? []), ...hits.map((hit) => [hit.segment, placeOf(hit)] as const)]));
  const end = onPassing(({ event, data }) => {
    if (event === "search.hit" && (data as SearchHit).search === id) add([data as SearchHit]);
  });
  const begin = async (): Promise<void> => {
    const current = client.value;
    const via = viaOf(interaction);
    if (current && via) return readOnce(current, { interaction, text, via, limit: PAGE });
    const answer = await current?.ask("search.start", { interaction, text });
    if (!current || !answer) return;
    if (isOver) return void current.ask("search.stop", { search: answer.search }).catch(() => undefined);
    id = answer.search;
    tell(new Map());
    add([...answer.hits, ...answer.partials]);
    let [{ cursor }, count] = [answer as { cursor?: string | null }, answer.hits.length];
    while (cursor && count < HITS_MAX && !isOver) {
      const page = await current.ask("transcript.search", { interaction, text, cursor, limit: PAGE });
      add(page.hits);
      [cursor, count] = [page.cursor, count + page.hits.length];
    }
  };
  const readOnce = async (current: Client, asked: Params["transcript.search"]): Promise<void> => {
    tell(new Map());
    for (let cursor: string | null | undefined = undefined, count = 0; cursor !== null && count < HITS_MAX && !isOver; ) {
      const page: Hits = await current.ask("transcript.search", { ...asked, cursor });
      add(page.hits);
      [cursor, count] = [page.cursor ?? null, count + page.hits.length];
    }
  };
  const timer = setTimeout(() => void attempt(begin), PAUSE_MS);
  return () => {
    isOver = true;
    clearTimeout(timer);
    end();
    if (id) client.value?.ask("search.stop", { search: id }).catch(() => undefined);
  };
}

const placeOf = (hit: Hit | PartialHit | SearchHit): Place => ({
  seq: ("seq" in hit && hit.seq) || Infinity,
  spans: hit.offsets,
});

export interface Among {
  /** Segment of the hit where one is. */
  at: string | undefined;
  /** Its number from 0; -1: nowhere yet. */
  place: number;
  go: (by: number) => void;
}

/** Going through the hits in the order of the conversation. */
export function useAmong(found: Found | undefined, first?: string): Among {
  const [at, setAt] = useState(first);
  const order = useMemo(() => [...(found ?? [])].sort(([, a], [, b]) => a.seq - b.seq).map(([segment]) => segment), [found]);
  const place = at === undefined ? -1 : order.indexOf(at);
  const go = (by: number): void => {
    if (order.length === 0) return;
    const next = place < 0 ? (by > 0 ? 0 : order.length - 1) : (place + by + order.length) % order.length;
    setAt(order[next]);
  };
  return { at, place, go };
}
