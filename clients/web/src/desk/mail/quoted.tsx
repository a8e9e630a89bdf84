/** The mail that is answered or passed on, folded below what is written. It goes along unless the agent says no. */
import { say } from "../language.ts";
import type { Draft } from "./draft.ts";
import { nameOf } from "./addresses.ts";
import { readOf, wholeOf } from "./whole.ts";

interface QuotedProps {
  interaction: string;
  draft: Draft;
  withQuote: boolean;
  choose: (withQuote: boolean) => void;
}

export function Quoted({ interaction, draft, withQuote, choose }: QuotedProps) {
  const quoted = draft.replies_to ?? draft.forwards;
  if (!quoted) return null;
  const whole = readOf(quoted);
  return (
    <div class="quoting">
      <details onToggle={(event) => event.currentTarget.open && void wholeOf(interaction, quoted)}>
        <summary>
          {say(draft.forwards ? "mail.forwarded" : "mail.quoted")} {whole && <span class="quiet">{nameOf(whole.head.sender)}</span>}
        </summary>
        <blockquote class="text quoted">{whole?.text ?? say("thread.loading")}</blockquote>
        {draft.forwards && whole && whole.head.parts.length > 0 && <p class="quiet">{say("mail.parts_along", { count: whole.head.parts.length })}</p>}
      </details>
      {!draft.forwards && (
        <label class="with-quote">
          <input type="checkbox" checked={withQuote} onChange={(event) => choose(event.currentTarget.checked)} />
          {say("mail.with_quote")}
        </label>
      )}
    </div>
  );
}
