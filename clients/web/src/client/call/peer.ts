/**
 * One connection to one page of another party: perfect negotiation, trickled candidates, restarts of ICE.
 *
 * both describe themselves at once -> the polite side takes its own back and answers
 */
import type { Params } from "../sent.ts";
import { Meter, type Quality } from "./quality.ts";

export type Kind = Params["call.signal"]["kind"];

export interface PeerOptions {
  /** I give way when both begin at once. */
  isPolite: boolean;
  /** They hear me, and nothing of theirs is taken. */
  isListener: boolean;
  servers: RTCIceServer[];
  send: (kind: Kind, data?: string) => void;
  changed: () => void;
  /** The path broke: whoever may begin again should. */
  failed: () => void;
}

/** An answer has the number of its offer: one may be said twice, and must not be taken for the answer to the next. */
type Described = RTCSessionDescriptionInit & { number?: number };

/** Candidates found within this time go together: each signal counts against the rate. */
const GATHER_MS = 60;
/** Both have agreed, and no path is being tried after this long: candidates were lost, which ICE itself never calls a failure. */
const PATHLESS_MS = 3_000;
/** How often it is looked whether something arrives, until it does. */
const FLOW_MS = 200;

export class Peer {
  readonly pc: RTCPeerConnection;
  readonly remote = new MediaStream();
  /** Something arrives. */
  isFlowing = false;
  private isMakingOffer = false;
  /** My offers so far, and the number of theirs that I answered last. */
  private offered = 0;
  private answered: number | undefined;
  private isClosed = false;
  private found: RTCIceCandidate[] = [];
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private looking: ReturnType<typeof setTimeout> | undefined;
  private pathless: ReturnType<typeof setTimeout> | undefined;
  private turn: Promise<void> = Promise.resolve();
  private readonly meter = new Meter();
  private readonly senders = new Map<string, RTCRtpSender>();

  constructor(
    /** The page at the other end. */
    readonly page: string,
    private readonly options: PeerOptions,
  ) {
    this.pc = new RTCPeerConnection({ iceServers: options.servers });
    this.pc.onnegotiationneeded = () => void this.describe();
    this.pc.onicecandidate = ({ candidate }) => candidate && this.gather(candidate);
    this.pc.oniceconnectionstatechange = () => this.pc.iceConnectionState === "failed" && options.failed();
    this.pc.onconnectionstatechange = () => (this.lookForFlow(), options.changed());
    this.pc.ontrack = ({ track }) => options.isListener || this.arrives(track);
  }

  get isConnected(): boolean {
    return this.pc.connectionState === "connected";
  }

  get isListener(): boolean {
    return this.options.isListener;
  }

  measure(): Promise<Quality> {
    return this.meter.measure(this.pc);
  }

  /** What goes out of this kind; undefined: nothing, until there is something again. */
  carry(kind: "audio" | "video", track: MediaStreamTrack | undefined): void {
    const sender = this.senders.get(kind);
    if (sender) {
      if (sender.track !== (track ?? null)) sender.replaceTrack(track ?? null).catch(() => undefined); // it closed meanwhile
    } else if (track) this.senders.set(kind, this.sends(track));
  }

  private sends(track: MediaStreamTrack): RTCRtpSender {
    return this.isListener ? this.pc.addTransceiver(track, { direction: "sendonly" }).sender : this.pc.addTrack(track);
  }

  /** What the other page said; in the order in which it came. */
  hear(kind: Kind, data: string): void {
    this.turn = this.turn.then(async () => {
      if (this.isClosed) return;
      if (kind === "description") await this.described(JSON.parse(data) as RTCSessionDescriptionInit);
      if (kind === "candidates") await this.reachable(JSON.parse(data) as RTCIceCandidateInit[]);
    });
    this.turn = this.turn.catch(this.options.failed);
  }

  /**
   * Another way for what is said already: after a change of network, or when signals may have been lost. An offer that
   * is out is said again and never taken back: the other side may have agreed to it.
   */
  restart(): void {
    if (this.pc.signalingState === "have-local-offer") this.tellDescription();
    this.pc.restartIce();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.gathering);
    clearTimeout(this.looking);
    clearTimeout(this.pathless);
    this.pc.close();
    for (const track of this.remote.getTracks()) this.remote.removeTrack(track);
  }

  private arrives(track: MediaStreamTrack): void {
    for (const old of this.remote.getTracks()) if (old.kind === track.kind) this.remote.removeTrack(old);
    this.remote.addTrack(track);
    track.onunmute = () => ((this.isFlowing = true), this.options.changed());
    track.onmute = this.options.changed;
    if (!track.muted) this.isFlowing = true;
    this.options.changed();
  }

  /** Behind an offer that was taken back, Chromium may leave a track `muted` though it is heard: what counts is what arrives. */
  private lookForFlow(): void {
    if (this.isFlowing || this.isListener || this.isClosed || !this.isConnected || this.looking !== undefined) return;
    this.looking = setTimeout(async () => {
      const stats = await this.pc.getStats();
      this.looking = undefined;
      if (this.isClosed) return;
      stats.forEach((stat: { type: string; packetsReceived?: number }) => {
        if (stat.type === "inbound-rtp" && (stat.packetsReceived ?? 0) > 0) this.isFlowing = true;
      });
      if (this.isFlowing) this.options.changed();
      else this.lookForFlow();
    }, FLOW_MS);
  }

  private async describe(): Promise<void> {
    try {
      this.isMakingOffer = true;
      this.offered += 1;
      await this.pc.setLocalDescription();
      this.tellDescription();
    } catch (error) {
      if (!this.isClosed) throw error;
    } finally {
      this.isMakingOffer = false;
    }
  }

  private async described({ number, ...description }: Described): Promise<void> {
    const collides = description.type === "offer" && (this.isMakingOffer || this.pc.signalingState !== "stable");
    if (!this.options.isPolite && collides) return;
    const isLate = this.pc.signalingState !== "have-local-offer" || (number !== undefined && number !== this.offered);
    if (description.type === "answer" && isLate) return; // to one taken back, or said twice
    await this.pc.setRemoteDescription(description);
    this.wantPath();
    if (description.type !== "offer") return;
    this.answered = number;
    await this.pc.setLocalDescription();
    this.tellDescription();
  }

  private wantPath(): void {
    clearTimeout(this.pathless);
    this.pathless = setTimeout(() => !this.isClosed && this.pc.connectionState === "new" && this.options.failed(), PATHLESS_MS);
  }

  /** One of a description that was taken back leads nowhere. If none leads anywhere, the path fails, and that is told. */
  private async reachable(candidates: RTCIceCandidateInit[]): Promise<void> {
    for (const candidate of candidates) await this.pc.addIceCandidate(candidate).catch(() => undefined);
  }

  private tellDescription(): void {
    const description = this.pc.localDescription;
    if (!description) return;
    const number = description.type === "offer" ? this.offered : this.answered;
    this.options.send("description", JSON.stringify({ type: description.type, sdp: description.sdp, number } satisfies Described));
  }

  private gather(candidate: RTCIceCandidate): void {
    this.found.push(candidate);
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      this.options.send("candidates", JSON.stringify(this.found.splice(0)));
    }, GATHER_MS);
  }
}
