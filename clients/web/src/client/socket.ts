/** One WebSocket from dialling to its end: frames in, frames out, signs of life, and one end that always comes. */
import { type ServerFrame, framesOf } from "./frames.ts";
import { LIMITS } from "./tables.ts";
import { LOST } from "./verdict.ts";

const SUBPROTOCOLS = ["ringline.v1", "ringline.any"];

/** A socket's state in which it takes what is sent; closing, it only complains. */
const OPEN = 1;

/** What the client needs of a WebSocket: that of a browser, or of the npm package `ws`. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}
export type SocketMaker = new (url: string, protocols: string[]) => SocketLike;

export interface Hearer {
  opened(): void;
  frame(frame: ServerFrame): void;
  /** Said once; nothing comes after it. */
  gone(code: number, reason: string): void;
}

export class Socket {
  private readonly socket: SocketLike;
  private isOpen = false;
  private isGone = false;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private intervalMs = LIMITS.HEARTBEAT_INTERVAL_MS;
  private timeoutMs = LIMITS.HEARTBEAT_TIMEOUT_MS;

  constructor(
    make: SocketMaker,
    url: string,
    private readonly hearer: Hearer,
  ) {
    this.socket = new make(url, SUBPROTOCOLS);
    this.socket.onopen = () => this.open();
    this.socket.onmessage = ({ data }: { data: unknown }) => this.received(String(data));
    this.socket.onclose = ({ code, reason }: { code: number; reason: string }) => this.end(code, reason);
    this.socket.onerror = () => undefined; // the close that follows says what happened
    this.heard();
  }

  /** The beat that the welcome named. */
  beat(intervalMs: number, timeoutMs: number): void {
    [this.intervalMs, this.timeoutMs] = [intervalMs, timeoutMs];
    this.heard();
  }

  /** What cannot be sent now is dropped: commands are kept elsewhere. */
  send(frame: object | string): void {
    if (this.isOpen && !this.isGone && this.socket.readyState === OPEN) this.socket.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** Says goodbye; the server's answer is not waited for. */
  close(code: number): void {
    this.socket.close(code);
    this.end(code, "");
  }

  /** Is it still there? Gone when no answer comes in time. For a page that woke up. */
  probe(): void {
    this.send({ type: "ping" });
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.drop("the server is silent"), this.timeoutMs);
  }

  /** The connection has failed, without a goodbye. */
  drop(reason: string): void {
    this.socket.close();
    this.end(LOST, reason);
  }

  private open(): void {
    this.isOpen = true;
    if (!this.isGone) this.hearer.opened();
  }

  private received(text: string): void {
    if (this.isGone) return;
    this.heard();
    try {
      for (const frame of framesOf(text)) this.isGone || this.hearer.frame(frame);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.drop("what the server says cannot be read");
    }
  }

  /** Silence, then a ping, then silence again: the connection is dead. */
  private heard(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.probe(), this.intervalMs);
  }

  private end(code: number, reason: string): void {
    if (this.isGone) return;
    this.isGone = true;
    clearTimeout(this.silence);
    this.hearer.gone(code, reason);
  }
}
