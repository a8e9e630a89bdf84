/**
 * Text that is saved as it is typed: kept on this device at once, on the server soon after, lost never.
 *
 * clean --typed--> dirty --a moment--> saving --reply--> clean          no connection: dirty until there is one
 *                                        |--conflict--> conflict: what the other device wrote is shown beside it
 *                                        |--refused---> refused: says so, and is tried again on the next connection
 */
import { type Signal, effect, signal } from "@preact/signals";
import { type Client, CommandFailed, SessionOver } from "../client/index.ts";
import { client, connection } from "./desk.ts";

const PAUSE_MS = 400;
const OURS_MAX = 8;

export type Saving = "clean" | "dirty" | "saving" | "conflict" | "refused";
/** Writes the text over revision `rev` and tells the new one. */
export type Write = (client: Client, text: string, rev: number) => Promise<number>;
/** The text of what the server has, as a conflict tells it. */
export type Read = (current: Record<string, unknown>) => string;

const plainText: Read = (current) => String(current["text"] ?? "");

export class Typed {
  readonly text: Signal<string>;
  readonly saving: Signal<Saving>;
  readonly theirs = signal<string | undefined>(undefined);
  readonly savedAtMs = signal<number | undefined>(undefined);
  private rev = 0;
  private sent: string | undefined;
  /** What this device sent last, also before the page was left: the server may have any of it, and then it is no other's. */
  private ours: string[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Not needed any more. */
  readonly close: () => void;

  constructor(
    private readonly keptAs: string,
    /** Without one it stays on this device. */
    private readonly write?: Write,
    private readonly read: Read = plainText,
  ) {
    const kept = localStorage.getItem(keptAs);
    this.ours = JSON.parse(localStorage.getItem(`${keptAs} sent`) ?? "[]") as string[];
    this.text = signal(kept ?? "");
    this.saving = signal<Saving>(kept === null || !write ? "clean" : "dirty");
    this.close = effect(() => {
      if (connection.value.state === "live" && this.awaits()) this.soon(PAUSE_MS);
    });
  }

  private awaits(): boolean {
    return this.saving.peek() === "dirty" || this.saving.peek() === "refused";
  }

  type(text: string): void {
    this.text.value = text;
    this.theirs.value = undefined;
    if (!text && !this.write) return localStorage.removeItem(this.keptAs);
    localStorage.setItem(this.keptAs, text);
    if (!this.write) return;
    if (this.saving.value !== "saving") this.saving.value = "dirty";
    this.soon(PAUSE_MS);
  }

  /** What the server has. It is shown unless the agent is typing: then a conflict is found when saving. */
  told(text: string, rev: number, atMs?: number): void {
    if (rev <= this.rev || (this.saving.value !== "clean" && !this.ours.includes(text) && text !== this.text.value)) return;
    this.rev = rev;
    if (this.saving.value === "clean") [this.text.value, this.savedAtMs.value] = [text, atMs];
  }

  private soon(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), ms);
  }

  private async save(): Promise<void> {
    const current = client.value;
    if (!current || !this.write || connection.value.state !== "live" || !this.awaits()) return; // the reply, or the connection, goes on
    const text = (this.sent = this.text.value);
    this.ours = [...this.ours, text].slice(-OURS_MAX);
    localStorage.setItem(`${this.keptAs} sent`, JSON.stringify(this.ours));
    this.saving.value = "saving";
    try {
      this.rev = Math.max(this.rev, await this.write(current, text, this.rev));
      this.saved(text, current.serverNowMs());
    } catch (error) {
      this.failed(error);
    }
  }

  private saved(text: string, atMs: number): void {
    this.savedAtMs.value = atMs;
    if (this.text.value !== text) return this.again(PAUSE_MS);
    this.saving.value = "clean";
    localStorage.removeItem(this.keptAs);
    this.ours = [];
    localStorage.removeItem(`${this.keptAs} sent`);
  }

  /** It stays here. A conflict waits for the agent; what can succeed later is tried again. */
  private failed(error: unknown): void {
    if (!(error instanceof CommandFailed) && !(error instanceof SessionOver)) throw error;
    const isUnanswered = error instanceof SessionOver || error.code === "timeout";
    if (isUnanswered || this.text.value !== this.sent) return this.again(PAUSE_MS);
    this.saving.value = "refused";
    if (error.code === "conflict") this.conflict(error.details["current"] as Record<string, unknown>);
    else if (!this.sent) this.saved("", client.value?.serverNowMs() ?? 0); // nothing is lost with nothing
  }

  private again(ms: number): void {
    this.saving.value = "dirty";
    this.soon(ms);
  }

  private conflict(current: Record<string, unknown>): void {
    this.rev = Number(current["rev"]);
    const text = this.read(current);
    if (text === this.text.value) return this.saved(text, client.value?.serverNowMs() ?? 0);
    if (!text || this.ours.includes(text)) return this.again(0);
    this.saving.value = "conflict";
    this.theirs.value = text;
  }
}

const AT_REST_MAX = 32;
const all = new Map<string, Typed>();

/** One for each thing that is written; of those that are saved, the newest. */
export function typed(keptAs: string, write?: Write, read?: Read): Typed {
  const known = all.get(keptAs) ?? new Typed(`ringline.typed.${keptAs}`, write, read);
  all.delete(keptAs);
  all.set(keptAs, known);
  if (all.size > AT_REST_MAX) forgetOldest();
  return known;
}

function forgetOldest(): void {
  const [oldest] = [...all].slice(0, -1).filter(([, one]) => one.saving.peek() === "clean");
  if (!oldest) return;
  oldest[1].close();
  all.delete(oldest[0]);
}
