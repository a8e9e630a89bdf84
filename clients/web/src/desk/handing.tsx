/** Handing an interaction on: transfer, consult, add a colleague, release. To whom, how, and what they should know. */
import { signal, useSignal } from "@preact/signals";
import { useState } from "preact/hooks";
import { type Client, CommandFailed, SessionOver } from "../client/index.ts";
import type { InteractionView, LegView } from "../client/received.ts";
import { client } from "./desk.ts";
import { Dialog } from "./dialog.tsx";
import { failureText } from "./failure.ts";
import { say } from "./language.ts";
import { type Picked, Targets } from "./targets.tsx";

export type Deed = "transfer" | "consult" | "invite" | "release";

/** What is being handed on, and how. Anybody may open the dialog. */
export const handing = signal<{ deed: Deed; interaction: string } | undefined>(undefined);

const kept = (interaction: string): string => `ringline.handing.${interaction}`;

export function Handing({ view, leg }: { view: InteractionView; leg: LegView }) {
  const deed = handing.value?.interaction === view.interaction ? handing.value.deed : undefined;
  if (!deed) return null;
  return <Form key={deed} deed={deed} view={view} leg={leg} />;
}

function Form({ deed, view, leg }: { deed: Deed; view: InteractionView; leg: LegView }) {
  const { interaction } = view;
  const picked = useSignal<Picked | undefined>(deed === "release" ? { queue: leg.queue } : undefined);
  const isAssured = useSignal(true);
  const note = useSignal(localStorage.getItem(kept(interaction)) ?? "");
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const close = (): void => void (handing.value = undefined);
  const write = (text: string): void => ((note.value = text), localStorage.setItem(kept(interaction), text));
  const go = async (): Promise<void> => {
    const current = client.value;
    if (!picked.value || !current) return setProblem(say("handing.choose"));
    setBusy(true);
    try {
      await carryOut(current, deed, interaction, picked.value, isAssured.value, note.value.trim());
      localStorage.removeItem(kept(interaction));
      close();
    } catch (error) {
      if (error instanceof CommandFailed) setProblem(failureText(error));
      else if (!(error instanceof SessionOver)) throw error;
      setBusy(false);
    }
  };
  const name = view.consumer.name || view.subject || say("ring.unknown");
  return (
    <Dialog title={say(`handing.${deed}`, { name })} close={close}>
      <form class="handing" onSubmit={(event) => (event.preventDefault(), void go())}>
        {deed === "release" && <p class="quiet">{say("handing.release_help")}</p>}
        <Targets view={view} own={leg.queue} withQueues={deed === "transfer" || deed === "release"} picked={picked.value} pick={(one) => (picked.value = one)} />
        {deed === "transfer" && <How isAssured={isAssured.value} choose={(one) => (isAssured.value = one)} />}
        {deed !== "invite" && (
          <label class="stack">
            {say("handing.note")}
            <textarea rows={3} maxLength={4_000} value={note.value} onInput={(event) => write(event.currentTarget.value)} />
          </label>
        )}
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <footer>
          <button type="button" onClick={close}>
            {say("action.cancel")}
          </button>
          <button type="submit" class="primary" disabled={isBusy}>
            {say(`deed.${deed}`)}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

/** Released to a colleague it leaves at once; if they do not take it, it waits in the queue. */
async function carryOut(current: Client, deed: Deed, interaction: string, to: Picked, isAssured: boolean, note: string): Promise<void> {
  if (deed === "invite") await current.ask("conference.invite", { interaction, agent: to.agent ?? "" });
  else if (deed === "release" && to.queue) await current.ask("interaction.release", { interaction, queue: to.queue, note });
  else {
    const cold = isAssured && deed !== "release" ? "cold_assured" : "cold_unassured";
    await current.ask("transfer.start", { interaction, target: to, mode: deed === "consult" ? "warm" : cold, note });
  }
}

function How({ isAssured, choose }: { isAssured: boolean; choose: (isAssured: boolean) => void }) {
  return (
    <fieldset class="how">
      <legend>{say("handing.how")}</legend>
      {([true, false] as const).map((one) => (
        <label key={String(one)} class="leaf">
          <input type="radio" name="how" checked={isAssured === one} onChange={() => choose(one)} />
          <span>
            {say(one ? "handing.assured" : "handing.unassured")}{" "}
            <span class="quiet">{say(one ? "handing.assured_help" : "handing.unassured_help")}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
