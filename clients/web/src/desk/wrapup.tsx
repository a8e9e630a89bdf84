/** What remains to do after the conversation: a disposition from the tree, in time, then back to the queue. */
import { useEffect, useState } from "preact/hooks";
import type { InteractionView, LegView } from "../client/received.ts";
import { agent, attempt, choose, now, toast } from "./desk.ts";
import { Dispositions, type Tree, pickedOf, useTree } from "./dispositions.tsx";
import { say, span } from "./language.ts";
import { consumerName } from "./mine.ts";

const LATE_MS = 10_000;

export function WrapUp({ view, leg }: { view: InteractionView; leg: LegView }) {
  const { interaction } = view;
  const tree = useTree(interaction);
  const isLate = leg.state === "ended";
  useTold(view, leg);
  const complete = async (): Promise<void> => {
    const dispositions = pickedOf(leg);
    if (!(await attempt((current) => current.ask("wrap_up.complete", { interaction, dispositions, leg: leg.leg })))) return;
    choose(undefined);
    tellDone();
  };
  return (
    <section class="wrapup" aria-labelledby="wrapup-title">
      <header>
        <h3 id="wrapup-title">{say("wrapup.title")}</h3>
        <TimeLeft leg={leg} />
        {leg.wrap_up?.until_at_ms !== undefined && !isLate && <MoreTime interaction={interaction} leg={leg.leg} />}
      </header>
      {!isLate && tree && <Remains view={view} leg={leg} tree={tree} />}
      {tree && <Dispositions interaction={interaction} leg={leg} tree={tree} saved={isLate ? () => toast("wrapup.saved_late") : undefined} />}
      {isLate ? (
        <button type="button" class="primary" onClick={() => choose(undefined)}>
          {say("wrapup.late_done")}
        </button>
      ) : (
        <button type="button" class="primary" data-deed="wrapup.complete" onClick={() => void complete()}>
          {say("wrapup.complete")}
        </button>
      )}
    </section>
  );
}

function tellDone(): void {
  toast(agent.value?.status?.status === "ready" ? "wrapup.done" : "wrapup.done_not_ready");
}

/** What somebody else, or the clock, did to a wrap-up that is being looked at. */
function useTold(view: InteractionView, leg: LegView): void {
  const [wasWrapping, setWrapping] = useState(leg.state === "wrapping");
  useEffect(() => {
    if (wasWrapping && leg.outcome?.outcome === "released") toast("wrapup.by_time", { name: consumerName(view) });
    setWrapping(leg.state === "wrapping");
  }, [leg.state]);
}

function MoreTime({ interaction, leg }: { interaction: string; leg: string }) {
  return (
    <button type="button" data-deed="wrapup.extend" onClick={() => void attempt((current) => current.ask("wrap_up.extend", { interaction, leg }))}>
      {say("wrapup.extend")}
    </button>
  );
}

/** The list of what is still to do, each with how it stands. */
function Remains({ view, leg, tree }: { view: InteractionView; leg: LegView; tree: Tree }) {
  const hasNote = view.notes.some((note) => note.agent === leg.agent && note.text.trim() !== "");
  const isChosen = pickedOf(leg).length > 0;
  const isOwed = leg.wrap_up?.mandatory === true;
  const missing = isOwed ? say("wrapup.missing") : `${say("wrapup.missing")} (${say("wrapup.optional")})`;
  return (
    <ul class="remains" aria-label={say("wrapup.remains")}>
      {tree.leaves.length > 0 && <Item isDone={isChosen} isOwed={isOwed} name={say("wrapup.disposition")} state={isChosen ? say("wrapup.set") : missing} />}
      <Item isDone={hasNote} isOwed={false} name={say("wrapup.note")} state={say(hasNote ? "wrapup.note_done" : "wrapup.note_none")} />
      {view.draft?.text && view.draft.agent === leg.agent && <Item isDone={false} isOwed={false} name={say("wrapup.reply")} state={say("wrapup.reply_left")} />}
    </ul>
  );
}

function Item({ isDone, isOwed, name, state }: { isDone: boolean; isOwed: boolean; name: string; state: string }) {
  return (
    <li data-done={isDone} data-owed={isOwed}>
      <span aria-hidden="true">{isDone ? "✓" : "○"}</span> {name}: <span class="quiet">{state}</span>
    </li>
  );
}

function TimeLeft({ leg }: { leg: LegView }) {
  const wrapUp = leg.wrap_up;
  if (leg.outcome?.needs_disposition) return <p class="problem">{say("wrapup.late")}</p>;
  if (leg.state === "ended") return <p class="quiet">{say("wrapup.saved_late")}</p>;
  if (!wrapUp) return null;
  if (wrapUp.overdue_next_at_ms !== undefined)
    return (
      <p class="problem" role="alert">
        {say("wrapup.overdue")}
      </p>
    );
  if (wrapUp.until_at_ms === undefined) return <p class="quiet">{say("wrapup.no_limit")}</p>;
  const leftMs = wrapUp.until_at_ms - now.value;
  return (
    <p class="timeleft" data-late={leftMs < LATE_MS}>
      {say("wrapup.left", { span: span(leftMs) })}
    </p>
  );
}
