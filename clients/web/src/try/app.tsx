/** The page for trying it out: what to do, the bot and then the person, and what can be sent without a bot. */
import { useEffect } from "preact/hooks";
import { Conversation, Title } from "../widget/app.tsx";
import { kept } from "../widget/conversation.ts";
import { type Language, chooseLanguage, language, say } from "../widget/language.ts";
import { Menu } from "../widget/menu.tsx";
import { Bot } from "./bot.tsx";
import { type Tryout, look, problem, tryout } from "./flow.ts";
import { tell } from "./language.ts";
import { More } from "./more.tsx";

export function App() {
  useEffect(() => void look(), []);
  return (
    <div class="try">
      <header class="top">
        <h1>{tell("try.title")}</h1>
        <select
          aria-label={tell("try.language")}
          value={language.value}
          onChange={(event) => chooseLanguage(event.currentTarget.value as Language)}
        >
          <option value="en" lang="en">
            English
          </option>
          <option value="es" lang="es">
            Español
          </option>
        </select>
      </header>
      <main>{tryout.value ? <Page shown={tryout.value} /> : <Nothing />}</main>
    </div>
  );
}

function Nothing() {
  if (tryout.value === undefined)
    return (
      <div class="card">
        <p role="status">{problem.value || say("app.loading")}</p>
        {problem.value && (
          <button type="button" onClick={() => void look()}>
            {say("form.again")}
          </button>
        )}
      </div>
    );
  return (
    <div class="card">
      <h2>{tell("try.off")}</h2>
      <p>{tell("try.off_help")}</p>
    </div>
  );
}

function Page({ shown }: { shown: Tryout }) {
  return (
    <div class="columns">
      <section class="about">
        <p>{tell("try.lead")}</p>
        <ol>
          <li>
            {tell("try.step_desk")}{" "}
            <a href="/" target="ringline-desk">
              {tell("try.desk")}
            </a>
          </li>
          <li>{tell("try.step_bot")}</li>
          <li>{tell("try.step_ring")}</li>
        </ol>
        <More tryout={shown} />
      </section>
      <section class="phone" aria-label={tell("try.bot")}>
        {kept.value ? (
          <>
            <div class="bar">
              <Title level={2} />
              <Menu />
            </div>
            <div class="middle">
              <Conversation />
            </div>
          </>
        ) : (
          <>
            <div class="bar">
              <div class="title">
                <h2>{shown.bot}</h2>
                <p>{tell("try.bot_help", { queue: shown.queue_name })}</p>
              </div>
            </div>
            <div class="middle">
              <Bot tryout={shown} />
            </div>
          </>
        )}
      </section>
    </div>
  );
}
