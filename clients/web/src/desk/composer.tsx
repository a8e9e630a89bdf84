/** The place to answer. What is typed is kept: here at once, on the server soon after. */
import { type Signal, signal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Canned } from "../client/index.ts";
import type { InteractionView, LegView } from "../client/received.ts";
import { Answers, LIST_ID, optionId } from "./answers.tsx";
import { filled, matching, replaced, soughtBy, unfilled, useCanned } from "./canned.ts";
import { useDeed } from "./deeds.ts";
import { agent, wantsToWrite } from "./desk.ts";
import { goTo, place } from "./place.ts";
import { say } from "./language.ts";
import { colleagues, consumerName } from "./mine.ts";
import { sendMessage } from "./outbox.ts";
import { type Typed, type Write, typed } from "./typed.ts";
import { TypingTold } from "./typing.ts";

/** Interactions in which the agent writes to colleagues at the moment. */
const aside = signal<ReadonlySet<string>>(new Set());

export function Composer({ view, leg }: { view: InteractionView; leg: LegView }) {
  const { interaction } = view;
  const isConsulted = leg.kind === "consult";
  const isAside = isConsulted || (aside.value.has(interaction) && colleagues(view).length > 0);
  const reply = useReply(view, leg, isAside);
  const told = useRef(new TypingTold(interaction));
  const box = useRef<HTMLTextAreaElement>(null);
  const menu = useCannedMenu(view, leg, reply, box);
  useDeed("thread.focus", () => (goTo({ ...place.value, about: undefined }), requestAnimationFrame(() => box.current?.focus())));
  useLayoutEffect(() => {
    if (wantsToWrite.value === interaction) box.current?.focus();
    wantsToWrite.value = undefined;
    return () => told.current.stop();
  }, []);
  const write = (text: string): void => {
    reply.type(text);
    menu.look();
    if (!isAside) told.current.wrote(text);
  };
  const send = (): void => {
    const text = reply.text.value.trim();
    if (!text) return;
    sendMessage(interaction, text, isAside);
    reply.type("");
    told.current.stop();
  };
  const pressed = (event: KeyboardEvent): void => {
    if (menu.pressed(event) || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
  const label = isAside ? say("composer.write_aside") : say("thread.write", { name: view.consumer.name || say("role.consumer") });
  return (
    <form class="composer" data-aside={isAside} onSubmit={(event) => (event.preventDefault(), send())}>
      {!isConsulted && colleagues(view).length > 0 && <To view={view} isAside={isAside} />}
      {menu.isOpen && <Answers view={view} answers={menu.found} place={menu.place} take={menu.take} />}
      <textarea
        ref={box}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={menu.isOpen ? LIST_ID : undefined}
        aria-activedescendant={menu.chosen ? optionId(menu.chosen) : undefined}
        placeholder={label}
        rows={3}
        value={reply.text.value}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={pressed}
        onBlur={menu.close}
      />
      <Hints view={view} leg={leg} reply={reply} />
      <div class="row">
        <button type="button" class="plain" data-deed="canned.title" aria-label={say("canned.title")} title={say("canned.hint")} onClick={menu.open}>
          /
        </button>
        <span class="quiet">{reply.saving.value === "clean" && reply.text.value ? say("thread.draft_saved") : say("thread.hint")}</span>
        <button type="submit" class="primary" disabled={!reply.text.value.trim()}>
          {say("thread.send")}
        </button>
      </div>
    </form>
  );
}

/** The one draft that the server keeps is that of who handles it; what others write is kept on this device. */
function useReply(view: InteractionView, leg: LegView, isAside: boolean): Typed {
  const { interaction, draft } = view;
  const isShared = leg.kind === "primary" && !isAside;
  const name = `${isAside ? "aside" : isShared ? "draft" : "reply"} ${agent.value?.agent} ${interaction}`;
  const write: Write = async (current, text, rev) => (await current.ask("draft.save", { interaction, text }, { rev })).rev;
  const reply = typed(name, isShared ? write : undefined);
  useEffect(() => {
    if (!isShared) return;
    reply.told(draft?.text ?? "", view.draft_rev);
    const before = typed(`reply ${agent.value?.agent} ${interaction}`); // written before it became the agent's own
    if (!before.text.peek() || reply.text.peek()) return;
    reply.type(before.text.peek());
    before.type("");
  }, [view.draft_rev, isShared]);
  return reply;
}

/** To whom: the consumer, or the colleagues alone. */
function To({ view, isAside }: { view: InteractionView; isAside: boolean }) {
  const choose = (isChosen: boolean): void => {
    const others = [...aside.value].filter((one) => one !== view.interaction);
    aside.value = new Set(isChosen ? [...others, view.interaction] : others);
  };
  return (
    <div class="to" role="radiogroup" aria-label={say("composer.to")}>
      {([false, true] as const).map((one) => (
        <label key={String(one)}>
          <input type="radio" name={`to-${view.interaction}`} checked={isAside === one} onChange={() => choose(one)} />
          {one ? say("composer.aside") : say("composer.consumer", { name: consumerName(view) })}
        </label>
      ))}
    </div>
  );
}

function Hints({ view, leg, reply }: { view: InteractionView; leg: LegView; reply: Typed }) {
  const open = unfilled(reply.text.value);
  return (
    <>
      {open.length > 0 && <p class="quiet warn">{say("composer.fill", { names: open.join(", ") })}</p>}
      {leg.state === "held" && <p class="quiet warn">{say("composer.held", { name: consumerName(view) })}</p>}
    </>
  );
}

interface CannedMenu {
  isOpen: boolean;
  found: Canned[];
  place: number;
  chosen?: Canned;
  look: () => void;
  open: () => void;
  close: () => void;
  take: (answer: Canned) => void;
  /** Whether the key was for the menu. */
  pressed: (event: KeyboardEvent) => boolean;
}

function useCannedMenu(view: InteractionView, leg: LegView, reply: { text: Signal<string>; type: (text: string) => void }, box: RefObject<HTMLTextAreaElement | null>): CannedMenu {
  const answers = useCanned(leg.queue);
  const [sought, setSought] = useState<string | undefined>(undefined);
  const [place, setPlace] = useState(0);
  const found = sought === undefined ? [] : matching(answers, sought);
  const isOpen = sought !== undefined && (found.length > 0 || sought.length < 3);
  const caret = (): number => box.current?.selectionStart ?? reply.text.peek().length;
  const look = (): void => (setSought(soughtBy(box.current?.value ?? "", caret())), setPlace(0));
  const close = (): void => setSought(undefined);
  const put = (text: string, at: number): void => {
    reply.type(text);
    requestAnimationFrame(() => (box.current?.focus(), box.current?.setSelectionRange(at, at)));
  };
  const take = (answer: Canned): void => {
    const next = replaced(reply.text.peek(), caret(), filled(answer.text.trim(), view));
    put(next.text, next.caret);
    close();
  };
  const open = (): void => {
    const [text, at] = [reply.text.peek(), caret()];
    const slash = at > 0 && !/\s/.test(text[at - 1] ?? "") ? " /" : "/";
    put(text.slice(0, at) + slash + text.slice(at), at + slash.length);
    setSought("");
    setPlace(0);
  };
  const pressed = (event: KeyboardEvent): boolean => {
    const chosen = found[place];
    if (!isOpen || event.ctrlKey || event.metaKey) return false;
    if (event.key === "ArrowDown") setPlace((place + 1) % Math.max(1, found.length));
    else if (event.key === "ArrowUp") setPlace((place + found.length - 1) % Math.max(1, found.length));
    else if (event.key === "Escape") close();
    else if ((event.key === "Enter" || event.key === "Tab") && chosen) take(chosen);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return { isOpen, found, place, chosen: isOpen ? found[place] : undefined, look, open, close, take, pressed };
}
