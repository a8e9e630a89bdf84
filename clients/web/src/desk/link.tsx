/** The truth about the connection, and what is told in passing. */
import { client, connection, dismiss, isOnline, isRestarting, now, toasts } from "./desk.ts";
import { say, span } from "./language.ts";
import { useEffect, useState } from "preact/hooks";

const SUPERSEDED = 4305;
const KICKED = 4306;

export function LinkBar() {
  const link = connection.value;
  const [untilMs, setUntilMs] = useState(0);
  useEffect(() => setUntilMs(link.state === "lost" ? now.value + link.waitMs : 0), [link]);
  const text = (): string | undefined => {
    if (!isOnline.value) return say("link.offline");
    if (link.state === "live") return undefined;
    if (isRestarting.value) return say("link.restart");
    if (link.state !== "lost") return say("link.connecting");
    const leftMs = untilMs - now.value;
    return leftMs > 1_000 ? say("link.lost", { span: span(leftMs) }) : say("link.lost_now");
  };
  const told = text();
  return (
    <div class="link" role="status" data-bad={told !== undefined}>
      {told}
      {told && link.state === "lost" && (
        <button type="button" onClick={() => client.value?.nudge()}>
          {say("link.retry")}
        </button>
      )}
    </div>
  );
}

/** The session is over, and not by the agent's wish. */
export function SessionGone() {
  const link = connection.value;
  if (link.state !== "over") return null;
  const why = link.code === SUPERSEDED ? "superseded" : link.code === KICKED ? "kicked" : "stopped";
  return (
    <main class="signin">
      <div class="card" role="alert">
        <h1>{say(`over.${why}`)}</h1>
        <p>{say(`over.${why}_help`, { reason: link.reason || link.code })}</p>
        <button type="button" class="primary" onClick={() => client.value?.start()}>
          {say("over.here")}
        </button>
      </div>
    </main>
  );
}

export function Toasts() {
  return (
    <div class="toasts" role="log" aria-live="polite">
      {toasts.value.map(({ id, text, isBad }) => (
        <div key={id} class="toast" data-bad={isBad}>
          <span>{text}</span>
          <button type="button" class="plain" aria-label={say("action.close")} onClick={() => dismiss(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
