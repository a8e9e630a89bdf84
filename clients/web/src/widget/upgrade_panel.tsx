/** One side asks for a call: consent, in time; the wait for it; and what became of it. */
import { now, view } from "./conversation.ts";
import { countdown, say } from "./language.ts";
import { acceptUpgrade, answerUpgrade, verdict } from "./upgrading.ts";

export function UpgradePanel() {
  const [seen, asked] = [view.value, view.value?.upgrade];
  if (seen?.phase !== "active") return null;
  if (!asked)
    return verdict.value ? (
      <p class="page quiet verdict" role="status">
        {verdict.value}
      </p>
    ) : null;
  const isTheirs = asked.by !== "consumer" && !asked.accepted;
  const word = asked.accepted ? "upgrade.connecting" : isTheirs ? (asked.channel === "video" ? "upgrade.they_video" : "upgrade.they_voice") : "upgrade.asked";
  return (
    <section class="call upgrade" role={isTheirs ? "alertdialog" : "group"} aria-label={say("upgrade.region")}>
      <p role="status">
        {say(word, { name: seen.agents[0]?.agent_name ?? "" })} <span aria-hidden="true">{countdown(Math.max(0, asked.until_at_ms - now.value))}</span>
      </p>
      {verdict.value && <p class="problem">{verdict.value}</p>}
      <div class="controls">
        {isTheirs && (
          <button type="button" class="primary" data-control="upgrade_accept" onClick={() => void acceptUpgrade()}>
            {say("upgrade.accept")}
          </button>
        )}
        <button type="button" data-control="upgrade_no" onClick={() => answerUpgrade(isTheirs ? "upgrade.refuse" : "upgrade.withdraw")}>
          {say(isTheirs ? "upgrade.refuse" : "upgrade.withdraw")}
        </button>
      </div>
    </section>
  );
}
