/** What happened beside the words: who took part and left, how transfers and the conversation ended. With the time. */
import type { EndingView, InteractionView, LegView } from "../client/received.ts";
import { say, sayOr } from "./language.ts";
import { consumerName } from "./mine.ts";
import { resultText } from "./progress.tsx";

export interface Happening {
  id: string;
  at_ms: number;
  text: string;
}

/** In order of time. */
export function happened(view: InteractionView): Happening[] {
  const found = view.legs.flatMap((leg) => ofLeg(view, leg));
  const last = view.last_transfer;
  if (last) found.push({ id: last.transfer, at_ms: last.ended_at_ms, text: resultText(view, last) });
  if (view.ended) found.push({ id: "ended", at_ms: view.ended.at_ms, text: endText(view, view.ended) });
  return found.sort((a, b) => a.at_ms - b.at_ms);
}

const ARRIVALS: Record<string, "line.joined" | "line.consulted" | "line.conference"> = {
  primary: "line.joined",
  consult: "line.consulted",
  conference: "line.conference",
};

function ofLeg(view: InteractionView, leg: LegView): Happening[] {
  const last = view.last_transfer;
  const wasConsulted = last?.reason === "conference" && last.target.agent === leg.agent && leg.started_at_ms < last.ended_at_ms;
  const arrival = ARRIVALS[wasConsulted ? "consult" : leg.kind];
  if (!arrival) return [];
  const agent = leg.agent_name;
  const found = [{ id: `${leg.leg} began`, at_ms: leg.started_at_ms, text: say(arrival, { agent }) }];
  const { ended_at_ms: at_ms, end_reason: reason } = leg;
  if (at_ms === undefined || !reason || reason === "conversation_ended") return found;
  if (reason === "transferred" && last?.ended_at_ms === at_ms) return found; // the transfer says so
  return [...found, { id: `${leg.leg} left`, at_ms, text: say("line.left", { agent, reason: sayOr(`left.${reason}`, reason) }) }];
}

function endText(view: InteractionView, { by, reason }: EndingView): string {
  const last = view.legs.findLast((leg) => leg.end_reason === "conversation_ended" && leg.kind === "primary");
  const agent = by === "supervisor" ? say("role.supervisor") : (last?.agent_name ?? say("role.agent"));
  return sayOr(`over.${reason}`, reason, { name: consumerName(view), agent });
}
