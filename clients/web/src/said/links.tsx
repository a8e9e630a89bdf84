/** What people say, as it is shown: addresses of the web in it can be followed, in a tab of their own that learns nothing of this one. */
import type { ComponentChildren } from "preact";

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
/** Ends the sentence, not the address. */
const AFTER = /[.,;:!?'»”’…*_]+$/u;

/** The text, whole and unchanged. */
export function linked(text: string): ComponentChildren {
  const pieces: ComponentChildren[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(found);
    if (!URL.canParse(address)) continue;
    pieces.push(
      text.slice(from, index),
      <a key={index} href={address} target="_blank" rel="noopener noreferrer">
        {address}
      </a>,
    );
    from = index + address.length;
  }
  return from === 0 ? text : [...pieces, text.slice(from)];
}

/** Without what follows it; a bracket that it did not open is not its own. */
function trimmed(found: string): string {
  const address = found.replace(AFTER, "");
  const isOpened = address.split("(").length >= address.split(")").length;
  return address.endsWith(")") && !isOpened ? trimmed(address.slice(0, -1)) : address;
}
