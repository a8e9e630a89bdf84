/** Two entries that are one person: what will be, what differs, and who decides; undone from the entry for 30 days. */
import { useEffect, useState } from "preact/hooks";
import type { Contact, ContactMerge, MergePreview } from "../../client/index.ts";
import { attempt, client, toast } from "../desk.ts";
import { Dialog } from "../dialog.tsx";
import { say } from "../language.ts";
import { ContactFacts } from "./facts.tsx";
import { Seeking, useContacts } from "./seeking.tsx";

interface MergingProps {
  contact: Contact;
  close: () => void;
  merged: () => void;
}

export function Merging({ contact, close, merged }: MergingProps) {
  const [other, choose] = useState<Contact | undefined>(undefined);
  const [text, seek] = useState("");
  const found = useContacts(text);
  return (
    <Dialog title={say("contact.merge_title", { name: contact.name })} close={close}>
      {other ? (
        <Preview key={other.id} contact={contact} other={other} back={() => choose(undefined)} merged={() => (close(), merged())} />
      ) : (
        <Seeking text={text} seek={seek} found={found} choose={choose} except={contact.id} />
      )}
    </Dialog>
  );
}

interface PreviewProps {
  contact: Contact;
  other: Contact;
  back: () => void;
  merged: () => void;
}

/** Where both say something different, one of the two is chosen; everything else is kept from both. */
function Preview({ contact, other, back, merged }: PreviewProps) {
  const [preview, setPreview] = useState<MergePreview | undefined>(undefined);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const wish = { contact: contact.id, other: other.id, ...wishOf(chosen) };
  useEffect(() => {
    void attempt(async (current) => setPreview(await current.ask("contact.preview_merge", wish)));
  }, [JSON.stringify(chosen)]);
  const merge = async (): Promise<void> => {
    const current = client.value;
    const isDone = await attempt(async () => {
      const done = await current?.ask("contact.merge", wish, { rev: contact.rev });
      if (done) toast("contact.merged", {}, false, { text: say("contact.unmerge"), run: () => void undo(done.merge, merged) });
    });
    if (isDone) merged();
  };
  if (!preview) return <p class="quiet">{say("thread.loading")}</p>;
  return (
    <form class="handing" onSubmit={(event) => (event.preventDefault(), void merge())}>
      <p class="quiet">{say("contact.merge_help", { name: contact.name })}</p>
      {preview.conflicts.map(({ field, kept, other: lost }) => (
        <fieldset key={field} class="how">
          <legend>{field === "name" ? say("contact.name") : field.replace(/^fields\./, "").replaceAll("_", " ")}</legend>
          {[kept, lost].map((value) => (
            <label key={value} class="leaf">
              <input type="radio" name={`merge-${field}`} checked={(chosen[field] ?? kept) === value} onChange={() => setChosen((there) => ({ ...there, [field]: value }))} />
              <span>{value}</span>
            </label>
          ))}
        </fieldset>
      ))}
      <h3>{say("contact.merge_result")}</h3>
      <p class="subject">{preview.contact.name}</p>
      <ContactFacts contact={preview.contact} />
      <footer>
        <button type="button" onClick={back}>
          {say("contact.merge_other")}
        </button>
        <button type="submit" class="primary" data-first>
          {say("contact.merge_it", { name: contact.name })}
        </button>
      </footer>
    </form>
  );
}

function wishOf(chosen: Readonly<Record<string, string>>): { name?: string; fields: Record<string, string> } {
  const { name, ...fields } = chosen;
  return { name, fields: Object.fromEntries(Object.entries(fields).map(([field, value]) => [field.replace(/^fields\./, ""), value])) };
}

async function undo(merge: string, then: () => void): Promise<void> {
  if (!(await attempt((current) => current.ask("contact.unmerge", { merge })))) return;
  toast("contact.unmerged");
  then();
}

/** What was merged into an entry, and can still come out of it. */
export function Merged({ merges, changed }: { merges: readonly ContactMerge[]; changed: () => void }) {
  if (merges.length === 0) return null;
  return (
    <section>
      <h3>{say("contact.merges")}</h3>
      <ul class="merges">
        {merges.map(({ merge, name, other }) => (
          <li key={merge} class="row">
            <span>{name || other}</span>
            <button type="button" aria-label={`${say("contact.unmerge")}: ${name || other}`} onClick={() => void undo(merge, changed)}>
              {say("contact.unmerge")}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
