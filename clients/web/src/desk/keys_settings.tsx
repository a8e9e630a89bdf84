/** Choosing keys: press them, or have none. What collides is told before it is taken. */
import { useLayoutEffect, useState } from "preact/hooks";
import { CHIEFS, GROUPS, KNOWN, groupName, titleOf } from "./deeds.ts";
import { Dialog } from "./dialog.tsx";
import { SEQUENCE_MS, pressed } from "./keys.ts";
import { Keys, keysPage } from "./keys_help.tsx";
import { say } from "./language.ts";
import { type Fault, allowBare, faultOf, isChoosing, unwish, wish, wished, wishNothing, wishes } from "./shortcuts.ts";

export function KeysSettings() {
  if (keysPage.value !== "settings") return null;
  return (
    <Dialog title={say("keys.settings")} close={() => (keysPage.value = undefined)}>
      <label class="row">
        {say("keys.bare")}
        <input type="checkbox" checked={wishes.value.bare} onChange={(event) => allowBare(event.currentTarget.checked)} />
      </label>
      <p class="quiet">{say("keys.kept")}</p>
      <div class="keys-settings">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{groupName(group)}</h3>
            <ul>
              {CHIEFS.filter((name) => KNOWN[name]?.group === group).map((name) => (
                <One key={name} name={name} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <button type="button" disabled={Object.keys(wishes.value.keys).length === 0 && wishes.value.bare} onClick={wishNothing}>
        {say("keys.reset_all")}
      </button>
    </Dialog>
  );
}

function One({ name }: { name: string }) {
  const [isAsking, setAsking] = useState(false);
  const [fault, setFault] = useState<(Fault & { keys: string }) | undefined>(undefined);
  const keys = wished(name);
  const title = titleOf(name);
  const take = (chosen: string): void => {
    setAsking(false);
    const found = faultOf(name, chosen);
    setFault(found && { ...found, keys: chosen });
    if (!found) wish(name, chosen);
  };
  const isOwn = name in wishes.value.keys;
  return (
    <li>
      <span class="what">{title}</span>
      <button type="button" class="chosen-keys" aria-label={say("keys.choose", { title })} onClick={() => (setFault(undefined), setAsking(true))}>
        {isAsking ? <Asking take={take} stop={() => setAsking(false)} /> : keys ? <Keys keys={keys} /> : say("keys.none")}
      </button>
      <button type="button" class="plain" disabled={!keys} aria-label={say("keys.remove", { title })} title={say("keys.remove", { title })} onClick={() => wish(name, null)}>
        ×
      </button>
      <button type="button" class="plain" disabled={!isOwn} aria-label={say("keys.reset", { title })} title={say("keys.reset", { title })} onClick={() => (setFault(undefined), unwish(name))}>
        ↺
      </button>
      {fault && (
        <p class="problem" role="alert">
          <Keys keys={fault.keys} /> {fault.why === "taken" ? say("keys.taken", { title: titleOf(fault.by) }) : say("keys.too_easy")}
        </p>
      )}
    </li>
  );
}

/** Waits for keys: one, or two in a row when the first is one alone. Escape and Tab are never taken. */
function Asking({ take, stop }: { take: (keys: string) => void; stop: () => void }) {
  const [first, setFirst] = useState("");
  useLayoutEffect(() => {
    isChoosing.value = true;
    return () => void (isChoosing.value = false);
  }, []);
  useLayoutEffect(() => {
    const key = (event: KeyboardEvent): void => {
      const one = pressed(event);
      if (!one) return;
      event.preventDefault();
      event.stopPropagation();
      if (one === "Escape" || one === "Tab") stop();
      else if (first) take(`${first} ${one}`);
      else if (one.length === 1) setFirst(one);
      else take(one);
    };
    addEventListener("keydown", key, true);
    const timer = first ? setTimeout(() => take(first), SEQUENCE_MS) : undefined;
    return () => (removeEventListener("keydown", key, true), clearTimeout(timer));
  }, [first]);
  return (
    <span role="status">
      {first && <Keys keys={first} />} {say("keys.press")}
    </span>
  );
}
