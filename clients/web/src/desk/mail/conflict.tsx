/** The same mail was written on another device: both are there until the agent has chosen. */
import { say } from "../language.ts";
import type { Typed } from "../typed.ts";
import { nameOf } from "./addresses.ts";
import { draftOf } from "./draft.ts";

export function Conflict({ mail }: { mail: Typed }) {
  const theirs = mail.theirs.value;
  if (theirs === undefined) return null;
  const other = draftOf(theirs);
  return (
    <blockquote class="conflict" role="alert">
      <p class="quiet">{say("notes.conflict")}</p>
      {other && (
        <p class="quiet">
          {say("mail.to_line", { names: other.to.map(nameOf).join(", ") })} · {other.subject}
          {other.uploads.length > 0 && ` · ${say("mail.parts", { count: other.uploads.length })}`}
        </p>
      )}
      <p class="text">{other?.text || say("mail.no_text")}</p>
      <div class="row">
        <button type="button" onClick={() => mail.type(mail.text.peek())}>
          {say("mail.keep_mine")}
        </button>
        <button type="button" onClick={() => mail.type(theirs)}>
          {say("notes.theirs")}
        </button>
      </div>
    </blockquote>
  );
}
