/** A ring is heard and seen: sound, title, notification, in one tab only; and how it ended is told. */
import { effect, signal } from "@preact/signals";
import type { AgentOffer, OfferEnded } from "../client/received.ts";
import { choose, chosen, client, offers, onEvent, toast, views } from "./desk.ts";
import { say, sayOr } from "./language.ts";

const KEPT = "ringline.sound";
const BEAT_MS = 2_000;
const LIVE = new Set(["messaging", "voice", "video"]);

export const hasSound = signal(localStorage.getItem(KEPT) !== "off");
/** This tab is the one that makes noise. */
const isLeader = signal(false);
const TITLE = "Ringline";
let audio: AudioContext | undefined;

/** Browsers allow sound after a click: the one on "Ready" will do. */
export function unlockSound(): void {
  audio ??= new AudioContext();
  void audio.resume();
  if ("Notification" in window && Notification.permission === "default") void Notification.requestPermission();
}

export function nameOf(offer: AgentOffer | undefined): string {
  const consumer = offer?.card?.consumer;
  return consumer?.name || consumer?.phone || consumer?.email || say("ring.unknown");
}

/** For the life of the page. */
export function startRinging(): void {
  void navigator.locks?.request("ringline.ring", () => ((isLeader.value = true), new Promise(() => undefined)));
  effect(() => localStorage.setItem(KEPT, hasSound.value ? "on" : "off"));
  const rung = new Map<string, AgentOffer>();
  effect(() => {
    for (const offer of offers.value) {
      if (!rung.has(offer.offer)) notify(offer);
      rung.set(offer.offer, offer);
    }
  });
  setInterval(() => beat(offers.value.find((offer) => isRinging(offer))), BEAT_MS / 2);
  onEvent(({ event, data }) => {
    if (event === "offer.ended") {
      const ended = data as OfferEnded;
      tellEnd(ended, rung.get(ended.offer));
      rung.delete(ended.offer);
    }
    if (event === "leg.started") openByItself(data as { card?: { interaction: string; channel: string } });
  });
}

const isRinging = (offer: AgentOffer): boolean => offer.state === "pending" && offer.acceptance === "manual";

/** A live conversation opens by itself, unless the agent is in the middle of another. */
function openByItself({ card }: { card?: { interaction: string; channel: string } }): void {
  if (!card || !LIVE.has(card.channel)) return;
  const open = chosen.value && views.value.interaction(chosen.value);
  const isWriting = document.activeElement instanceof HTMLTextAreaElement;
  if (!open || !isWriting) choose(card.interaction);
}

function notify(offer: AgentOffer): void {
  if (!isLeader.value || !isRinging(offer) || !document.hidden) return;
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const channel = say(`channel.${offer.channel}`);
  const shown = new Notification(nameOf(offer), { body: `${channel} · ${offer.card?.queue_name ?? ""}`, tag: offer.offer });
  shown.onclick = () => window.focus();
}

let isOdd = false;
function beat(offer: AgentOffer | undefined): void {
  isOdd = !isOdd;
  document.title = offer && isOdd ? say("ring.title_blink", { name: nameOf(offer) }) : TITLE;
  if (offer && isOdd && hasSound.value && isLeader.value) chime();
}

/** Two soft tones. */
function chime(): void {
  if (audio?.state !== "running") return;
  for (const [index, pitch] of [660, 880].entries()) {
    const [tone, volume, at] = [audio.createOscillator(), audio.createGain(), audio.currentTime + index * 0.22];
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.12, at + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.3);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 0.32);
  }
}

/** What happened to a ring that this tab did not answer itself. */
function tellEnd(ended: OfferEnded, offer: AgentOffer | undefined): void {
  const name = nameOf(offer);
  const isMine = ended.by_session === undefined || ended.by_session === client.value?.session?.id;
  if (ended.state === "accepted" && !isMine) toast("ended.elsewhere");
  else if (ended.state === "expired") toast("ended.expired", { name }, true);
  else if (ended.state === "rescinded") toast("ended.rescinded", { name });
  else if (ended.state === "failed") toast("ended.failed", { name }, true);
  else if (ended.state === "canceled") toast(ended.detail === "consumer_left" ? "ended.consumer_left" : "ended.canceled", { name });
}

/** Of a word that the protocol may add later. */
export const channelName = (channel: string): string => sayOr(`channel.${channel}`, channel);
