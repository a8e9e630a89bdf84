/** The truth about the connection, and what is told in passing. */
import { client, connection, dismiss, isOnline, isRestarting, now, toasts } from "./desk.ts";
import { say, span } from "./language.ts";
import type { Word } from "./language.ts";
import { endsAtMs, problem, renew } from "./credentials.ts";
import { useEffect, useRef, useState } from "preact/hooks";

const SUPERSEDED = 4305;
const KICKED = 4306;
const EXPIRED = new Set([4200, 4201]);
/** Ends that mean more than a broken line. */
const SPECIAL: Readonly<Record<number, Word>> = { 4003: "link.fault", 4005: "link.slow", 4101: "link.overloaded", 4102: "link.too_many", 4103: "link.too_fast" };

/** One calm line while something is not as it should be; what counts down in it is not read out. What is typed is kept; what happened meanwhile comes after. */
export function LinkBar() {
  const link = connection.value;
  const [untilMs, setUntilMs] = useState(0);
  useEffect(() => setUntilMs(link.state === "lost" ? now.value + link.waitMs : 0), [link]);
  const isExpired = link.state === "lost" && EXPIRED.has(link.code);
  const isEnding = link.state === "live" && endsAtMs.value !== undefined;
  const told = isOnline.value && isExpired ? say("link.expired") : isEnding ? say("link.expiring") : lostText();
  const leftMs = isEnding ? (endsAtMs.value ?? 0) - now.value : untilMs - now.value;
  const isCounting = told !== undefined && (isEnding || (link.state === "lost" && isOnline.value && !isExpired && leftMs > 1_000));
  return (
    <div class="link" role="status" data-bad={told !== undefined}>
      {told && <span>{told}</span>}
      {isCounting && <span role="timer">{span(leftMs)}</span>}
      {(isExpired || isEnding) && <Renew />}
      {told && link.state === "lost" && !isExpired && (
        <button type="button" onClick={() => client.value?.nudge()}>
          {say("link.retry")}
        </button>
      )}
    </div>
  );
}

function lostText(): string | undefined {
  const link = connection.value;
  if (!isOnline.value) return say("link.offline");
  if (isRestarting.value) return say("link.restart");
  if (link.state === "live") return undefined;
  if (link.state !== "lost") return say("link.connecting");
  return say(SPECIAL[link.code] ?? "link.lost_now");
}

/** A newer token, without losing what is on the screen. */
function Renew() {
  const box = useRef<HTMLInputElement>(null);
  const go = (event: Event): void => {
    event.preventDefault();
    const token = box.current?.value.trim();
    if (token) void renew(token).then((isDone) => isDone && box.current && (box.current.value = ""));
  };
  return (
    <form class="renew" onSubmit={go}>
      <input ref={box} type="password" required autocomplete="off" aria-label={say("signin.token")} placeholder={say("signin.token")} />
      <button type="submit">{say("link.renew")}</button>
      {problem.value && <span role="alert">{say(problem.value)}</span>}
    </form>
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
        <button type="button" class="primary" onClick={() => (why === "stopped" ? location.reload() : client.value?.start())}>
          {say(why === "stopped" ? "over.anew" : "over.here")}
        </button>
      </div>
    </main>
  );
}

export function Toasts() {
  return (
    <div class="toasts" role="log" aria-live="polite">
      {toasts.value.map(({ id, text, isBad, deed }) => (
        <div key={id} class="toast" data-bad={isBad}>
          <span>{text}</span>
          {deed && (
            <button type="button" onClick={() => (dismiss(id), deed.run())}>
              {deed.text}
            </button>
          )}
          <button type="button" class="plain" aria-label={say("action.close")} onClick={() => dismiss(id)}>
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
