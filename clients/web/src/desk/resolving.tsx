/** Asynchronous work that is done: its disposition, where the queue has some, and closed. */
import { useRef, useState } from "preact/hooks";
import { CommandFailed, SessionOver } from "../client/index.ts";
import type { InteractionView, LegView } from "../client/received.ts";
import { choose, client, toast } from "./desk.ts";
import { Dialog } from "./dialog.tsx";
import { Dispositions, pickedOf, useTree } from "./dispositions.tsx";
import { failureText } from "./failure.ts";
import { type Word, say } from "./language.ts";
import { consumerName } from "./mine.ts";

interface ResolvingProps {
  view: InteractionView;
  leg: LegView;
  close: () => void;
  /** Done before it is resolved; if that is refused it stays open. */
  first?: { word: Word; run: () => Promise<void> };
}

export function Resolving({ view, leg, close, first }: ResolvingProps) {
  const { interaction } = view;
  const tree = useTree(interaction);
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);
  const wasFirst = useRef(false);
  const resolve = async (): Promise<void> => {
    setBusy(true);
    try {
      await (wasFirst.current ? undefined : first?.run());
      wasFirst.current = true;
      await client.value?.ask("interaction.resolve", { interaction, dispositions: pickedOf(leg) });
      close();
      choose(undefined);
      toast("over.resolved");
    } catch (error) {
      if (error instanceof CommandFailed) setProblem(failureText(error));
      else if (!(error instanceof SessionOver)) throw error;
      setBusy(false);
    }
  };
  return (
    <Dialog title={say("resolve.title", { name: consumerName(view) })} close={close}>
      <form class="handing" onSubmit={(event) => (event.preventDefault(), void resolve())}>
        {(view.draft?.text || (view.draft?.mail?.uploads ?? []).length > 0) && !first && <p class="warn">{say("resolve.draft")}</p>}
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
          <button type="submit" class="good" data-first disabled={isBusy}>
            {say(first?.word ?? "thread.resolve")}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
