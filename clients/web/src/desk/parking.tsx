/** Asynchronous work put aside: until a time, until the consumer replies, or whichever comes first. */
import { useState } from "preact/hooks";
import type { InteractionView } from "../client/received.ts";
import { attempt, now } from "./desk.ts";
import { Dialog } from "./dialog.tsx";
import { clockTime, say } from "./language.ts";
import { consumerName } from "./mine.ts";

const HOUR_MS = 3_600_000;
const MORNING = 9;
const MONDAY = 1;
const PARKED_MS_MAX = 90 * 24 * HOUR_MS;

type Choice = "never" | "hour" | "tomorrow" | "week" | "own";

export function Parking({ view, close }: { view: InteractionView; close: () => void }) {
  const [choice, setChoice] = useState<Choice>("tomorrow");
  const [own, setOwn] = useState("");
  const [isReply, setReply] = useState(true);
  const [problem, setProblem] = useState("");
  const name = consumerName(view);
  const park = async (): Promise<void> => {
    const until_at_ms = untilMs(choice, own);
    const isTime = until_at_ms !== undefined && until_at_ms > now.peek() && until_at_ms - now.peek() <= PARKED_MS_MAX;
    if (choice === "never" ? !isReply : !isTime) return setProblem(say("park.past"));
    if (await attempt((current) => current.ask("interaction.park", { interaction: view.interaction, until_at_ms, until_reply: isReply }))) close();
  };
  return (
    <Dialog title={say("park.title", { name })} close={close}>
      <form class="handing" onSubmit={(event) => (event.preventDefault(), void park())}>
        <p class="quiet">{say("park.help")}</p>
        <fieldset class="how">
          <legend>{say("park.time")}</legend>
          {(["hour", "tomorrow", "week", "own", "never"] as const).map((one) => (
            <label key={one} class="leaf">
              <input type="radio" name="park" checked={choice === one} data-first={one === choice ? true : undefined} onChange={() => setChoice(one)} />
              <span>{say(`park.${one}`)}</span>
              {(one === "hour" || one === "week") && <span class="quiet">{clockTime(untilMs(one, "") ?? 0, now.peek())}</span>}
            </label>
          ))}
          {choice === "own" && <input type="datetime-local" aria-label={say("park.when")} value={own} onInput={(event) => setOwn(event.currentTarget.value)} />}
        </fieldset>
        <label class="leaf">
          <input type="checkbox" checked={isReply} onChange={(event) => setReply(event.currentTarget.checked)} />
          <span>{say("park.reply", { name })}</span>
        </label>
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <footer>
          <button type="button" onClick={close}>
            {say("action.cancel")}
          </button>
          <button type="submit" class="primary">
            {say("deed.park")}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

/** In the reader's own time zone; nothing, where it is no time. */
function untilMs(choice: Choice, own: string): number | undefined {
  if (choice === "never") return undefined;
  if (choice === "hour") return now.peek() + HOUR_MS;
  if (choice === "own") return Number.isNaN(Date.parse(own)) ? undefined : Date.parse(own);
  const day = new Date(now.peek());
  const days = choice === "tomorrow" ? 1 : (7 + MONDAY - day.getDay()) % 7 || 7;
  day.setDate(day.getDate() + days);
  return day.setHours(MORNING, 0, 0, 0);
}
