/** Notifications of the system, from one tab of this browser, if the agent wants them. */
import { effect, signal } from "@preact/signals";
import { sayOr } from "./language.ts";

export const hasNotifications = signal(localStorage.getItem("ringline.notifications") !== "off");
const isNotifying = signal(false);
const shown = new Map<string, Notification>();

/** For the life of the page. */
export function startNotifying(): void {
  lead("ringline.notify", isNotifying);
  effect(() => localStorage.setItem("ringline.notifications", hasNotifications.value ? "on" : "off"));
}

/** One tab of this browser has it at a time; the next one takes over when it closes. */
export function lead(name: string, leads: typeof isNotifying): void {
  void navigator.locks?.request(name, () => ((leads.value = true), new Promise(() => undefined)));
}

/** Asked for when the agent wants it, which is in a click. */
export function askToNotify(): void {
  if ("Notification" in window && hasNotifications.value && Notification.permission === "default")
    void Notification.requestPermission();
}

export const isBlocked = (): boolean => !("Notification" in window) || Notification.permission === "denied";

/** The same tag again takes the place of the one before. */
export function notify(tag: string, name: string, body: string, open?: () => void): void {
  if (!hasNotifications.peek() || !isNotifying.peek() || !document.hidden) return;
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const notification = new Notification(name, { body, tag });
  notification.onclick = () => (window.focus(), open?.(), notification.close());
  shown.set(tag, notification);
}

export function putAway(tag: string): void {
  shown.get(tag)?.close();
  shown.delete(tag);
}

/** Of a word that the protocol may add later. */
export const channelName = (channel: string): string => sayOr(`channel.${channel}`, channel);
