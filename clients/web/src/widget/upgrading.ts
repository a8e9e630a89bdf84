/** A chat that becomes a call, in the widget: asking for it, agreeing to it, and what became of it. Devices come first. */
import { signal } from "@preact/signals";
import { NoMedia, isCall } from "../client/index.ts";
import type { UpgradeEnded } from "../client/received.ts";
import { call, forgetMedia, openMedia } from "./calling.ts";
import { client, kept, onEvent, view } from "./conversation.ts";
import { say, sayOr } from "./language.ts";

/** What became of the last ask, or why it cannot be. */
export const verdict = signal("");

/** Microphone, and for pictures the camera: before anybody is asked. False: refused, and the page says why. */
async function prepare(channel: "voice" | "video"): Promise<boolean> {
  verdict.value = "";
  try {
    if (!isCall(view.value?.channel ?? "")) await openMedia(channel === "video");
    else await call.value?.addCamera().catch(() => (verdict.value = say("upgrade.no_camera")));
    return true;
  } catch (error) {
    if (!(error instanceof NoMedia)) throw error;
    verdict.value = say(`call.${error.why}`);
    return false;
  }
}

export async function askUpgrade(channel: "voice" | "video"): Promise<void> {
  if (await prepare(channel)) await tell(() => client.value?.ask("upgrade.ask", { interaction: kept.value?.interaction ?? "", channel }));
}

export async function acceptUpgrade(): Promise<void> {
  const asked = view.value?.upgrade;
  if (!asked || !(await prepare(asked.channel as "voice" | "video"))) return;
  await tell(() => client.value?.ask("upgrade.accept", { interaction: kept.value?.interaction ?? "", upgrade: asked.upgrade }));
}

export function answerUpgrade(method: "upgrade.refuse" | "upgrade.withdraw"): void {
  const asked = view.value?.upgrade;
  if (asked) void tell(() => client.value?.ask(method, { interaction: kept.value?.interaction ?? "", upgrade: asked.upgrade }));
}

async function tell(ask: () => Promise<unknown> | undefined): Promise<void> {
  try {
    await ask();
  } catch (error) {
    forgetMedia();
    verdict.value = sayOr(`upgrade.${(error as { code?: string }).code ?? ""}`, "upgrade.failed");
  }
}

/** The page that is there takes the call: a consumer has one. */
export function followUpgrades(): void {
  onEvent(({ event, data }) => {
    if (event === "upgrade.asked") verdict.value = "";
    if (event !== "upgrade.ended") return;
    const { result } = data as UpgradeEnded;
    if (result === "completed") return;
    if (!isCall(view.value?.channel ?? "")) (forgetMedia(), call.value?.stop());
    verdict.value = sayOr(`upgrade.${result}`, "upgrade.failed");
  });
}
