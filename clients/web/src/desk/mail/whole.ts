/** The whole of a mail, read once: what stands behind its words in the thread, and what opens its parts for a while. */
import { effect, signal } from "@preact/signals";
import type { MailWhole } from "../../client/index.ts";
import { attempt, connection, now } from "../desk.ts";
import { viaOf } from "../reading.ts";

/** Of the ten minutes for which it opens something, one is left for the way. */
const FRESH_MS = 540_000;
/** Mails whose whole is kept while others are looked at. */
const KEPT_MAX = 50;

interface Read {
  whole: MailWhole;
  readAtMs: number;
}

const known = signal<ReadonlyMap<string, Read>>(new Map());

/** A server that was restarted opens nothing for a word that it gave before. */
effect(() => {
  if (connection.value.state === "live") known.value = new Map([...known.peek()].map(([mail, read]) => [mail, { ...read, readAtMs: -Infinity }]));
});

/** What was read of it, however long ago: its words do not change. */
export const readOf = (mail: string): MailWhole | undefined => known.value.get(mail)?.whole;

/** Read now, unless that was a moment ago. Nothing: it could not be read, and that was told. */
export async function wholeOf(interaction: string, mail: string): Promise<MailWhole | undefined> {
  const before = known.peek().get(mail);
  if (before && now.peek() - before.readAtMs < FRESH_MS) return before.whole;
  await attempt(async (current) => {
    const whole = await current.ask("mail.read", { interaction, mail, via: viaOf(interaction) });
    const others = [...known.peek()].filter(([id]) => id !== mail).slice(1 - KEPT_MAX);
    known.value = new Map([...others, [mail, { whole, readAtMs: now.peek() }]]);
  });
  return known.peek().get(mail)?.whole;
}

const path = (mail: string, rest: string, asked: Record<string, string>): string => `/v1/mails/${encodeURIComponent(mail)}/${rest}?${new URLSearchParams(asked)}`;

/** Where its parts are, for as long as `access` opens them. */
export const partPath = (mail: string, part: number, access: string): string => path(mail, `parts/${part}`, { access });
export const picturePath = (mail: string, part: number, access: string): string => path(mail, `parts/${part}`, { access, inline: "1" });
export const rawPath = (mail: string, access: string): string => path(mail, "raw", { access });
export const pagePath = (mail: string, access: string, withImages: boolean): string => path(mail, "page", withImages ? { access, images: "1" } : { access });

/** A file to keep, under its own name. */
export function download(address: string, name: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}
