/** What the server puts below what is written. */
import type { InteractionView } from "../../client/received.ts";
import { say } from "../language.ts";
import { language } from "../language.ts";
import { mailboxOf } from "./writing.ts";

export function Signature({ view }: { view: InteractionView }) {
  const signatures = mailboxOf(view.queue)?.signature ?? {};
  const text = signatures[language.value] ?? Object.values(signatures)[0];
  if (!text) return null;
  return (
    <div class="signature" role="group" aria-label={say("mail.signature")}>
      <p class="text quiet">{text}</p>
    </div>
  );
}
