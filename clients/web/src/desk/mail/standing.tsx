/** Whether a mail of ours has left: on its way, tried again when, or why it did not, in the words of the other server. */
import type { MailStateView } from "../../client/received.ts";
import { attempt, now } from "../desk.ts";
import { clockTime, say } from "../language.ts";

interface StandingProps {
  interaction: string;
  /** Nothing: so long ago that nobody tells any more. */
  state: MailStateView | undefined;
  canWrite: boolean;
  /** Nobody handles it any more. */
  isOver: boolean;
}

export function Standing({ interaction, state, canWrite, isOver }: StandingProps) {
  if (!state) return null;
  const time = state.next_at_ms === undefined ? "" : clockTime(state.next_at_ms, now.peek());
  const again = (): void => void attempt((current) => current.ask("mail.retry", { interaction, mail: state.mail }));
  return (
    <div class="standing" data-state={state.state} role="status">
      <p>
        {state.state === "sent" && <span aria-hidden="true">✓ </span>}
        {state.state === "deferred" && time ? say("mail.deferred_until", { time, count: state.attempts }) : say(`mail.state_${state.state}`)}
      </p>
      {state.reason && (state.state === "failed" || state.state === "deferred") && <p class="reason">{say("mail.server_said", { reason: state.reason })}</p>}
      {state.state === "failed" && isOver && <p class="quiet">{say("mail.retry_supervisor")}</p>}
      {state.state === "failed" && canWrite && (
        <button type="button" data-deed="mail.retry" onClick={again}>
          {say("mail.retry")}
        </button>
      )}
    </div>
  );
}
