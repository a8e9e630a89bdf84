/**
 * Where the client is in each stream, and what it knows.
 *
 * snapshot (all parts) -> position set, view replaced      event n+1 -> applied     n or less -> dropped
 * event n+2 or more    -> gap: the stream must be subscribed again from where we are
 */
import type { EphemeralFrame, EventFrame, Position, Snapshot } from "./frames.ts";
import { Views } from "./view/views.ts";

export type Arrival = "apply" | "duplicate" | "gap";

export class Streams {
  views = new Views();
  /** Streams that the server told of by itself or that were asked for; a new session asks again. */
  readonly wanted = new Set<string>();
  private readonly places = new Map<string, Position>();
  private readonly parts = new Map<string, Snapshot[]>();
  private readonly unacked = new Set<string>();

  /** For a hello, at most as many as it holds. */
  positions(max: number): Record<string, Position> {
    return Object.fromEntries([...this.places].slice(0, max));
  }

  /** For a subscribe; undefined: from a snapshot. */
  position(stream: string): Position | undefined {
    return this.places.get(stream);
  }

  /** Whether the whole snapshot is here now. One that nobody wants is dropped. */
  snapshot(part: Snapshot): boolean {
    if (!this.wanted.has(part.stream)) return false;
    const first = this.parts.get(part.stream)?.[0];
    const goesOn = first?.epoch === part.epoch && first.seq === part.seq && first.parts === part.parts;
    const parts = goesOn ? [...(this.parts.get(part.stream) ?? []), part] : [part];
    this.parts.set(part.stream, parts);
    if (parts.length < (part.parts ?? 1)) return false;
    this.parts.delete(part.stream);
    const inOrder = parts.sort((a, b) => (a.part ?? 1) - (b.part ?? 1));
    this.views = this.views.withSnapshot(part.stream, joined(inOrder.map((one) => one.state)));
    this.places.set(part.stream, [part.epoch, part.seq]);
    this.unacked.add(part.stream);
    return true;
  }

  /** What became of an event. One of a stream that nobody wants any more is as good as known. */
  event({ stream, seq, event, data, at_ms }: EventFrame): Arrival {
    if (!this.wanted.has(stream)) return "duplicate";
    const position = this.places.get(stream);
    if (!position || seq > position[1] + 1) return "gap";
    if (seq <= position[1]) return "duplicate";
    this.places.set(stream, [position[0], seq]);
    this.views = this.views.withEvent(stream, event, data, at_ms);
    this.unacked.add(stream);
    return "apply";
  }

  passing({ stream, event, data }: EphemeralFrame): void {
    this.views = this.views.withPassing(stream, event, data);
  }

  /** Not read any more: neither wanted, nor known. */
  forget(stream: string): void {
    this.wanted.delete(stream);
    this.unacked.delete(stream);
    this.places.delete(stream);
    this.parts.delete(stream);
    this.views = this.views.without(stream);
  }

  /** What to acknowledge now. */
  takeAcks(): Record<string, number> {
    const acks = [...this.unacked].map((stream) => [stream, this.places.get(stream)?.[1] ?? 0] as const);
    this.unacked.clear();
    return Object.fromEntries(acks);
  }

  /** Half a snapshot is worth nothing, and the next connection counts its acks by itself. */
  disconnected(): void {
    this.parts.clear();
    this.unacked.clear();
  }
}

/** Of the parts of a large state: arrays one after the other, objects merged, anything else stands in one part. */
export function joined(parts: Record<string, unknown>[]): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const part of parts)
    for (const [name, value] of Object.entries(part)) {
      const known = whole[name];
      if (Array.isArray(known) && Array.isArray(value)) whole[name] = [...known, ...value];
      else if (isObject(known) && isObject(value)) whole[name] = { ...known, ...value };
      else whole[name] = value;
    }
  return whole;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
