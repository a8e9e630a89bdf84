/** Canned answers in a mail: typed behind a slash, or from the button. The focus stays in the text; arrows choose. */
import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import type { Canned } from "../../client/index.ts";
import type { InteractionView, LegView } from "../../client/received.ts";
import { Answers } from "../answers.tsx";
import { filled, matching, soughtBy, useCanned } from "../canned.ts";

export interface MailCanned {
  isOpen: boolean;
  found: Canned[];
  place: number;
  look: () => void;
  open: () => void;
  take: (answer: Canned) => void;
  /** Whether the key was for the menu. */
  pressed: (event: KeyboardEvent) => boolean;
}

export function useMailAnswers(view: InteractionView, leg: LegView, box: RefObject<HTMLDivElement | null>): MailCanned {
  const answers = useCanned(leg.queue);
  const [sought, setSought] = useState<string | undefined>(undefined);
  const [place, setPlace] = useState(0);
  const found = sought === undefined ? [] : matching(answers, sought);
  const isOpen = sought !== undefined && (found.length > 0 || sought.length < 3);
  const look = (): void => (setSought(behindSlash(box.current)), setPlace(0));
  const take = (answer: Canned): void => {
    box.current?.focus();
    chooseSlash(box.current);
    document.execCommand("insertText", false, filled(answer.text.trim(), view));
    setSought(undefined);
  };
  const open = (): void => {
    box.current?.focus();
    document.execCommand("insertText", false, /\S$/.test(before(box.current)) ? " /" : "/");
    look();
  };
  const pressed = (event: KeyboardEvent): boolean => {
    const chosen = found[place];
    if (!isOpen || event.ctrlKey || event.metaKey) return false;
    if (event.key === "ArrowDown") setPlace((place + 1) % Math.max(1, found.length));
    else if (event.key === "ArrowUp") setPlace((place + found.length - 1) % Math.max(1, found.length));
    else if (event.key === "Escape") setSought(undefined);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen) take(chosen);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { isOpen, found, place, look, open, take, pressed };
}

export function MailAnswers({ view, answers }: { view: InteractionView; answers: MailCanned }) {
  return <Answers view={view} answers={answers.found} place={answers.place} take={answers.take} />;
}

/** The text before the caret, in its own run. */
function before(box: HTMLElement | null): string {
  const { anchorNode, anchorOffset = 0 } = document.getSelection() ?? {};
  return anchorNode?.nodeType === Node.TEXT_NODE && box?.contains(anchorNode) ? (anchorNode.textContent ?? "").slice(0, anchorOffset) : "";
}

const behindSlash = (box: HTMLElement | null): string | undefined => soughtBy(before(box), before(box).length);

/** The slash and what follows it, so that they are replaced. */
function chooseSlash(box: HTMLElement | null): void {
  const selection = document.getSelection();
  const sought = behindSlash(box);
  if (sought === undefined || !selection?.anchorNode) return;
  selection.setBaseAndExtent(selection.anchorNode, selection.anchorOffset - sought.length - 1, selection.anchorNode, selection.anchorOffset);
}
