/**
 * One connection to one page of another party: who describes it, what goes through it, and how it is kept.
 *
 * begin     the impolite side describes, once: sound and pictures have their places from the first offer on, so that
 *           whatever is carried later needs no other
 * answer    the polite side; it never begins, and says `restart` when it wants another path
 * restart   the network changed, ICE failed, or nothing came of it for a while: an offer that is out is said again, else
 *           there is a new one, with an ICE restart and fresh credentials
 * collision two of these pages never describe at once. With other clients the polite side gives way (perfect negotiation)
 * broken    the browser refuses a description: the connection is of no use any more
 */
import type { Params } from "../sent.ts";
import { Meter, type Quality } from "./quality.ts";

export type Kind = Params["call.signal"]["kind"];
export type MediaKind = "audio" | "video";

export interface PeerOptions {
  /** The other side describes; I give way when both do. */
  isPolite: boolean;
  /** `recvonly`: I listen. `sendonly`: they do, and nothing of theirs is taken. */
  direction: "sendrecv" | "sendonly" | "recvonly";
  /** To find paths with, as long as their credentials hold: each description begins with fresh ones. */
  servers: () => Promise<RTCIceServer[]>;
  send: (kind: Kind, data?: string) => void;
  changed: () => void;
  /** It cannot be mended. */
  broken: () => void;
}

/** An answer has the number of its offer: one may be said twice, and must not be taken for the answer to the next. */
type Described = RTCSessionDescriptionInit & { number?: number };

const KINDS: readonly MediaKind[] = ["audio", "video"];
/** Candidates found within this time go together: each signal counts against the rate. */
const GATHER_MS = 60;
/** Not connected, and nothing is being tried: it is tried again after this long, then twice as long, and so on. */
const AGAIN_MS = 3_000;
const AGAIN_MS_MAX = 24_000;
/** What is being tried has this much of that time. */
const TRYING_MS = 12_000;
/** How often it is looked whether something arrives, until it does. */
const FLOW_MS = 200;

export class Peer {
  readonly pc: RTCPeerConnection;
  readonly remote = new MediaStream();
  /** Something arrives. */
  isFlowing = false;
  /** My offers so far, and the number of theirs that I answered last. */
  private offered = 0;
  private answered: number | undefined;
  private isClosed = false;
  private found: RTCIceCandidate[] = [];
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private looking: ReturnType<typeof setTimeout> | undefined;
  private watching: ReturnType<typeof setTimeout> | undefined;
  private againMs = AGAIN_MS;
  private turn: Promise<void> = Promise.resolve();
  private readonly meter = new Meter();
  private readonly carried = new Map<MediaKind, MediaStreamTrack | undefined>();

  constructor(
    /** The page at the other end. */
    readonly page: string,
    private readonly options: PeerOptions,
  ) {
    this.pc = new RTCPeerConnection();
    this.pc.onnegotiationneeded = () => this.inTurn(() => this.describe());
    this.pc.onicecandidate = ({ candidate }) => candidate && this.gather(candidate);
    this.pc.onconnectionstatechange = () => this.stands();
    this.pc.ontrack = ({ track }) => this.isHeard && this.arrives(track);
    if (!options.isPolite) for (const kind of KINDS) this.pc.addTransceiver(kind, { direction: options.direction });
    this.watch();
  }

  get isConnected(): boolean {
    return this.pc.connectionState === "connected";
  }

  /** Something of theirs is taken. */
  get isHeard(): boolean {
    return this.options.direction !== "sendonly";
  }

  measure(): Promise<Quality> {
    return this.meter.measure(this.pc);
  }

  /** What goes out of this kind; undefined: nothing, until there is something again. */
  carry(kind: MediaKind, track: MediaStreamTrack | undefined): void {
    if (this.carried.has(kind) && this.carried.get(kind) === track) return;
    this.carried.set(kind, track);
    this.fill(kind);
  }

  /** What the other page said; in the order in which it came. */
  hear(kind: Kind, data: string): void {
    if (kind === "restart" && !this.options.isPolite) this.inTurn(async () => this.renew());
    if (kind === "description") this.inTurn(() => this.described(JSON.parse(data) as Described));
    if (kind === "candidates") this.inTurn(() => this.reachable(JSON.parse(data) as RTCIceCandidateInit[]));
  }

  /** Another path for what is said already: after a change of network, or when signals may have been lost. */
  renew(): void {
    if (this.options.isPolite) this.options.send("restart");
    else if (this.pc.signalingState === "have-local-offer") this.tellDescription(); // the other side may have agreed to it
    else this.pc.restartIce();
  }

  close(): void {
    this.isClosed = true;
    for (const timer of [this.gathering, this.looking, this.watching]) clearTimeout(timer);
    this.pc.close();
    for (const track of this.remote.getTracks()) this.remote.removeTrack(track);
  }

  // --- negotiation

  /** One after the other: no description is made while another one is being taken in. */
  private inTurn(run: () => Promise<void>): void {
    const guarded = async (): Promise<void> => {
      if (!this.isClosed) await run();
    };
    this.turn = this.turn.then(guarded).catch(() => {
      if (!this.isClosed) this.options.broken();
    });
  }

  private async describe(): Promise<void> {
    if (this.pc.signalingState !== "stable") return; // it is asked for again when the two have agreed
    await this.useFreshServers();
    this.offered += 1;
    await this.pc.setLocalDescription();
    this.tellDescription();
  }

  private async described({ number, ...description }: Described): Promise<void> {
    const isOut = this.pc.signalingState === "have-local-offer";
    if (description.type === "offer" && isOut && !this.options.isPolite) return; // they give way
    const isLate = !isOut || (number !== undefined && number !== this.offered);
    if (description.type === "answer" && isLate) return; // to one taken back, or said twice
    if (description.type === "offer") await this.useFreshServers();
    await this.pc.setRemoteDescription(description);
    if (description.type !== "offer") return;
    this.answered = number;
    for (const kind of KINDS) this.fill(kind);
    await this.pc.setLocalDescription();
    this.tellDescription();
  }

  private async useFreshServers(): Promise<void> {
    const iceServers = await this.options.servers();
    if (!this.isClosed && iceServers.length > 0) this.pc.setConfiguration({ ...this.pc.getConfiguration(), iceServers });
  }

  private tellDescription(): void {
    const description = this.pc.localDescription;
    if (!description) return;
    const number = description.type === "offer" ? this.offered : this.answered;
    this.options.send("description", JSON.stringify({ type: description.type, sdp: description.sdp, number } satisfies Described));
  }

  // --- the path

  /** Of a relay that died Chromium says `failed` here, and of ICE no more than `disconnected`. Both sides see it: one begins. */
  private stands(): void {
    if (this.pc.connectionState === "failed" && !this.options.isPolite) this.renew();
    this.watch();
    this.lookForFlow();
    this.options.changed();
  }

  private gather(candidate: RTCIceCandidate): void {
    this.found.push(candidate);
    this.gathering ??= setTimeout(() => {
      this.gathering = undefined;
      this.options.send("candidates", JSON.stringify(this.found.splice(0)));
    }, GATHER_MS);
  }

  /** One of a description that was taken back leads nowhere. If none leads anywhere, it is tried again. */
  private async reachable(candidates: RTCIceCandidateInit[]): Promise<void> {
    for (const candidate of candidates) await this.pc.addIceCandidate(candidate).catch(() => undefined);
  }

  /**
   * Until it is connected. ICE says itself when what it tries fails; not that it has nothing to try, and an offer without
   * an answer may even look as if it connects: the other side, whose answer was lost, sends its checks.
   */
  private watch(): void {
    clearTimeout(this.watching);
    if (this.isConnected) this.againMs = AGAIN_MS;
    if (this.isClosed || this.isConnected) return;
    this.watching = setTimeout(() => {
      const isTried = this.pc.signalingState === "stable" && ["connecting", "disconnected"].includes(this.pc.connectionState);
      if (!isTried || this.againMs >= TRYING_MS) this.renew();
      this.againMs = Math.min(2 * this.againMs, AGAIN_MS_MAX);
      this.watch();
    }, this.againMs);
  }

  // --- what goes through it

  /** What is carried gets its place in the connection; one that left none for it is asked for one. */
  private fill(kind: MediaKind): void {
    const track = this.carried.get(kind);
    const place = this.pc.getTransceivers().find(({ receiver, direction }) => receiver.track.kind === kind && direction !== "stopped");
    if (!place) {
      if (track && this.pc.remoteDescription) this.pc.addTransceiver(track, { direction: this.options.direction });
      return;
    }
    if (place.direction !== this.options.direction) place.direction = this.options.direction;
    place.sender.replaceTrack(track ?? null).catch(() => this.carried.delete(kind)); // closed, or it is tried with the next look
  }

  /** Pictures count from the first one on: until then a player would wait for it with the sound. */
  private arrives(track: MediaStreamTrack): void {
    const begins = (): void => {
      for (const old of this.remote.getTracks()) if (old.kind === track.kind && old !== track) this.remote.removeTrack(old);
      this.remote.addTrack(track);
    };
    if (track.kind === "audio" || !track.muted) begins();
    track.onunmute = () => (begins(), this.options.changed());
    track.onmute = this.options.changed;
    this.options.changed();
  }

  /** What a browser says of a track (`muted`) is not when media flows: what counts is what arrives. */
  private lookForFlow(): void {
    if (this.isFlowing || !this.isHeard || this.isClosed || !this.isConnected || this.looking !== undefined) return;
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
}
