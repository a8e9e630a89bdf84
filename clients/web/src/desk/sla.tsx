/** How long somebody has been waiting for an answer, against what the queue promises. Colour and words. */
import { setUp } from "./account.ts";
import { now } from "./desk.ts";
import { say } from "./language.ts";
import { roughly } from "./spans.ts";

/** Below this part of the target, it is nearly late. */
const NEAR = 0.25;

/** How much is left; negative when it is late, undefined without a promise. */
export function leftMs(queue: string | null | undefined, sinceMs: number | null | undefined): number | undefined {
  const target = setUp(queue)?.target_ms;
  return target === undefined || sinceMs == null ? undefined : sinceMs + target - now.value;
}

export function Sla({ queue, sinceMs }: { queue: string | null; sinceMs: number | null | undefined }) {
  const left = leftMs(queue, sinceMs);
  const target = setUp(queue)?.target_ms ?? 0;
  if (left === undefined) return null;
  const level = left < 0 ? "late" : left < target * NEAR ? "near" : "fine";
  return (
    <span class="sla" data-level={level} title={say("sla.help", { span: roughly(target) })}>
      {say(left < 0 ? "sla.late" : "sla.left", { span: roughly(Math.abs(left)) })}
    </span>
  );
}
