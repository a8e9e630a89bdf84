/** What the keys do, all on one page. */
import { signal } from "@preact/signals";
import { CHIEFS, GROUPS, KNOWN, groupName, titleOf } from "./deeds.ts";
import { Dialog } from "./dialog.tsx";
import { shownKeys } from "./keys.ts";
import { say } from "./language.ts";
import { keysOf } from "./shortcuts.ts";

/** Which page about keys is open. */
export const keysPage = signal<"help" | "settings" | undefined>(undefined);

/** Keys as caps, one after the other. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span class="keys">
      {shownKeys(keys).map((one, index) => (
        <kbd key={index}>{one}</kbd>
      ))}
    </span>
  );
}

export function KeysHelp() {
  if (keysPage.value !== "help") return null;
  return (
    <Dialog title={say("keys.title")} close={() => (keysPage.value = undefined)}>
      <div class="keys-help" tabIndex={0} role="region" aria-label={say("keys.title")}>
        {GROUPS.map((group) => {
          const names = CHIEFS.filter((name) => KNOWN[name]?.group === group && keysOf(name));
          return (
            names.length > 0 && (
              <section key={group}>
                <h3>{groupName(group)}</h3>
                <dl>
                  {names.map((name) => [<dt key={`${name} what`}>{titleOf(name)}</dt>, <dd key={name}>{<Keys keys={keysOf(name) ?? ""} />}</dd>])}
                </dl>
              </section>
            )
          );
        })}
        <section>
          <h3>{say("keys.always")}</h3>
          <dl>
            <dt>{say("keys.send")}</dt>
            <dd>
              <Keys keys="Mod+Enter" />
            </dd>
            <dt>{say("keys.rows")}</dt>
            <dd>
              <Keys keys="ArrowUp ArrowDown" />
            </dd>
            <dt>{say("keys.close")}</dt>
            <dd>
              <Keys keys="Escape" />
            </dd>
          </dl>
        </section>
      </div>
      <button type="button" onClick={() => (keysPage.value = "settings")}>
        {say("keys.change")}
      </button>
    </Dialog>
  );
}
