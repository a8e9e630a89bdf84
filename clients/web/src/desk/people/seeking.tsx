/** Finding a contact by a few letters of a name, an address or a number: the server is asked, however they are written. */
import { useEffect, useRef, useState } from "preact/hooks";
import { CommandFailed, type Contact } from "../../client/index.ts";
import { client, connection } from "../desk.ts";
import { say } from "../language.ts";
import { aboutOf } from "./facts.tsx";

const PAUSE_MS = 200;
const PAGE = 50;

export interface Sought {
  contacts: readonly Contact[];
  state: "loading" | "done" | "failed";
  cursor?: string | null;
}

/** What fits, page by page; asked again when `change` does. */
export function useContacts(text: string, change: unknown = undefined): Sought & { more: () => void } {
  const [found, setFound] = useState<Sought>({ contacts: [], state: "loading" });
  const question = useRef(0);
  const read = async (before: readonly Contact[], cursor?: string | null): Promise<void> => {
    const mine = question.current;
    try {
      const page = await client.value?.ask("contact.search", { text: text.trim(), cursor: cursor ?? undefined, limit: PAGE });
      if (page && mine === question.current) setFound({ contacts: [...before, ...page.contacts], state: "done", cursor: page.cursor });
    } catch (error) {
      if (!(error instanceof CommandFailed)) return; // signed out
      if (mine === question.current) setFound({ contacts: before, state: "failed" });
    }
  };
  useEffect(() => {
    question.current += 1;
    if (connection.value.state !== "live") return;
    const pause = setTimeout(() => void read([]), text ? PAUSE_MS : 0);
    return () => clearTimeout(pause);
  }, [text, change, connection.value.state]);
  return { ...found, more: () => void read(found.contacts, found.cursor) };
}

interface SeekingProps {
  text: string;
  seek: (text: string) => void;
  found: Sought & { more: () => void };
  chosen?: string;
  choose: (contact: Contact) => void;
  /** Not to be chosen. */
  except?: string;
}

/** A box and what fits: arrows go from one to the next. */
export function Seeking({ text, seek, found, chosen, choose, except }: SeekingProps) {
  const list = useRef<HTMLUListElement>(null);
  const shown = found.contacts.filter(({ id }) => id !== except);
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    const next = by && buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + by];
    if (next) [event.preventDefault(), next.focus()];
  };
  return (
    <div class="seeking" onKeyDown={step}>
      <input type="search" data-first aria-label={say("contact.find")} placeholder={say("contact.find")} value={text} onInput={(event) => seek(event.currentTarget.value)} />
      <p class="quiet" role="status">
        {found.state === "failed" ? say("contact.failed") : found.state === "done" && shown.length === 0 ? say("contact.none") : ""}
      </p>
      <ul ref={list} aria-label={say("contact.all")}>
        {shown.map((one) => (
          <li key={one.id}>
            <button type="button" class="person" aria-current={one.id === chosen ? "true" : undefined} onClick={() => choose(one)}>
              <span class="name">{one.name || aboutOf(one)}</span>
              <span class="quiet">{one.name ? aboutOf(one) : ""}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.cursor && (
        <button type="button" class="plain" onClick={found.more}>
          {say("contact.more")}
        </button>
      )}
    </div>
  );
}
