/** The envelopes of the protocol, as far as a client handles them. */
import type { EphemeralData, EventData, NoticeKind, PrincipalInfo, StreamState } from "./received.ts";

/** Epoch and seq: the last event of a stream that a client has. */
export type Position = [epoch: string, seq: number];

export interface ErrorBody {
  code: string;
  message: string;
  retry: "never" | "now" | "backoff" | "resync" | "auth";
  retry_after_ms?: number;
  details?: Record<string, unknown>;
}

export interface Welcome {
  type: "welcome";
  id: string;
  session: { id: string; token: string; resumed: boolean; window_ms: number };
  principal: PrincipalInfo;
  server: { at_ms: number; version: string };
  limits: Record<string, number>;
  heartbeat: { interval_ms: number; timeout_ms: number };
  streams?: Record<string, StreamState>;
  capabilities?: string[];
}

export interface Reply {
  type: "reply";
  id: string;
  result?: Record<string, unknown>;
  error?: ErrorBody;
  pos?: Record<string, number>;
  replayed?: boolean;
}

export interface EventFrame<E extends keyof EventData = keyof EventData> {
  type: "event";
  stream: string;
  seq: number;
  at_ms: number;
  event: E;
  data: EventData[E];
}

export interface EphemeralFrame<E extends keyof EphemeralData = keyof EphemeralData> {
  type: "ephemeral";
  stream: string;
  event: E;
  key?: string;
  data: EphemeralData[E];
}

export interface Snapshot {
  type: "snapshot";
  stream: string;
  epoch: string;
  seq: number;
  state: Record<string, unknown>;
  part?: number;
  parts?: number;
}

export interface Notice {
  type: "notice";
  notice: NoticeKind;
  stream?: string;
  reason?: string;
  expires_at_ms?: number;
  reconnect_in_ms?: number;
}

export type ServerFrame =
  | Welcome
  | Reply
  | EventFrame
  | EphemeralFrame
  | Snapshot
  | Notice
  | { type: "caught_up"; id: string; pos?: Record<string, number> }
  | { type: "ping"; id?: string }
  | { type: "pong"; id?: string }
  | { type: "error"; error: ErrorBody; fatal?: boolean };

/** The frames of a message. Throws a SyntaxError when it is not JSON, or holds what is no frame at all. */
export function framesOf(text: string): ServerFrame[] {
  const read: unknown = JSON.parse(text);
  const frames: unknown[] = Array.isArray(read) ? read : [read];
  if (!frames.every(isFrame)) throw new SyntaxError("a frame is an object with a type");
  return frames as ServerFrame[];
}

const isFrame = (value: unknown): boolean =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
