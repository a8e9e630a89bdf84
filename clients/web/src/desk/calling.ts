/**
 * The agent's call, as signals: it begins on the device that took it, goes on after a reload, and ends with its leg.
 * On another device it can be taken over by hand.
 */
import { computed, effect, signal } from "@preact/signals";
import { Call, type LocalMedia, type Missing, NoMedia, type Remote, agentRoster, hasCall, isCall } from "../client/index.ts";
import { agent, client, connection, legs, offers, onPassing, toast, views } from "./desk.ts";
import type { LegCard } from "../client/received.ts";
import { isPrimary } from "./ringing.ts";
import { followUpgrades } from "./upgrading.ts";

/** The interaction whose call this tab has: kept, so that a reload goes on with it. */
const KEPT = "ringline.call";

export const call = signal<{ call: Call; interaction: string } | undefined>(undefined);
export const remotes = signal<readonly Remote[]>([]);
/** Changes with everything that a call says of itself. */
export const turn = signal(0);
/** Why it could not begin, by interaction: it is not tried again by itself. */
export const missing = signal<Readonly<Record<string, Missing>>>({});

/** What this tab has to take part in now. */
const due = computed(() => {
  const session = client.value?.session?.id;
  const taken = offers.value.find(
    ({ state, channel, by_session }) => state === "accepting" && isCall(channel) && (by_session ? by_session === session : isPrimary.value),
  );
  const kept = sessionStorage.getItem(KEPT);
  const leg = legs.value.find((one) => one.interaction === kept && hasCall(one) && one.state !== "wrapping" && hasCall(views.value.interaction(kept) ?? one));
  return taken?.interaction ?? leg?.interaction;
});

/** Opened before the other side was asked, by interaction: the call that comes of it begins with it. */
const ready = new Map<string, LocalMedia>();

/** This tab is going to have the call, if one comes of it. */
export function expectCall(interaction: string, media: LocalMedia): void {
  ready.get(interaction)?.close();
  ready.set(interaction, media);
  sessionStorage.setItem(KEPT, interaction);
}

/** Nothing came of it. */
export function forgetCall(interaction: string): void {
  ready.get(interaction)?.close();
  if (ready.delete(interaction)) sessionStorage.removeItem(KEPT);
}

/** Begins it here, by itself or because the agent wants it here. */
export async function takeCall(interaction: string): Promise<void> {
  const current = client.value;
  if (!current) return;
  const { [interaction]: _, ...others } = missing.value;
  missing.value = others;
  const roster = () => {
    const view = current.views.interaction(interaction);
    return view && agentRoster(view, agent.value?.agent ?? "");
  };
  const card = [...offers.value, ...legs.value].find((one) => one.interaction === interaction);
  const hasVideo = card?.channel === "video" || ("upgrade" in (card ?? {}) && (card as LegCard).upgrade?.channel === "video");
  const opened = ready.get(interaction);
  ready.delete(interaction);
  const made: Call = new Call({ client: current, interaction, hasVideo, roster, changed: () => changed(made) });
  call.value = { call: made, interaction };
  sessionStorage.setItem(KEPT, interaction);
  try {
    await current.subscribe(`interaction/${interaction}`);
    await made.start(opened);
  } catch (error) {
    if (call.value?.call === made) call.value = undefined;
    sessionStorage.removeItem(KEPT);
    if (!(error instanceof NoMedia)) return; // the report was refused: it is over already
    missing.value = { ...missing.value, [interaction]: error.why }; // its panel says so; of a ring, the end of its offer
  }
}

function changed(made: Call): void {
  turn.value += 1;
  if (call.value?.call !== made) return;
  remotes.value = made.remotes;
  if (made.state === "over" || made.state === "elsewhere") {
    sessionStorage.removeItem(KEPT);
    call.value = undefined;
  }
}

export function followCalls(): void {
  followUpgrades();
  effect(() => {
    const interaction = due.value;
    if (!interaction && call.peek()?.call.wasIn === false) call.peek()?.call.stop(); // over before it began
    if (!interaction || connection.value.state !== "live") return;
    if (call.peek()?.interaction === interaction || missing.peek()[interaction]) return;
    call.peek()?.call.stop();
    void takeCall(interaction).catch(() => undefined); // it may not be read any more
  });
  effect(() => void (client.value ?? call.peek()?.call.stop()));
  onPassing(({ event, data }) => {
    if (event === "call.tones") toast("call.tones", { digits: (data as { digits: string }).digits });
  });
}
