/** What happened beside the words, as lines between them: who joined, hold, lost connections, where one was sent. */
import { signal } from "@preact/signals";
import type { EventFrame } from "../client/index.ts";
import { kept, keptAs, onEvent, view } from "./conversation.ts";
import { type Word, say } from "./language.ts";
import { ofTab, read, write } from "./storage.ts";

export interface Line {
  /** Its place in the stream. */
  seq: number;
  atMs: number;
  word: Word;
  filling: Record<string, string>;
}

interface Memory {
  interaction: string;
  lines: Line[];
  /** Agents by leg: who has left is no longer in the view. */
  names: Record<string, string>;
}

const LINES_MAX = 100;
const NOBODY: Memory = { interaction: "", lines: [], names: {} };
/** Agents whose leg this is are told of; a consulted colleague is not. */
const SEEN = new Set(["primary", "conference"]);
const QUEUED: Record<string, Word> = {
  transfer: "line.transfer",
  release: "line.release",
  agent_lost: "line.agent_lost",
  overflow: "line.overflow",
};
const LEGS: Record<string, Word> = {
  "leg.held": "line.held",
  "leg.resumed": "line.resumed",
  "leg.lost": "line.lost",
  "leg.recovered": "line.recovered",
};

export const memory = signal<Memory>(NOBODY);

/** What this tab has heard so far, and from here on. */
export function listen(): void {
  memory.value = read(ofTab, keptAs("lines"), NOBODY);
  memory.subscribe((all) => write(ofTab, keptAs("lines"), all));
  onEvent(hear);
}

/** How the conversation ended, in one sentence; the reason why no queue kept it comes first. */
export function ending(): string {
  const seen = view.value;
  if (!seen?.ended && !seen?.closed) return "";
  const { by, reason } = seen.ended ?? seen.closed ?? { by: "system", reason: "error" };
  if (reason === "overflowed") return say(seen.turned_away ? `away.${seen.turned_away}` : "away.other");
  if (reason === "inactivity") return say("over.inactivity");
  if (reason === "expired") return say("over.expired");
  if (by === "consumer") return say("over.consumer");
  if (by === "system" && (reason === "consumer_left" || reason === "abandoned")) return say("over.away");
  const name = lastAgent();
  if (by === "agent" || by === "supervisor") return name ? say("over.agent", { name }) : say("over.agent_unknown");
  return say("over.other");
}

function lastAgent(): string {
  return view.value?.segments.findLast((segment) => segment.role === "agent")?.participant ?? "";
}

function hear(frame: EventFrame): void {
  const interaction = kept.value?.interaction ?? "";
  const before = memory.value.interaction === interaction ? memory.value : { ...NOBODY, interaction };
  const names = { ...before.names, ...namesOf(frame) };
  const told = lineOf(frame, names);
  const isNew = told !== undefined && !before.lines.some((line) => line.seq === frame.seq);
  const line = told && { ...told, seq: frame.seq, atMs: frame.at_ms };
  memory.value = { interaction, names, lines: isNew && line ? [...before.lines, line].slice(-LINES_MAX) : before.lines };
}

function namesOf({ event, data }: EventFrame): Record<string, string> {
  const known = Object.fromEntries((view.value?.agents ?? []).map((agent) => [agent.leg, agent.agent_name]));
  const { leg, agent_name } = (data ?? {}) as { leg?: string; agent_name?: string };
  return event === "leg.started" && leg && agent_name ? { ...known, [leg]: agent_name } : known;
}

type Said = Pick<Line, "word" | "filling">;

function lineOf({ event, data }: EventFrame, names: Record<string, string>): Said | undefined {
  const { leg = "", kind = "", reason = "", queue_name = "" } = (data ?? {}) as Record<string, string>;
  const name = names[leg] ?? "";
  if (event === "leg.started" || event === "leg.promoted")
    return SEEN.has(kind) ? { word: "line.joined", filling: { name } } : undefined;
  if (event === "leg.ended") return name ? { word: "line.left", filling: { name } } : undefined;
  if (event === "interaction.queued") {
    const word = QUEUED[reason];
    return word && { word, filling: { queue: queue_name } };
  }
  if (event === "interaction.idle_warned") return { word: "line.idle", filling: {} };
  const word = LEGS[event];
  return word && name ? { word, filling: { name } } : undefined;
}
