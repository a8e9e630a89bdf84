/** What is heard while nobody talks: two quiet notes every few seconds, so that one knows that one is still there. */

const EVERY_MS = 4_000;
const NOTES = [392, 523.25];
const NOTE_S = 0.9;
const LOUD = 0.05;

let audio: AudioContext | undefined;
let again: ReturnType<typeof setInterval> | undefined;

export function playTone(): void {
  if (again !== undefined) return;
  audio ??= new AudioContext();
  audio.resume().then(chime, () => undefined); // not before the page was touched
  again = setInterval(chime, EVERY_MS);
}

export function stopTone(): void {
  clearInterval(again);
  again = undefined;
}

function chime(): void {
  if (again === undefined || audio?.state !== "running") return;
  for (const [index, pitch] of NOTES.entries()) {
    const [source, volume] = [audio.createOscillator(), audio.createGain()];
    const at = audio.currentTime + index * 0.35;
    source.frequency.value = pitch;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(LOUD, at + 0.1);
    volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S);
    source.connect(volume).connect(audio.destination);
    source.start(at);
    source.stop(at + NOTE_S);
  }
}
