/** The address book: found on the left, read and changed on the right. */
import { useEffect, useState } from "preact/hooks";
import { CommandFailed, type Contact, type ContactMerge } from "../../client/index.ts";
import { attempt, client, connection } from "../desk.ts";
import { say } from "../language.ts";
import { goTo, place } from "../place.ts";
import { NEW, blank, edit, edited, leave } from "./editing.ts";
import { ContactFacts } from "./facts.tsx";
import { ContactForm } from "./form.tsx";
import { Importing, mayImport } from "./importing.tsx";
import { Merged, Merging } from "./merging.tsx";
import { Seeking, useContacts } from "./seeking.tsx";

export function ContactsPage() {
  const [text, seek] = useState("");
  const [changed, setChanged] = useState(0);
  const [isImporting, setImporting] = useState(false);
  const found = useContacts(text, changed);
  const chosen = place.value.contact;
  const create = (): void => (edit(blank()), goTo({ page: "contacts", contact: NEW }));
  return (
    <section class="contacts" aria-label={say("contact.book")} data-chosen={chosen !== undefined}>
      <div class="book">
        <header class="row">
          <h2>{say("contact.book")}</h2>
          <button type="button" data-deed="contact.new" onClick={create}>
            {say("contact.new")}
          </button>
          {mayImport() && (
            <button type="button" data-deed="contact.import" onClick={() => setImporting(true)}>
              {say("import.button")}
            </button>
          )}
        </header>
        <Seeking text={text} seek={seek} found={found} chosen={chosen} choose={({ id }) => goTo({ page: "contacts", contact: id })} />
        {isImporting && <Importing close={() => setImporting(false)} changed={() => setChanged((times) => times + 1)} />}
      </div>
      <div class="about-contact">
        {chosen ? <One key={chosen} contact={chosen} changed={() => setChanged((times) => times + 1)} /> : <p class="quiet empty">{say("contact.choose")}</p>}
      </div>
    </section>
  );
}

function One({ contact, changed }: { contact: string; changed: () => void }) {
  const { entry, merges, isGone, read } = useContact(contact);
  const isEdited = contact in edited.value;
  const [duplicates, setDuplicates] = useState<string[]>([]);
  useEffect(() => {
    if (contact === NEW && !isEdited) goTo({ page: "contacts" }, { replace: true });
  }, [isEdited]);
  const saved = (id: string, others: string[]): void => {
    changed();
    setDuplicates(others);
    if (id !== contact) goTo({ page: "contacts", contact: id }, { replace: true });
    else void read();
  };
  return (
    <article class="entry">
      <button type="button" class="plain to-book" onClick={() => goTo({ page: "contacts" })}>
        ‹ {say("contact.book")}
      </button>
      {isGone && <p role="alert">{say("contact.gone")}</p>}
      {isEdited ? (
        <ContactForm contact={contact} saved={saved} />
      ) : (
        entry && <Read entry={entry} merges={merges} duplicates={duplicates} changed={() => (changed(), setDuplicates([]), void read())} />
      )}
    </article>
  );
}

interface ReadProps {
  entry: Contact;
  merges: readonly ContactMerge[];
  /** Others that have one of its addresses. */
  duplicates: readonly string[];
  changed: () => void;
}

function Read({ entry, merges, duplicates, changed }: ReadProps) {
  const [isMerging, setMerging] = useState(false);
  return (
    <>
      <h2>{entry.name || say("ring.unknown")}</h2>
      <ContactFacts contact={entry} />
      {duplicates.length > 0 && <p class="warn">{say("contact.duplicates", { count: duplicates.length })}</p>}
      <div class="deeds">
        <button type="button" class="primary" data-deed="contact.edit" onClick={() => edit(entry)}>
          {say("contact.edit")}
        </button>
        <button type="button" data-deed="contact.merge" onClick={() => setMerging(true)}>
          {say("contact.merge")}
        </button>
      </div>
      <Merged merges={merges} changed={changed} />
      {isMerging && <Merging contact={entry} close={() => setMerging(false)} merged={changed} />}
    </>
  );
}

/** The entry as it is; of one that was merged away the survivor. */
export function useContact(contact: string | undefined) {
  const [entry, setEntry] = useState<Contact | undefined>(undefined);
  const [merges, setMerges] = useState<readonly ContactMerge[]>([]);
  const [isGone, setGone] = useState(false);
  const read = async (): Promise<void> => {
    if (!contact || contact === NEW) return setEntry(undefined);
    await attempt(async () => {
      try {
        const found = await client.value?.ask("contact.read", { contact });
        setEntry(found?.contact);
        setMerges(found?.merges ?? []);
      } catch (error) {
        if (!(error instanceof CommandFailed) || error.code !== "not_found") throw error;
        setGone(true);
        leave(contact);
      }
    });
  };
  const isLive = connection.value.state === "live";
  useEffect(() => void (isLive && read()), [contact, isLive]);
  return { entry, merges, isGone, read };
}
