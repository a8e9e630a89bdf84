/** Commands without a reply: kept with their keys, sent again after a reconnect, answered once. */
import type { ErrorBody, Reply } from "./frames.ts";
import { LIMITS } from "./tables.ts";

/** The server refused. `code` is the identity; show your own words to people. */
export class CommandFailed extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly retry: ErrorBody["retry"],
    readonly details: Record<string, unknown>,
    readonly method: string,
    readonly key: string | undefined,
  ) {
    super(`${method}: ${message} (${code})`);
    this.name = "CommandFailed";
  }

  /** The same key gets the same refusal again: whoever tries once more needs another one. */
  get isSettled(): boolean {
    return this.retry === "never" || this.retry === "resync";
  }
}

/** The session is over: signed out, or stopped by the server. */
export class SessionOver extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
  ) {
    super(`the session is over: ${reason || code}`);
    this.name = "SessionOver";
  }
}

interface Pending {
  readonly text: string;
  readonly settle: (reply: Reply) => void;
  readonly fail: (error: Error) => void;
}

/** In the order in which they were asked: that is the order in which they are sent, and sent again. */
export class Outstanding {
  inFlightMax = LIMITS.COMMANDS_IN_FLIGHT_MAX;
  private readonly waiting = new Map<string, Pending>();
  private readonly inFlight = new Map<string, Pending>();
  private last = 0;

  /** An id for a command of this client. */
  nextId(): string {
    this.last += 1;
    return `c${this.last}`;
  }

  /** The reply, over whichever connection it comes. Rejects with SessionOver, or with what `signal` was aborted. */
  add(id: string, text: string, signal: AbortSignal): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const forget = (): void => {
        this.waiting.delete(id);
        this.inFlight.delete(id);
      };
      signal.addEventListener("abort", () => (forget(), reject(signal.reason as Error)), { once: true });
      const settle = (reply: Reply): void => (forget(), resolve(reply));
      this.waiting.set(id, { text, settle, fail: reject });
    });
  }

  settle(reply: Reply): void {
    this.inFlight.get(reply.id)?.settle(reply);
  }

  /** Texts that may be sent now. */
  take(): string[] {
    const texts: string[] = [];
    for (const [id, pending] of this.waiting) {
      if (this.inFlight.size >= this.inFlightMax) break;
      this.waiting.delete(id);
      this.inFlight.set(id, pending);
      texts.push(pending.text);
    }
    return texts;
  }

  /** A new connection: what was in flight is unknown, and is sent again before everything else. */
  reconnected(): void {
    const later = [...this.waiting];
    this.waiting.clear();
    for (const [id, pending] of [...this.inFlight, ...later]) this.waiting.set(id, pending);
    this.inFlight.clear();
  }

  /** There will be no replies. */
  end(over: SessionOver): void {
    for (const pending of [...this.inFlight.values(), ...this.waiting.values()]) pending.fail(over);
    this.inFlight.clear();
    this.waiting.clear();
  }
}
