/** What remains to do after the conversation: a disposition from the tree, in time, then back to the queue. */
import { useEffect, useState } from "preact/hooks";
import type { Disposition } from "../client/index.ts";
import type { InteractionView, LegView } from "../client/received.ts";
import { attempt, choose, client, now, toast } from "./desk.ts";
import { say, span } from "./language.ts";

interface Tree {
  leaves: { id: string; path: string[] }[];
  isMandatory: boolean;
  isMultiple: boolean;
}

export function WrapUp({ view, leg }: { view: InteractionView; leg: LegView }) {
  const { interaction } = view;
  const tree = useTree(interaction);
  const [sought, setSought] = useState("");
  const picked = leg.dispositions;
  const isOver = leg.state === "ended";
  const shown = tree?.leaves.filter(({ path }) => folded(path.join(" ")).includes(folded(sought))) ?? [];
  const pick = (id: string): void => {
    const rest = picked.filter((one) => one !== id);
    const dispositions = !tree?.isMultiple ? [id] : rest.length < picked.length ? rest : [...picked, id];
    void attempt((current) => current.ask("disposition.save", { interaction, dispositions, leg: leg.leg }));
  };
  const complete = async (): Promise<void> => {
    const isDone = isOver || (await attempt((current) => current.ask("wrap_up.complete", { interaction, leg: leg.leg })));
    if (!isDone) return;
    choose(undefined);
    toast("wrapup.done");
  };
  return (
    <section class="wrapup" aria-labelledby="wrapup-title">
      <header>
        <h3 id="wrapup-title">{say("wrapup.title")}</h3>
        <TimeLeft leg={leg} />
        {leg.wrap_up?.until_at_ms !== undefined && !isOver && (
          <button type="button" onClick={() => void attempt((current) => current.ask("wrap_up.extend", { interaction, leg: leg.leg }))}>
            {say("wrapup.extend")}
          </button>
        )}
      </header>
      {tree && tree.leaves.length === 0 && <p class="quiet">{say("wrapup.none")}</p>}
      {tree && tree.leaves.length > 0 && (
        <fieldset>
          <legend>
            {say("wrapup.disposition")} {tree.isMandatory && <span class="badge">{say("wrapup.mandatory")}</span>}
          </legend>
          {tree.leaves.length > 5 && (
            <input
              type="search"
              value={sought}
              aria-label={say("wrapup.find")}
              placeholder={say("wrapup.find")}
              onInput={(event) => setSought(event.currentTarget.value)}
            />
          )}
          <div class="leaves">
            {shown.map(({ id, path }) => (
              <label key={id} class="leaf">
                <input
                  type={tree.isMultiple ? "checkbox" : "radio"}
                  name={`disposition-${leg.leg}`}
                  checked={picked.includes(id)}
                  onChange={() => pick(id)}
                />
                <span>
                  {path.length > 1 && <span class="quiet">{path.slice(0, -1).join(" › ")} › </span>}
                  {path.at(-1)}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <button type="button" class="primary" onClick={() => void complete()}>
        {say("wrapup.complete")}
      </button>
    </section>
  );
}

function TimeLeft({ leg }: { leg: LegView }) {
  const wrapUp = leg.wrap_up;
  if (leg.outcome?.needs_disposition) return <p class="problem">{say("list.needs_disposition")}</p>;
  if (!wrapUp) return null;
  if (wrapUp.overdue_next_at_ms !== undefined) return <p class="problem" role="alert">{say("wrapup.overdue")}</p>;
  if (wrapUp.until_at_ms === undefined) return <p class="quiet">{say("wrapup.no_limit")}</p>;
  const leftMs = wrapUp.until_at_ms - now.value;
  return (
    <p class="timeleft" data-late={leftMs < 10_000}>
      {say("wrapup.left", { span: span(leftMs) })}
    </p>
  );
}

function useTree(interaction: string): Tree | undefined {
  const [tree, setTree] = useState<Tree | undefined>(undefined);
  useEffect(() => {
    void attempt(async () => {
      const answer = await client.value?.ask("disposition.read", { interaction });
      if (!answer) return;
      setTree({ leaves: leavesOf(answer.dispositions), isMandatory: answer.mandatory, isMultiple: answer.multiple });
    });
  }, [interaction]);
  return tree;
}

/** The leaves of the tree: only they may be chosen. */
function leavesOf(tree: Disposition[], above: string[] = []): Tree["leaves"] {
  return tree.flatMap(({ id, label, children = [] }) => {
    const path = [...above, label];
    return children.length > 0 ? leavesOf(children, path) : [{ id, path }];
  });
}

/** Without case and accents. */
const folded = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
