/** Microphone and camera: which ones there are, which one is used, and another one from now on. */
import { useState } from "preact/hooks";
import { type Call, type Device, type Missing, NoMedia } from "../client/index.ts";
import { Pop } from "./pop.tsx";
import type { Say } from "./words.ts";

const KINDS: readonly Device[] = ["audioinput", "videoinput"];

interface DevicesProps {
  call: Call;
  hasVideo: boolean;
  say: Say;
  /** One that was chosen could not be used; the one before goes on. */
  refused: (why: Missing) => void;
}

export function Devices({ call, hasVideo, say, refused }: DevicesProps) {
  const [devices, setDevices] = useState<MediaDeviceInfo[]>([]);
  const choose = (kind: Device, id: string): void =>
    void call.choose(kind, id).catch((error: unknown) => error instanceof NoMedia && refused(error.why));
  return (
    <Pop drawn="devices" name={say("call.devices")} opened={() => void call.devices().then(setDevices)}>
      {KINDS.filter((kind) => kind === "audioinput" || hasVideo).map((kind) => {
        const some = devices.filter((device) => device.kind === kind);
        return (
          <label key={kind} class="field">
            {say(`call.${kind}`)}
            <select value={call.deviceOf(kind)} disabled={some.length === 0} onChange={(event) => choose(kind, event.currentTarget.value)}>
              {some.map(({ deviceId, label }, index) => (
                <option key={deviceId} value={deviceId}>
                  {label || say("call.device", { number: index + 1 })}
                </option>
              ))}
            </select>
          </label>
        );
      })}
    </Pop>
  );
}
