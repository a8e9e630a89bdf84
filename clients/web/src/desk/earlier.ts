/** Pages of the transcript from before what the view holds. */
import { useState } from "preact/hooks";
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

export function useEarlier(view: InteractionView): { earlier: Line[]; hasMore: boolean; more: () => void } {
  const [earlier, setEarlier] = useState<Line[]>([]);
  const firstSeq = (earlier[0] ?? view.segments[0])?.seq;
  const hasMore = firstSeq !== undefined && earlier.length + view.segments.length < view.segment_count;
  const more = (): void =>
    void attempt(async () => {
      const asked = { interaction: view.interaction, before_seq: firstSeq, limit: PAGE };
      const answer = await client.value?.ask("transcript.read", asked);
      if (answer) setEarlier((known) => [...answer.segments.filter((line) => !line.hidden), ...known]);
    });
  return { earlier, hasMore, more };
}
