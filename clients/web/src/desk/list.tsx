/** Open interactions: everything that is assigned to the agent and not closed. */
import type { LegCard } from "../client/received.ts";
import { agent, choose, chosen, legs, now } from "./desk.ts";
import { ChannelIcon } from "./icons.tsx";
import { say, span } from "./language.ts";

export function List() {
  return (
    <nav class="list" aria-label={say("list.title")}>
      <h2>
        {say("list.title")} <span class="count">{legs.value.length}</span>
      </h2>
      {legs.value.length === 0 && (
        <p class="empty">
          {say(agent.value?.status?.status === "ready" ? "list.empty_ready" : "list.empty_not_ready")}
        </p>
      )}
      <ul>
        {legs.value.map((leg) => (
          <li key={leg.leg}>
            <Line leg={leg} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Line({ leg }: { leg: LegCard }) {
  const isChosen = chosen.value === leg.interaction;
  const told = badge(leg);
  const unread = isChosen ? 0 : leg.unread;
  return (
    <button
      type="button"
      class="line"
      data-state={leg.state}
      aria-current={isChosen ? "true" : undefined}
      onClick={() => choose(leg.interaction)}
    >
      <ChannelIcon channel={leg.channel} />
      <span class="name">{leg.consumer_name || say("ring.unknown")}</span>
      <time class="age">{span(now.value - leg.started_at_ms)}</time>
      <span class="quiet about">{leg.subject || leg.queue_name}</span>
      {(unread > 0 || !leg.opened) && !isChosen && (
        <span class="unread" role="img" aria-label={say("list.unread", { count: unread })}>
          {unread || "•"}
        </span>
      )}
      {told && <span class="badge">{told}</span>}
    </button>
  );
}

function badge(leg: LegCard): string | undefined {
  if (leg.needs_disposition) return say("list.needs_disposition");
  if (leg.state === "wrapping") {
    const until = leg.wrap_up?.until_at_ms;
    return until ? `${say("list.wrapping")} ${span(until - now.value)}` : say("list.wrapping");
  }
  if (leg.state === "held") return say("list.held");
  return leg.state === "parked" ? say("list.parked") : undefined;
}
