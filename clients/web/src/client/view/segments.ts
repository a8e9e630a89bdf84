/** What is said, final or in the making, in either view of an interaction. */
import type { ConsumerView, InteractionView, SegmentFinal, SegmentPartial, SegmentView } from "../received.ts";
import { put } from "./reducer.ts";

/** Segments in a view; all of them can be read in pages. */
export const VIEW_SEGMENTS_MAX = 200;

/** A segment event at its place in the stream. */
export function segmentView(seq: number, { hidden: _, ...data }: SegmentFinal): SegmentView {
  return { seq, ...data };
}

/** With what is being said; a late one, older than what is there or than its final, changes nothing. */
export function withPartial<V extends ConsumerView | InteractionView>(view: V, partial: SegmentPartial): V {
  const held = view.partials.find((known) => known.segment === partial.segment);
  const isLate = held !== undefined && held.revision >= partial.revision;
  if (isLate || view.segments.some((segment) => segment.segment === partial.segment)) return view;
  return { ...view, partials: put(view.partials, partial, "segment") };
}
