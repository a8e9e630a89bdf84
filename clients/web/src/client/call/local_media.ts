/** Microphone and camera of this page: asked for in time, chosen, switched, silenced. */

export type Missing = "denied" | "no_device" | "busy" | "unsupported";

/** They cannot be used, and why. */
export class NoMedia extends Error {
  constructor(readonly why: Missing) {
    super(why);
    this.name = "NoMedia";
  }
}

export type Device = "audioinput" | "videoinput";
const WHY: Record<string, Missing> = {
  NotAllowedError: "denied",
  SecurityError: "denied",
  NotFoundError: "no_device",
  OverconstrainedError: "no_device",
  NotReadableError: "busy",
  AbortError: "busy",
};

async function grab(wish: MediaStreamConstraints): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new NoMedia("unsupported"); // not a secure context
  try {
    return await navigator.mediaDevices.getUserMedia(wish);
  } catch (error) {
    throw new NoMedia(WHY[(error as Error).name] ?? "busy");
  }
}

export class LocalMedia {
  private constructor(readonly stream: MediaStream) {}

  /** Asks for them. Without a camera a video call has sound alone. Rejects with NoMedia. */
  static async open({ hasVideo }: { hasVideo: boolean }): Promise<LocalMedia> {
    if (!hasVideo) return new LocalMedia(await grab({ audio: true }));
    try {
      return new LocalMedia(await grab({ audio: true, video: true }));
    } catch (error) {
      if (!(error instanceof NoMedia) || error.why === "unsupported") throw error;
      return new LocalMedia(await grab({ audio: true }));
    }
  }

  get audio(): MediaStreamTrack | undefined {
    return this.stream.getAudioTracks()[0];
  }

  get video(): MediaStreamTrack | undefined {
    return this.stream.getVideoTracks()[0];
  }

  /** A camera beside the microphone, if there is none yet. Rejects with NoMedia; then all is as it was. */
  async addCamera(): Promise<void> {
    if (this.video) return;
    for (const track of (await grab({ video: true })).getTracks()) this.stream.addTrack(track);
  }

  /** What is there to choose from. */
  async devices(): Promise<MediaDeviceInfo[]> {
    return (await navigator.mediaDevices.enumerateDevices()).filter(({ kind }) => kind !== "audiooutput");
  }

  /** The one that is used; empty: none. */
  deviceOf(kind: Device): string {
    return (kind === "audioinput" ? this.audio : this.video)?.getSettings().deviceId ?? "";
  }

  /** This one from now on. Rejects with NoMedia; then all is as it was. */
  async choose(kind: Device, id: string): Promise<void> {
    const name = kind === "audioinput" ? "audio" : "video";
    const [track] = (await grab({ [name]: { deviceId: { exact: id } } })).getTracks();
    const before = kind === "audioinput" ? this.audio : this.video;
    if (!track) return;
    track.enabled = before?.enabled ?? true;
    if (before) (before.stop(), this.stream.removeTrack(before));
    this.stream.addTrack(track);
  }

  close(): void {
    for (const track of this.stream.getTracks()) track.stop();
  }
}
