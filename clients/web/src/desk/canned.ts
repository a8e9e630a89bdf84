/** Canned answers of a queue: found by their shortcut or title, and filled in with who writes to whom. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Canned } from "../client/index.ts";
import type { InteractionView } from "../client/received.ts";
import { agent, client, connection } from "./desk.ts";
import { language } from "./language.ts";

const FOUND_MAX = 8;
const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
const SLASH = /(^|\s)\/([\p{L}\p{N}_-]*)$/u;

const known = signal<Record<string, Canned[]>>({});

/** Those of a queue; read again with every connection, because a configuration changes. */
export function useCanned(queue: string): Canned[] {
  useEffect(() => {
    if (connection.value.state !== "live") return;
    client.value?.ask("canned.read", { queue }).then(
      ({ answers }) => (known.value = { ...known.value, [queue]: answers }),
      () => undefined, // without them one writes by hand
    );
  }, [queue, connection.value.state]);
  return known.value[queue] ?? [];
}

/** What is typed behind a slash that stands before the caret; nothing, when there is none. */
export function soughtBy(text: string, caret: number): string | undefined {
  return SLASH.exec(text.slice(0, caret))?.[2];
}

/** The text with the slash and what follows it replaced, and where the caret is then. */
export function replaced(text: string, caret: number, answer: string): { text: string; caret: number } {
  const sought = soughtBy(text, caret);
  const from = sought === undefined ? caret : caret - sought.length - 1;
  return { text: text.slice(0, from) + answer + text.slice(caret), caret: from + answer.length };
}

/** The ones that begin so come first, then those that hold it; the reader's own language before others. */
export function matching(answers: readonly Canned[], sought: string): Canned[] {
  const wanted = folded(sought);
  const rank = ({ shortcut, title, language: spoken }: Canned): number => {
    const place = folded(shortcut).startsWith(wanted) ? 0 : `${folded(shortcut)} ${folded(title)}`.includes(wanted) ? 2 : 9;
    return place + (spoken === "" || spoken.startsWith(language.value) ? 0 : 1);
  };
  const found = answers.filter((one) => rank(one) < 9).sort((a, b) => rank(a) - rank(b));
  return found.slice(0, FOUND_MAX);
}

const folded = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** What is known takes the place of its placeholder; what is not stays, to be seen. */
export function filled(text: string, view: InteractionView): string {
  return text.replaceAll(PLACEHOLDER, (whole, name: string) => fact(name, view) || whole);
}

/** Placeholders that are still there. */
export const unfilled = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? "");

const VARIABLE = "variable.";

function fact(name: string, { consumer, subject, interaction, queue_name, variables }: InteractionView): string | undefined {
  if (name.startsWith(VARIABLE)) {
    const variable = variables.find((one) => one.name === name.slice(VARIABLE.length));
    return variable && !variable.masked ? String(variable.value) : undefined;
  }
  const me = agent.peek()?.name ?? "";
  const facts: Record<string, string | undefined> = {
    "consumer.name": consumer.name,
    "consumer.first_name": firstName(consumer.name),
    "consumer.phone": consumer.phone,
    "consumer.email": consumer.email,
    "agent.name": me,
    "agent.first_name": firstName(me),
    "queue.name": queue_name,
    "interaction.subject": subject,
    "interaction.id": interaction,
  };
  return facts[name];
}

const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? "";
