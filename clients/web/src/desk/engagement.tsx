/** Engagement: the agent's own note, saved as typed, and those of others with who and when. */
import { useEffect } from "preact/hooks";
import type { InteractionView } from "../client/received.ts";
import { agent, isReachable, now } from "./desk.ts";
import { Variables } from "./known.tsx";
import { clockTime, say } from "./language.ts";
import { type Typed, typed } from "./typed.ts";

export function Engagement({ view }: { view: InteractionView }) {
  const tookPart = view.legs.some((leg) => leg.agent === agent.value?.agent);
  return tookPart ? <Mine view={view} /> : <Others view={view} />;
}

/** Of an interaction that is only read. */
function Others({ view }: { view: InteractionView }) {
  return (
    <>
      <h3>{say("read.read_only_notes")}</h3>
      {view.notes.length === 0 && <p class="quiet">{say("read.no_notes")}</p>}
      <Notes notes={view.notes} />
      <Variables variables={view.variables.filter((variable) => variable.in_engagement)} />
    </>
  );
}

function Notes({ notes }: { notes: InteractionView["notes"] }) {
  return (
    <>
      {notes.map((one) => (
        <article key={one.note} class="note">
          <p class="by">
            {one.agent_name} <time>{clockTime(one.at_ms, now.peek())}</time>
          </p>
          <p class="text">{one.text}</p>
        </article>
      ))}
    </>
  );
}

function Mine({ view }: { view: InteractionView }) {
  const { interaction } = view;
  const mine = view.notes.find((note) => note.agent === agent.value?.agent);
  const others = view.notes.filter((note) => note !== mine);
  const note = typed(`note ${agent.value?.agent} ${interaction}`, async (current, text, rev) => {
    const known = current.views.interaction(interaction)?.notes.find((one) => one.agent === current.principal?.id);
    const { rev: saved } = await current.ask("note.save", { interaction, text, note: known?.note }, { rev });
    return saved;
  });
  useEffect(() => {
    if (mine) note.told(mine.text, mine.rev, mine.at_ms);
  }, [mine?.rev]);
  return (
    <>
      <label for="note">
        <h3>{say("notes.mine")}</h3>
      </label>
      <textarea
        id="note"
        class="note"
        rows={8}
        value={note.text.value}
        placeholder={say("notes.placeholder")}
        onInput={(event) => note.type(event.currentTarget.value)}
      />
      <p class="quiet" role="status">
        {savedText(note)}
      </p>
      {note.theirs.value !== undefined && (
        <blockquote>
          <p class="quiet">{say("notes.conflict")}</p>
          <p>{note.theirs.value}</p>
          <button type="button" onClick={() => note.type(note.theirs.value ?? "")}>
            {say("notes.theirs")}
          </button>
        </blockquote>
      )}
      <Variables variables={view.variables.filter((variable) => variable.in_engagement)} />
      {others.length > 0 && <h3>{say("notes.others")}</h3>}
      <Notes notes={others} />
    </>
  );
}

function savedText(note: Typed): string {
  if (note.saving.value === "clean")
    return note.savedAtMs.value === undefined ? "" : say("notes.saved", { time: clockTime(note.savedAtMs.value, now.peek()) });
  if (note.saving.value === "refused") return say("notes.refused");
  return say(isReachable.value ? "notes.saving" : "notes.unsaved");
}
