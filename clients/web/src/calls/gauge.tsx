/** How good the path is: three bars, a word, and the figures behind it. */
import type { Quality } from "../client/index.ts";
import type { Say } from "./words.ts";

export function Gauge({ quality, say }: { quality: Quality | undefined; say: Say }) {
  if (!quality) return null;
  const { level, roundTripMs, lossPercent } = quality;
  const figures = [roundTripMs !== undefined && `${roundTripMs} ms`, say("call.loss", { percent: lossPercent })].filter(Boolean);
  return (
    <p class="gauge" data-level={level}>
      <span class="bars" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span class="word">{say(`call.quality_${level}`)}</span>
      <span class="figures">{figures.join(" · ")}</span>
    </p>
  );
}
