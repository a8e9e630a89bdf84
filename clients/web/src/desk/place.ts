/**
 * Where the desk is, in its address: a reload stays there, Back goes back, and a colleague can be sent there.
 *
 * #/                                          the lists
 * #/interaction/int_1                         an interaction
 * #/interaction/int_1?via=int_2               an earlier one of the same consumer, read through int_2
 * #/contacts/cnt_1                            the address book, open at an entry
 * #/interaction/int_1?find=booking&at=seg_3   where something was found
 */
import { signal } from "@preact/signals";

export interface Place {
  interaction?: string;
  via?: string;
  find?: string;
  at?: string;
  /** Where one pane is shown at a time: what is known about it, not the conversation. */
  about?: string;
  /** A page of its own, beside interactions. */
  page?: "contacts";
  /** The entry of the address book. */
  contact?: string;
}

const ASKED = ["via", "find", "at", "about"] as const;

export const place = signal<Place>(placeOf(location.hash));

/** What an address says; nonsense says nothing. */
export function placeOf(hash: string): Place {
  const [path = "", asked = ""] = hash.replace(/^#\/?/, "").split("?");
  const [kind, interaction] = path.split("/");
  if (kind === "contacts") return { page: "contacts", ...(interaction && { contact: decodeURIComponent(interaction) }) };
  if (kind !== "interaction" || !interaction) return {};
  const search = new URLSearchParams(asked);
  const found = ASKED.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : []));
  return { interaction: decodeURIComponent(interaction), ...(Object.fromEntries(found) as Place) };
}

export function hashOf({ interaction, page, contact, ...rest }: Place): string {
  if (page) return `#/${page}${contact ? `/${encodeURIComponent(contact)}` : ""}`;
  if (!interaction) return "#/";
  const asked = new URLSearchParams(Object.entries(rest).filter(([, value]) => value) as [string, string][]);
  return `#/interaction/${encodeURIComponent(interaction)}${asked.size > 0 ? `?${asked}` : ""}`;
}

/** Go there. `replace`: Back does not come back here. */
export function goTo(next: Place, { replace = false } = {}): void {
  const hash = hashOf(next);
  if (hash === hashOf(place.peek())) return;
  if (replace) history.replaceState(null, "", hash);
  else history.pushState(null, "", hash);
  place.value = next;
}

function arrived(): void {
  if (location.hash.startsWith("#token=")) return; // no place: see credentials.ts
  const next = placeOf(location.hash);
  if (hashOf(next) !== hashOf(place.peek())) place.value = next;
}

addEventListener("popstate", arrived);
addEventListener("hashchange", arrived);
