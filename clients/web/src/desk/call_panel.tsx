/** The call beside the conversation: how it stands, who is in it, and what the agent can do with their own side. */
import type { InteractionView, LegView } from "../client/received.ts";
import { type Call, type Missing, hasCall, hasPictures, isCall } from "../client/index.ts";
import { Act, OwnSide } from "../calls/controls.tsx";
import { Faces } from "../calls/faces.tsx";
import { Gauge } from "../calls/gauge.tsx";
import { call, missing, remotes, takeCall, turn } from "./calling.ts";
import { now, toast } from "./desk.ts";
import { type Word, say, span } from "./language.ts";
import { consumerName, listeners } from "./mine.ts";

type Standing = "connecting" | "talking" | "held" | "broken" | "missing" | "not_here";

/** `leg`: the agent's, while it talks; while media is waited for there is none yet. */
export function CallPanel({ view, leg }: { view: InteractionView; leg?: LegView }) {
  void turn.value;
  if (!hasCall(view) || view.ended) return null;
  const mine = call.value?.interaction === view.interaction ? call.value.call : undefined;
  if (!mine && !leg) return null;
  const why = missing.value[view.interaction];
  const stands = standing(mine, isCall(view.channel) ? leg : undefined, why);
  const hasVideo = hasPictures(view);
  return (
    <section class="call" data-channel={view.channel} data-stands={stands} aria-label={say("call.region")}>
      <div class="top">
        <p class="stands" role="status">
          {say(why && !mine ? `call.${why}` : (`call.${stands}` satisfies Word))}
        </p>
        <Clock stands={stands} leg={leg} />
        {stands === "talking" && <Gauge quality={mine?.quality} say={say} />}
        <div class="deeds">
          {!mine && (
            <Act drawn="mic" deed="call.take" kind="primary" run={() => void takeCall(view.interaction)}>
              {say("call.take")}
            </Act>
          )}
          {mine && <OwnSide call={mine} hasOthers={remotes.value.length > 0} {...{ hasVideo, say }} refused={(device) => toast(`call.${device}`, {}, true)} />}
        </div>
      </div>
      <Heard view={view} />
      {mine && <Faces call={mine} remotes={remotes.value} unnamed={consumerName(view)} {...{ hasVideo, say }} noAside={() => toast("call.no_pip", {}, true)} />}
    </section>
  );
}

function standing(mine: Call | undefined, leg: LegView | undefined, why: Missing | undefined): Standing {
  if (!mine) return why ? "missing" : "not_here";
  if (!leg) return "connecting";
  if (leg.held_since_ms !== undefined) return "held";
  if (remotes.value.some(({ isConnected }) => isConnected)) return "talking";
  return mine.state === "starting" ? "connecting" : "broken";
}

/** Agents always know who listens, and whether the consumer reads it, too. */
export function Heard({ view }: { view: InteractionView }) {
  return (
    <>
      {listeners(view).map(({ leg, agent_name, unseen }) => (
        <p key={leg} class="quiet heard" role="status">
          {say(unseen ? "call.listens_unseen" : "call.listens", { name: agent_name })}
        </p>
      ))}
    </>
  );
}

/** Of the hold, else of the call; nobody is told of each second. */
function Clock({ stands, leg }: { stands: Standing; leg: LegView | undefined }) {
  if (!leg || stands === "connecting") return null;
  return (
    <span class="clock" role="timer">
      {span(now.value - (leg.held_since_ms ?? leg.started_at_ms))}
    </span>
  );
}
