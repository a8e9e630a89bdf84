/** Whom and where: found by a part of the name, with how they are at this moment; who can answer comes first. */
import { useRef, useState } from "preact/hooks";
import type { DirectoryAgent, DirectoryQueue } from "../client/index.ts";
import type { InteractionView } from "../client/received.ts";
import { now } from "./desk.ts";
import { useDirectory } from "./directory.ts";
import { say, sayOr, span } from "./language.ts";

export interface Picked {
  queue?: string;
  agent?: string;
}

interface TargetsProps {
  view: InteractionView;
  /** The queue that it came through. */
  own: string;
  withQueues: boolean;
  picked?: Picked;
  pick: (picked: Picked) => void;
}

const ORDER = ["ready", "occupied", "wrap_up", "missed", "not_ready", "offline"];

export function Targets({ view, own, withQueues, picked, pick }: TargetsProps) {
  const [text, setText] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const found = useDirectory(text);
  const here = new Set(view.legs.filter((leg) => leg.state !== "ended" && leg.state !== "wrapping").map((leg) => leg.agent));
  const queues = withQueues ? (found?.queues.filter((queue) => queue.channel === view.channel) ?? []) : [];
  const agents = found?.agents.filter((one) => !here.has(one.agent)).sort((a, b) => rank(a) - rank(b)) ?? [];
  const down = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.current?.querySelector<HTMLElement>("input:checked, input")?.focus();
  };
  const label = say(withQueues ? "handing.find" : "handing.find_agent");
  return (
    <>
      <input type="search" data-first value={text} aria-label={label} placeholder={label} onInput={(event) => setText(event.currentTarget.value)} onKeyDown={down} />
      <div class="targets" ref={list} role="group" aria-label={label}>
        {!found && <p class="quiet">{say("handing.looking")}</p>}
        {found && queues.length + agents.length === 0 && <p class="quiet">{say("handing.none")}</p>}
        {queues.length > 0 && <h3>{say("handing.queues")}</h3>}
        {queues.map((queue) => (
          <Target key={queue.queue} isPicked={picked?.queue === queue.queue} pick={() => pick({ queue: queue.queue })} state={queue.agents_routable > 0 ? "ready" : "not_ready"} name={queue.name} about={aboutQueue(queue, own)} />
        ))}
        {agents.length > 0 && <h3>{say("handing.agents")}</h3>}
        {agents.map((one) => (
          <Target key={one.agent} isPicked={picked?.agent === one.agent} pick={() => pick({ agent: one.agent })} state={one.presence === "connected" ? one.state : "offline"} name={one.name} about={aboutAgent(one, view.channel)} />
        ))}
      </div>
    </>
  );
}

interface TargetProps {
  name: string;
  about: string;
  state: string;
  isPicked: boolean;
  pick: () => void;
}

function Target({ name, about, state, isPicked, pick }: TargetProps) {
  return (
    <label class="leaf target" data-state={state}>
      <input type="radio" name="target" checked={isPicked} onChange={pick} />
      <span class="dot" aria-hidden="true" />
      <span class="name">{name}</span>
      <span class="quiet">{about}</span>
    </label>
  );
}

const rank = ({ state, presence }: DirectoryAgent): number => (presence === "connected" ? ORDER.indexOf(state) : ORDER.length);

function aboutQueue({ queue, waiting, longest_since_ms: since, agents_routable: ready, agents_signed_in: signed }: DirectoryQueue, own: string): string {
  const line = [say("handing.waiting", { count: waiting })];
  if (since) line.push(say("handing.longest", { span: span(now.peek() - since) }));
  const people = say("handing.ready", { ready, signed });
  return [queue === own && say("handing.own_queue"), line.join(", "), people].filter(Boolean).join(" · ");
}

function aboutAgent({ status, reason, state, presence, channels }: DirectoryAgent, channel: string): string {
  if (presence !== "connected" && status !== "offline") return say("handing.unreachable");
  const why = state === "not_ready" && reason ? sayOr(`reason.${reason}`, reason) : "";
  const load = channels[channel];
  const use = load && load.max > 0 && status !== "offline" ? say("handing.in_use", { used: load.used, max: load.max }) : "";
  return [state === "ready" ? say("status.ready") : sayOr(`state.${state}`, state), why, use].filter(Boolean).join(" · ");
}
