/** To whom, and about what. Copies are asked for when they are wanted. */
import { useState } from "preact/hooks";
import { say } from "../language.ts";
import type { Change, Draft } from "./draft.ts";
import { Recipients } from "./recipients.tsx";
import { ownAddresses } from "./writing.ts";

export function Envelope({ draft, change }: { draft: Draft; change: Change }) {
  const [asked, setAsked] = useState<ReadonlySet<"cc" | "bcc">>(new Set());
  const own = ownAddresses();
  const isShown = (list: "cc" | "bcc"): boolean => draft[list].length > 0 || asked.has(list);
  const hidden = (["cc", "bcc"] as const).filter((list) => !isShown(list));
  return (
    <div class="envelope">
      <div class="row">
        <Recipients list="to" all={draft.to} own={own} put={(next) => change(({ to }) => ({ to: next(to) }))} />
        {hidden.map((list) => (
          <button key={list} type="button" class="plain" onClick={() => setAsked(new Set([...asked, list]))}>
            {say(`mail.${list}`)}
          </button>
        ))}
      </div>
      {isShown("cc") && <Recipients list="cc" all={draft.cc} own={own} put={(next) => change(({ cc }) => ({ cc: next(cc) }))} />}
      {isShown("bcc") && <Recipients list="bcc" all={draft.bcc} own={own} put={(next) => change(({ bcc }) => ({ bcc: next(bcc) }))} />}
      <input class="subject" type="text" maxLength={998} aria-label={say("mail.subject")} placeholder={say("mail.subject")} value={draft.subject} onInput={(event) => change({ subject: event.currentTarget.value })} />
    </div>
  );
}
