/** A contact to be read. */
import type { Contact } from "../../client/index.ts";
import { account } from "../account.ts";
import { say } from "../language.ts";

export function ContactFacts({ contact }: { contact: Contact }) {
  const labels = new Map((account.value?.contact_fields ?? []).map(({ id, label }) => [id, label]));
  const fields = Object.entries(contact.fields).map(([name, value]) => [labels.get(name) ?? name.replaceAll("_", " "), value] as const);
  const facts = [[say("profile.phone"), contact.phones.join(", ")], [say("profile.email"), contact.emails.join(", ")], ...fields] as const;
  return (
    <dl class="facts">
      {facts.filter(([, value]) => value).map(([name, value]) => [<dt key={`${name} name`}>{name}</dt>, <dd key={name}>{value}</dd>])}
    </dl>
  );
}

/** Beside its name in a list. */
export const aboutOf = ({ phones, emails }: Contact): string => [...emails.slice(0, 1), ...phones.slice(0, 1)].join(" · ");
