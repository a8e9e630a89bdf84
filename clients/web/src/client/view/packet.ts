/** What those who had an interaction before leave to an agent: the ring's packet, worked out from the view. */
import type { HandOver, InteractionView } from "../received.ts";

const PACKET_SEGMENTS_MAX = 5;
const PACKET_NOTES_MAX = 3;

/** Of the last one who handled it before this agent, or handles it now; undefined: nobody but this agent did. */
export function packet(view: InteractionView, agent: string): HandOver | undefined {
  const open = view.legs.filter((leg) => leg.agent === agent && leg.state !== "ended");
  const mine = open.find((leg) => leg.state !== "wrapping") ?? open[0];
  const last = view.legs.findLast(
    (leg) => leg.kind === "primary" && (!mine || (leg.leg !== mine.leg && leg.number < mine.number)),
  );
  if (!last || last.agent === agent) return undefined;
  const said = view.segments.filter((line) => !mine || line.said_at_ms <= mine.started_at_ms);
  const notes = view.notes.filter((note) => note.agent !== agent);
  const draft = view.draft && view.draft.agent !== agent ? view.draft : undefined;
  return {
    reason: last.end_reason ?? "",
    agent_name: last.agent_name,
    note: "",
    segments: said
      .slice(-PACKET_SEGMENTS_MAX)
      .map(({ role, participant, text, said_at_ms }) => ({ role, participant, text, said_at_ms })),
    notes: notes.slice(-PACKET_NOTES_MAX).map(({ agent_name, text }) => ({ agent_name, text })),
    draft: draft && {
      agent_name: view.legs.findLast((leg) => leg.agent === draft.agent)?.agent_name ?? "",
      text: draft.text,
    },
    ended_at_ms: last.ended_at_ms,
  };
}
