/** One line of a list: whose, what about, how old, and what it asks of the agent. */
import type { ComponentChildren } from "preact";
import type { InteractionLine, LegCard } from "../client/index.ts";
import type { Span } from "../client/received.ts";
import { agentName, queueName } from "./account.ts";
import { agent, chosen, now } from "./desk.ts";
import type { Row } from "./found.ts";
import { ChannelIcon } from "./icons.tsx";
import { clockTime, say, sayOr, span } from "./language.ts";
import { Sla } from "./sla.tsx";
import { roughly } from "./spans.ts";

interface ShellProps {
  id: string;
  channel: string;
  state: string;
  name: string;
  about: ComponentChildren;
  aside: ComponentChildren;
  badges: ComponentChildren;
  unread?: number;
  isUnread?: boolean;
  tabIndex: number;
  open: () => void;
}

function Shell({ id, channel, state, name, about, aside, badges, unread = 0, isUnread, tabIndex, open }: ShellProps) {
  const isChosen = chosen.value === id;
  return (
    <button
      type="button"
      class="line"
      data-state={state}
      data-unread={isUnread === true && !isChosen}
      aria-current={isChosen ? "true" : undefined}
      tabIndex={tabIndex}
      onClick={open}
    >
      <ChannelIcon channel={channel} />
      <span class="name">{name || say("ring.unknown")}</span>
      <span class="age">{aside}</span>
      <span class="quiet about">{about}</span>
      {isUnread && !isChosen && (
        <span class="unread" role="img" aria-label={unread > 0 ? say("list.unread", { count: unread }) : say("rows.new")}>
          {unread || "•"}
        </span>
      )}
      <span class="badges">{badges}</span>
    </button>
  );
}

/** Of what is assigned to the agent. */
export function LegLine({ leg, tabIndex, open }: { leg: LegCard; tabIndex: number; open: () => void }) {
  const told = badge(leg);
  return (
    <Shell
      id={leg.interaction}
      channel={leg.channel}
      state={leg.state}
      name={leg.consumer_name}
      about={leg.subject || leg.queue_name}
      aside={<time>{age(now.value - leg.started_at_ms)}</time>}
      unread={leg.unread}
      isUnread={leg.unread > 0 || !leg.opened}
      tabIndex={tabIndex}
      open={open}
      badges={
        <>
          <Sla queue={leg.queue} sinceMs={leg.unanswered_since_ms} />
          {told && <span class="badge">{told}</span>}
          {leg.subject && <span class="quiet queue">{leg.queue_name}</span>}
        </>
      }
    />
  );
}

const YOUNG_MS = 60_000;
const age = (ms: number): string => (ms < YOUNG_MS ? say("age.now") : roughly(ms));

function badge(leg: LegCard): string | undefined {
  if (leg.needs_disposition) return say("list.needs_disposition");
  if (leg.state === "wrapping") {
    const until = leg.wrap_up?.until_at_ms;
    return until ? `${say("list.wrapping")} ${span(until - now.value)}` : say("list.wrapping");
  }
  if (leg.state === "held") return say("list.held");
  return leg.state === "parked" ? say("list.parked") : undefined;
}

/** Of everything that the agent may see; with what was found in it. */
export function FoundLine({ row, tabIndex, open }: { row: Row; tabIndex: number; open: () => void }) {
  const { line, hit } = row;
  const mine = agent.value?.legs.find((leg) => leg.interaction === line.id);
  const isWaiting = line.waiting_since_ms !== null && line.closed_at_ms === null;
  return (
    <Shell
      id={line.id}
      channel={line.channel}
      state={line.phase}
      name={line.consumer_name || line.consumer || ""}
      about={hit ? <Snippet text={hit.text} spans={hit.offsets} /> : line.subject || line.preview || queueName(line.queue)}
      aside={<time>{clockTime(hit?.at_ms ?? line.updated_at_ms, now.peek())}</time>}
      unread={mine?.unread}
      isUnread={!hit && mine !== undefined && (mine.unread > 0 || !mine.opened)}
      tabIndex={tabIndex}
      open={open}
      badges={
        <>
          <span class="badge phase-now" data-phase={line.phase}>
            {standing(line)}
          </span>
          {isWaiting && <Sla queue={line.queue} sinceMs={line.waiting_since_ms} />}
          {line.needs_disposition && <span class="badge">{say("list.needs_disposition")}</span>}
          <span class="quiet queue">{queueName(line.queue)}</span>
        </>
      }
    />
  );
}

/** Where it is; and with whom, or how it ended. */
function standing(line: InteractionLine): string {
  const phase = sayOr(`phase_now.${line.phase}`, line.phase);
  if (line.phase === "closed") return line.closed_reason ? sayOr(`ended_as.${line.closed_reason}`, line.closed_reason) : phase;
  const others = line.agents.filter((one) => one !== agent.value?.agent).map(agentName);
  return others.length > 0 ? `${phase} · ${others.join(", ")}` : phase;
}

const BEFORE = 12;
const LONG = 120;

/** The words around the first hit, with all hits marked. Spans count code points. */
function Snippet({ text, spans }: { text: string; spans: readonly Span[] }) {
  const points = [...text];
  const start = Math.max(0, (spans[0]?.start ?? 0) - BEFORE);
  const end = Math.min(points.length, start + LONG);
  const piece = (from: number, to: number): string => points.slice(Math.max(start, from), Math.min(end, to)).join("");
  return (
    <>
      {start > 0 && "… "}
      {spans.map((one, index) => [
        piece(spans[index - 1]?.end ?? 0, one.start),
        one.start < end && <mark key={one.start}>{piece(one.start, one.end)}</mark>,
      ])}
      {piece(spans.at(-1)?.end ?? 0, points.length)}
    </>
  );
}
