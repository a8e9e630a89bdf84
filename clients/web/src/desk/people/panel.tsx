/** The consumer of an interaction in the address book: shown, changed in place, linked or created. */
import { useState } from "preact/hooks";
import type { Contact } from "../../client/index.ts";
import type { Consumer, InteractionView } from "../../client/received.ts";
import { attempt, toast } from "../desk.ts";
import { Dialog } from "../dialog.tsx";
import { say } from "../language.ts";
import { goTo } from "../place.ts";
import { NEW, blank, edit, edited } from "./editing.ts";
import { ContactFacts } from "./facts.tsx";
import { ContactForm } from "./form.tsx";
import { Seeking, useContacts } from "./seeking.tsx";

interface PanelProps {
  view: InteractionView;
  /** Nothing: the consumer is in no entry. */
  contact: Contact | undefined;
  /** Something is different now. */
  changed: () => void;
  /** It may be linked from here. */
  canLink: boolean;
}

export function ContactPanel({ view, contact, changed, canLink }: PanelProps) {
  const [isLinking, setLinking] = useState(false);
  const id = contact?.id ?? NEW;
  const link = async (to: string): Promise<void> => {
    const isDone = await attempt((current) => current.ask("interaction.link_contact", { interaction: view.interaction, contact: to }));
    if (!isDone) return;
    setLinking(false);
    toast("contact.linked");
    changed();
  };
  const saved = (made: string): void => void (contact ? changed() : link(made));
  if (id in edited.value && (contact || canLink)) return <ContactForm contact={id} saved={saved} />;
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
        {canLink && (
          <button type="button" data-deed="contact.link" onClick={() => setLinking(true)}>
            {say(contact ? "contact.relink" : "contact.link")}
          </button>
        )}
        {canLink && !contact && (
          <button type="button" data-deed="contact.new" onClick={() => edit(blank(knownOf(view.consumer)))}>
            {say("contact.new")}
          </button>
        )}
      </div>
      {isLinking && <Linking view={view} contact={contact} link={(to) => void link(to)} close={() => setLinking(false)} />}
    </>
  );
}

const knownOf = ({ name, phone, email }: Consumer): { name?: string; phone?: string; email?: string } => ({ name, phone, email });

interface LinkingProps {
  view: InteractionView;
  contact: Contact | undefined;
  link: (contact: string) => void;
  close: () => void;
}

function Linking({ view, contact, link, close }: LinkingProps) {
  const [text, seek] = useState(view.consumer.name ?? "");
  const found = useContacts(text);
  return (
    <Dialog title={say("contact.link_title")} close={close}>
      <Seeking text={text} seek={seek} found={found} choose={({ id }) => link(id)} except={contact?.id} />
    </Dialog>
  );
}
