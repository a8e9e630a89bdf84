/** Language, appearance, sound, and the way out. */
import { type Language, chooseLanguage, language, say } from "./language.ts";
import { keysPage } from "./keys_help.tsx";
import { Menu } from "./menu.tsx";
import { askToNotify, hasNotifications, isBlocked } from "./notifying.ts";
import { hasSound } from "./ringing.ts";
import { type Theme, theme } from "./theme.ts";
import { signOut } from "./desk.ts";

export function Settings() {
  return (
    <Menu label={<span aria-hidden="true">⚙</span>} name={say("menu.settings")}>
      <LanguageChoice />
      <label class="row">
        {say("menu.theme")}
        <select value={theme.value} onChange={(event) => (theme.value = event.currentTarget.value as Theme)}>
          {(["auto", "light", "dark"] as const).map((one) => (
            <option key={one} value={one}>
              {say(`theme.${one}`)}
            </option>
          ))}
        </select>
      </label>
      <label class="row">
        {say("menu.sound")}
        <input type="checkbox" checked={hasSound.value} onChange={(event) => (hasSound.value = event.currentTarget.checked)} />
      </label>
      <label class="row">
        {say("menu.notifications")}
        <input
          type="checkbox"
          checked={hasNotifications.value}
          onChange={(event) => ((hasNotifications.value = event.currentTarget.checked), askToNotify())}
        />
      </label>
      {hasNotifications.value && isBlocked() && <p class="quiet">{say("menu.notifications_blocked")}</p>}
      <button type="button" class="option" onClick={() => (keysPage.value = "settings")}>
        {say("menu.keys")}
      </button>
      <button type="button" onClick={signOut}>
        {say("menu.signout")}
      </button>
    </Menu>
  );
}

export function LanguageChoice() {
  return (
    <label class="row">
      {say("menu.language")}
      <select value={language.value} onChange={(event) => chooseLanguage(event.currentTarget.value as Language)}>
        <option value="en" lang="en">
          English
        </option>
        <option value="es" lang="es">
          Español
        </option>
      </select>
    </label>
  );
}
