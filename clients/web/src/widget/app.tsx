/** The widget: who one talks to, the truth about the connection, and the form or the conversation. */
import { Afterwards, Menu } from "./menu.tsx";
import { Begin } from "./form.tsx";
import { Talk } from "./talk.tsx";
import { client, connection, isElsewhere, isExpired, isOnline, isOver, isRestarting, kept, leave, view } from "./conversation.ts";
import { isFramed, minimize } from "./host.ts";
import { say } from "./language.ts";

/** Ends after which the same token opens nothing: refused, signed out, forbidden. */
const NOT_YOURS = new Set([4300, 4306, 4307]);

export function App() {
  return (
    <div class="widget">
      <header class="bar">
        <Title level={1} />
        <Menu />
        {isFramed && (
          <button type="button" class="plain" aria-label={say("app.minimize")} onClick={minimize}>
            <span aria-hidden="true">×</span>
          </button>
        )}
      </header>
      <main class="middle">{kept.value ? <Conversation /> : <Begin />}</main>
    </div>
  );
}

/** Who one talks to, else where one waits. */
export function Title({ level }: { level: 1 | 2 }) {
  const Heading = level === 1 ? "h1" : "h2";
  const seen = view.value;
  const names = seen?.agents.map((agent) => agent.agent_name).join(", ");
  return (
    <div class="title">
      <Heading>{names || seen?.queue_name || say("app.title")}</Heading>
      {names && <p>{seen?.queue_name}</p>}
    </div>
  );
}

/** What is kept goes on here, or cannot: then why, and what to do. */
export function Conversation() {
  const isGone = isExpired.value || (connection.value.state === "over" && !isElsewhere.value);
  if (isGone && !isOver.value) return <Gone />;
  return (
    <>
      <Link />
      <Talk>{isOver.value && <Afterwards />}</Talk>
    </>
  );
}

export function Link() {
  const link = connection.value;
  const told = (): string => {
    if (isElsewhere.value) return say("gone.superseded");
    if (link.state === "over") return "";
    if (!isOnline.value) return say("link.offline");
    if (isRestarting.value) return say("link.restart");
    return link.state === "lost" ? say("link.lost") : "";
  };
  const text = told();
  return (
    <div class={text ? "link" : "sr"} role="status">
      {text}
      {text && link.state === "lost" && isOnline.value && (
        <button type="button" onClick={() => client.value?.nudge()}>
          {say("link.retry")}
        </button>
      )}
      {isElsewhere.value && (
        <button type="button" onClick={() => client.value?.start()}>
          {say("gone.here")}
        </button>
      )}
    </div>
  );
}

function Gone() {
  const link = connection.value;
  const isStopped = !isExpired.value && link.state === "over" && !NOT_YOURS.has(link.code);
  return (
    <div class="page" role="alert">
      <p class="strong">{isStopped ? say("gone.stopped", { reason: link.reason || link.code }) : say("gone.expired")}</p>
      {isStopped && (
        <button type="button" class="primary" onClick={() => location.reload()}>
          {say("gone.anew")}
        </button>
      )}
      <button type="button" class={isStopped ? "" : "primary"} onClick={leave}>
        {say("chat.new")}
      </button>
    </div>
  );
}
