/** A queue as its stream tells it. Supervisors see who waits and who could take it; members see how many wait. */
import type { QueueView } from "../received.ts";
import { type Reducers, change, drop, put, reduce } from "./reducer.ts";

/** The view after one event of the queue's stream, in either form. */
export function applyQueue(view: QueueView, event: string, data: unknown, atMs: number): QueueView {
  return reduce(REDUCERS, view, event, data, atMs);
}

const REDUCERS: Reducers<QueueView> = {
  "queue.entered": (view, { waiting, entry }) => {
    if (!entry) return { ...view, waiting };
    const known = view.rows.find((row) => row.interaction === entry.interaction);
    const row = known ? { ...known, entry } : { interaction: entry.interaction, entry, ringing: [], no_takers: false };
    return { ...view, waiting, rows: put(view.rows, row, "interaction") };
  },
  "queue.left": (view, { waiting, interaction }) => ({
    ...view,
    waiting,
    rows: interaction === undefined ? view.rows : drop(view.rows, "interaction", interaction),
  }),
  "queue.offered": (view, { interaction, agents }) => ({
    ...view,
    rows: change(view.rows, "interaction", interaction, {
      ringing: agents,
      ...(agents.length > 0 && { no_takers: false }),
    }),
  }),
  "queue.no_takers": (view, { interaction }) => ({
    ...view,
    rows: change(view.rows, "interaction", interaction, { no_takers: true }),
  }),
  "queue.members_changed": (view, data) => {
    const present = data.members.reduce((members, member) => put(members, member, "agent"), view.members);
    return { ...view, members: data.left.reduce((members, agent) => drop(members, "agent", agent), present) };
  },
  "queue.figures": (view, data) => ({ ...view, waiting: data.waiting, figures: data }),
};
