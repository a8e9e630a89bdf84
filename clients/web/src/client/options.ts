/** What a client is made with, and how it introduces itself. */
import type { Position } from "./frames.ts";
import type { SocketMaker } from "./socket.ts";
import { LIMITS } from "./tables.ts";
import type { Keep, KeptSession } from "./told.ts";

export interface ClientOptions {
  /** `ws://` or `wss://`, with the path. */
  url: string;
  /** A bearer token, or who gives one: asked before every hello, and when the token is about to expire. */
  token: string | (() => Promise<string>);
  /** Stays the same for a device's life. Absent: one of this client. */
  device?: string;
  name?: string;
  version?: string;
  onConflict?: "join" | "replace" | "deny";
  /** Keeps the session across reloads. */
  keep?: Keep;
  /** Absent: the browser's. */
  WebSocket?: SocketMaker;
  random?: () => number;
}

/** The first frame: with as many positions as it holds; the other streams arrive as snapshots. */
export function helloText(
  { name = "ringline-web", version = "0.1.0", onConflict = "join" }: ClientOptions,
  device: string,
  bearer: string,
  kept: KeptSession | undefined,
  positions: (max: number) => Record<string, Position>,
): string {
  const session = { ...(kept ? { mode: "resume", ...kept } : { mode: "new" }), on_conflict: onConflict };
  const [auth, client] = [{ scheme: "bearer", token: bearer }, { name, version, device }];
  for (let most = LIMITS.POSITIONS_MAX; ; most = Math.trunc(most / 2)) {
    const text = JSON.stringify({ type: "hello", id: HELLO, auth, client, session, pos: positions(most) });
    if (most === 0 || new TextEncoder().encode(text).length <= LIMITS.HELLO_BYTES_MAX) return text;
  }
}

/** The id of every hello. */
export const HELLO = "hello";
