/** Everything that changes between two frames of the screen is drawn at once; a hidden page, which has none, soon. */
import { options } from "preact";

const HIDDEN_MS = 100;

options.debounceRendering = (draw) => {
  const go = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    draw();
  };
  const frame = requestAnimationFrame(go);
  const timer = setTimeout(go, HIDDEN_MS);
};
