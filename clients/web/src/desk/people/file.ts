/** A file of contacts on its way into the book: what its columns are, and what the server says of it, batch by batch. */
import { bearer } from "../token.ts";

export type Policy = "skip" | "update" | "create";

export interface RowFault {
  row: number;
  /** As the file calls it; empty: the whole row. */
  column: string;
  fault: string;
}

export interface Report {
  preview: boolean;
  rows: number;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  faults: RowFault[];
}

export interface Progress {
  rows: number;
  /** An estimate: a cell may hold line ends. */
  rows_about: number;
}

export interface Wish {
  policy: Policy;
  preview: boolean;
  /** Header to meaning, where it is not as the server guesses. */
  columns: Readonly<Record<string, string>>;
}

/** The server did not take the file, or stopped on the way; `report` is what it kept until then. */
export class ImportFailed extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly report?: Report,
  ) {
    super(message);
  }
}

type Told = Partial<Progress> & { report?: Report; error?: { code: string; message?: string } };

const HEADER_BYTES_MAX = 65_536;
const DELIMITERS = [",", ";", "\t", "|"];

/** The names in the first line of a CSV file; none of a vCard file. Quoted cells lose their quotes. */
export async function columnsOf(file: Blob): Promise<string[]> {
  const text = await file.slice(0, HEADER_BYTES_MAX).text();
  const [line = ""] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (/^BEGIN:VCARD/i.test(line.trim()) || text.includes("\0")) return [];
  const [cells = []] = DELIMITERS.map((delimiter) => cellsOf(line, delimiter)).sort((a, b) => b.length - a.length);
  return cells.map((cell) => cell.trim().replace(/^"(.*)"$/, "$1").replaceAll('""', '"').trim()).filter(Boolean);
}

/** A delimiter within quotes belongs to its cell. */
function cellsOf(line: string, delimiter: string): string[] {
  const cells = [""];
  let isQuoted = false;
  for (const letter of line) {
    if (letter === '"') isQuoted = !isQuoted;
    if (letter === delimiter && !isQuoted) cells.push("");
    else cells[cells.length - 1] += letter;
  }
  return cells;
}

/** Reads the file in, or tries to. Who aborts keeps what is there. Raises ImportFailed. */
export async function readIn(file: Blob, wish: Wish, told: (progress: Progress) => void, signal: AbortSignal): Promise<Report> {
  const asked = new URLSearchParams({ policy: wish.policy, preview: String(wish.preview) });
  for (const [header, meaning] of Object.entries(wish.columns)) asked.append("columns", `${header}=${meaning}`);
  const headers = { authorization: `Bearer ${bearer.token ?? ""}`, accept: "application/x-ndjson", "content-type": file.type || "application/octet-stream" };
  const answer = await fetch(`/v1/contacts/import?${asked}`, { method: "POST", headers, body: file, signal });
  if (!answer.ok || !answer.body) throw failure((await answer.json().catch(() => ({}))) as Told);
  for await (const line of linesOf(answer.body)) {
    const now = JSON.parse(line) as Told;
    if (now.error) throw failure(now);
    if (now.report) return now.report;
    if (now.rows !== undefined && now.rows_about !== undefined) told({ rows: now.rows, rows_about: now.rows_about });
  }
  throw new ImportFailed("broken", "");
}

const failure = ({ error, report }: Told): ImportFailed => new ImportFailed(error?.code ?? "internal", error?.message ?? "", report);

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let rest = "";
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    const lines = (rest + next.value).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter(Boolean);
  }
}
