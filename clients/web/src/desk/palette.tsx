/** Everything that can be done now, and everywhere one can go, found by a few letters. */
import { signal } from "@preact/signals";
import { useId, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Deed, GROUPS, KNOWN, groupName, offering, possible } from "./deeds.ts";
import { Dialog } from "./dialog.tsx";
import { legs } from "./desk.ts";
import { folded } from "./filters.ts";
import { Keys } from "./keys_help.tsx";
import { say } from "./language.ts";
import { goTo } from "./place.ts";
import { keysOf } from "./shortcuts.ts";

export const isPaletteOpen = signal(false);
const SHOWN_MAX = 50;

/** For those who do not know the keys yet. */
export function PaletteButton() {
  const keys = keysOf("palette.open");
  return (
    <button type="button" class="commands" onClick={() => (isPaletteOpen.value = true)}>
      <span>{say("menu.commands")}</span> {keys && <Keys keys={keys} />}
    </button>
  );
}

export function Palette() {
  return isPaletteOpen.value ? <Open close={() => (isPaletteOpen.value = false)} /> : null;
}

interface Item {
  id: string;
  text: string;
  group: string;
  keys?: string;
  run: () => void;
}

const ofDeed = (deed: Deed): Item => ({ id: deed.name, text: deed.text, group: groupName(deed.group), keys: keysOf(deed.name), run: deed.run });

/** By group, then as the table of deeds has them, then whatever came: not by which part of the page was there first. */
function placeOf({ group, name }: Deed): number {
  const known = Object.keys(KNOWN);
  const place = known.indexOf(name);
  return GROUPS.indexOf(group) * (known.length + 1) + (place < 0 ? known.length : place);
}

/** The deeds of this moment, then the agent's own interactions. */
function items(): Item[] {
  const deeds = possible().filter((deed) => deed.name !== "palette.open").sort((a, b) => placeOf(a) - placeOf(b));
  const mine = legs.peek().map((leg) => ({
    id: leg.leg,
    text: [leg.consumer_name || say("ring.unknown"), leg.subject].filter(Boolean).join(" · "),
    group: say("lists.open_long"),
    run: () => goTo({ interaction: leg.interaction }),
  }));
  return [...deeds.map(ofDeed), ...mine];
}

/** Every word somewhere; those that begin with it first. */
function matching(all: readonly Item[], sought: string): Item[] {
  const words = folded(sought).split(/\s+/).filter(Boolean);
  const texts = all.map((item) => ({ item, text: folded(`${item.text} ${item.group}`) }));
  const found = texts.filter(({ text }) => words.every((word) => text.includes(word)));
  const rank = (text: string): number => (words[0] && text.startsWith(words[0]) ? 0 : 1);
  return found.sort((a, b) => rank(a.text) - rank(b.text)).map(({ item }) => item).slice(0, SHOWN_MAX);
}

function Open({ close }: { close: () => void }) {
  const id = useId();
  const all = useMemo(items, [offering()]); // opened before the status was known, it would never offer one
  const [sought, setSought] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const found = matching(all, sought);
  const place = Math.min(at, found.length - 1);
  useLayoutEffect(() => list.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" }), [place, sought]);
  const choose = (item: Item | undefined): void => {
    if (!item) return;
    close();
    requestAnimationFrame(item.run); // the dialog has given the focus back by then
  };
  /** By what is in the box now: who types and presses Enter at once has not seen the list change. */
  const enter = (typed: string): void => choose(typed === sought ? found[place] : matching(all, typed)[0]);
  const key = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by && found.length > 0) setAt((place + by + found.length) % found.length);
    if (event.key === "Enter") enter((event.currentTarget as HTMLInputElement).value);
    if (by || event.key === "Enter") event.preventDefault();
  };
  return (
    <Dialog title={say("palette.title")} close={close}>
      <div class="palette">
        <input
          data-first
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={found[place] && `${id}-${place}`}
          aria-label={say("palette.label")}
          placeholder={say("palette.label")}
          autocomplete="off"
          value={sought}
          onInput={(event) => (setSought(event.currentTarget.value), setAt(0))}
          onKeyDown={key}
        />
        <ul role="listbox" id={`${id}-list`} aria-label={say("palette.title")} ref={list}>
          {found.map((item, index) => (
            <li key={item.id} role="option" id={`${id}-${index}`} aria-selected={index === place} onClick={() => choose(item)}>
              <span class="what">{item.text}</span>
              <span class="quiet">{item.group}</span>
              {item.keys && <Keys keys={item.keys} />}
            </li>
          ))}
        </ul>
        {found.length === 0 && (
          <p class="quiet" role="status">
            {say("palette.none")}
          </p>
        )}
      </div>
    </Dialog>
  );
}
