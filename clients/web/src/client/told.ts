/** What a client tells its user, beside its views. */
import type { EphemeralFrame, EventFrame, Notice } from "./frames.ts";

/** How the connection is. It comes back by itself unless it is over. */
export type Connection =
  | { state: "connecting" }
  | { state: "live"; resumed: boolean }
  | { state: "lost"; code: number; reason: string; waitMs: number }
  | { state: "over"; code: number; reason: string };

export type Told =
  | { what: "connection"; connection: Connection }
  | { what: "event"; frame: EventFrame }
  | { what: "passing"; frame: EphemeralFrame }
  | { what: "snapshot"; stream: string }
  | { what: "notice"; notice: Notice }
  /** After everything of one message: the views are as they are now. */
  | { what: "changed" };

export type Listener = (told: Told) => void;

/** Where a session is kept across reloads of a page. */
export interface Keep {
  load(): KeptSession | undefined;
  save(session: KeptSession): void;
  clear(): void;
}

export interface KeptSession {
  id: string;
  token: string;
}

/** In a tab: the session of this tab, across its reloads. */
export function keptIn(storage: Storage, name: string): Keep {
  return {
    load: () => {
      const [id, token] = (storage.getItem(name) ?? "").split(" ");
      return id && token ? { id, token } : undefined;
    },
    save: ({ id, token }) => storage.setItem(name, `${id} ${token}`),
    clear: () => storage.removeItem(name),
  };
}
