/** One line of recipients: a chip for each, more by typing or pasting; what is no address is marked, not lost. */
import { useRef, useState } from "preact/hooks";
import type { MailAddress } from "../../client/received.ts";
import { say } from "../language.ts";
import { addressesOf, isAddress, isOwn, nameOf, unique, wholeOf, without } from "./addresses.ts";

interface RecipientsProps {
  list: "to" | "cc" | "bcc";
  all: readonly MailAddress[];
  /** Ours: a mail to them would come back. */
  own: readonly MailAddress[];
  /** Of those that are there by then. */
  put: (next: (all: readonly MailAddress[]) => MailAddress[]) => void;
  /** Takes the focus when it appears. */
  isFirst?: boolean;
}

export function Recipients({ list, all, own, put, isFirst = false }: RecipientsProps) {
  const [typed, setTyped] = useState("");
  const box = useRef<HTMLInputElement>(null);
  const name = say(`mail.${list}`);
  const add = (text: string): void => {
    const more = addressesOf(text);
    if (more.length > 0) put((there) => unique([...there, ...more]));
    setTyped("");
  };
  const remove = (one: MailAddress): void => (put((there) => without(there, [one])), box.current?.focus());
  const change = (one: MailAddress): void => {
    setTyped(wholeOf(one));
    remove(one);
  };
  const input = (text: string): void => (/[,;\n]$/.test(text) ? add(text) : setTyped(text));
  /** By what is in the box now: a fast hand is ahead of what is drawn. */
  const key = (event: KeyboardEvent): void => {
    const inBox = box.current?.value ?? "";
    const last = all.at(-1);
    if (event.key === "Enter" && inBox) add(inBox);
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.preventDefault();
    else if (event.key === "Backspace" && inBox === "" && last) [event.preventDefault(), change(last)];
  };
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (addressesOf(text).length < 2) return;
    event.preventDefault();
    add(`${box.current?.value ?? ""}${text}`);
  };
  return (
    <div class="recipients" role="group" aria-label={name} onClick={(event) => event.target === event.currentTarget && box.current?.focus()}>
      <span class="quiet" aria-hidden="true">
        {name}
      </span>
      {all.map((one) => (
        <span key={one.address} class="recipient" data-bad={faultOf(one, own) !== undefined} title={wholeOf(one)}>
          <button type="button" class="plain name" onClick={() => change(one)} aria-label={say("mail.change", { name: wholeOf(one) })}>
            {nameOf(one)}
          </button>
          <button type="button" class="plain" onClick={() => remove(one)} aria-label={say("mail.remove", { name: nameOf(one) })}>
            ×
          </button>
        </span>
      ))}
      <input
        ref={box}
        type="text"
        inputMode="email"
        autocomplete="off"
        aria-label={name}
        data-first={isFirst || undefined}
        value={typed}
        onInput={(event) => input(event.currentTarget.value)}
        onKeyDown={key}
        onPaste={paste}
        onBlur={(event) => add(event.currentTarget.value)}
      />
    </div>
  );
}

export type Fault = "form" | "own";

/** Why nothing can be sent there. */
export function faultOf(one: MailAddress, own: readonly MailAddress[]): Fault | undefined {
  if (!isAddress(one.address)) return "form";
  return isOwn(one, own) ? "own" : undefined;
}
