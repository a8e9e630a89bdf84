/** Who is in the call: pictures where there are any, else names; and what each keeps back. */
import { useEffect, useRef } from "preact/hooks";
import type { Call, Remote } from "../client/index.ts";
import { Drawing } from "./drawing.tsx";
import type { Say } from "./words.ts";

interface FacesProps {
  call: Call;
  remotes: readonly Remote[];
  hasVideo: boolean;
  /** Who has told no name. */
  unnamed: string;
  say: Say;
  noAside: () => void;
}

export function Faces({ call, remotes, hasVideo, unnamed, say, noAside }: FacesProps) {
  return (
    <div class="faces" data-count={remotes.length}>
      {remotes.map((remote) => (
        <Theirs key={remote.party} remote={remote} name={remote.name || unnamed} {...{ hasVideo, say, noAside }} />
      ))}
      {hasVideo && call.hasCamera && <Own call={call} say={say} />}
    </div>
  );
}

interface TheirsProps {
  remote: Remote;
  name: string;
  hasVideo: boolean;
  say: Say;
  noAside: () => void;
}

/** What is heard and seen of somebody. */
function Theirs({ remote, name, hasVideo, say, noAside }: TheirsProps) {
  const box = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!box.current) return;
    if (box.current.srcObject !== remote.stream) box.current.srcObject = remote.stream;
    box.current.muted = remote.isHeld;
    if (box.current.paused) box.current.play().catch(() => undefined); // the page was not touched yet
  });
  const hasPicture = hasVideo && !remote.isHeld && !remote.media.camera_off && remote.stream.getVideoTracks().some(({ muted }) => !muted);
  const aside = (): void => void box.current?.requestPictureInPicture().catch(noAside);
  return (
    <figure class="face" data-has-picture={hasPicture} data-is-away={remote.isAway}>
      <video class={hasPicture ? "" : "sr"} ref={box} autoplay playsInline aria-label={say("call.their_video", { name })} />
      {!hasPicture && (
        <span class="letter" aria-hidden="true">
          {letter(name)}
        </span>
      )}
      <figcaption>
        <span class="name">{name}</span>
        <Kept remote={remote} name={name} hasVideo={hasVideo} say={say} />
      </figcaption>
      {hasPicture && document.pictureInPictureEnabled && (
        <button type="button" class="aside" data-deed="call.pip" aria-label={say("call.pip")} title={say("call.pip")} onClick={aside}>
          <Drawing of="aside" />
        </button>
      )}
    </figure>
  );
}

/** What they keep back, the weightiest first. */
function Kept({ remote, name, hasVideo, say }: Pick<TheirsProps, "remote" | "name" | "hasVideo" | "say">) {
  if (remote.isAway) return <span class="kept">{say("call.their_away", { name })}</span>;
  if (remote.isHeld) return <span class="kept">{say("call.their_held", { name })}</span>;
  return (
    <>
      {remote.media.muted && (
        <span class="kept">
          <Drawing of="mic_off" />
          {say("call.their_muted", { name })}
        </span>
      )}
      {hasVideo && remote.media.camera_off && (
        <span class="kept">
          <Drawing of="camera_off" />
          {say("call.their_camera_off", { name })}
        </span>
      )}
    </>
  );
}

const letter = (name: string): string => [...name.trim()][0]?.toUpperCase() ?? "·";

function Own({ call, say }: { call: Call; say: Say }) {
  const box = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (box.current) box.current.srcObject = call.stream ?? null;
  }, [call.stream]);
  return <video class="own" data-is-off={call.media.camera_off} ref={box} autoplay muted playsInline aria-label={say("call.your_video")} />;
}
