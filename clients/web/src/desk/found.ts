/**
 * The list of all interactions, page by page: lines, or what was said in them. It is read anew when the filter changes,
 * every few seconds while only its beginning is shown, and when one asks.
 */
import { effect, signal } from "@preact/signals";
import type { Client, Hit, InteractionLine } from "../client/index.ts";
import { client, connection, now } from "./desk.ts";
import { type Filter, asked, filters, fits, which } from "./filters.ts";

const PAGE = 50;
const PAUSE_MS = 250;
const FRESH_MS = 10_000;
/** Pages without a line of their own that are turned by themselves. */
const EMPTY_PAGES_MAX = 5;

export interface Row {
  line: InteractionLine;
  /** What was found in it. */
  hit?: Hit;
}

export interface Found {
  rows: readonly Row[];
  state: "loading" | "more" | "done" | "failed";
  cursor?: string;
  pages: number;
}

const NOTHING: Found = { rows: [], state: "loading", pages: 0 };

export const found = signal<Found>(NOTHING);
/** Each question makes the ones before it worthless. */
let question = 0;

export const isSaid = (filter: Filter): boolean => filter.said && filter.text.trim() !== "";

/** The next page, if there is one. */
export function more(): void {
  if (found.peek().state === "more") void read(question, found.peek(), EMPTY_PAGES_MAX);
}

/** The page that could not be read. */
export function again(): void {
  if (found.peek().state === "failed") void read(question, found.peek(), EMPTY_PAGES_MAX);
}

/** From the beginning. What is shown stays until the answer is there. */
export function refresh(): void {
  question += 1;
  found.value = { ...found.peek(), state: "loading" };
  void read(question, NOTHING, EMPTY_PAGES_MAX);
}

async function read(mine: number, before: Found, pagesLeft: number): Promise<void> {
  const current = client.value;
  if (!current) return;
  if (before.pages > 0) found.value = { ...before, state: "loading" };
  try {
    const page = await pageOf(current, filters.all.value, before.cursor);
    if (mine !== question) return;
    const next: Found = {
      rows: joined(before.rows, page.rows),
      cursor: page.cursor,
      pages: before.pages + 1,
      state: page.cursor ? "more" : "done",
    };
    found.value = next;
    if (page.cursor && page.rows.length === 0 && pagesLeft > 0) void read(mine, next, pagesLeft - 1);
  } catch {
    if (mine === question) found.value = { ...found.value, state: "failed" };
  }
}

async function pageOf(current: Client, filter: Filter, cursor: string | undefined): Promise<{ rows: Row[]; cursor?: string }> {
  if (!isSaid(filter)) {
    const page = await current.ask("interaction.list", { ...asked(filter, now.peek()), cursor, limit: PAGE });
    return { rows: page.interactions.map((line) => ({ line })), cursor: page.cursor ?? undefined };
  }
  const page = await current.ask("transcript.search", { text: filter.text.trim(), cursor, limit: PAGE });
  const lines = new Map(page.interactions.map((line) => [line.id, line]));
  const rows = page.hits.flatMap((hit) => {
    const line = lines.get(hit.interaction);
    return line && fits(line, filter, now.peek()) ? [{ line, hit }] : [];
  });
  return { rows, cursor: page.cursor ?? undefined };
}

/** What changed between two pages may come twice. */
function joined(before: readonly Row[], after: readonly Row[]): Row[] {
  const known = new Set(before.map(keyOf));
  return [...before, ...after.filter((row) => !known.has(keyOf(row)))];
}

export const keyOf = ({ line, hit }: Row): string => (hit ? `${line.id} ${hit.segment}` : line.id);

/** For the life of the page. */
export function keepFound(): void {
  effect(() => {
    if (which.value !== "all" || connection.value.state !== "live") return;
    void filters.all.value;
    const pause = setTimeout(refresh, found.peek().pages === 0 ? 0 : PAUSE_MS);
    return () => clearTimeout(pause);
  });
  effect(() => {
    if (!client.value) found.value = NOTHING;
  });
  setInterval(() => {
    const isShown = which.value === "all" && connection.value.state === "live" && !document.hidden;
    if (isShown && found.value.pages === 1 && !isSaid(filters.all.value) && found.value.state !== "loading") refresh();
  }, FRESH_MS);
}
