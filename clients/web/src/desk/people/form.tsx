/** A contact, changed in place: several phones and emails, the fields of the account and others. */
import { useState } from "preact/hooks";
import { type Client, CommandFailed, type Contact, SessionOver } from "../../client/index.ts";
import { account } from "../account.ts";
import { client, toast } from "../desk.ts";
import { failureText } from "../failure.ts";
import { say } from "../language.ts";
import { type Change, type Edited, NEW, changes, changing, edit, edited, leave, saved as keepRest } from "./editing.ts";

interface FormProps {
  contact: string;
  /** It is on the server. */
  saved: (contact: string, duplicates: string[]) => void;
}

export function ContactForm({ contact, saved }: FormProps) {
  const now = edited.value[contact];
  const [problem, setProblem] = useState("");
  const [theirs, setTheirs] = useState<Contact | undefined>(undefined);
  const [isBusy, setBusy] = useState(false);
  if (!now) return null;
  const put: Change = (part) => (setProblem(""), changing(contact)(part));
  const save = async (): Promise<void> => {
    const [current, newest] = [client.value, edited.peek()[contact]];
    if (!current || !newest) return;
    setBusy(true);
    try {
      const { id, rev, duplicates } = await sent(current, newest);
      keepRest(newest, id, rev);
      toast("contact.saved");
      saved(id, duplicates);
    } catch (error) {
      if (error instanceof CommandFailed && error.code === "conflict") setTheirs(error.details["current"] as Contact);
      else if (error instanceof CommandFailed) setProblem(problemText(error));
      else if (!(error instanceof SessionOver)) throw error;
    }
    setBusy(false);
  };
  return (
    <form class="contact-form" aria-label={say(contact === NEW ? "contact.new" : "contact.edit")} onSubmit={(event) => (event.preventDefault(), void save())}>
      <Field label={say("contact.name")} value={now.name} put={(name) => put(() => ({ name }))} isFirst />
      <Several label={say("profile.phone")} kind="tel" all={now.phones} put={(next) => put(({ phones }) => ({ phones: next(phones) }))} />
      <Several label={say("profile.email")} kind="email" all={now.emails} put={(next) => put(({ emails }) => ({ emails: next(emails) }))} />
      <Fields now={now} put={put} />
      {theirs && <Conflict now={now} theirs={theirs} done={() => setTheirs(undefined)} />}
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <footer class="row">
        <button type="button" onClick={() => leave(contact)}>
          {say("action.cancel")}
        </button>
        <button type="submit" class="primary" disabled={isBusy || theirs !== undefined}>
          {say("contact.save")}
        </button>
      </footer>
    </form>
  );
}

async function sent(current: Client, now: Edited): Promise<{ id: string; rev: number; duplicates: string[] }> {
  const changed = changes(now);
  if (now.from.id === NEW) {
    const made = await current.ask("contact.create", { name: "", ...changed });
    return { id: made.contact, rev: made.rev, duplicates: made.duplicates };
  }
  if (Object.keys(changed).length === 0) return { id: now.from.id, rev: now.from.rev, duplicates: [] };
  const made = await current.ask("contact.update", { contact: now.from.id, ...changed }, { rev: now.from.rev });
  return { id: made.contact, rev: made.rev, duplicates: made.duplicates };
}

/** The server names the place and says what is wrong there. */
function problemText(error: CommandFailed): string {
  const path = String(error.details["path"] ?? "").replace(/^params\./, "");
  return path ? say("contact.wrong", { place: path, message: error.message }) : failureText(error);
}

interface FieldProps {
  label: string;
  value: string;
  put: (value: string) => void;
  type?: "text" | "number" | "date";
  isFirst?: boolean;
}

function Field({ label, value, put, type = "text", isFirst }: FieldProps) {
  const about = { value, "data-first": isFirst, onInput: (event: { currentTarget: HTMLInputElement }) => put(event.currentTarget.value) };
  return (
    <label class="stack">
      {label}
      {type === "date" ? <input type="date" {...about} /> : <input type="text" inputMode={type === "number" ? "decimal" : "text"} {...about} />}
    </label>
  );
}

interface SeveralProps {
  label: string;
  kind: "tel" | "email";
  all: string[];
  /** Of those that are there by then. */
  put: (next: (all: readonly string[]) => string[]) => void;
}

/** One line for each, and an empty one for the next. */
function Several({ label, kind, all, put }: SeveralProps) {
  const shown = all.at(-1)?.trim() === "" ? all : [...all, ""];
  const set = (index: number, value: string): void => put((there) => [...there.slice(0, index), value, ...there.slice(index + 1)]);
  return (
    <fieldset class="several">
      <legend>{label}</legend>
      {shown.map((one, index) => (
        <div key={index} class="row">
          <input
            type="text"
            inputMode={kind}
            aria-label={`${label} ${index + 1}`}
            placeholder={index === shown.length - 1 ? say("contact.one_more") : ""}
            value={one}
            onInput={(event) => set(index, event.currentTarget.value)}
          />
          {one && (
            <button type="button" class="plain" aria-label={say("mail.remove", { name: one })} onClick={() => put((there) => there.filter((_, place) => place !== index))}>
              ×
            </button>
          )}
        </div>
      ))}
    </fieldset>
  );
}

const TYPES: Readonly<Record<string, "number" | "date" | undefined>> = { number: "number", date: "date" };

/** Those that the account knows, as it calls them; then what else is there. */
function Fields({ now, put }: { now: Edited; put: Change }) {
  const known = account.value?.contact_fields ?? [];
  const others = Object.keys(now.fields).filter((name) => !known.some(({ id }) => id === name));
  const set = (name: string, value: string): void => put(({ fields }) => ({ fields: { ...fields, [name]: value } }));
  return (
    <>
      {known.map(({ id, label, type, choices }) => {
        const value = now.fields[id] ?? "";
        const options = type === "yes_no" ? ["yes", "no"] : choices;
        if (options.length === 0) return <Field key={id} label={label} type={TYPES[type]} value={value} put={(next) => set(id, next)} />;
        return (
          <label key={id} class="stack">
            {label}
            <select value={value} onChange={(event) => set(id, event.currentTarget.value)}>
              {["", ...options].map((one) => (
                <option key={one} value={one}>
                  {type === "yes_no" && one ? say(`contact.${one as "yes" | "no"}`) : one}
                </option>
              ))}
            </select>
          </label>
        );
      })}
      {others.map((name) => (
        <Field key={name} label={name.replaceAll("_", " ")} value={now.fields[name] ?? ""} put={(next) => set(name, next)} />
      ))}
    </>
  );
}

/** Somebody else saved it meanwhile. What only they changed stays theirs; what both changed the agent decides here. */
function Conflict({ now, theirs, done }: { now: Edited; theirs: Contact; done: () => void }) {
  const lines = (["name", "phones", "emails"] as const).filter((part) => String(theirs[part]) !== String(now.from[part]));
  const fields = Object.keys(theirs.fields).filter((name) => theirs.fields[name] !== now.from.fields[name]);
  const keep = (): void => {
    changing(theirs.id)((newest) => {
      const own = changes(newest);
      const base = { from: theirs, name: theirs.name, phones: theirs.phones, emails: theirs.emails };
      return { ...base, ...own, fields: { ...theirs.fields, ...own.fields } };
    });
    done();
  };
  return (
    <blockquote class="conflict" role="alert">
      <p>{say("contact.conflict")}</p>
      <dl class="facts">
        {lines.map((part) => [<dt key={`${part} name`}>{say(`contact.${part}`)}</dt>, <dd key={part}>{[theirs[part]].flat().join(", ") || "–"}</dd>])}
        {fields.map((name) => [<dt key={`${name} name`}>{name.replaceAll("_", " ")}</dt>, <dd key={name}>{theirs.fields[name]}</dd>])}
      </dl>
      <div class="row">
        <button type="button" onClick={keep}>
          {say("contact.keep_mine")}
        </button>
        <button type="button" onClick={() => (edit(theirs), done())}>
          {say("contact.take_theirs")}
        </button>
      </div>
    </blockquote>
  );
}
