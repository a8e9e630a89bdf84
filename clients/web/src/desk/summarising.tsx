/** How old the summary is, and a new one when the agent wants it. It comes as an event, like any other. */
import { useState } from "preact/hooks";
import type { InteractionView } from "../client/received.ts";
import { agent, attempt } from "./desk.ts";
import { say } from "./language.ts";

export function NewSummary({ view }: { view: InteractionView }) {
  const [awaited, setAwaited] = useState(0);
  const covered = view.summary?.revision ?? 0;
  const since = view.segments.filter((segment) => segment.seq > covered).length;
  const isMine = view.legs.some((leg) => leg.agent === agent.value?.agent);
  if (!isMine || since === 0) return null;
  const isComing = awaited > covered;
  const make = (): Promise<boolean> =>
    attempt(async (current) => {
      const wish = await current.ask("summary.make", { interaction: view.interaction });
      setAwaited(wish.is_coming ? wish.revision : 0);
    });
  return (
    <p class="quiet summary-age">
      {view.summary && say("summary.since", { count: since })}{" "}
      <button type="button" disabled={isComing} onClick={() => void make()}>
        {say(isComing ? "summary.coming" : "summary.make")}
      </button>
    </p>
  );
}
