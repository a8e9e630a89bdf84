/** The call beside the conversation: how it stands, pictures, and what the agent can do with their own side. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { InteractionView, LegView } from "../client/received.ts";
import { type Call, type Device, NoMedia, type Remote, isCall } from "../client/index.ts";
import { call, missing, remotes, takeCall, turn } from "./calling.ts";
import { now, toast } from "./desk.ts";
import { say, span } from "./language.ts";
import { Menu } from "./menu.tsx";

/** `leg`: the agent's, while it talks; while media is waited for there is none yet. */
export function CallPanel({ view, leg }: { view: InteractionView; leg?: LegView }) {
  void turn.value;
  if (!isCall(view.channel) || view.ended) return null;
  const mine = call.value?.interaction === view.interaction ? call.value.call : undefined;
  if (!mine && !leg) return null;
  const hasVideo = view.channel === "video";
  return (
    <section class="call" data-channel={view.channel} aria-label={say("call.region")}>
      <p role="status">{mine ? standing(mine, leg) : say(missing.value[view.interaction] ? `call.${missing.value[view.interaction] ?? "busy"}` : "call.not_here")}</p>
      {!mine && (
        <button type="button" data-deed="call.take" onClick={() => void takeCall(view.interaction)}>
          {say("call.take")}
        </button>
      )}
      {mine && <Pictures mine={mine} hasVideo={hasVideo} />}
      {mine && <Controls mine={mine} hasVideo={hasVideo} />}
    </section>
  );
}

function standing(mine: Call, leg: LegView | undefined): string {
  if (!leg) return say("call.connecting");
  if (leg.held_since_ms !== undefined) return say("call.held");
  const length = span(now.value - leg.started_at_ms);
  if (!remotes.value.some(({ isConnected }) => isConnected)) return say(mine.state === "starting" ? "call.connecting" : "call.broken", { span: length });
  const { quality } = mine;
  if (!quality) return say("call.talking", { span: length });
  const trip = quality.roundTripMs === undefined ? "" : ` · ${quality.roundTripMs} ms`;
  return `${say("call.talking", { span: length })} · ${say(`call.quality_${quality.level}`)}${trip} · ${say("call.loss", { percent: quality.lossPercent })}`;
}

function Pictures({ mine, hasVideo }: { mine: Call; hasVideo: boolean }) {
  void turn.value;
  return (
    <div class={hasVideo ? "pictures" : "sr"}>
      {remotes.value.map((remote) => (
        <Theirs key={remote.party} remote={remote} hasVideo={hasVideo} />
      ))}
      {hasVideo && mine.hasCamera && <Own mine={mine} />}
    </div>
  );
}

/** What is heard and seen of somebody. */
function Theirs({ remote, hasVideo }: { remote: Remote; hasVideo: boolean }) {
  const box = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!box.current) return;
    if (box.current.srcObject !== remote.stream) box.current.srcObject = remote.stream;
    box.current.muted = remote.isHeld;
    if (box.current.paused) box.current.play().catch(() => undefined); // the page was not touched yet
  });
  const aside = (): void => void box.current?.requestPictureInPicture().catch(() => toast("call.no_pip", {}, true));
  return (
    <figure>
      <video ref={box} autoplay playsInline aria-label={say("call.their_video", { name: remote.name })} />
      <figcaption>
        {remote.media.muted && <span>{say("call.their_muted")}</span>}
        {hasVideo && remote.media.camera_off && <span>{say("call.their_camera_off")}</span>}
        {hasVideo && document.pictureInPictureEnabled && (
          <button type="button" onClick={aside}>
            {say("call.pip")}
          </button>
        )}
      </figcaption>
    </figure>
  );
}

function Own({ mine }: { mine: Call }) {
  void turn.value;
  const box = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (box.current) box.current.srcObject = mine.stream ?? null;
  }, [mine.stream]);
  return <video class="own" ref={box} autoplay muted playsInline aria-label={say("call.your_video")} />;
}

function Controls({ mine, hasVideo }: { mine: Call; hasVideo: boolean }) {
  void turn.value;
  const { muted, camera_off } = mine.media;
  return (
    <div class="deeds">
      <button type="button" aria-pressed={muted} data-deed="call.mute" onClick={() => mine.keepBack({ muted: !muted })}>
        {say(muted ? "call.unmute" : "call.mute")}
      </button>
      {hasVideo && mine.hasCamera && (
        <button type="button" aria-pressed={camera_off} data-deed="call.camera" onClick={() => mine.keepBack({ camera_off: !camera_off })}>
          {say(camera_off ? "call.camera_on" : "call.camera_off")}
        </button>
      )}
      <Menu label={say("call.pad")} name={say("call.pad")}>
        <div class="pad">
          {[..."123456789*0#"].map((digit) => (
            <button key={digit} type="button" onClick={() => void mine.dial(digit).catch(() => undefined)}>
              {digit}
            </button>
          ))}
        </div>
      </Menu>
      <Devices mine={mine} />
    </div>
  );
}

const KINDS: readonly Device[] = ["audioinput", "videoinput"];

function Devices({ mine }: { mine: Call }) {
  void turn.value;
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  useEffect(() => void mine.devices().then(setDevices), [mine.stream]);
  const choose = (kind: Device, id: string): void =>
    void mine.choose(kind, id).catch((error: unknown) => error instanceof NoMedia && toast(`call.${error.why}`, {}, true));
  return (
    <Menu label={say("call.devices")} name={say("call.devices")}>
      {KINDS.filter((kind) => devices.some((device) => device.kind === kind)).map((kind) => (
        <label key={kind} class="field">
          {say(`call.${kind}`)}
          <select onChange={(event) => choose(kind, event.currentTarget.value)}>
            {devices
              .filter((device) => device.kind === kind)
              .map(({ deviceId, label }) => (
                <option key={deviceId} value={deviceId}>
                  {label}
                </option>
              ))}
          </select>
        </label>
      ))}
    </Menu>
  );
}
