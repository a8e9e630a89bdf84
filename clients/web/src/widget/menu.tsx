/** What one does rarely: another language, the transcript, the end. A click elsewhere and Escape close it. */
import { useRef, useState } from "preact/hooks";
import { useClosing } from "../calls/closing.ts";
import { client, isOver, kept, leave, view } from "./conversation.ts";
import { download } from "./file.ts";
import { type Language, chooseLanguage, language, say } from "./language.ts";

export function Menu() {
  const box = useRef<HTMLDetailsElement>(null);
  useClosing(box);
  return (
    <details class="menu" ref={box}>
      <summary aria-label={say("app.menu")}>
        <span aria-hidden="true">⋯</span>
      </summary>
      <div class="panel">
        <label class="field">
          {say("app.language")}
          <select value={language.value} onChange={(event) => chooseLanguage(event.currentTarget.value as Language)}>
            <option value="en" lang="en">
              English
            </option>
            <option value="es" lang="es">
              Español
            </option>
          </select>
        </label>
        {view.value && <Download />}
        {view.value && !isOver.value && <End />}
      </div>
    </details>
  );
}

export function Download() {
  const [isBusy, setBusy] = useState(false);
  const go = async (): Promise<void> => {
    setBusy(true);
    await download().catch(() => undefined); // nothing was lost: the button is there again
    setBusy(false);
  };
  return (
    <button type="button" disabled={isBusy} onClick={() => void go()}>
      {say(isBusy ? "chat.downloading" : "chat.download")}
    </button>
  );
}

function End() {
  const [isSure, setSure] = useState(false);
  const end = (): void => {
    setSure(false);
    if (kept.value) client.value?.ask("interaction.end", { interaction: kept.value.interaction }).catch(() => undefined);
  };
  if (!isSure)
    return (
      <button type="button" class="bad" onClick={(event) => (event.stopPropagation(), setSure(true))}>
        {say("chat.end")}
      </button>
    );
  return (
    <div role="group" class="sure" aria-label={say("chat.end_sure")}>
      <p>{say("chat.end_sure")}</p>
      <button type="button" class="bad" onClick={end}>
        {say("chat.end_yes")}
      </button>
      <button type="button" onClick={(event) => (event.stopPropagation(), setSure(false))}>
        {say("chat.end_no")}
      </button>
    </div>
  );
}

/** What one can do when it is over. */
export function Afterwards() {
  return (
    <div class="afterwards">
      <Download />
      <button type="button" class="primary" onClick={leave}>
        {say("chat.new")}
      </button>
    </div>
  );
}
