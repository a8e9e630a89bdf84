/** The few questions that have no socket yet: which queues there are, begin a conversation, another token. */

/** The server said no. `code` is the protocol's; `path` names the field at fault. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly retryAfterMs: number,
    readonly path: string,
  ) {
    super(code);
    this.name = "Refused";
  }
}

/** The server did not answer: no network, or none that understood us. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

const PATIENCE_MS = 15_000;

interface Asked {
  body?: object;
  /** Idempotency key. */
  key?: string;
  /** Bearer token. */
  token?: string;
}

/** A question without a body, a command with one. Rejects with Refused or Unreachable. */
export async function ask<T>(path: string, { body, key, token }: Asked = {}): Promise<T> {
  const headers: Record<string, string> = {};
  if (body) headers["content-type"] = "application/json";
  if (key) headers["idempotency-key"] = key;
  if (token) headers["authorization"] = `Bearer ${token}`;
  let answer: Response;
  let told: unknown;
  try {
    const how = body ? { method: "POST", body: JSON.stringify(body) } : {};
    answer = await fetch(path, { ...how, headers, credentials: "omit", signal: AbortSignal.timeout(PATIENCE_MS) });
    told = await answer.json();
  } catch {
    throw new Unreachable(path);
  }
  if (answer.ok) return told as T;
  const { error } = told as { error?: { code: string; retry_after_ms?: number; details?: { path?: string } } };
  throw new Refused(error?.code ?? "internal", error?.retry_after_ms ?? 0, error?.details?.path ?? "");
}
