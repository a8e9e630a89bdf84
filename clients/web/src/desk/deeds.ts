/**
 * Everything that can be done now, by its word: what has a button with `data-deed` on the screen, and what is offered
 * here. The palette lists it, keys do it, and nothing that is not possible is listed.
 */
import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type Word, say, sayOr } from "./language.ts";

export type Group = "desk" | "list" | "interaction" | "ring" | "status" | "about";

export interface Deed {
  name: string;
  text: string;
  group: Group;
  run: () => void;
}

/** Every deed that may have keys: its group, and the keys it has unless the agent has other wishes. */
export const KNOWN: Readonly<Record<string, { group: Group; keys?: string }>> = {
  "palette.open": { group: "desk", keys: "Mod+K" },
  "keys.help": { group: "desk", keys: "?" },
  "keys.settings": { group: "desk" },
  "lists.open_long": { group: "list", keys: "g o" },
  "lists.all_long": { group: "list", keys: "g a" },
  "contacts.open": { group: "list", keys: "g c" },
  "list.find": { group: "list", keys: "/" },
  "list.next": { group: "list", keys: "j" },
  "list.previous": { group: "list", keys: "k" },
  "list.back": { group: "list", keys: "u" },
  "ring.accept": { group: "ring", keys: "Mod+Shift+Enter" },
  "ring.decline": { group: "ring", keys: "Mod+Shift+Backspace" },
  "thread.focus": { group: "interaction", keys: "r" },
  "thread.hold": { group: "interaction", keys: "h" },
  "thread.resume": { group: "interaction", keys: "h" },
  "thread.end": { group: "interaction", keys: "e" },
  "thread.resolve": { group: "interaction", keys: "e" },
  "mail.reply": { group: "interaction", keys: "r" },
  "mail.reply_all": { group: "interaction", keys: "a" },
  "mail.forward": { group: "interaction", keys: "f" },
  "call.mute": { group: "interaction", keys: "m" },
  "call.camera": { group: "interaction" },
  "call.take": { group: "interaction" },
  "deed.transfer": { group: "interaction", keys: "t" },
  "deed.consult": { group: "interaction", keys: "c" },
  "deed.invite": { group: "interaction" },
  "deed.park": { group: "interaction", keys: "z" },
  "deed.unpark": { group: "interaction", keys: "z" },
  "deed.release": { group: "interaction" },
  "deed.leave": { group: "interaction" },
  "read.take": { group: "interaction" },
  "wrapup.extend": { group: "interaction" },
  "wrapup.complete": { group: "interaction", keys: "Mod+Shift+E" },
  "tab.profile": { group: "about", keys: "g p" },
  "tab.note": { group: "about", keys: "n" },
  "tab.transcript": { group: "about", keys: "g t" },
  "status.set_ready": { group: "status", keys: "g r" },
  "status.set_not_ready": { group: "status", keys: "g n" },
  "status.set_offline": { group: "status" },
};
export const GROUPS: readonly Group[] = ["ring", "interaction", "about", "list", "status", "desk"];
/** Never one key alone: taken by mistake, a consumer pays for it. */
export const CAREFUL: ReadonlySet<string> = new Set(["ring.accept", "ring.decline"]);
/** Never both at once on the screen: they share their keys. */
const TWINS: readonly (readonly string[])[] = [
  ["thread.hold", "thread.resume"],
  ["thread.focus", "mail.reply"],
  ["thread.end", "thread.resolve"],
  ["deed.park", "deed.unpark"],
];

/** The one whose keys count for all of its kind. */
export const chiefOf = (name: string): string => TWINS.find((twins) => twins.includes(name))?.[0] ?? name;
/** Those that may have keys of their own. */
export const CHIEFS = Object.keys(KNOWN).filter((name) => chiefOf(name) === name);

const offered = signal<ReadonlyMap<string, Deed>>(new Map());

/** Another value whenever something else is offered: who shows it looks again then. */
export const offering = (): unknown => offered.value;

/** While the component is there and `isPossible`. */
export function useDeed(name: string, run: () => void, isPossible = true, text?: string): void {
  const newest = useRef(run);
  newest.current = run;
  useLayoutEffect(() => { // what can be seen can be done: a key that is pressed at once is not lost
    if (!isPossible) return;
    const deed: Deed = { name, text: text ?? wordOf(name), group: groupOf(name), run: () => newest.current() };
    offered.value = new Map([...offered.peek(), [name, deed]]);
    return () => void (offered.value = new Map([...offered.peek()].filter(([, one]) => one !== deed)));
  }, [name, isPossible, text]);
}

/** As people call it. */
export function wordOf(name: string): string {
  return sayOr(`do.${name}`, sayOr(name, name));
}

/** Both names of twins. */
export function titleOf(chief: string): string {
  const twins = TWINS.find((some) => some[0] === chief) ?? [chief];
  return twins.map(wordOf).join(" / ");
}

function buttonOf(name: string): HTMLButtonElement | undefined {
  return [...document.querySelectorAll<HTMLButtonElement>(`[data-deed="${name}"]`)].find((button) => !button.disabled);
}

/** Everything possible at this moment, each once. */
export function possible(): Deed[] {
  const deeds = new Map(offered.peek());
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-deed]")) {
    const name = button.dataset["deed"] ?? "";
    if (button.disabled || deeds.has(name)) continue;
    deeds.set(name, { name, text: wordOf(name), group: groupOf(name), run: () => button.click() });
  }
  return [...deeds.values()];
}

/** Does it, or a twin of it. Whether it was possible. */
export function perform(chief: string): boolean {
  const names = TWINS.find((twins) => twins[0] === chief) ?? [chief];
  for (const name of names) {
    const deed = offered.peek().get(name)?.run ?? (buttonOf(name) && (() => buttonOf(name)?.click()));
    if (deed) return deed(), true;
  }
  return false;
}

const groupOf = (name: string): Group => KNOWN[name]?.group ?? (name.startsWith("status") ? "status" : "interaction");
export const groupName = (group: Group): string => say(`group.${group}` as Word);
