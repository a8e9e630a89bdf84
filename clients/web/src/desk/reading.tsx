/** What stands around an interaction that is read: the way back, whose it is, and why it may not be shown. */
import type { InteractionLine } from "../client/index.ts";
import type { InteractionView } from "../client/received.ts";
import { agentName, queueName, setUp } from "./account.ts";
import { agent, attempt, choose, chosen, legs, toast } from "./desk.ts";
import { found } from "./found.ts";
import { ChannelIcon } from "./icons.tsx";
import { say, sayOr } from "./language.ts";
import { goTo, place } from "./place.ts";
import { refused, viewOf } from "./reading.ts";
import { Sla } from "./sla.tsx";
import { askWhy } from "./why.ts";

/** Above the conversation: back to the list, back to where one came from, on to what is known. */
export function PaneBar({ hasAbout = true }: { hasAbout?: boolean }) {
  const { via } = place.value;
  const from = via ? viewOf(via)?.consumer.name || legs.value.find((leg) => leg.interaction === via)?.consumer_name : undefined;
  return (
    <div class="pane-bar" data-via={via !== undefined}>
      {via ? (
        <button type="button" class="plain" onClick={() => goTo({ interaction: via })}>
          ‹ {say("read.back", { name: from || say("ring.unknown") })}
        </button>
      ) : (
        <button type="button" class="plain to-list" onClick={() => choose(undefined)}>
          ‹ {say("thread.back")}
        </button>
      )}
      {hasAbout && (
        <button type="button" class="plain to-about" onClick={() => goTo({ ...place.value, about: "1" })}>
          {say("pane.about")} ›
        </button>
      )}
    </div>
  );
}

/** Above what is known, where it is shown alone. */
export function AboutBar() {
  return (
    <div class="pane-bar to-about">
      <button type="button" class="plain" onClick={() => goTo({ ...place.value, about: undefined })}>
        ‹ {say("pane.back")}
      </button>
    </div>
  );
}

/** Below a conversation in which the agent has no part now. */
export function ReadingOf({ view }: { view: InteractionView }) {
  const ended = view.closed ?? view.ended;
  const others = view.legs.filter((leg) => leg.kind !== "monitor" && leg.state !== "ended" && leg.agent !== agent.value?.agent);
  const told = (): string => {
    if (view.closed) return `${say("read.closed")} ${sayOr(`ended_as.${view.closed.reason}`, "")}`;
    if (others.length > 0) return say("read.foreign", { name: others.map((leg) => leg.agent_name).join(", ") });
    if (view.waiting) return say("read.waiting", { queue: queueName(view.waiting.queue) });
    return ended ? say("thread.closed") : "";
  };
  return (
    <p class="quiet over" role="note">
      {place.value.via && `${say("read.earlier")} `}
      {told()}
    </p>
  );
}

/** There is an interaction in the address that cannot be shown. */
export function Unreadable() {
  const interaction = chosen.value ?? "";
  const code = refused.value[interaction];
  const line = found.value.rows.find((row) => row.line.id === interaction)?.line;
  if (!code) return <Loading />;
  return (
    <section class="thread nothing" aria-label={line?.consumer_name || say("read.forbidden")}>
      <PaneBar hasAbout={false} />
      {line && line.waiting_since_ms !== null && line.closed_at_ms === null ? (
        <Waits line={line} />
      ) : (
        <p role="alert">{say(code === "forbidden" ? "read.forbidden" : "read.failed")}</p>
      )}
    </section>
  );
}

function Loading() {
  return (
    <section class="thread nothing" aria-busy="true">
      <PaneBar hasAbout={false} />
      <p>{say("thread.loading")}</p>
    </section>
  );
}

/** Nobody has it yet: who has room may take it. */
function Waits({ line }: { line: InteractionLine }) {
  const take = async (): Promise<void> => {
    const isDone = await attempt((current) => current.ask("interaction.take", { interaction: line.id }));
    if (isDone) toast("read.taken");
  };
  const isReady = agent.value?.status?.status === "ready";
  const holders = line.agents.map(agentName).join(", ");
  return (
    <div class="card waits">
      <header class="row">
        <ChannelIcon channel={line.channel} />
        <h2>{line.consumer_name || line.consumer || say("ring.unknown")}</h2>
        <Sla queue={line.queue} sinceMs={line.waiting_since_ms} />
      </header>
      {line.subject && <p class="subject">{line.subject}</p>}
      <p>{say("read.waiting", { queue: queueName(line.queue) })}</p>
      {holders && <p class="quiet">{holders}</p>}
      <button type="button" data-deed="waiting.why" onClick={() => askWhy(line.id, line.consumer_name || say("ring.unknown"))}>
        {say("waiting.why")}
      </button>
      {setUp(line.queue)?.member && !isReady && <p class="quiet">{say("read.take_not_ready")}</p>}
      {setUp(line.queue)?.member && isReady && (
        <button type="button" class="primary" data-deed="read.take" onClick={() => void take()}>
          {say("read.take")}
        </button>
      )}
    </div>
  );
}
