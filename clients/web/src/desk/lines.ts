/**
 * The lines of a transcript: what the view holds, what it held, and pages from before.
 *
 * They stand in chunks that are replaced, never changed, so that of a long transcript only the chunk with the new line is
 * drawn again. The view's window slides on, what slid out of it stays here. After a window that has jumped (a snapshot far
 * ahead) all begins anew: what is shown has no hole, and what is before can be read back.
 */
import { useState } from "preact/hooks";
import type { InteractionView, MailHead, Role, SegmentPhase, SegmentView } from "../client/received.ts";
import { attempt } from "./desk.ts";
import { viaOf } from "./reading.ts";

const PAGE = 200;
const CHUNK = 64;
/** Transcripts whose lines are kept while others are looked at. */
const KEPT_MAX = 8;

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
  mail?: MailHead;
}

/** Neighbours: lines whose places in the stream differ by less than CHUNK. */
export interface Chunk {
  key: number;
  lines: readonly Line[];
}

export const lineOf = ({ said_at_ms, ...segment }: SegmentView): Line => ({ ...segment, at_ms: said_at_ms });

export class Lines {
  chunks: readonly Chunk[] = [];
  private readonly seqs = new Set<number>();

  get first(): Line | undefined {
    return this.chunks[0]?.lines[0];
  }

  get count(): number {
    return this.seqs.size;
  }

  /** With what the view shows; anew when it has nothing in common with what is here. */
  hold({ segments }: InteractionView): void {
    if (!segments.some(({ seq }) => this.seqs.has(seq))) this.clear();
    this.add(segments.filter(({ seq }) => !this.seqs.has(seq)).map(lineOf));
  }

  private clear(): void {
    this.chunks = [];
    this.seqs.clear();
  }

  add(lines: readonly Line[]): void {
    const fresh = new Map<number, Line[]>();
    for (const line of lines) {
      if (this.seqs.has(line.seq)) continue;
      this.seqs.add(line.seq);
      const key = Math.trunc(line.seq / CHUNK);
      fresh.set(key, [...(fresh.get(key) ?? []), line]);
    }
    if (fresh.size === 0) return;
    const kept = this.chunks.map((chunk) => grown(chunk, fresh));
    const made = [...fresh].map(([key, some]) => ({ key, lines: some.sort(bySeq) }));
    this.chunks = [...kept, ...made].sort((a, b) => a.key - b.key);
  }
}

const bySeq = (a: Line, b: Line): number => a.seq - b.seq;

/** With its part of what is fresh, which is taken out. */
function grown(chunk: Chunk, fresh: Map<number, Line[]>): Chunk {
  const more = fresh.get(chunk.key);
  if (!more) return chunk;
  fresh.delete(chunk.key);
  return { key: chunk.key, lines: [...chunk.lines, ...more].sort(bySeq) };
}

const kept = new Map<string, Lines>();

function linesOf(interaction: string): Lines {
  const lines = kept.get(interaction) ?? new Lines();
  kept.delete(interaction);
  kept.set(interaction, lines);
  for (const [oldest] of kept) if (kept.size > KEPT_MAX) kept.delete(oldest);
  return lines;
}

/** Of a mail that the view holds, or that was read back. */
export function headOf({ interaction, segments }: InteractionView, mail: string): MailHead | undefined {
  const read = kept.get(interaction)?.chunks.flatMap(({ lines }) => lines) ?? [];
  return [...segments, ...read].find((line) => line.mail?.mail === mail)?.mail;
}

export interface Shown {
  chunks: readonly Chunk[];
  hasMore: boolean;
  /** Reads a page from before. */
  more: () => Promise<void>;
  /** Reads back until the line at this place of the stream is here. */
  reach: (seq: number) => Promise<void>;
}

/** All lines that were seen, in order. */
export function useLines(view: InteractionView): Shown {
  const [, setPages] = useState(0);
  const lines = linesOf(view.interaction);
  lines.hold(view);
  const hasMore = (): boolean => lines.count > 0 && lines.count < view.segment_count;
  const page = async (): Promise<boolean> => {
    const before = lines.count;
    const asked = { interaction: view.interaction, before_seq: lines.first?.seq, limit: PAGE, via: viaOf(view.interaction) };
    await attempt(async (current) => {
      const { segments } = await current.ask("transcript.read", asked);
      lines.add(segments.filter((line) => !line.hidden));
    });
    return lines.count > before;
  };
  const more = async (): Promise<void> => void ((await page()), setPages((pages) => pages + 1));
  const reach = async (seq: number): Promise<void> => {
    while (hasMore() && (lines.first?.seq ?? 0) > seq && (await page()));
    setPages((pages) => pages + 1);
  };
  return { chunks: lines.chunks, hasMore: hasMore(), more, reach };
}
