/** A contact as it is being changed: kept in this tab until it is saved, so that a reload loses nothing. */
import { signal } from "@preact/signals";
import type { Contact } from "../../client/index.ts";

export interface Edited {
  /** What it was when editing began; its revision is expected when saving. */
  from: Contact;
  name: string;
  phones: string[];
  emails: string[];
  fields: Record<string, string>;
}

const KEPT = "ringline.contacts";
/** The contact that is not there yet. */
export const NEW = "new";

export const edited = signal<Readonly<Record<string, Edited>>>(JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Record<string, Edited>);
edited.subscribe((all) => sessionStorage.setItem(KEPT, JSON.stringify(all)));

export function edit(contact: Contact): void {
  const { name, phones, emails, fields } = contact;
  keep({ from: contact, name, phones: [...phones], emails: [...emails], fields: { ...fields } });
}

function keep(next: Edited): void {
  edited.value = { ...edited.peek(), [next.from.id]: next };
}

/** What is different, made of what is there by then: a second change may come before the first is drawn. */
export type Change = (part: (now: Edited) => Partial<Edited>) => void;

export const changing =
  (contact: string): Change =>
  (part) => {
    const now = edited.peek()[contact];
    if (now) keep({ ...now, ...part(now) });
  };

/** The server has it as it `was`. What was typed since then goes on being edited, under its `id`. */
export function saved(was: Edited, id: string, rev: number): void {
  const now = edited.peek()[was.from.id];
  leave(was.from.id);
  if (!now || now === was) return;
  const from = { ...was.from, id, rev, name: was.name.trim(), phones: filledIn(was.phones), emails: filledIn(was.emails), fields: was.fields };
  keep({ ...now, from });
}

export function leave(contact: string): void {
  const { [contact]: _, ...others } = edited.peek();
  edited.value = others;
}

/** One that begins with what is known of somebody. */
export const blank = (known: { name?: string; phone?: string; email?: string } = {}): Contact => ({
  id: NEW,
  name: known.name ?? "",
  phones: known.phone ? [known.phone] : [],
  emails: known.email ? [known.email] : [],
  fields: {},
  rev: 0,
  consents: {},
});

const filledIn = (some: readonly string[]): string[] => some.map((one) => one.trim()).filter(Boolean);
const isLike = (one: readonly string[], other: readonly string[]): boolean => JSON.stringify(one) === JSON.stringify(other);

export interface Changes {
  name?: string;
  phones?: string[];
  emails?: string[];
  fields?: Record<string, string>;
}

/** What is different now, and only that: what somebody else changed meanwhile stays theirs. */
export function changes({ from, name, phones, emails, fields }: Edited): Changes {
  const names = new Set([...Object.keys(from.fields), ...Object.keys(fields)]);
  const changed = [...names].filter((one) => (fields[one] ?? "").trim() !== (from.fields[one] ?? ""));
  return {
    ...(name.trim() !== from.name && { name: name.trim() }),
    ...(!isLike(filledIn(phones), from.phones) && { phones: filledIn(phones) }),
    ...(!isLike(filledIn(emails), from.emails) && { emails: filledIn(emails) }),
    ...(changed.length > 0 && { fields: Object.fromEntries(changed.map((one) => [one, (fields[one] ?? "").trim()])) }),
  };
}
