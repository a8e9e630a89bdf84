/** Everything that a client knows: the views of all streams that it reads, keyed by stream. Never changed, replaced. */
import { complete } from "../complete.ts";
import type { AgentView, ConsumerView, InteractionView, QueueView, SegmentPartial } from "../received.ts";
import { EVENT_CLASS } from "../tables.ts";
import { applyAgent } from "./agent.ts";
import { applyConsumer } from "./consumer.ts";
import { applyInteraction } from "./interaction.ts";
import { applyQueue } from "./queue.ts";
import { withPartial } from "./segments.ts";

export type View = AgentView | ConsumerView | InteractionView | QueueView;
export type ViewClass = "AgentView" | "ConsumerView" | "InteractionView" | "QueueView";
type Apply = (view: never, event: string, data: unknown, atMs: number) => View;

const APPLY: Record<ViewClass, Apply> = {
  AgentView: applyAgent,
  ConsumerView: applyConsumer,
  InteractionView: applyInteraction,
  QueueView: applyQueue,
};

/** The class of a stream's view; undefined for a kind of stream that is not known here. */
export function viewClass(stream: string, isConsumer: boolean): ViewClass | undefined {
  const kind = stream.split("/", 1)[0];
  if (kind === "agent") return "AgentView";
  if (kind === "queue") return "QueueView";
  return kind !== "interaction" ? undefined : isConsumer ? "ConsumerView" : "InteractionView";
}

/** The view after the next event of its stream. Hidden and unknown events change nothing but `seq`. */
export function apply<V extends View>(cls: ViewClass, view: V, event: string, data: unknown, atMs: number): V {
  const of = EVENT_CLASS[event];
  const whole = of === undefined || data === undefined ? undefined : complete(of, data);
  return APPLY[cls](view as never, event, whole, atMs) as V;
}

/** What a client knows; `own` is its own stream. */
export class Views {
  constructor(
    readonly own = "",
    readonly isConsumer = false,
    private readonly views: Readonly<Record<string, View>> = {},
  ) {}

  /** The agent's own view; undefined until its snapshot came. */
  get agent(): AgentView | undefined {
    return this.views[this.own] as AgentView | undefined;
  }

  /** An interaction that is read; a consumer's is a `ConsumerView`. */
  interaction(id: string): InteractionView | undefined {
    return this.views[`interaction/${id}`] as InteractionView | undefined;
  }

  /** A consumer's own interaction. */
  conversation(id: string): ConsumerView | undefined {
    return this.views[`interaction/${id}`] as ConsumerView | undefined;
  }

  queue(id: string): QueueView | undefined {
    return this.views[`queue/${id}`] as QueueView | undefined;
  }

  get streams(): string[] {
    return Object.keys(this.views);
  }

  of(stream: string): View | undefined {
    return this.views[stream];
  }

  owned(own: string, isConsumer: boolean): Views {
    return new Views(own, isConsumer, this.views);
  }

  /** The stream begins, or begins anew. */
  withSnapshot(stream: string, state: unknown): Views {
    const cls = viewClass(stream, this.isConsumer);
    return cls ? this.with(stream, complete<View>(cls, state)) : this;
  }

  /** The next event of a stream; ignored when the stream has not begun. */
  withEvent(stream: string, event: string, data: unknown, atMs: number): Views {
    const cls = viewClass(stream, this.isConsumer);
    const view = this.views[stream];
    return cls && view ? this.with(stream, apply(cls, view, event, data, atMs)) : this;
  }

  /** What is being said goes into its interaction; other passing facts are the user's own affair. */
  withPassing(stream: string, event: string, data: unknown): Views {
    const view = this.views[stream];
    if (event !== "segment.partial" || !view || !("partials" in view)) return this;
    return this.with(stream, withPartial(view, complete<SegmentPartial>("SegmentPartial", data)));
  }

  /** The stream is no longer read. */
  without(stream: string): Views {
    const { [stream]: _, ...views } = this.views;
    return new Views(this.own, this.isConsumer, views);
  }

  private with(stream: string, view: View): Views {
    return new Views(this.own, this.isConsumer, { ...this.views, [stream]: view });
  }
}
