/** Above the lists: mails of the agent that did not arrive, until they are looked at. */
import { say } from "../language.ts";
import { lookAt, undelivered } from "./following.ts";

export function Undelivered() {
  const all = undelivered();
  if (all.length === 0) return null;
  return (
    <ul class="undelivered" aria-label={say("mail.failures")}>
      {all.map(({ mail, interaction, name, subject, failed }) => (
        <li key={mail}>
          <button type="button" onClick={() => lookAt(interaction)}>
            <span class="name">{say("mail.failed_to", { name })}</span>
            {subject && <span>{subject}</span>}
            {failed && <span class="reason">{say("mail.server_said", { reason: failed })}</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
