/**
 * The consumer's call, as signals: it begins when the conversation is a call, goes on after a reload, and ends with it.
 * While nobody talks there is a soft tone, unless it is silenced.
 */
import { computed, effect, signal } from "@preact/signals";
import { Call, LocalMedia, NoMedia, type Missing, type Remote, consumerRoster, hasCall, hasPictures } from "../client/index.ts";
import { client, kept, keptAs, onEvent, onPassing, view } from "./conversation.ts";
import { ofSite, read, write } from "./storage.ts";
import { playTone, stopTone } from "./tone.ts";
import { followUpgrades } from "./upgrading.ts";

const SILENT = "ringline.tone";

export const call = signal<Call | undefined>(undefined);
export const remotes = signal<readonly Remote[]>([]);
/** Changes with everything that a call says of itself. */
export const turn = signal(0);
export const missing = signal<Missing | undefined>(undefined);
/** Why the last try to connect failed; empty: it did not. */
export const failure = signal("");
export const isToneOn = signal(ofSite.getItem(SILENT) !== "off");
/** What the other side dialled last. */
export const tones = signal("");

interface Talking {
  interaction: string;
  sinceMs: number;
}

const talking = signal<Talking | undefined>(undefined);
/** When the talking began, by the server's clock: the same after a reload, and in another tab. */
export const talkingSinceMs = computed(() => (talking.value?.interaction === kept.value?.interaction ? talking.value?.sinceMs : undefined));

export const roster = computed(() => (view.value && hasCall(view.value) ? consumerRoster(view.value) : undefined));
export const isHeld = computed(() => roster.value?.others.some((other) => other.isHeld && !other.isListener) ?? false);
const isAlone = computed(() => roster.value !== undefined && roster.value.others.every(({ isListener }) => isListener));

let ready: LocalMedia | undefined;

/** Asked for before the call is put in line. Rejects with NoMedia. */
export async function openMedia(hasVideo: boolean): Promise<void> {
  ready = await LocalMedia.open({ hasVideo });
}

/** Nothing came of it. */
export function forgetMedia(): void {
  ready?.close();
  ready = undefined;
}

export function silence(isSilent: boolean): void {
  isToneOn.value = !isSilent;
  ofSite.setItem(SILENT, isSilent ? "off" : "on");
}

/** Here and now, on this page: after a refusal, or from another tab. */
export function takeCall(): void {
  const [current, known] = [client.value, kept.value];
  if (!current || !known || !view.value) return;
  const made: Call = new Call({
    client: current,
    interaction: known.interaction,
    hasVideo: hasPictures(view.value),
    roster: () => {
      const now = current.views.conversation(known.interaction);
      return now && consumerRoster(now);
    },
    changed: () => {
      turn.value += 1;
      remotes.value = made.remotes;
      if (made.state === "over" && call.value === made) call.value = undefined;
    },
  });
  call.value = made;
  missing.value = undefined;
  const media = ready;
  ready = undefined;
  made.start(media).catch((error: unknown) => {
    if (!(error instanceof NoMedia)) return; // the refusal of a report: the deadline tells the rest
    [missing.value, call.value] = [error.why, undefined];
  });
}

export function followCalls(): void {
  followUpgrades();
  effect(() => {
    if (roster.value && !call.peek() && missing.peek() === undefined) takeCall();
    if (!roster.value && call.peek()) call.peek()?.stop();
  });
  followTalking();
  effect(() => {
    if (isToneOn.value && (isAlone.value || isHeld.value)) playTone();
    else stopTone();
  });
  onPassing(({ event, data }) => {
    if (event === "call.tones") tones.value = (data as { digits: string }).digits;
  });
  onEvent(({ event, data }) => {
    const { ok = true, reason = "" } = (data ?? {}) as { ok?: boolean; reason?: string };
    if (event === "call.settled") failure.value = ok ? "" : reason || "other";
    if (event === "call.connecting") failure.value = "";
  });
}

/** It begins with the first agent, goes on from agent to agent, and begins anew after a wait in line. */
function followTalking(): void {
  const name = keptAs("talking");
  talking.value = read<Talking | undefined>(ofSite, name, undefined);
  effect(() => {
    const [now, interaction] = [roster.value, kept.value?.interaction];
    if (!now || !interaction) return;
    if (!now.isConnected) talking.value = undefined;
    else if (talking.peek()?.interaction !== interaction) talking.value = { interaction, sinceMs: client.peek()?.serverNowMs() ?? Date.now() };
    write(ofSite, name, talking.peek());
  });
}
