/** The tree of outcomes: only leaves may be chosen; searched whatever the case and the accents. */
import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { CommandFailed, type Disposition, SessionOver } from "../client/index.ts";
import type { LegView } from "../client/received.ts";
import { attempt, client, connection, tellFailure } from "./desk.ts";
import { say } from "./language.ts";

export interface Tree {
  roots: Disposition[];
  leaves: { id: string; label: string }[];
  isMandatory: boolean;
  isMultiple: boolean;
}

const SEARCHED_MIN = 6;

export function useTree(interaction: string): Tree | undefined {
  const [tree, setTree] = useState<Tree | undefined>(undefined);
  useEffect(() => {
    void attempt(async () => {
      const answer = await client.value?.ask("disposition.read", { interaction });
      if (!answer) return;
      const roots = answer.dispositions;
      setTree({ roots, leaves: leavesOf(roots), isMandatory: answer.mandatory, isMultiple: answer.multiple });
    });
  }, [interaction]);
  return tree;
}

const leavesOf = (nodes: Disposition[]): Tree["leaves"] =>
  nodes.flatMap(({ id, label, children = [] }) => (children.length > 0 ? leavesOf(children) : [{ id, label }]));

/** What matches, with the branches that lead there; a branch that matches keeps all of its leaves. */
function matching(nodes: Disposition[], sought: string): Disposition[] {
  return nodes.flatMap((node) => {
    if (folded(node.label).includes(sought)) return [node];
    const children = matching(node.children ?? [], sought);
    return children.length > 0 ? [{ ...node, children }] : [];
  });
}

/** Without case and accents. */
const folded = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

interface DispositionsProps {
  interaction: string;
  leg: LegView;
  tree: Tree;
  /** The server has it. */
  saved?: () => void;
}

export function Dispositions({ interaction, leg, tree, saved }: DispositionsProps) {
  const [sought, setSought] = useState("");
  const picked = pickedOf(leg);
  const shown = matching(tree.roots, folded(sought.trim()));
  const pick = (id: string): void => {
    const there = pickedOf(leg); // by now: another may have been picked since this was drawn
    const rest = there.filter((one) => one !== id);
    save(interaction, leg.leg, !tree.isMultiple ? [id] : rest.length < there.length ? rest : [...there, id], saved);
  };
  useEffect(() => resend(interaction, leg.leg), [connection.value.state]);
  if (tree.leaves.length === 0) return <p class="quiet">{say("wrapup.none")}</p>;
  return (
    <fieldset class="dispositions">
      <legend>
        {say("wrapup.disposition")} {tree.isMandatory && <span class="badge">{say("wrapup.mandatory")}</span>}
        {tree.isMultiple && <span class="quiet"> {say("wrapup.several")}</span>}
      </legend>
      {tree.leaves.length >= SEARCHED_MIN && (
        <input type="search" value={sought} aria-label={say("wrapup.find")} placeholder={say("wrapup.find")} onInput={(event) => setSought(event.currentTarget.value)} />
      )}
      {shown.length === 0 && <p class="quiet">{say("wrapup.no_hits")}</p>}
      <Level nodes={shown} leg={leg.leg} isMultiple={tree.isMultiple} picked={picked} pick={pick} />
    </fieldset>
  );
}

interface LevelProps {
  nodes: Disposition[];
  leg: string;
  isMultiple: boolean;
  picked: string[];
  pick: (id: string) => void;
}

/** The leaves of one branch, then the branches below it. */
function Level({ nodes, ...rest }: LevelProps) {
  const branches = nodes.filter(({ children = [] }) => children.length > 0);
  const leaves = nodes.filter(({ children = [] }) => children.length === 0);
  return (
    <>
      {branches.map(({ id, label, children = [] }) => (
        <div key={id} class="branch" role="group" aria-label={label}>
          <p class="quiet">{label}</p>
          <Level nodes={children} {...rest} />
        </div>
      ))}
      {leaves.length > 0 && (
        <div class="leaves">
          {leaves.map(({ id, label }) => (
            <label key={id} class="leaf">
              <input type={rest.isMultiple ? "checkbox" : "radio"} name={`disposition-${rest.leg}`} checked={rest.picked.includes(id)} onChange={() => rest.pick(id)} />
              <span>{label}</span>
            </label>
          ))}
        </div>
      )}
    </>
  );
}

// --- what is chosen: kept here at once, on the server soon after

const PREFIX = "ringline.picked.";
const pending = signal<Record<string, string[]>>(read());

function read(): Record<string, string[]> {
  const kept = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
  return Object.fromEntries(kept.map((key) => [key.slice(PREFIX.length), JSON.parse(localStorage.getItem(key) ?? "[]") as string[]]));
}

export const pickedOf = (leg: LegView): string[] => pending.value[leg.leg] ?? leg.dispositions;

function keep(leg: string, chosen: string[] | undefined): void {
  const { [leg]: _, ...others } = pending.value;
  pending.value = chosen ? { ...others, [leg]: chosen } : others;
  if (chosen) localStorage.setItem(PREFIX + leg, JSON.stringify(chosen));
  else localStorage.removeItem(PREFIX + leg);
}

function save(interaction: string, leg: string, dispositions: string[], saved?: () => void): void {
  keep(leg, dispositions);
  const isLatest = (): boolean => pending.peek()[leg] === dispositions;
  client.value?.ask("disposition.save", { interaction, dispositions, leg }).then(
    () => isLatest() && (keep(leg, undefined), saved?.()),
    (error: unknown) => {
      if (error instanceof SessionOver || (error instanceof CommandFailed && error.code === "timeout")) return; // said again
      if (isLatest()) keep(leg, undefined);
      tellFailure(error);
    },
  );
}

/** What was chosen before a reload, or without a connection. */
function resend(interaction: string, leg: string): void {
  const chosen = pending.peek()[leg];
  if (chosen && connection.peek().state === "live") save(interaction, leg, chosen);
}
