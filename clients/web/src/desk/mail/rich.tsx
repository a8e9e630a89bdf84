/**
 * A box for text with a little form: bold, italic, lists, links. What is pasted or dropped comes in as plain text. The
 * browser's own editing does the work, so that undoing, spelling and screen readers do theirs.
 */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { say } from "../language.ts";
import { fragmentOf, htmlOf, isLink, textOf } from "./rich_html.ts";

const MARKS = ["bold", "italic", "insertUnorderedList", "insertOrderedList"] as const;
type Mark = (typeof MARKS)[number];
const SIGNS: Readonly<Record<Mark, string>> = { bold: "B", italic: "I", insertUnorderedList: "•", insertOrderedList: "1." };

interface RichTextProps {
  html: string;
  label: string;
  /** What is in it now. */
  write: (html: string, text: string) => void;
  box: RefObject<HTMLDivElement | null>;
  /** Whether the key was for somebody else. */
  pressed: (event: KeyboardEvent) => boolean;
}

export function RichText({ html, label, write, box, pressed }: RichTextProps) {
  const [marks, setMarks] = useState<ReadonlySet<Mark>>(new Set());
  const [isLinking, setLinking] = useState(false);
  const shown = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (!box.current || html === shown.current) return;
    box.current.replaceChildren(fragmentOf(html));
    shown.current = html;
  }, [html]);
  useEffect(() => {
    document.execCommand("defaultParagraphSeparator", false, "div");
    document.execCommand("styleWithCSS", false, "false");
    const look = (): void => {
      if (box.current?.contains(document.getSelection()?.anchorNode ?? null)) setMarks(new Set(MARKS.filter((mark) => document.queryCommandState(mark))));
    };
    document.addEventListener("selectionchange", look);
    return () => document.removeEventListener("selectionchange", look);
  }, []);
  const changed = (): void => {
    if (!box.current) return;
    shown.current = htmlOf(box.current);
    write(shown.current, textOf(box.current));
  };
  const mark = (one: Mark): void => (box.current?.focus(), void document.execCommand(one), changed());
  const plain = (event: Event, data: DataTransfer | null): void => {
    const text = data?.getData("text/plain");
    if (!text && data?.types.includes("Files")) return; // for the attachments
    event.preventDefault();
    if (text) document.execCommand("insertText", false, text);
  };
  return (
    <div class="rich">
      <div class="marks" role="toolbar" aria-label={say("rich.marks")}>
        {MARKS.map((one) => (
          <button key={one} type="button" class="plain" data-mark={one} aria-pressed={marks.has(one)} aria-label={say(`rich.${one}`)} title={say(`rich.${one}`)} onMouseDown={(event) => event.preventDefault()} onClick={() => mark(one)}>
            {SIGNS[one]}
          </button>
        ))}
        <button type="button" class="plain" data-mark="link" aria-expanded={isLinking} onMouseDown={(event) => event.preventDefault()} onClick={() => setLinking(!isLinking)}>
          {say("rich.link")}
        </button>
      </div>
      {isLinking && <Linking box={box} done={() => (setLinking(false), changed())} />}
      <div
        ref={box}
        class="rich-box"
        contentEditable
        role="textbox"
        aria-multiline="true"
        aria-label={label}
        data-empty={html === ""}
        data-hint={label}
        tabIndex={0}
        onInput={changed}
        onKeyDown={(event) => void pressed(event)}
        onPaste={(event) => plain(event, event.clipboardData)}
        onDrop={(event) => plain(event, event.dataTransfer)}
      />
    </div>
  );
}

/** An address for the words that are chosen, or for itself; an empty one takes the link away. */
function Linking({ box, done }: { box: RefObject<HTMLDivElement | null>; done: () => void }) {
  const [address, setAddress] = useState("");
  const [isWrong, setWrong] = useState(false);
  const kept = useRef<Range | undefined>(undefined);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const selection = document.getSelection();
    if (selection?.rangeCount && box.current?.contains(selection.anchorNode)) kept.current = selection.getRangeAt(0).cloneRange();
    const here = kept.current?.startContainer.parentElement?.closest("a")?.getAttribute("href");
    if (here) setAddress(here);
    field.current?.focus();
  }, []);
  const back = (): void => {
    box.current?.focus();
    if (kept.current) [document.getSelection()?.removeAllRanges(), document.getSelection()?.addRange(kept.current)];
  };
  const link = (): void => {
    const address = field.current?.value.trim() ?? ""; // what is drawn may be a frame behind what was typed
    const href = /^[a-z]+:/i.test(address) ? address : address.includes("@") ? `mailto:${address}` : `https://${address}`;
    if (address && !isLink(href)) return setWrong(true);
    back();
    if (!address) document.execCommand("unlink");
    else if (!kept.current || kept.current.collapsed) [document.execCommand("insertText", false, address), chooseBefore(address.length), document.execCommand("createLink", false, href)];
    else document.execCommand("createLink", false, href);
    document.getSelection()?.collapseToEnd();
    done();
  };
  const key = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter") link();
    else [back(), done()];
  };
  return (
    <div class="linking">
      <input ref={field} type="text" inputMode="url" aria-label={say("rich.address")} aria-invalid={isWrong} placeholder="https://" value={address} onInput={(event) => (setAddress(event.currentTarget.value.trim()), setWrong(false))} onKeyDown={key} />
      <button type="button" onClick={link}>
        {say("rich.link_it")}
      </button>
      {isWrong && <p class="problem">{say("rich.no_address")}</p>}
    </div>
  );
}

/** The last letters before the caret. */
function chooseBefore(count: number): void {
  const selection = document.getSelection();
  for (let left = count; left > 0; left -= 1) selection?.modify("extend", "backward", "character");
}
