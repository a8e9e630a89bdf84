/** The call above the chat: how it stands, pictures, and what one can do: mute, camera, devices, hang up. */
import { useEffect, useRef, useState } from "preact/hooks";
import { type Device, NoMedia, type Remote } from "../client/index.ts";
import { call, failure, isHeld, isToneOn, missing, remotes, roster, silence, takeCall, talkingSinceMs, turn } from "./calling.ts";
import { client, kept, now, view } from "./conversation.ts";
import { countdown, say, sayOr } from "./language.ts";

export function CallPanel() {
  void turn.value;
  if (!roster.value) return null;
  const hasVideo = view.value?.channel === "video";
  return (
    <section class="call" aria-label={say("call.region")}>
      <p role="status" class="strong">
        {standing()}
      </p>
      {failure.value && <p class="problem">{sayOr(`call.failed_${failure.value}`, "call.failed_other")}</p>}
      {remotes.value.map((remote) => (
        <Theirs key={remote.party} remote={remote} hasVideo={hasVideo} />
      ))}
      {hasVideo && call.value?.hasCamera && <Own />}
      {missing.value && <p class="problem">{say(`call.${missing.value}`)}</p>}
      <Controls hasVideo={hasVideo} />
    </section>
  );
}

function standing(): string {
  if (call.value?.state === "elsewhere") return say("call.elsewhere");
  if (isHeld.value) return say("call.held");
  if (roster.value?.others.length === 0) return say("call.waiting");
  if (!roster.value?.isConnected) return say("call.connecting");
  if (call.value?.state === "on" && !remotes.value.some(({ isConnected }) => isConnected)) return say("call.broken");
  return say("call.talking", { span: countdown(now.value - (talkingSinceMs.value ?? now.value)) });
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
  const said = remote.media.muted ? "call.their_muted" : remote.media.camera_off && hasVideo ? "call.their_camera_off" : undefined;
  return (
    <>
      <video class={hasVideo ? "theirs" : "sr"} ref={box} autoplay playsInline aria-label={say("call.their_video", { name: remote.name })} />
      {said && <p class="quiet">{say(said, { name: remote.name })}</p>}
    </>
  );
}

function Own() {
  void turn.value;
  const box = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (box.current) box.current.srcObject = call.value?.stream ?? null;
  }, [call.value?.stream]);
  return <video class="own" ref={box} autoplay muted playsInline aria-label={say("call.your_video")} />;
}

function Controls({ hasVideo }: { hasVideo: boolean }) {
  void turn.value;
  const current = call.value;
  if (!current || current.state === "elsewhere")
    return (
      <div class="controls">
        <button type="button" class="primary" onClick={takeCall}>
          {say("call.here")}
        </button>
        <HangUp />
      </div>
    );
  const { muted, camera_off } = current.media;
  const isSilent = roster.value?.others.length !== 0 && !isHeld.value;
  return (
    <div class="controls">
      <button type="button" aria-pressed={muted} data-control="mute" onClick={() => current.keepBack({ muted: !muted })}>
        {say(muted ? "call.unmute" : "call.mute")}
      </button>
      {hasVideo && current.hasCamera && (
        <button type="button" aria-pressed={camera_off} data-control="camera" onClick={() => current.keepBack({ camera_off: !camera_off })}>
          {say(camera_off ? "call.camera_on" : "call.camera_off")}
        </button>
      )}
      {!isSilent && (
        <button type="button" data-control="tone" onClick={() => silence(isToneOn.value)}>
          {say(isToneOn.value ? "call.tone_off" : "call.tone_on")}
        </button>
      )}
      <HangUp />
      <Devices />
      {current.quality && (
        <p class="quiet quality" data-level={current.quality.level}>
          {say(`call.quality_${current.quality.level}`)}
          {current.quality.roundTripMs !== undefined && ` · ${current.quality.roundTripMs} ms`}
        </p>
      )}
    </div>
  );
}

function HangUp() {
  const end = (): void => {
    if (kept.value) client.value?.ask("interaction.end", { interaction: kept.value.interaction }).catch(() => undefined);
  };
  return (
    <button type="button" class="bad" data-control="hang_up" onClick={end}>
      {say("call.hang_up")}
    </button>
  );
}

const KINDS: readonly Device[] = ["audioinput", "videoinput"];

function Devices() {
  void turn.value;
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  const choose = (kind: Device, id: string): void =>
    void call.value?.choose(kind, id).catch((error: unknown) => {
      if (error instanceof NoMedia) missing.value = error.why;
    });
  return (
    <details class="devices" onToggle={() => void call.value?.devices().then(setDevices)}>
      <summary>{say("call.devices")}</summary>
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
    </details>
  );
}
