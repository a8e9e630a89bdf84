/** What can be done wherever one is: going to lists and tabs, walking through rows, choosing a status; and the pages above. */
import { account } from "./account.ts";
import { useDeed } from "./deeds.ts";
import { agent, choose, chosen } from "./desk.ts";
import { type Which, which } from "./filters.ts";
import { KeysHelp, keysPage } from "./keys_help.tsx";
import { Lazy } from "./lazy.tsx";
import { say, sayOr } from "./language.ts";
import { walked } from "./list.tsx";
import { Palette, isPaletteOpen } from "./palette.tsx";
import { goTo, place } from "./place.ts";
import { setStatus } from "./status.tsx";

export function Doing() {
  useDesk();
  useLists();
  useAbout();
  return (
    <>
      <Statuses />
      <Palette />
      <KeysHelp />
      {keysPage.value === "settings" && <Lazy name="KeysSettings" />}
    </>
  );
}

function useDesk(): void {
  useDeed("palette.open", () => (isPaletteOpen.value = !isPaletteOpen.value));
  useDeed("keys.help", () => (keysPage.value = "help"));
  useDeed("keys.settings", () => (keysPage.value = "settings"));
}

/** When it is there: the next frames draw it. */
function focus(selector: string, frames = 3): void {
  const found = document.querySelector<HTMLElement>(selector);
  if (found) found.focus();
  else if (frames > 0) requestAnimationFrame(() => focus(selector, frames - 1));
}

function useLists(): void {
  const show = (list: Which): void => {
    which.value = list;
    if (matchMedia("(max-width: 46rem)").matches) choose(undefined);
    focus(".rows li > button[tabindex='0']");
  };
  const step = (by: number): void => {
    const rows = walked.value.filter((id, index, all) => all.indexOf(id) === index);
    const at = rows.indexOf(chosen.value ?? "");
    const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
    if (next) goTo({ interaction: next });
  };
  useDeed("lists.open_long", () => show("open"));
  useDeed("lists.all_long", () => show("all"));
  useDeed("list.find", () => focus(".list .sought input"));
  useDeed("list.next", () => step(1), walked.value.length > 0);
  useDeed("list.previous", () => step(-1), walked.value.length > 0);
  useDeed("list.back", () => (choose(undefined), focus(".rows li > button[tabindex='0']")), chosen.value !== undefined);
}

function useAbout(): void {
  const isOpen = chosen.value !== undefined;
  const tab = (name: string, then: string): void => {
    if (matchMedia("(max-width: 46rem)").matches) goTo({ ...place.value, about: "1" });
    requestAnimationFrame(() => {
      document.getElementById(`tab-${name}`)?.click();
      focus(then);
    });
  };
  useDeed("tab.profile", () => tab("profile", "#tab-profile"), isOpen);
  useDeed("tab.note", () => tab("engagement", "#note"), isOpen);
  useDeed("tab.transcript", () => tab("transcript", "#tab-panel .search input"), isOpen);
}

/** Each reason is a choice of its own in the palette. */
function Statuses() {
  const status = agent.value?.status?.status;
  useDeed("status.set_ready", () => setStatus("ready"), status !== "ready");
  useDeed("status.set_not_ready", () => setStatus("not_ready"), status !== "not_ready");
  useDeed("status.set_offline", () => setStatus("offline"), status !== "offline");
  return (
    <>
      {(account.value?.status_reasons ?? []).map((reason) => (
        <Reason key={reason} reason={reason} set={() => setStatus("not_ready", reason)} />
      ))}
    </>
  );
}

function Reason({ reason, set }: { reason: string; set: () => void }) {
  useDeed(`status ${reason}`, set, true, `${say("status.not_ready")} · ${sayOr(`reason.${reason}`, reason)}`);
  return null;
}
