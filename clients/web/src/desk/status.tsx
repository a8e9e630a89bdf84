/** What the agent chose, what the system thinks of it, and since when. */
import type { Status as StatusWord } from "../client/received.ts";
import { account } from "./account.ts";
import { agent, attempt, now } from "./desk.ts";
import { say, sayOr, span } from "./language.ts";
import { Menu } from "./menu.tsx";
import { askToNotify } from "./notifying.ts";

export function Status() {
  const view = agent.value;
  if (!view) return null;
  const { status, state } = view;
  const word = status?.status ?? "offline";
  const reason = status?.reason ? ` · ${sayOr(`reason.${status.reason}`, status.reason)}` : "";
  const next = status?.next_status;
  const since = state?.since_at_ms ?? status?.since_at_ms;
  return (
    <div class="status" data-state={state?.state ?? word}>
      <Menu
        name={`${say("status.choose")}: ${say(`status.${word}`)}${reason}`}
        label={
          <>
            <span class="dot" aria-hidden="true" /> {say(`status.${word}`)}
            {reason}
            {next && <em> {say("status.next", { status: say(`status.${next.status}`) })}</em>}
          </>
        }
      >
        <Choices />
      </Menu>
      <span class="quiet state">
        {say(`state.${state?.state ?? "offline"}`)}
        {since !== undefined && <> · {span(now.value - since)}</>}
        {state && <> · {say("state.capacity", { used: state.units_used, units: state.units })}</>}
      </span>
    </div>
  );
}

/** As the agent chose. What cannot be now, because of live work, comes after it. */
export function setStatus(status: StatusWord, reason?: string): void {
  if (status === "ready") askToNotify();
  void attempt((current) => current.ask("agent.set_status", { status, reason }));
}

function Choices() {
  const reasons = account.value?.status_reasons ?? [];
  const view = agent.value;
  const isNow = (status: StatusWord, reason?: string): boolean =>
    view?.status?.status === status && view.status.reason === reason;
  const option = (status: StatusWord, text: string, reason?: string) => (
    <button type="button" class="option" data-status={status} aria-pressed={isNow(status, reason)} onClick={() => setStatus(status, reason)}>
      <span class="dot" aria-hidden="true" /> {text}
    </button>
  );
  return (
    <>
      {view?.status && (
        <p class="quiet">
          {say(`status.${view.status.status}`)} {say("status.since", { span: span(now.value - view.status.since_at_ms) })}
        </p>
      )}
      {option("ready", say("status.ready"))}
      {option("not_ready", say("status.not_ready"))}
      {reasons.map((reason) => option("not_ready", `${say("status.not_ready")} · ${sayOr(`reason.${reason}`, reason)}`, reason))}
      {option("offline", say("status.offline"))}
    </>
  );
}
