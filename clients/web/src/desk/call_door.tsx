/** Calls are read when the first one rings or is there: most desks write. */
import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { isCall } from "../client/call/roster.ts";
import type { InteractionView, LegView } from "../client/received.ts";
import { client, legs, offers, toast } from "./desk.ts";
import { setUp } from "./account.ts";
import { say } from "./language.ts";

type Room = typeof import("./call_room.tsx");

const room = signal<Room | undefined>(undefined);
/** From the poorest to the richest. */
const RICHNESS: readonly string[] = ["messaging", "voice", "video"];
let isLoading = false;

async function load(): Promise<void> {
  if (isLoading || room.peek()) return;
  isLoading = true;
  try {
    const loaded = await import("./call_room.tsx");
    loaded.followCalls();
    room.value = loaded;
  } catch {
    toast("lazy.failed", {}, true, { text: say("lazy.reload"), run: () => location.reload() });
  } finally {
    isLoading = false;
  }
}

/** While it rings there is time to read them. */
export function expectCalls(): void {
  effect(() => {
    if ([...offers.value, ...legs.value].some(({ channel }) => isCall(channel)) || legs.value.some(({ upgrade }) => upgrade)) void load();
  });
}

/** What this conversation may become: asked of the consumer. */
function Richer({ view, leg }: { view: InteractionView; leg: LegView }) {
  const offered = (setUp(view.queue)?.upgrades ?? []).filter((channel) => RICHNESS.indexOf(channel) > RICHNESS.indexOf(view.channel));
  const isFree = leg.state === "active" && !view.upgrade && !view.transfer && !view.ended;
  const ask = async (channel: "voice" | "video"): Promise<void> => {
    await load();
    await room.value?.askUpgrade(view, channel);
  };
  return offered.length > 0 && isFree ? (
    <div class="deeds richer">
      {offered.map((channel) => (
        <button key={channel} type="button" data-upgrade={channel} onClick={() => void ask(channel as "voice" | "video")}>
          {say(channel === "voice" ? "upgrade.voice" : "upgrade.video")}
        </button>
      ))}
    </div>
  ) : null;
}

export function CallPlace({ view, leg }: { view: InteractionView; leg: LegView | undefined }) {
  const parts = room.value;
  const mine = leg ? { leg } : {};
  const mayListen = !leg && isCall(view.channel) && !view.ended && client.value?.principal?.kind === "supervisor";
  useEffect(() => void (mayListen && load()), [mayListen]);
  return (
    <>
      {leg?.kind === "primary" && <Richer view={view} leg={leg} />}
      {parts && leg && <parts.UpgradePanel view={view} leg={leg} />}
      {parts && mayListen && <parts.Listening key={view.interaction} view={view} />}
      {parts && <parts.CallPanel view={view} {...mine} />}
    </>
  );
}
