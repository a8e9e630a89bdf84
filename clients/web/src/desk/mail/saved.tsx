/** Whether the draft is safe, and where. */
import { isReachable, now } from "../desk.ts";
import { clockTime, say } from "../language.ts";
import type { Typed } from "../typed.ts";

export function Saved({ mail }: { mail: Typed }) {
  const told = (): string => {
    if (mail.saving.value === "clean") return mail.savedAtMs.value === undefined ? say("thread.draft_saved") : say("notes.saved", { time: clockTime(mail.savedAtMs.value, now.peek()) });
    if (mail.saving.value === "refused") return say("notes.refused");
    if (mail.saving.value === "conflict") return "";
    return say(isReachable.value ? "notes.saving" : "notes.unsaved");
  };
  return (
    <span class="quiet saved" role="status">
      {told()}
    </span>
  );
}
