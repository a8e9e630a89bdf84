/**
 * The page that shows the widget in a frame, and what the two tell each other. The server lets only listed sites frame
 * it; each side hears only the other's window from the other's origin. Nothing secret is told.
 *
 * site -> widget    opened, closed: whether it is seen
 * widget -> site    close; state: how many unread words, whether a conversation goes on
 */
import { effect, signal } from "@preact/signals";
import { isOver, kept, view } from "./conversation.ts";

const origin = new URLSearchParams(location.search).get("host");
export const isFramed = parent !== window && origin !== null;
const isSeen = signal(!isFramed);
/** Words that were there when it was last seen. */
let seenCount: number | undefined;

export function minimize(): void {
  tell({ ringline: "close" });
}

function tell(message: object): void {
  if (isFramed && origin) parent.postMessage(message, origin);
}

export function talkToHost(): void {
  if (!isFramed) return;
  addEventListener("message", ({ source, origin: from, data }: MessageEvent<{ ringline?: unknown } | null>) => {
    if (source !== parent || from !== origin) return;
    if (data?.ringline === "opened" || data?.ringline === "closed") isSeen.value = data.ringline === "opened";
  });
  addEventListener("keydown", ({ key }) => key === "Escape" && minimize());
  effect(() => {
    const count = view.value?.segments.filter(({ role }) => role !== "consumer").length ?? 0;
    if (isSeen.value || seenCount === undefined || count < seenCount) seenCount = count;
    tell({ ringline: "state", unread: count - seenCount, isTalking: kept.value !== undefined && !isOver.value });
  });
}
