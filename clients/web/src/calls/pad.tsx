/** The dial pad: pressed or typed, each digit is told to the others at once. */
import { useState } from "preact/hooks";
import type { Call } from "../client/index.ts";
import { Pop } from "./pop.tsx";
import type { Say } from "./words.ts";

const DIGITS = "123456789*0#";
/** So many of the last ones are shown. */
const SHOWN_MAX = 16;

export function Pad({ call, say }: { call: Call; say: Say }) {
  const [dialled, setDialled] = useState("");
  const dial = (digit: string): void => {
    setDialled((before) => (before + digit).slice(-SHOWN_MAX));
    call.dial(digit).catch(() => undefined); // the call is over: its panel goes
  };
  const typed = (event: KeyboardEvent): void => {
    if (!DIGITS.includes(event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.stopPropagation(); // no shortcut of the page
    dial(event.key);
  };
  return (
    <Pop drawn="pad" name={say("call.pad")}>
      <output class="dialled" aria-label={say("call.dialled")}>
        {dialled || "\u00a0"}
      </output>
      <div class="pad" onKeyDown={typed}>
        {[...DIGITS].map((digit) => (
          <button key={digit} type="button" onClick={() => dial(digit)}>
            {digit}
          </button>
        ))}
      </div>
    </Pop>
  );
}
