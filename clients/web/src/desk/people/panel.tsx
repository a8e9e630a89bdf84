/** The consumer of an interaction in the address book: shown, and changed in place. */
import type { Contact } from "../../client/index.ts";
import { say } from "../language.ts";
import { goTo } from "../place.ts";
import { edit, edited } from "./editing.ts";
import { ContactFacts } from "./facts.tsx";
import { ContactForm } from "./form.tsx";

interface PanelProps {
  /** Nothing: the consumer is in no entry. */
  contact: Contact | undefined;
  /** Something is different now. */
  changed: () => void;
}

export function ContactPanel({ contact, changed }: PanelProps) {
  if (!contact) return null;
  if (contact.id in edited.value) return <ContactForm contact={contact.id} saved={changed} />;
  return (
    <>
      {contact && <ContactFacts contact={contact} />}
      <div class="deeds">
        {contact && (
          <>
            <button type="button" data-deed="contact.edit" onClick={() => edit(contact)}>
              {say("contact.edit")}
            </button>
            <button type="button" onClick={() => goTo({ page: "contacts", contact: contact.id })}>
              {say("contact.in_book")}
            </button>
          </>
        )}
      </div>
    </>
  );
}
