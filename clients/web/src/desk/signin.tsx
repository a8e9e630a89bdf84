/** Signing in with a token. */
import { useRef } from "preact/hooks";
import { LanguageChoice } from "./settings.tsx";
import { signInWith } from "./credentials.ts";
import { client, connection, signInProblem, signOut } from "./desk.ts";
import { say } from "./language.ts";

export function SignIn() {
  const box = useRef<HTMLTextAreaElement>(null);
  const isBusy = client.value !== undefined;
  const isLost = isBusy && connection.value.state === "lost";
  const go = (event: Event): void => {
    event.preventDefault();
    const token = box.current?.value.trim();
    if (token) signInWith(token);
  };
  return (
    <main class="signin">
      <form class="card" onSubmit={go}>
        <h1 class="brand">
          <span class="mark" aria-hidden="true" /> Ringline
        </h1>
        <h2>{say("signin.title")}</h2>
        {signInProblem.value && (
          <p class="problem" role="alert">
            {say(signInProblem.value)}
          </p>
        )}
        {isBusy ? (
          <>
            <p role="status">{say(isLost ? "link.lost_now" : "signin.busy")}</p>
            <button type="button" onClick={signOut}>
              {say("action.cancel")}
            </button>
          </>
        ) : (
          <>
            <label for="token">{say("signin.token")}</label>
            <textarea id="token" ref={box} rows={4} required autocomplete="off" spellcheck={false} aria-describedby="token-help" />
            <p id="token-help" class="quiet">
              {say("signin.help")}
            </p>
            <button class="primary" type="submit">
              {say("signin.go")}
            </button>
          </>
        )}
        <LanguageChoice />
      </form>
    </main>
  );
}
