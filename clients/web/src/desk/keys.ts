/**
 * Keys as people and settings write them: `Mod+K` (Ctrl, or ⌘), `Alt+Shift+X`, `?`, `j`, and one after the other: `g o`.
 * A printed sign stands for itself: what gives `?` differs from keyboard to keyboard.
 */

const MODIFIERS = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock", "Dead", "Process", "Unidentified"]);
/** So long the first of two keys is remembered. */
export const SEQUENCE_MS = 1_500;
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The keys of one press; undefined: only a modifier, or text being composed. */
export function pressed(event: KeyboardEvent): string | undefined {
  if (MODIFIERS.has(event.key) || event.isComposing) return undefined;
  const isMod = event.ctrlKey || event.metaKey;
  const isSign = event.key.length === 1 && !/\p{L}/u.test(event.key);
  const isPlain = !isMod && !event.altKey && event.key.length === 1;
  const key = event.key === " " ? "Space" : event.key.length === 1 ? (isPlain ? event.key.toLowerCase() : event.key.toUpperCase()) : event.key;
  const hasShift = event.shiftKey && !(isPlain && isSign);
  return [isMod && "Mod", event.altKey && "Alt", hasShift && "Shift", key].filter(Boolean).join("+");
}

/** Whether it is one key alone, or two of them: not while typing, and to be switched off. */
export const isBare = (keys: string): boolean => !/(^|\s)(Mod|Alt)\+/.test(keys) && !/^(F\d+|Escape)$/.test(keys);

/** Whether these keys go into what has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

const SHOWN: Record<string, string> = { Mod: isMac ? "⌘" : "Ctrl", Alt: isMac ? "⌥" : "Alt", Shift: isMac ? "⇧" : "Shift", ArrowUp: "↑", ArrowDown: "↓" };

/** As they are shown: one text for each key. */
export function shownKeys(keys: string): string[] {
  return keys.split(" ").map((one) => one.split(/(?<=.)\+/).map((part) => SHOWN[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(" + "));
}

/** One is the other, or its beginning: then one of the two could never be pressed. */
export function collide(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}
