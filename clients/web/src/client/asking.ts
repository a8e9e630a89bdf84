/** Asking: a command with its key, repeated as the server says, over as many connections as it takes. */
import type { Answers } from "./answers.ts";
import { CommandFailed, Outstanding, type SessionOver } from "./commands.ts";
import type { ErrorBody, Reply } from "./frames.ts";
import { newName } from "./names.ts";
import type { Method, Params } from "./sent.ts";
import { KEYLESS, LIMITS } from "./tables.ts";
import { backoffMs } from "./verdict.ts";

/** For one command with all its retries and reconnects; then `CommandFailed` with `timeout`: unknown, not failed. */
const PATIENCE_MS = 60_000;
/** Of a command that the server asks to repeat. */
const RETRIES_MAX = 5;

export interface AskOptions {
  /** Idempotency key; absent: a fresh one. */
  key?: string;
  /** The revision that the change is based on. */
  rev?: number;
  patienceMs?: number;
}

export class Asking {
  private readonly outstanding = new Outstanding();
  private isConnected = false;
  private over: SessionOver | undefined;

  constructor(
    private readonly send: (text: string) => void,
    private readonly random: () => number,
  ) {}

  /** See `Client.ask`. */
  async ask<M extends Method>(method: M, params: Params[M], options: AskOptions): Promise<Answers[M]> {
    const key = options.key ?? (KEYLESS.has(method) ? undefined : newName("key"));
    const signal = AbortSignal.timeout(options.patienceMs ?? PATIENCE_MS);
    for (let attempt = 0; ; attempt += 1) {
      const { result, error } = await this.request(method, params, key, options.rev, signal);
      if (!error) return (result ?? {}) as Answers[M];
      const isRepeated = error.retry === "now" || error.retry === "backoff";
      if (!isRepeated || attempt >= RETRIES_MAX)
        throw new CommandFailed(error.code, error.message, error.retry, error.details ?? {}, method, key);
      await new Promise((resolve) => setTimeout(resolve, this.pauseMs(error, attempt)));
    }
  }

  /** A reply to what nobody waits for any more is ignored. */
  settle(reply: Reply): void {
    this.outstanding.settle(reply);
    this.flush();
  }

  /** A welcome came: what was in flight is unknown, and is sent again before everything else. */
  connected(inFlightMax: number): void {
    this.isConnected = true;
    this.outstanding.inFlightMax = inFlightMax;
    this.outstanding.reconnected();
    this.flush();
  }

  disconnected(): void {
    this.isConnected = false;
  }

  /** There will be no replies. */
  end(over: SessionOver): void {
    this.over = over;
    this.outstanding.end(over);
  }

  /** A session begins. */
  begin(): void {
    this.over = undefined;
  }

  /** As the server asks; from the second time on spread, for many were told the same. */
  private pauseMs({ retry, retry_after_ms: toldMs }: ErrorBody, attempt: number): number {
    if (toldMs === undefined) return retry === "now" ? 0 : backoffMs(attempt, this.random);
    return toldMs + (attempt > 0 ? backoffMs(attempt, this.random) : 0);
  }

  private async request(
    method: Method,
    params: object,
    key: string | undefined,
    rev: number | undefined,
    signal: AbortSignal,
  ): Promise<Reply> {
    if (this.over) throw this.over;
    const id = this.outstanding.nextId();
    const expect = rev === undefined ? undefined : { rev };
    const text = JSON.stringify({ type: "command", id, method, key, params, expect });
    if (new TextEncoder().encode(text).length > LIMITS.MESSAGE_BYTES_MAX)
      throw new CommandFailed("too_large", "too long for one message", "never", {}, method, key);
    try {
      const reply = this.outstanding.add(id, text, signal);
      this.flush();
      return await reply;
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new CommandFailed("timeout", "no reply in time; the outcome is unknown", "now", {}, method, key);
    }
  }

  private flush(): void {
    if (this.isConnected) for (const text of this.outstanding.take()) this.send(text);
  }
}
