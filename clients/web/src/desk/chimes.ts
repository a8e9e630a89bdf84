/**
 * The sound of a ring. All of it is put on the audio clock at once: a page in the background gets its timers late, but
 * its sound in time. Browsers give sound to pages that were touched; until then it is locked.
 */
import { signal } from "@preact/signals";

const EVERY_S = 2;
const NOTE_S = 0.3;
const STEP_S = 0.22;
const PITCHES = [660, 880];
const LOUD = 0.12;
const RING_S_MAX = 600;

/** The page may make noise. */
export const isUnlocked = signal(false);
let audio: AudioContext | undefined;
let sounding: GainNode | undefined;

/** In a click, or a key: that is what browsers wait for. */
export function unlockSound(): void {
  audio ??= new AudioContext();
  if (audio.state === "running") return void (isUnlocked.value = true);
  audio.resume().then(
    () => (isUnlocked.value = audio?.state === "running"),
    () => undefined, // still locked: the next click tries again
  );
}

/** Two soft tones every two seconds, until it is told to stop or the time is over. */
export function startChimes(ms: number): void {
  stopChimes();
  if (!audio || audio.state !== "running") return;
  sounding = audio.createGain();
  sounding.connect(audio.destination);
  const from = audio.currentTime;
  for (let at = 0; at < Math.min(ms / 1000, RING_S_MAX); at += EVERY_S)
    for (const [index, pitch] of PITCHES.entries()) tone(audio, sounding, pitch, from + at + index * STEP_S);
}

export function stopChimes(): void {
  sounding?.disconnect();
  sounding = undefined;
}

function tone(context: AudioContext, into: GainNode, pitch: number, at: number): void {
  const [source, volume] = [context.createOscillator(), context.createGain()];
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUD, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S);
  source.connect(volume).connect(into);
  source.start(at);
  source.stop(at + NOTE_S + 0.02);
}
