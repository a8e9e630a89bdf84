/** The call above the chat: how it stands, who is in it, and what one can do: mute, camera, dial, devices, hang up. */
import { useEffect, useState } from "preact/hooks";
import { Act, OwnSide } from "../calls/controls.tsx";
import { Faces } from "../calls/faces.tsx";
import { Gauge } from "../calls/gauge.tsx";
import { hasPictures } from "../client/index.ts";
import { call, failure, isHeld, isToneOn, missing, remotes, roster, silence, takeCall, talkingSinceMs, tones, turn } from "./calling.ts";
import { client, kept, now, view } from "./conversation.ts";
import { type Word, countdown, say, sayOr } from "./language.ts";

/** For so long is said what could not be done. */
const TOLD_MS = 8_000;

type Standing = "missing" | "elsewhere" | "held" | "waiting" | "connecting" | "broken" | "talking";

export function CallPanel() {
  void turn.value;
  const [told, tell] = useState<Word | undefined>(undefined);
  useEffect(() => {
    const timer = told && setTimeout(() => tell(undefined), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);
  if (!roster.value) return null;
  const channel = view.value?.channel;
  const stands = standing();
  const hasVideo = view.value !== undefined && hasPictures(view.value);
  const mine = stands === "elsewhere" ? undefined : call.value;
  return (
    <section class="call" data-channel={channel} data-stands={stands} aria-label={say("call.region")}>
      <div class="top">
        <p class="stands" role="status">
          {stands === "missing" ? say(`call.${missing.value ?? "busy"}`) : say(`call.${stands}`)}
        </p>
        {(stands === "talking" || stands === "held") && talkingSinceMs.value !== undefined && (
          <span class="clock" role="timer">
            {countdown(now.value - talkingSinceMs.value)}
          </span>
        )}
        {stands === "talking" && <Gauge quality={mine?.quality} say={say} />}
      </div>
      {failure.value && (
        <p class="notice" role="status">
          {sayOr(`call.failed_${failure.value}`, "call.failed_other")}
        </p>
      )}
      {tones.value && stands === "talking" && <p class="quiet">{say("call.tones", { digits: tones.value })}</p>}
      {(view.value?.monitors ?? []).filter(({ unseen }) => !unseen).map(({ leg, agent_name }) => (
        <p key={leg} class="quiet heard" role="status">
          {say("call.listens", { name: agent_name })}
        </p>
      ))}
      {mine && (
        <Faces call={mine} remotes={remotes.value} hasVideo={hasVideo} unnamed={say("call.somebody")} say={say} noAside={() => tell("call.no_pip")} />
      )}
      {told && (
        <p class="notice" role="alert">
          {say(told)}
        </p>
      )}
      <Controls hasVideo={hasVideo} stands={stands} tell={tell} />
    </section>
  );
}

function standing(): Standing {
  if (missing.value && !call.value) return "missing";
  if (call.value?.state === "elsewhere") return "elsewhere";
  if (isHeld.value) return "held";
  if (roster.value?.others.every(({ isListener }) => isListener)) return "waiting";
  if (!roster.value?.isConnected) return "connecting";
  if (call.value?.state === "on" && !remotes.value.some(({ isConnected }) => isConnected)) return "broken";
  return "talking";
}

function Controls({ hasVideo, stands, tell }: { hasVideo: boolean; stands: Standing; tell: (word: Word) => void }) {
  void turn.value;
  const mine = stands === "elsewhere" ? undefined : call.value;
  const isAlone = stands === "waiting" || stands === "held";
  return (
    <div class="deeds">
      {!mine && (
        <Act drawn="mic" deed="call.take" kind="primary" run={takeCall}>
          {say(stands === "elsewhere" ? "call.here" : "call.again")}
        </Act>
      )}
      {mine && <OwnSide call={mine} hasOthers={stands === "talking"} {...{ hasVideo, say }} refused={(why) => tell(`call.${why}`)} />}
      {isAlone && (
        <Act drawn={isToneOn.value ? "sound" : "sound_off"} deed="call.tone" run={() => silence(isToneOn.value)}>
          {say(isToneOn.value ? "call.tone_off" : "call.tone_on")}
        </Act>
      )}
      <Act drawn="hang_up" deed="call.hang_up" kind="bad" run={hangUp}>
        {say("call.hang_up")}
      </Act>
    </div>
  );
}

function hangUp(): void {
  if (kept.value) client.value?.ask("interaction.end", { interaction: kept.value.interaction }).catch(() => undefined);
}
