/** Asynchronous work that is done: its disposition, where the queue has some, and closed. */
import { useState } from "preact/hooks";
import { CommandFailed, SessionOver } from "../client/index.ts";
import type { InteractionView, LegView } from "../client/received.ts";
import { choose, client, toast } from "./desk.ts";
import { Dialog } from "./dialog.tsx";
import { Dispositions, pickedOf, useTree } from "./dispositions.tsx";
import { failureText } from "./failure.ts";
import { say } from "./language.ts";
import { consumerName } from "./mine.ts";

export function Resolving({ view, leg, close }: { view: InteractionView; leg: LegView; close: () => void }) {
  const { interaction } = view;
  const tree = useTree(interaction);
  const [problem, setProblem] = useState("");
  const resolve = async (): Promise<void> => {
    try {
      await client.value?.ask("interaction.resolve", { interaction, dispositions: pickedOf(leg) });
      close();
      choose(undefined);
      toast("over.resolved");
    } catch (error) {
      if (error instanceof CommandFailed) setProblem(failureText(error));
      else if (!(error instanceof SessionOver)) throw error;
    }
  };
  return (
    <Dialog title={say("resolve.title", { name: consumerName(view) })} close={close}>
      <form class="handing" onSubmit={(event) => (event.preventDefault(), void resolve())}>
        {view.draft?.text && <p class="warn">{say("resolve.draft")}</p>}
        {tree && <Dispositions interaction={interaction} leg={leg} tree={tree} />}
        {problem && (
          <p class="problem" role="alert">
            {problem}
          </p>
        )}
        <footer>
          <button type="button" onClick={close}>
            {say("action.cancel")}
          </button>
          <button type="submit" class="good" data-first>
            {say("thread.resolve")}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
