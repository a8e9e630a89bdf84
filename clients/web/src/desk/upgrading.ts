/** A chat that becomes a call, at the desk: asking for it, agreeing to it, and what became of it. Devices come first. */
import { LocalMedia, NoMedia, isCall } from "../client/index.ts";
import type { InteractionView, UpgradeAsked, UpgradeEnded } from "../client/received.ts";
import { call, expectCall, forgetCall } from "./calling.ts";
import { attempt, chosen, client, legs, onEvent, toast } from "./desk.ts";
import { say, sayOr } from "./language.ts";
import { goTo } from "./place.ts";

type Richer = "voice" | "video";

/** Microphone, and for pictures the camera: before anybody is asked. False: refused, and the agent is told why. */
async function prepare(view: InteractionView, channel: Richer): Promise<boolean> {
  try {
    if (!isCall(view.channel)) expectCall(view.interaction, await LocalMedia.open({ hasVideo: channel === "video" }));
    else if (call.value?.interaction === view.interaction) await call.value.call.addCamera().catch(() => toast("upgrade.no_camera", {}, true));
    return true;
  } catch (error) {
    if (!(error instanceof NoMedia)) throw error;
    toast(`call.${error.why}`, {}, true);
    return false;
  }
}

export async function askUpgrade(view: InteractionView, channel: Richer): Promise<void> {
  if (!(await prepare(view, channel))) return;
  const done = await attempt((current) => current.ask("upgrade.ask", { interaction: view.interaction, channel }));
  if (!done) forgetCall(view.interaction);
}

export async function acceptUpgrade(view: InteractionView): Promise<void> {
  const asked = view.upgrade;
  if (!asked || !(await prepare(view, asked.channel as Richer))) return;
  const done = await attempt((current) => current.ask("upgrade.accept", { interaction: view.interaction, upgrade: asked.upgrade }));
  if (!done) forgetCall(view.interaction);
}

export function answerUpgrade(view: InteractionView, method: "upgrade.refuse" | "upgrade.withdraw"): void {
  const { interaction, upgrade } = view;
  if (upgrade) void attempt((current) => current.ask(method, { interaction, upgrade: upgrade.upgrade }));
}

/** Asked while another conversation is open; and how it ended, unless all went well. */
export function followUpgrades(): void {
  onEvent(({ stream, event, data }) => {
    const [kind, interaction = ""] = stream.split("/", 2);
    if (kind !== "interaction") return;
    if (event === "upgrade.ended") ended(interaction, data as UpgradeEnded);
    if (event === "upgrade.asked" && (data as UpgradeAsked).by === "consumer" && chosen.peek() !== interaction) told(interaction);
  });
}

function told(interaction: string): void {
  const name = legs.peek().find((leg) => leg.interaction === interaction)?.consumer_name || say("ring.unknown");
  toast("upgrade.asked_elsewhere", { name }, false, { text: say("upgrade.look"), run: () => goTo({ interaction }) });
}

function ended(interaction: string, { result, reason }: UpgradeEnded): void {
  if (result === "completed") return;
  forgetCall(interaction);
  if (call.peek()?.interaction === interaction && !isCall(client.peek()?.views.interaction(interaction)?.channel ?? "")) call.peek()?.call.stop();
  toast("upgrade.over", { how: sayOr(result === "failed" ? `upgrade.failed_${reason}` : `upgrade.${result}`, "upgrade.failed_other") }, result === "failed");
}
