/**
 * Everything that changes between two frames of the screen is drawn at once; a hidden page, which has none, soon. What a hand does
 * next meets what it did before: who types and presses Enter within one frame has all of it taken. And what a hand presses stays where
 * it is until it lets go: a list that changed under it would take the click away.
 */
import { options } from "preact";

const HIDDEN_MS = 100;
/** Whoever presses for longer drags, or marks a text, and is to see what goes on. */
const PRESSED_MS = 1_000;
/** Between letting go and the click, where a finger makes it. */
const CLICK_MS = 50;
/** None of them has put anything into a box yet: drawn at `input` or `click`, the box would get back what it said before. */
const HANDS = ["keydown", "beforeinput", "pointerdown", "submit"] as const;

let drawNow: (() => void) | undefined;
let pressedUntilMs = 0;

options.debounceRendering = (draw) => {
  let frame = 0;
  let timer = 0;
  const stop = (): void => (cancelAnimationFrame(frame), clearTimeout(timer));
  const wait = (): void => {
    stop();
    frame = requestAnimationFrame(go);
    timer = window.setTimeout(go, HIDDEN_MS);
  };
  const go = (): void => (performance.now() < pressedUntilMs ? wait() : drawNow?.());
  drawNow = () => {
    stop();
    drawNow = undefined;
    draw();
  };
  wait();
};

for (const hand of HANDS) addEventListener(hand, () => drawNow?.(), true);
const holdFor = (ms: number) => (): void => void (pressedUntilMs = performance.now() + ms);
addEventListener("pointerdown", holdFor(PRESSED_MS), true);
addEventListener("pointerup", holdFor(CLICK_MS), true);
for (const end of ["click", "pointercancel"]) addEventListener(end, holdFor(0), true);
