/** Above the conversation: who it is, and what an agent may do with it now. */
import { useState } from "preact/hooks";
import type { InteractionView, LegView } from "../client/received.ts";
import { attempt } from "./desk.ts";
import { ChannelIcon } from "./icons.tsx";
import { say } from "./language.ts";

export const LIVE: ReadonlySet<string> = new Set(["messaging", "voice", "video"]);

export function Head({ view, leg }: { view: InteractionView; leg?: LegView }) {
  const [isSure, setSure] = useState(true);
  const { interaction } = view;
  const ask = (method: "interaction.end" | "leg.hold" | "leg.resume" | "interaction.release" | "interaction.resolve") =>
    void attempt((current) => current.ask(method, { interaction }));
  const button = (word: Parameters<typeof say>[0], deed: () => void, kind = "") => (
    <button type="button" class={kind} onClick={deed}>
      {say(word)}
    </button>
  );
  return (
    <header class="head">
      <ChannelIcon channel={view.channel} />
      <div class="title">
        <h2>{view.consumer.name || view.consumer.phone || say("ring.unknown")}</h2>
        <p class="quiet">{[view.subject, view.queue_name].filter(Boolean).join(" · ")}</p>
      </div>
      {leg && LIVE.has(view.channel) && isSure && (
        <div class="deeds">
          {leg.state === "held" ? button("thread.resume", () => ask("leg.resume")) : button("thread.hold", () => ask("leg.hold"))}
          {button("thread.end", () => setSure(false), "bad")}
        </div>
      )}
      {leg && LIVE.has(view.channel) && !isSure && (
        <div class="deeds" role="group" aria-label={say("thread.end_sure")}>
          <span>{say("thread.end_sure")}</span>
          {button("thread.end", () => (setSure(true), ask("interaction.end")), "bad")}
          {button("action.cancel", () => setSure(true))}
        </div>
      )}
      {leg && !LIVE.has(view.channel) && (
        <div class="deeds">
          {button("thread.release", () => ask("interaction.release"))}
          {button("thread.resolve", () => ask("interaction.resolve"), "good")}
        </div>
      )}
    </header>
  );
}
