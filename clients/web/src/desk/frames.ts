/**
 * Everything that changes between two frames of the screen is drawn at once; a hidden page, which has none, soon. What a hand does
 * next meets what it did before: who types and presses Enter within one frame has all of it taken.
 */
import { options } from "preact";

const HIDDEN_MS = 100;
/** None of them has put anything into a box yet: drawn at `input` or `click`, the box would get back what it said before. */
const HANDS = ["keydown", "beforeinput", "pointerdown", "submit"] as const;

let drawNow: (() => void) | undefined;

options.debounceRendering = (draw) => {
  const go = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    drawNow = undefined;
    draw();
  };
  const frame = requestAnimationFrame(go);
  const timer = setTimeout(go, HIDDEN_MS);
  drawNow = go;
};

for (const hand of HANDS) addEventListener(hand, () => drawNow?.(), true);
