/** What to do when a connection has ended: the close code is a verdict, chance spreads the crowd. */
import { BANDS, CLOSES, LIMITS, type Verdict } from "./tables.ts";

/** A connection that ended without a close frame. */
export const LOST = 1006;

/** No hello was read in time: ours is said at once, so the line was slow, or this machine slept. */
const LATE = 4304;

/** When to come back, and whether as the same session. */
export interface Plan {
  waitMs: number;
  keepsSession: boolean;
}

export interface Circumstances {
  /** Ends in a row without a session, from 0. */
  attempt: number;
  random: () => number;
  /** What a draining notice asked for. */
  toldMs?: number;
  /** Newer credentials can be had. */
  renews: boolean;
}

/** What a close code says; one that is not known, by its band. */
export function verdictOf(code: number): Verdict {
  return CLOSES[code]?.verdict ?? BANDS[`${Math.trunc(code / 100)}xx`] ?? "resume";
}

/** The next step after a close; undefined: do not come back by yourself. */
export function plan(code: number, { attempt, random, toldMs, renews }: Circumstances): Plan | undefined {
  switch (verdictOf(code)) {
    case "over":
      return undefined;
    case "stop":
      return code === LATE && attempt > 0 ? { waitMs: backoffMs(attempt - 1, random), keepsSession: true } : undefined;
    case "resume":
      if (attempt > 0) return { waitMs: backoffMs(attempt - 1, random), keepsSession: true };
      return { waitMs: toldMs ?? Math.trunc(random() * LIMITS.RESUME_JITTER_MS), keepsSession: true };
    case "new_session":
      return { waitMs: backoffMs(attempt, random), keepsSession: false };
    case "reauthenticate":
      return renews ? { waitMs: backoffMs(attempt, random), keepsSession: true } : undefined;
  }
}

/** From 0 to twice as long each time, up to the cap. */
export function backoffMs(attempt: number, random: () => number): number {
  return Math.trunc(random() * Math.min(LIMITS.BACKOFF_CAP_MS, LIMITS.BACKOFF_BASE_MS * 2 ** attempt));
}
