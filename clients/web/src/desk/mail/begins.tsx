/** How an answer begins: reply, reply all, forward. Below each mail, and where nothing is written yet. */
import type { InteractionView, MailHead } from "../../client/received.ts";
import { useDeed } from "../deeds.ts";
import { say } from "../language.ts";
import { type Begin, hasOthers } from "./draft.ts";
import { begin, beginFresh, ownAddresses } from "./writing.ts";

interface BeginsProps {
  view: InteractionView;
  mail: MailHead;
  kind: "small" | "main";
}

export function Begins({ view, mail, kind }: BeginsProps) {
  const ways: Begin[] = hasOthers(mail, ownAddresses()) ? ["reply", "reply_all", "forward"] : ["reply", "forward"];
  return (
    <div class="begins" data-kind={kind}>
      {ways.map((way) => (
        <button key={way} type="button" class={kind === "small" ? "plain" : ""} onClick={() => begin(view.interaction, way, mail)}>
          <span aria-hidden="true">{SIGNS[way]}</span> {say(`mail.${way}`)}
        </button>
      ))}
    </div>
  );
}

/** Where nobody has written yet. */
export function BeginsFresh({ view }: { view: InteractionView }) {
  return (
    <div class="begins" data-kind="main">
      <button type="button" onClick={() => beginFresh(view)}>
        {say("mail.new")}
      </button>
    </div>
  );
}

const SIGNS: Readonly<Record<Begin, string>> = { reply: "↩", reply_all: "↩↩", forward: "↪" };

/** By keys and palette: to the last mail of the thread. */
export function useBegins(view: InteractionView, mail: MailHead | undefined): void {
  const go = (way: Begin) => () => (mail ? begin(view.interaction, way, mail) : beginFresh(view));
  useDeed("mail.reply", go("reply"), true, mail ? undefined : say("mail.new"));
  useDeed("mail.reply_all", go("reply_all"), mail !== undefined && hasOthers(mail, ownAddresses()));
  useDeed("mail.forward", go("forward"), mail !== undefined);
}
