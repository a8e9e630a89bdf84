/** Calls are read when they are wanted: a chat stays small. */
import { effect, signal } from "@preact/signals";
import { isCall } from "../client/call/roster.ts";
import { useEffect } from "preact/hooks";
import { look, queues } from "./begin.ts";
import { view } from "./conversation.ts";
import { say } from "./language.ts";

/** From the poorest to the richest. */
const RICHNESS: readonly string[] = ["messaging", "voice", "video"];

type Parts = typeof import("./call_parts.tsx");

const parts = signal<Parts | undefined>(undefined);
let loading: Promise<Parts> | undefined;

/** Rejects when the server does not answer; then the next try asks again. */
export function loadCalls(): Promise<Parts> {
  loading ??= import("./call_parts.tsx").then(
    (loaded) => {
      loaded.followCalls();
      return (parts.value = loaded);
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

/** A conversation that is a call needs them, also after a reload. */
export function expectCalls(): void {
  effect(() => {
    if (view.value && (isCall(view.value.channel) || view.value.upgrade)) loadCalls().catch(() => undefined); // the next event tries again
  });
}

/** What this conversation may become: asked of the agent. */
function Richer() {
  const [seen, from] = [view.value, RICHNESS.indexOf(view.value?.channel ?? "")];
  const offered = (queues.value?.find(({ name }) => name === seen?.queue_name)?.upgrades ?? []).filter((one) => RICHNESS.indexOf(one) > from);
  const isFree = seen?.phase === "active" && !seen.upgrade && seen.agents.length === 1 && !seen.agents.some((agent) => agent.held_since_ms !== undefined);
  const isWanted = isFree && from >= 0;
  useEffect(() => void (isWanted && !queues.peek() && look()), [isWanted]);
  if (!isWanted || offered.length === 0) return null;
  const ask = (channel: string): void => void loadCalls().then((loaded) => loaded.askUpgrade(channel as "voice" | "video"), () => undefined);
  return (
    <div class="richer">
      {offered.map((channel) => (
        <button key={channel} type="button" data-upgrade={channel} onClick={() => ask(channel)}>
          {say(channel === "voice" ? "upgrade.voice" : "upgrade.video")}
        </button>
      ))}
    </div>
  );
}

/** The call above the chat, where there is one. */
export function CallPlace() {
  const loaded = parts.value;
  return (
    <>
      <Richer />
      {loaded && <loaded.UpgradePanel />}
      {loaded && <loaded.CallPanel />}
    </>
  );
}
