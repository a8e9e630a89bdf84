/** One side asks for a call: consent, in time; or the wait for it. */
import type { InteractionView, LegView } from "../client/received.ts";
import { now } from "./desk.ts";
import { say, span } from "./language.ts";
import { acceptUpgrade, answerUpgrade } from "./upgrading.ts";

export function UpgradePanel({ view, leg }: { view: InteractionView; leg: LegView }) {
  const asked = view.upgrade;
  if (!asked || view.ended || leg.kind !== "primary") return null;
  const isTheirs = asked.by === "consumer" && !asked.accepted;
  const left = span(Math.max(0, asked.until_at_ms - now.value));
  const word = asked.accepted ? "upgrade.connecting" : isTheirs ? (asked.channel === "video" ? "upgrade.they_video" : "upgrade.they_voice") : "upgrade.asked";
  return (
    <section class="call upgrade" role={isTheirs ? "alertdialog" : "group"} aria-label={say("upgrade.region")}>
      <p role="status">
        {say(word)} <span aria-hidden="true">{left}</span>
      </p>
      <div class="deeds">
        {isTheirs && (
          <button type="button" class="good" data-deed="upgrade.accept" onClick={() => void acceptUpgrade(view)}>
            {say("upgrade.accept")}
          </button>
        )}
        <button type="button" data-deed="upgrade.no" onClick={() => answerUpgrade(view, isTheirs ? "upgrade.refuse" : "upgrade.withdraw")}>
          {say(isTheirs ? "upgrade.refuse" : "upgrade.withdraw")}
        </button>
      </div>
    </section>
  );
}
