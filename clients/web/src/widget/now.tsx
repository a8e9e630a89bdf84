/** How it stands at this moment: the place in line, an agent who is away, the end. Only what the server knows. */
import { type ConsumerView, isCall } from "../client/index.ts";
import { idleUntilMs, isOver, now, place } from "./conversation.ts";
import { countdown, roughly, say } from "./language.ts";
import { ending } from "./lines.ts";

const LONG_MS = 60_000;

export function Now({ seen }: { seen: ConsumerView }) {
  if (isOver.value) return <p class="over strong" role="status">{ending()}</p>;
  if (seen.phase === "queued" && seen.connecting.length === 0) return <Waiting seen={seen} />;
  const { told, untilMs } = standing(seen);
  return (
    <div role="status" class={told ? "standing" : "sr"}>
      {told} {untilMs !== undefined && <span role="timer">{countdown(untilMs - now.value)}</span>}
    </div>
  );
}

/** What counts down is shown beside the words, so that they are read out once. */
function standing(seen: ConsumerView): { told: string; untilMs?: number } {
  const lost = seen.agents.find((agent) => agent.is_lost);
  if (lost && lost.lost_until_ms !== undefined && lost.lost_until_ms > now.value)
    return { told: say("state.lost_until", { name: lost.agent_name }), untilMs: lost.lost_until_ms };
  if (lost) return { told: say("state.lost", { name: lost.agent_name }) };
  const holding = seen.agents.find((agent) => agent.kind === "primary" && agent.held_since_ms !== undefined);
  if (holding && !isCall(seen.channel)) return { told: say("state.hold", { name: holding.agent_name }) };
  if (idleUntilMs.value !== undefined && idleUntilMs.value > now.value)
    return { told: say("state.idle"), untilMs: idleUntilMs.value };
  return { told: "" };
}

function Waiting({ seen }: { seen: ConsumerView }) {
  const where = place.value;
  const waitedMs = now.value - seen.waiting_since_ms;
  return (
    <section class="waiting" aria-label={say("wait.title")}>
      <p class="strong" role="status">
        {!where && say("wait.title")}
        {where && (where.position <= 1 ? say("wait.next") : say("wait.place", { position: where.position, waiting: where.waiting }))}
      </p>
      {where && <p>{where.agents_ready === 0 ? say("wait.busy") : soon(where.wait_ms)}</p>}
      <p class="quiet">
        {waitedMs > LONG_MS ? say("wait.since", { wait: roughly(waitedMs) }) : say("wait.hint")}
      </p>
    </section>
  );
}

function soon(waitMs: number | undefined): string {
  return waitMs === undefined ? say("wait.unknown") : say("wait.about", { wait: roughly(waitMs) });
}
