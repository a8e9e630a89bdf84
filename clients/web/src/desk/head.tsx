/** Above the conversation: who it is, and what an agent may do with it now. */
import { useState } from "preact/hooks";
import type { InteractionView, LegView } from "../client/received.ts";
import { attempt } from "./desk.ts";
import { type Deed, Handing, handing } from "./handing.tsx";
import { Lazy } from "./lazy.tsx";
import { ChannelIcon } from "./icons.tsx";
import { type Word, say } from "./language.ts";
import { Menu } from "./menu.tsx";
import { LIVE, consumerName } from "./mine.ts";

/** `leg`: the agent's, while it talks. */
export function Head({ view, leg }: { view: InteractionView; leg?: LegView }) {
  return (
    <header class="head">
      <ChannelIcon channel={view.channel} />
      <div class="title">
        <h2>{consumerName(view)}</h2>
        <p class="quiet">{[view.subject, view.queue_name].filter(Boolean).join(" · ")}</p>
      </div>
      {leg && <Deeds view={view} leg={leg} />}
      {leg && <Handing view={view} leg={leg} />}
    </header>
  );
}

function Deeds({ view, leg }: { view: InteractionView; leg: LegView }) {
  if (leg.state === "transferring" || leg.state === "lost") return null; // what is under way has its own buttons
  if (leg.kind !== "primary") return <Guest view={view} leg={leg} />;
  return LIVE.has(view.channel) ? <Live view={view} leg={leg} /> : <Patient view={view} leg={leg} />;
}

type Plain = "leg.hold" | "leg.resume" | "leg.leave" | "interaction.end" | "interaction.unpark";

function Button({ word, deed, kind = "" }: { word: Word; deed: () => void; kind?: string }) {
  return (
    <button type="button" class={kind} data-deed={word} onClick={deed}>
      {say(word)}
    </button>
  );
}

const ask = (method: Plain, { interaction }: InteractionView): void => void attempt((current) => current.ask(method, { interaction }));

function HandOn({ deed, view, kind = "" }: { deed: Deed; view: InteractionView; kind?: string }) {
  return <Button word={`deed.${deed}`} kind={kind} deed={() => (handing.value = { deed, interaction: view.interaction })} />;
}

function Hold({ view, leg }: { view: InteractionView; leg: LegView }) {
  const isHeld = leg.state === "held";
  return <Button word={isHeld ? "thread.resume" : "thread.hold"} deed={() => ask(isHeld ? "leg.resume" : "leg.hold", view)} />;
}

/** A conversation, by who handles it. While something is on its way, that comes first. */
function Live({ view, leg }: { view: InteractionView; leg: LegView }) {
  const [isSure, setSure] = useState(true);
  const isFree = !view.transfer && !view.wanted;
  const others = view.legs.some((one) => one.kind === "conference" && one.state !== "ended" && one.state !== "wrapping");
  if (!isSure)
    return (
      <div class="deeds" role="group" aria-label={say("thread.end_sure")}>
        <span>{say("thread.end_sure")}</span>
        <Button word="thread.end" kind="bad" deed={() => (setSure(true), ask("interaction.end", view))} />
        <Button word="action.cancel" deed={() => setSure(true)} />
      </div>
    );
  return (
    <div class="deeds">
      <Hold view={view} leg={leg} />
      {isFree && <HandOn deed="transfer" view={view} />}
      {isFree && (
        <Menu label={say("deed.more")} name={say("deed.more")}>
          <HandOn deed="consult" view={view} kind="option" />
          <HandOn deed="invite" view={view} kind="option" />
          {others ? <Button word="deed.leave" kind="option" deed={() => ask("leg.leave", view)} /> : <HandOn deed="release" view={view} kind="option" />}
        </Menu>
      )}
      <Button word="thread.end" kind="bad" deed={() => setSure(false)} />
    </div>
  );
}

/** Mail and tasks: resolved, put aside or handed on. */
function Patient({ view, leg }: { view: InteractionView; leg: LegView }) {
  const [opened, setOpened] = useState<"park" | "resolve" | undefined>(undefined);
  const isParked = leg.state === "parked";
  const close = (): void => setOpened(undefined);
  return (
    <div class="deeds">
      {isParked && <Button word="deed.unpark" kind="primary" deed={() => ask("interaction.unpark", view)} />}
      {!isParked && !view.transfer && <Button word="deed.park" deed={() => setOpened("park")} />}
      {!view.transfer && (
        <Menu label={say("deed.more")} name={say("deed.more")}>
          {!isParked && <HandOn deed="transfer" view={view} kind="option" />}
          {!isParked && <HandOn deed="consult" view={view} kind="option" />}
          <HandOn deed="release" view={view} kind="option" />
        </Menu>
      )}
      {!view.transfer && <Button word="thread.resolve" kind="good" deed={() => setOpened("resolve")} />}
      {opened === "park" && <Lazy name="Parking" view={view} close={close} />}
      {opened === "resolve" && <Lazy name="Resolving" view={view} leg={leg} close={close} />}
    </div>
  );
}

/** Who was asked aside, or joined. */
function Guest({ view, leg }: { view: InteractionView; leg: LegView }) {
  return (
    <div class="deeds">
      {leg.kind === "conference" && <Hold view={view} leg={leg} />}
      {leg.kind === "conference" && !view.transfer && !view.wanted && <HandOn deed="invite" view={view} />}
      <Button word="deed.leave" kind="bad" deed={() => ask("leg.leave", view)} />
    </div>
  );
}
