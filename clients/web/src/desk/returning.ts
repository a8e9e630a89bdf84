/** Parked work that comes back while the agent looks elsewhere is told: by its time, or by the consumer's reply. */
import { effect } from "@preact/signals";
import { chosen, legs, toast } from "./desk.ts";
import { say } from "./language.ts";

/** For the life of the page. */
export function startReturning(): void {
  let parked = new Set<string>();
  effect(() => {
    for (const leg of legs.value)
      if (parked.has(leg.leg) && leg.state === "active" && leg.interaction !== chosen.peek())
        toast("parked.back", { name: leg.consumer_name || leg.subject || say("ring.unknown") });
    parked = new Set(legs.value.filter((leg) => leg.state === "parked").map((leg) => leg.leg));
  });
}
