/** The lines of a transcript: what the view holds, what it held, and pages from before. */
import { useRef, useState } from "preact/hooks";
import type { InteractionView, Role, SegmentPhase, SegmentView } from "../client/received.ts";
import { attempt, client } from "./desk.ts";

const PAGE = 100;

/** One utterance, from the view or from a page. */
export interface Line {
  segment: string;
  seq: number;
  role: Role;
  text: string;
  at_ms: number;
  participant?: string;
  phase?: SegmentPhase;
  number?: number;
}

export const lineOf = ({ said_at_ms, ...segment }: SegmentView): Line => ({ ...segment, at_ms: said_at_ms });

/**
 * All lines that were seen, in order: the view's window slides on, what slid out of it stays here. After a window that
 * has jumped (a snapshot far ahead) it begins anew: what is shown has no hole, and what is before can be read back.
 */
export function useLines(view: InteractionView): { lines: Line[]; hasMore: boolean; more: () => void } {
  const seen = useRef(new Map<number, Line>());
  const [, setPages] = useState(0);
  const add = (lines: readonly Line[]): void => lines.forEach((line) => seen.current.has(line.seq) || seen.current.set(line.seq, line));
  if (!view.segments.some((segment) => seen.current.has(segment.seq))) seen.current.clear();
  add(view.segments.map(lineOf));
  const lines = [...seen.current.values()].sort((a, b) => a.seq - b.seq);
  const more = (): void =>
    void attempt(async () => {
      const asked = { interaction: view.interaction, before_seq: lines[0]?.seq, limit: PAGE };
      const answer = await client.value?.ask("transcript.read", asked);
      add(answer?.segments.filter((line) => !line.hidden) ?? []);
      setPages((pages) => pages + 1);
    });
  return { lines, hasMore: lines.length > 0 && lines.length < view.segment_count, more };
}
