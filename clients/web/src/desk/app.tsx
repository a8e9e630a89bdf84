/** Everything on the screen: who is not signed in signs in; else list, thread and context, with rings above all. */
import { Toasts, LinkBar, SessionGone } from "./link.tsx";
import { agent, chosen, client, connection, legs, wasLive } from "./desk.ts";
import { say } from "./language.ts";
import { Context } from "./context.tsx";
import { Doing } from "./doing.tsx";
import { Lazy } from "./lazy.tsx";
import { List } from "./list.tsx";
import { PaletteButton } from "./palette.tsx";
import { goTo, place } from "./place.ts";
import { viewOf } from "./reading.ts";
import { Rings } from "./ring.tsx";
import { Settings } from "./settings.tsx";
import { SignIn } from "./signin.tsx";
import { Status } from "./status.tsx";
import { Thread } from "./thread.tsx";
import { asked } from "./why.ts";

export function App() {
  if (!client.value || (!wasLive.value && connection.value.state !== "over")) return <SignIn />;
  if (connection.value.state === "over") return <SessionGone />;
  return (
    <div class="desk" data-view={place.value.page ? "page" : !chosen.value ? "list" : place.value.about ? "about" : "thread"}>
      <header class="bar">
        <h1 class="brand">
          <span class="mark" aria-hidden="true" /> Ringline <span class="sr">{say("app.title")}</span>
        </h1>
        <Status />
        <span class="who">{agent.value?.name}</span>
        <BookButton />
        <PaletteButton />
        <Settings />
      </header>
      <LinkBar />
      <main class="panes">
        <List />
        <Middle />
      </main>
      {asked.value && <Lazy name="Why" />}
      <Rings />
      <Doing />
      <Toasts />
    </div>
  );
}

/** Beside the lists: everybody who is known. */
function BookButton() {
  const isOpen = place.value.page === "contacts";
  return (
    <button type="button" class="to-contacts" aria-label={say("contact.book")} data-deed="contacts.open" aria-pressed={isOpen} onClick={() => goTo(isOpen ? {} : { page: "contacts" })}>
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c0-5 4-7 8-7s8 2 8 7" />
      </svg>
      <span class="label">{say("contact.book")}</span>
    </button>
  );
}

function Middle() {
  if (place.value.page === "contacts") return <Lazy name="ContactsPage" />;
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
