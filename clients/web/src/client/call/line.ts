/**
 * What one page says to the other parties of its call, through the server: in order, and again where that is due.
 *
 * refused    said anew after a while, unless another page of this party has the call now
 * unheard    a party from whom nothing came is asked, after longer and longer: one of the two `join` may be lost
 * connected  again to the server: signals may have been lost meanwhile
 */
import type { Client } from "../client.ts";
import { CommandFailed } from "../commands.ts";
import { newName } from "../names.ts";
import type { Kind } from "./peer.ts";

export interface LineOptions {
  client: Client;
  interaction: string;
  /** Something was heard from this party, and there is a connection to it, or one is being made. */
  isMet: (party: string) => boolean;
  renew: (party: string) => void;
  /** Another page of mine has the call. */
  elsewhere: () => void;
}

/** What was refused, or broke, is tried again after this long. */
const AGAIN_MS = 2_000;
const KNOCK_MS = 3_000;
const KNOCK_MS_MAX = 24_000;

export class Line {
  /** My page: a new one with each load. */
  readonly page = newName("pag");
  private readonly joined = new Set<string>();
  private readonly knocking = new Set<string>();
  private readonly refused = new Set<string>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private sending: Promise<unknown> = Promise.resolve();
  private isClosed = false;

  constructor(private readonly options: LineOptions) {}

  /** With these and nobody else, from now on. */
  with(parties: ReadonlySet<string>): void {
    for (const party of this.joined) if (!parties.has(party)) this.joined.delete(party);
    for (const party of parties) {
      if (this.joined.has(party)) continue;
      this.joined.add(party);
      this.send(party, "join");
      this.knock(party);
    }
  }

  /** One after the other: a signal that has to wait is not overtaken. */
  send(to: string, kind: Kind, data = "", target = ""): void {
    const { client, interaction } = this.options;
    const signal = { interaction, to, kind, source: this.page, target, data };
    this.sending = this.sending.then(() => client.ask("call.signal", signal)).catch((error: unknown) => this.failed(to, error));
  }

  /** The server is reachable again. */
  again(): void {
    for (const party of this.joined) this.anew(party);
  }

  /** Until they are met: nobody of theirs may be there, or one of the two `join` was lost. */
  knock(party: string, waitMs = KNOCK_MS): void {
    if (this.knocking.has(party)) return;
    this.knocking.add(party);
    this.later(() => {
      this.knocking.delete(party);
      if (!this.joined.has(party) || this.options.isMet(party)) return;
      this.send(party, "restart"); // not `join`: that would take the call from another page of mine
      this.knock(party, Math.min(2 * waitMs, KNOCK_MS_MAX));
    }, waitMs);
  }

  /** Both forget their connection, and meet again. */
  meetAgain(party: string, page: string): void {
    this.later(() => {
      if (!this.joined.has(party) || this.options.isMet(party)) return;
      this.send(party, "bye", "", page);
      this.send(party, "join", "", page);
    });
  }

  /** Unless it is over by then. */
  later(run: () => void, waitMs = AGAIN_MS): void {
    if (this.isClosed) return;
    const timer = setTimeout(() => (this.timers.delete(timer), run()), waitMs);
    this.timers.add(timer);
  }

  /** What was said still goes out. */
  close(): void {
    this.isClosed = true;
    this.joined.clear();
    for (const timer of this.timers) clearTimeout(timer);
  }

  private failed(to: string, error: unknown): void {
    if (this.isClosed) return;
    if (error instanceof CommandFailed && error.details["state"] === "elsewhere") return this.options.elsewhere();
    if (this.refused.has(to)) return;
    this.refused.add(to);
    this.later(() => (this.refused.delete(to), this.anew(to)));
  }

  private anew(party: string): void {
    if (!this.joined.has(party)) return;
    this.send(party, "join");
    this.options.renew(party);
  }
}
