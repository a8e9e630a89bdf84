/** What one can do with one's own side of a call. Names of what is done now are told by `data-deed`. */
import type { ComponentChildren } from "preact";
import type { Call, Missing } from "../client/index.ts";
import { Devices } from "./devices.tsx";
import { type Drawn, Drawing } from "./drawing.tsx";
import { Pad } from "./pad.tsx";
import type { Say } from "./words.ts";

interface ActProps {
  drawn: Drawn;
  deed: string;
  run: () => void;
  /** It keeps something back now. */
  isOn?: boolean;
  kind?: string;
  children: ComponentChildren;
}

export function Act({ drawn, deed, run, isOn = false, kind = "", children }: ActProps) {
  return (
    <button type="button" class={`act ${kind}`} data-deed={deed} data-is-on={isOn} onClick={run}>
      <Drawing of={drawn} />
      <span>{children}</span>
    </button>
  );
}

interface OwnSideProps {
  call: Call;
  hasVideo: boolean;
  /** Somebody is there who could be dialled for. */
  hasOthers: boolean;
  say: Say;
  refused: (why: Missing) => void;
}

export function OwnSide({ call, hasVideo, hasOthers, say, refused }: OwnSideProps) {
  const { muted, camera_off: isDark } = call.media;
  return (
    <>
      <Act drawn={muted ? "mic_off" : "mic"} deed="call.mute" isOn={muted} run={() => call.keepBack({ muted: !muted })}>
        {say(muted ? "call.unmute" : "call.mute")}
      </Act>
      {hasVideo && call.hasCamera && (
        <Act drawn={isDark ? "camera_off" : "camera"} deed="call.camera" isOn={isDark} run={() => call.keepBack({ camera_off: !isDark })}>
          {say(isDark ? "call.camera_on" : "call.camera_off")}
        </Act>
      )}
      {hasOthers && <Pad call={call} say={say} />}
      <Devices call={call} hasVideo={hasVideo} say={say} refused={refused} />
    </>
  );
}
