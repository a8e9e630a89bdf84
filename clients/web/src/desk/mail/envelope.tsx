/** To whom, and about what. Copies are asked for when they are wanted. */
import { useState } from "preact/hooks";
import { say } from "../language.ts";
import type { InteractionView } from "../../client/received.ts";
import { headOf } from "../lines.ts";
import { isSame, nameOf, wholeOf } from "./addresses.ts";
import { type Change, type Draft, diverted } from "./draft.ts";
import { Recipients } from "./recipients.tsx";
import { ownAddresses } from "./writing.ts";

interface EnvelopeProps {
  view: InteractionView;
  draft: Draft;
  change: Change;
}

export function Envelope({ view, draft, change }: EnvelopeProps) {
  const [asked, setAsked] = useState<ReadonlySet<"cc" | "bcc">>(new Set());
  const own = ownAddresses();
  const isShown = (list: "cc" | "bcc"): boolean => draft[list].length > 0 || asked.has(list);
  const hidden = (["cc", "bcc"] as const).filter((list) => !isShown(list));
  return (
    <div class="envelope">
      <div class="row">
        <Recipients list="to" all={draft.to} own={own} put={(next) => change(({ to }) => ({ to: next(to) }))} />
        {hidden.map((list) => (
          <button key={list} type="button" class="plain" onClick={() => setAsked((there) => new Set([...there, list]))}>
            {say(`mail.${list}`)}
          </button>
        ))}
      </div>
      <Diverted view={view} draft={draft} change={change} />
      {isShown("cc") && <Recipients list="cc" all={draft.cc} own={own} put={(next) => change(({ cc }) => ({ cc: next(cc) }))} />}
      {isShown("bcc") && <Recipients list="bcc" all={draft.bcc} own={own} put={(next) => change(({ bcc }) => ({ bcc: next(bcc) }))} />}
      <input class="subject" type="text" maxLength={998} aria-label={say("mail.subject")} placeholder={say("mail.subject")} value={draft.subject} onInput={(event) => change({ subject: event.currentTarget.value })} />
    </div>
  );
}

/** A mail may ask for answers to anybody: told with the whole address, because a name says nothing. */
function Diverted({ view, draft, change }: EnvelopeProps) {
  const answered = draft.replies_to && headOf(view, draft.replies_to);
  const others = answered ? diverted(draft, answered) : [];
  if (!answered || others.length === 0) return null;
  const { sender } = answered;
  const toSender = (): void => change(({ to }) => ({ to: [sender, ...to.filter((one) => !others.some((other) => isSame(other, one)))] }));
  return (
    <p class="diverted warn" role="status">
      <span>{say("mail.diverted", { sender: nameOf(sender), names: others.map(wholeOf).join(", ") })}</span>
      {sender.address !== "" && (
        <button type="button" data-deed="mail.to_sender" onClick={toSender}>
          {say("mail.to_sender", { sender: sender.address })}
        </button>
      )}
    </p>
  );
}
