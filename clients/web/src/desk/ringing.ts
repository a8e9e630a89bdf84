/**
 * A ring is heard and seen: sound, title, notification; and how it ended is told.
 *
 * Heard on the agent's primary device only, and there in one tab only. Seen everywhere.
 */
import { computed, effect, signal } from "@preact/signals";
import type { AgentOffer, LegCard, OfferEnded } from "../client/received.ts";
import { isUnlocked, startChimes, stopChimes, unlockSound } from "./chimes.ts";
import { agent, attempt, choose, chosen, client, now, offers, onEvent, toast, views } from "./desk.ts";
import { say, sayOr } from "./language.ts";
import { LIVE } from "./mine.ts";
import { unread } from "./news.ts";
import { channelName, lead, notify, putAway } from "./notifying.ts";

const BLINK_MS = 1_000;
const TITLE = "Ringline";

export const hasSound = signal(localStorage.getItem("ringline.sound") !== "off");
/** Of this browser's tabs, the one that makes noise. */
const isSounding = signal(false);

const isRinging = (offer: AgentOffer): boolean => offer.state === "pending" && offer.acceptance === "manual";
const ringing = computed(() => offers.value.filter(isRinging));

/** The agent's primary device is this browser. */
export const isPrimary = computed(() => {
  const devices = agent.value?.devices ?? [];
  const own = devices.find(({ session }) => session === client.value?.session?.id);
  const primary = devices.find((device) => device.primary);
  return !primary || !own || primary.device === own.device;
});
/** It should be heard here, and cannot be: nobody has touched this page yet. */
export const isMuted = computed(() => hasSound.value && isPrimary.value && !isUnlocked.value);

export function nameOf(offer: AgentOffer | undefined): string {
  const consumer = offer?.card?.consumer;
  return consumer?.name || consumer?.phone || consumer?.email || say("ring.unknown");
}

/** The audible ring moves to this device. */
export function ringHere(): void {
  void attempt((current) => current.ask("session.make_primary", {}));
}

/** For the life of the page. */
export function startRinging(): void {
  for (const touched of ["pointerdown", "keydown"]) addEventListener(touched, unlockSound, { capture: true });
  effect(() => {
    if (isUnlocked.value) lead("ringline.ring", isSounding);
  });
  effect(() => localStorage.setItem("ringline.sound", hasSound.value ? "on" : "off"));
  effect(sound);
  const rung = new Map<string, AgentOffer>();
  effect(() => {
    for (const offer of offers.value) {
      if (!rung.has(offer.offer) && isRinging(offer)) notify(offer.offer, nameOf(offer), aboutRing(offer.channel, offer.card?.queue_name));
      rung.set(offer.offer, offer);
      if (isRinging(offer)) hasRung.add(offer.interaction);
    }
  });
  setInterval(blink, BLINK_MS);
  onEvent(({ event, data }) => {
    if (event === "offer.ended") {
      const ended = data as OfferEnded;
      const offer = rung.get(ended.offer);
      if (offer) tellEnd(ended, offer); // told on the agent's stream and on the interaction's: once is enough
      rung.delete(ended.offer);
      putAway(ended.offer);
    }
    if (event === "leg.started") openByItself(data as { card?: LegCard });
  });
}

let soundsFor = "";
/** While anything rings, and it is heard here. */
function sound(): void {
  const isHeard = hasSound.value && isPrimary.value && isSounding.value;
  const heard = isHeard ? ringing.value : [];
  const names = heard.map(({ offer }) => offer).join();
  if (names === soundsFor) return;
  soundsFor = names;
  if (heard.length > 0) startChimes(Math.max(...heard.map((offer) => offer.expires_at_ms)) - now.peek());
  else stopChimes();
}

/** Interactions that rang here: whoever was asked needs no second notification. */
const hasRung = new Set<string>();

/** A live conversation opens by itself, unless the agent is in the middle of another. */
function openByItself({ card }: { card?: LegCard }): void {
  if (!card || !LIVE.has(card.channel)) return;
  if (!hasRung.has(card.interaction)) notify(card.leg, card.consumer_name || say("ring.unknown"), aboutRing(card.channel, card.queue_name));
  const open = chosen.value && views.value.interaction(chosen.value);
  const isWriting = document.activeElement instanceof HTMLTextAreaElement;
  if (!open || !isWriting) choose(card.interaction);
}

const aboutRing = (channel: string, queue = ""): string => `${channelName(channel)} · ${queue}`;

let isOdd = false;
function blink(): void {
  isOdd = !isOdd;
  const offer = ringing.value[0];
  document.title = offer && isOdd ? say("ring.title_blink", { name: nameOf(offer) }) : unread.value > 0 ? `(${unread.value}) ${TITLE}` : TITLE;
}

/** What happened to a ring that this tab did not answer itself. */
function tellEnd(ended: OfferEnded, offer: AgentOffer): void {
  const name = nameOf(offer);
  const isMine = ended.by_session === undefined || ended.by_session === client.value?.session?.id;
  if (ended.state === "accepted" && !isMine) toast("ended.elsewhere");
  else if (ended.state === "expired") toast("ended.expired", { name }, true);
  else if (ended.state === "rescinded") toast("ended.rescinded", { name });
  else if (ended.state === "failed") failed(ended, name, offer.interaction);
  else if (ended.state === "canceled") toast(CANCELED[ended.detail ?? ""] ?? "ended.canceled", { name });
}

/** Back in line: it is not this agent's to read any more. */
function failed({ reason }: OfferEnded, name: string, interaction: string): void {
  toast("ended.failed", { name, why: sayOr(`failed.${reason}`, sayOr(`call.${reason}`, say("failed.other"))) }, true);
  if (chosen.peek() === interaction) choose(undefined);
}

const CANCELED: Record<string, "ended.consumer_left" | "ended.agent_unreachable" | "ended.status_change" | "ended.supervisor" | "ended.transfer_canceled"> = {
  consumer_left: "ended.consumer_left",
  agent_unreachable: "ended.agent_unreachable",
  status_change: "ended.status_change",
  supervisor: "ended.supervisor",
  transfer_canceled: "ended.transfer_canceled",
};
