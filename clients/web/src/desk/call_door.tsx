/** Calls are read when the first one rings or is there: most desks write. */
import { effect, signal } from "@preact/signals";
import { isCall } from "../client/call/roster.ts";
import type { InteractionView, LegView } from "../client/received.ts";
import { legs, offers, toast } from "./desk.ts";
import { say } from "./language.ts";

type Room = typeof import("./call_room.tsx");

const room = signal<Room | undefined>(undefined);
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
    if ([...offers.value, ...legs.value].some(({ channel }) => isCall(channel))) void load();
  });
}

export function CallPlace({ view, leg }: { view: InteractionView; leg: LegView | undefined }) {
  const Panel = room.value?.CallPanel;
  return Panel ? <Panel view={view} {...(leg ? { leg } : {})} /> : null;
}
