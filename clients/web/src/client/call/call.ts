/**
 * One call of one page: joins whoever is in it, carries media between the browsers, tells the server when media flows.
 *
 * start (media of this page) -> join everybody -> peers, one for each other party -> stop
 * the connection to the server comes and goes: what flows goes on, and paths are looked for anew
 */
import type { Client } from "../client.ts";
import type { CallMedia, CallSignal } from "../received.ts";
import type { Told } from "../told.ts";
import { IceServers } from "./ice.ts";
import { Line } from "./line.ts";
import { type Device, LocalMedia, type NoMedia } from "./local_media.ts";
import { Peer } from "./peer.ts";
import { type Quality, worst } from "./quality.ts";
import { type Other, type Roster, isPolite } from "./roster.ts";

export interface Remote extends Other {
  stream: MediaStream;
  isConnected: boolean;
}

export interface CallOptions {
  client: Client;
  interaction: string;
  hasVideo: boolean;
  /** It needs no devices, and sends nothing. */
  isListening?: boolean;
  /** As the view says it now. */
  roster: () => Roster | undefined;
  /** Something is different: look again. */
  changed: () => void;
}

const MEASURE_MS = 2_000;

export class Call {
  /** `elsewhere`: another page of mine has it. */
  state: "starting" | "on" | "elsewhere" | "over" = "starting";
  quality: Quality | undefined;
  private local: LocalMedia | undefined;
  private wish: CallMedia = { muted: false, camera_off: false };
  private readonly ice: IceServers;
  private readonly line: Line;
  private readonly peers = new Map<string, Peer>();
  private readonly reported = new Set<string>();
  private isTelling = false;
  /** The view has said that this page's party is in the call: when it does not any more, it is over. */
  wasIn = false;
  private readonly ends: (() => void)[] = [];

  constructor(private readonly options: CallOptions) {
    const { client, interaction } = options;
    this.ice = new IceServers(client, interaction);
    this.line = new Line({
      client,
      interaction,
      isMet: (party) => this.peers.has(party),
      renew: (party) => this.peers.get(party)?.renew(),
      elsewhere: () => this.stop("elsewhere"),
    });
  }

  /** Begins; `media`: as it was before a reload. Rejects with NoMedia, and the server knows. */
  async start(ready?: LocalMedia): Promise<void> {
    const { client, interaction, hasVideo, isListening } = this.options;
    this.wasIn = this.roster !== undefined;
    this.wish = this.roster?.media ?? this.wish;
    this.ends.push(client.listen((told) => this.told(told)));
    const servers = this.ice.fresh(); // while devices are opened
    try {
      if (!isListening) this.local = ready ?? (await LocalMedia.open({ hasVideo }));
    } catch (error) {
      this.stop();
      await client.ask("media.report", { interaction, ok: false, reason: (error as NoMedia).why });
      throw error;
    }
    await servers;
    if (this.state !== "starting") return this.local?.close();
    this.state = "on";
    this.watchNetwork();
    this.look();
  }

  get stream(): MediaStream | undefined {
    return this.local?.stream;
  }

  get media(): CallMedia {
    return this.wish;
  }

  get hasCamera(): boolean {
    return this.local?.video !== undefined;
  }

  /** Those who may be heard. */
  get remotes(): Remote[] {
    const others = this.roster?.others ?? [];
    return others.flatMap((other) => {
      const peer = this.peers.get(other.party);
      return peer && !other.isListener ? [{ ...other, stream: peer.remote, isConnected: peer.isConnected }] : [];
    });
  }

  /** What this page keeps to itself from now on; all see it. */
  keepBack(media: Partial<CallMedia>): void {
    this.wish = { ...this.wish, ...media };
    this.look();
  }

  /** Asked for before the other side is; it goes out when both have agreed. Rejects with NoMedia. */
  async addCamera(): Promise<void> {
    await this.local?.addCamera();
    this.look();
  }

  dial(digits: string): Promise<unknown> {
    return this.options.client.ask("call.tones", { interaction: this.options.interaction, digits });
  }

  devices(): Promise<MediaDeviceInfo[]> {
    return this.local?.devices() ?? Promise.resolve([]);
  }

  /** The one that is used; empty: none. */
  deviceOf(kind: Device): string {
    return this.local?.deviceOf(kind) ?? "";
  }

  /** Rejects with NoMedia; then all is as it was. */
  async choose(kind: Device, id: string): Promise<void> {
    await this.local?.choose(kind, id);
    this.look();
  }

  /** This page is out of it; the call itself is ended by a command. */
  stop(state: "over" | "elsewhere" = "over"): void {
    if (this.state === "on" && state === "over") for (const party of this.peers.keys()) this.line.send(party, "bye");
    this.state = state;
    for (const end of this.ends.splice(0)) end();
    this.line.close();
    for (const peer of this.peers.values()) peer.close();
    this.peers.clear();
    this.local?.close();
    this.options.changed();
  }

  /** The view, or what this page wants, is different. */
  look(): void {
    const roster = this.roster;
    if (this.state !== "on") return;
    if (!roster) return this.wasIn ? this.stop() : undefined;
    this.wasIn = true;
    const parties = new Set(roster.others.map(({ party }) => party));
    for (const [party, peer] of this.peers) if (!parties.has(party)) (peer.close(), this.peers.delete(party));
    this.line.with(parties);
    for (const other of roster.others) this.carry(other);
    this.report(roster);
    this.tellMedia(roster);
    this.options.changed();
  }

  private get roster(): Roster | undefined {
    return this.options.roster();
  }

  private carry({ party, isHeld }: Other): void {
    const peer = this.peers.get(party);
    if (!peer || !this.local) return;
    const { audio, video } = this.local;
    if (audio) audio.enabled = !this.wish.muted;
    peer.carry("audio", isHeld ? undefined : audio);
    peer.carry("video", isHeld || this.wish.camera_off || !this.roster?.hasVideo ? undefined : video);
  }

  /** Once for each party with whom media flows: what came before a refresh is known already, and does no harm. */
  private report({ me, others, isListener }: Roster): void {
    if (isListener) return;
    for (const { party } of others) {
      const [peer, pair] = [this.peers.get(party), `${me} ${party}`];
      if (!peer?.isFlowing || !peer.isConnected || this.reported.has(pair)) continue;
      this.reported.add(pair);
      const again = (): void => this.line.later(() => (this.reported.delete(pair), this.look()));
      this.options.client.ask("media.report", { interaction: this.options.interaction }).catch(again);
    }
  }

  private tellMedia({ isConnected, media }: Roster): void {
    const { client, interaction } = this.options;
    const isKnown = media.muted === this.wish.muted && media.camera_off === this.wish.camera_off;
    if (!isConnected || isKnown || this.isTelling) return;
    this.isTelling = true;
    const again = (): void => this.line.later(() => this.look());
    void client.ask("call.set_media", { interaction, media: this.wish }).catch(again).finally(() => (this.isTelling = false));
  }

  private told(told: Told): void {
    const stream = `interaction/${this.options.interaction}`;
    if (told.what === "passing" && told.frame.stream === stream && told.frame.event === "call.signal")
      this.heard(told.frame.data as CallSignal);
    if (told.what === "connection" && told.connection.state === "live" && this.state === "on") this.line.again();
    if (told.what === "event" || told.what === "snapshot") this.look();
  }

  /** A description makes a connection; so does a `join`, which the polite side answers so that the other one describes. */
  private heard({ sender, kind, source, target = "", data = "" }: CallSignal): void {
    const roster = this.roster;
    if (this.state !== "on" || !roster) return;
    if (sender === roster.me) return this.stop("elsewhere");
    if (target && target !== this.line.page) return;
    const other = roster.others.find(({ party }) => party === sender);
    if (!other) return;
    const known = this.peers.get(sender);
    if (known?.page === source) return kind === "bye" ? this.drop(sender, known) : known.hear(kind, data);
    if (kind === "candidates" || kind === "bye") return; // of a connection that is over
    const peer = this.meet(roster, other, source);
    if (kind === "description") peer.hear(kind, data);
    else if (isPolite(roster.me, sender)) this.line.send(sender, "join", "", source);
  }

  private drop(party: string, peer: Peer): void {
    peer.close();
    if (this.peers.get(party) === peer) this.peers.delete(party);
    this.line.knock(party);
    this.options.changed();
  }

  private meet({ me, isListener }: Roster, other: Other, page: string): Peer {
    const { party } = other;
    this.peers.get(party)?.close();
    const peer: Peer = new Peer(page, {
      isPolite: isPolite(me, party),
      direction: isListener ? "recvonly" : other.isListener ? "sendonly" : "sendrecv",
      servers: () => this.ice.fresh(),
      send: (kind, data) => this.line.send(party, kind, data, page),
      changed: () => this.look(),
      broken: () => this.anew(party, peer),
    });
    this.peers.set(party, peer);
    this.carry(other);
    return peer;
  }

  /** The two cannot agree any more. */
  private anew(party: string, peer: Peer): void {
    this.drop(party, peer);
    this.line.meetAgain(party, peer.page);
  }

  private watchNetwork(): void {
    const changed = (): void => this.peers.forEach((peer) => peer.renew());
    const measure = async (): Promise<void> => {
      const peers = [...this.peers.values()].filter(({ isConnected, isHeard }) => isConnected && isHeard);
      this.quality = worst(await Promise.all(peers.map((peer) => peer.measure())));
      this.options.changed();
    };
    const timer = setInterval(() => void measure(), MEASURE_MS);
    addEventListener("online", changed);
    this.ends.push(() => (clearInterval(timer), removeEventListener("online", changed)));
  }
}
