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
  change({ from: contact, name, phones: [...phones], emails: [...emails], fields: { ...fields } });
}

export function change(next: Edited): void {
  edited.value = { ...edited.value, [next.from.id]: next };
}

export function leave(contact: string): void {
  const { [contact]: _, ...others } = edited.value;
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
