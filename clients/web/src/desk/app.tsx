/** Everything on the screen: who is not signed in signs in; else list, thread and context, with rings above all. */
import { Toasts, LinkBar, SessionGone } from "./link.tsx";
import { agent, chosen, client, connection, legs, wasLive } from "./desk.ts";
import { say } from "./language.ts";
import { Context } from "./context.tsx";
import { Doing } from "./doing.tsx";
import { List } from "./list.tsx";
import { PaletteButton } from "./palette.tsx";
import { place } from "./place.ts";
import { viewOf } from "./reading.ts";
import { Rings } from "./ring.tsx";
import { Settings } from "./settings.tsx";
import { SignIn } from "./signin.tsx";
import { Status } from "./status.tsx";
import { Thread } from "./thread.tsx";
import { Why } from "./why.tsx";

export function App() {
  if (!client.value || (!wasLive.value && connection.value.state !== "over")) return <SignIn />;
  if (connection.value.state === "over") return <SessionGone />;
  return (
    <div class="desk" data-view={!chosen.value ? "list" : place.value.about ? "about" : "thread"}>
      <header class="bar">
        <h1 class="brand">
          <span class="mark" aria-hidden="true" /> Ringline <span class="sr">{say("app.title")}</span>
        </h1>
        <Status />
        <span class="who">{agent.value?.name}</span>
        <PaletteButton />
        <Settings />
      </header>
      <LinkBar />
      <main class="panes">
        <List />
        <Middle />
      </main>
      <Why />
      <Rings />
      <Doing />
      <Toasts />
    </div>
  );
}

function Middle() {
  const interaction = chosen.value;
  if (!interaction)
    return (
      <section class="thread nothing" aria-label={say("thread.none")}>
        <p>{say(legs.value.length > 0 ? "thread.none" : "list.empty")}</p>
      </section>
    );
  return (
    <>
      <Thread key={interaction} interaction={interaction} />
      {viewOf(interaction) && <Context key={`about ${interaction}`} interaction={interaction} />}
    </>
  );
}
