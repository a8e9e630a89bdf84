/**
 * A session with a server: commands out, views and events in. Comes back by itself when the connection is lost.
 *
 * connecting -> hello -> welcome -> what was missed -> caught_up: live -> gone -> verdict of the code -> again | over
 */
import type { Answers } from "./answers.ts";
import { type AskOptions, Asking } from "./asking.ts";
import { CommandFailed, SessionOver } from "./commands.ts";
import type { EphemeralFrame, EventFrame, Notice, Position, ServerFrame, Snapshot, Welcome } from "./frames.ts";
import { newName } from "./names.ts";
import { type ClientOptions, HELLO, helloText } from "./options.ts";
import type { PrincipalInfo } from "./received.ts";
import type { Method, Params } from "./sent.ts";
import { Socket, type SocketMaker } from "./socket.ts";
import { Streams } from "./streams.ts";
import { LIMITS } from "./tables.ts";
import type { Connection, KeptSession, Listener, Told } from "./told.ts";
import { LOST, plan } from "./verdict.ts";
import type { Views } from "./view/views.ts";

/** Acknowledged this long after it arrived; a ring at once. */
const ACK_MS = 1_000;

export class Client {
  connection: Connection = { state: "connecting" };
  principal: PrincipalInfo | undefined;
  session: KeptSession | undefined;
  /** What the server said that this version does not know. */
  ignored = 0;
  private readonly streams = new Streams();
  private readonly asking: Asking;
  /** Streams whose subscription has no reply yet: it is sent again by itself. */
  private readonly asked = new Set<string>();
  private readonly listeners = new Set<Listener>();
  private readonly device: string;
  private readonly random: () => number;
  private socket: Socket | undefined;
  /** What this server allows, by name; before its welcome what this client knows. */
  limits: Readonly<Record<string, number>> = {};
  private welcomeAt = { serverMs: 0, localMs: 0 };
  private isResumed = false;
  private failures = 0;
  private toldMs: number | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private acks: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ClientOptions) {
    this.device = options.device ?? newName("dev");
    this.random = options.random ?? Math.random;
    this.asking = new Asking((text) => this.socket?.send(text), this.random);
    this.session = options.keep?.load();
  }

  /** What is known now. Never changed, replaced by every event. */
  get views(): Views {
    return this.streams.views;
  }

  get isLive(): boolean {
    return this.connection.state === "live";
  }

  /** The server's clock: count down to `*_at_ms` by it, not by the clock of this machine. */
  serverNowMs(): number {
    return this.welcomeAt.serverMs + Math.round(performance.now() - this.welcomeAt.localMs);
  }

  /** From now on; returns what ends it. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Connects, and stays connected until the session is over. After that it begins a new session. */
  start(): this {
    this.asking.begin();
    this.toConnection({ state: "connecting" });
    void this.dial();
    return this;
  }

  /** Live for the first time, or again. Rejects with SessionOver. */
  async ready(): Promise<void> {
    while (!this.isLive && !this.over) await this.change();
    if (this.over) throw this.over;
  }

  private get over(): SessionOver | undefined {
    const now = this.connection;
    return now.state === "over" ? new SessionOver(now.code, now.reason) : undefined;
  }

  /** The network is back, or the page is seen again: do not wait any longer. */
  nudge(): void {
    if (this.connection.state === "live") this.socket?.probe();
    if (this.connection.state !== "lost" || !this.again) return;
    clearTimeout(this.again);
    void this.dial();
  }

  /** Signs out: the session ends at once. */
  signOut(): void {
    this.socket?.send({ type: "bye" });
    if (this.socket) this.socket.close(1000);
    else this.ended(1000, "normal");
  }

  /** The connection fails, as networks do. It comes back by itself. For tests of desks. */
  cut(): void {
    this.socket?.drop("cut");
  }

  private async dial(): Promise<void> {
    this.again = undefined;
    const { token } = this.options;
    let bearer: string;
    try {
      bearer = typeof token === "string" ? token : await token();
    } catch {
      return this.gone(LOST, "no token");
    }
    if (this.connection.state === "over") return;
    const make = this.options.WebSocket ?? (WebSocket as unknown as SocketMaker);
    const positions = (max: number): Record<string, Position> => this.streams.positions(max);
    this.socket = new Socket(make, this.options.url, {
      opened: () => this.socket?.send(helloText(this.options, this.device, bearer, this.session, positions)),
      frame: (frame) => this.frame(frame),
      gone: (code, reason) => this.gone(code, reason),
    });
  }

  private gone(code: number, reason: string): void {
    this.failures = this.isLive ? 0 : this.failures + 1;
    this.socket = undefined;
    this.streams.disconnected();
    this.asking.disconnected();
    clearTimeout(this.acks);
    this.acks = undefined;
    const renews = typeof this.options.token === "function";
    const next = plan(code, { attempt: this.failures, random: this.random, toldMs: this.toldMs, renews });
    this.toldMs = undefined;
    if (!next) return this.ended(code, reason);
    if (!next.keepsSession) this.forgetSession();
    this.toConnection({ state: "lost", code, reason, waitMs: next.waitMs });
    this.again = setTimeout(() => void this.dial(), next.waitMs);
  }

  private ended(code: number, reason: string): void {
    clearTimeout(this.again);
    this.forgetSession();
    this.toConnection({ state: "over", code, reason });
    this.asking.end(new SessionOver(code, reason));
  }

  private forgetSession(): void {
    this.session = undefined;
    this.options.keep?.clear();
  }

  // --- commands

  /**
   * Carries out a command and returns its result; then it is durable. Survives reconnects: without a reply it is sent
   * again under the same key. Rejects with CommandFailed or SessionOver.
   */
  ask<M extends Method>(method: M, params: Params[M], options: AskOptions = {}): Promise<Answers[M]> {
    return this.asking.ask(method, params, options);
  }

  // --- streams

  /** Read a stream (`queue/que_2`); it is in the views when this resolves, and stays across reconnects. */
  async subscribe(stream: string): Promise<void> {
    this.streams.wanted.add(stream);
    this.asked.add(stream);
    try {
      await this.ask("stream.subscribe", { stream, pos: this.streams.position(stream) });
    } catch (error) {
      if (error instanceof CommandFailed) this.streams.forget(stream);
      throw error;
    } finally {
      this.asked.delete(stream);
    }
    while (this.streams.wanted.has(stream) && !this.streams.position(stream) && !this.over) await this.change();
    if (this.over) throw this.over;
  }

  /** Read it no longer; the views forget it. */
  async unsubscribe(stream: string): Promise<void> {
    this.streams.forget(stream);
    await this.ask("stream.unsubscribe", { stream });
  }

  private change(): Promise<void> {
    return new Promise((resolve) => {
      const end = this.listen(() => (end(), resolve()));
    });
  }

  private readAgain(stream: string): void {
    if (!this.asked.has(stream)) this.subscribe(stream).catch(() => (this.ignored += 1));
  }

  // --- frames

  private frame(frame: ServerFrame): void {
    if (frame.type === "event") this.event(frame);
    else if (frame.type === "ephemeral") this.passing(frame);
    else if (frame.type === "reply") this.asking.settle(frame);
    else if (frame.type === "snapshot") this.snapshot(frame);
    else if (frame.type === "welcome") this.welcomed(frame);
    else if (frame.type === "caught_up") this.caughtUp(frame.id);
    else if (frame.type === "ping") this.socket?.send({ type: "pong", id: frame.id });
    else if (frame.type === "notice") this.noticed(frame);
    else if (frame.type !== "pong") this.ignored += 1;
    this.tell({ what: "changed" });
  }

  private caughtUp(id: string): void {
    if (id === HELLO) this.toConnection({ state: "live", resumed: this.isResumed });
  }

  private passing(frame: EphemeralFrame): void {
    this.streams.passing(frame);
    this.tell({ what: "passing", frame });
  }

  private welcomed(welcome: Welcome): void {
    const { id, token, resumed } = welcome.session;
    this.session = { id, token };
    this.options.keep?.save(this.session);
    this.isResumed = resumed;
    this.welcomeAt = { serverMs: welcome.server.at_ms, localMs: performance.now() };
    this.principal = welcome.principal;
    this.socket?.beat(welcome.heartbeat.interval_ms, welcome.heartbeat.timeout_ms);
    const isConsumer = welcome.principal.kind === "consumer";
    this.streams.views = this.streams.views.owned(`agent/${welcome.principal.id}`, isConsumer);
    this.limits = welcome.limits;
    this.asking.connected(welcome.limits["in_flight"] ?? LIMITS.COMMANDS_IN_FLIGHT_MAX);
    this.follow(welcome.streams ?? {});
  }

  private follow(streams: NonNullable<Welcome["streams"]>): void {
    for (const [stream, { reason }] of Object.entries(streams)) {
      if (reason === "forbidden" || reason === "unknown") this.streams.forget(stream);
      else this.streams.wanted.add(stream);
    }
    for (const stream of this.streams.wanted) if (!(stream in streams)) this.readAgain(stream);
  }

  private event(frame: EventFrame): void {
    const arrival = this.streams.event(frame);
    if (arrival === "gap") this.readAgain(frame.stream);
    if (arrival !== "apply") return;
    this.tell({ what: "event", frame });
    this.acknowledge(frame.event === "offer.created");
  }

  private snapshot(part: Snapshot): void {
    if (!this.streams.snapshot(part)) return;
    this.tell({ what: "snapshot", stream: part.stream });
    this.acknowledge(true); // it may ring already
  }

  private noticed(notice: Notice): void {
    if (notice.notice === "draining") this.toldMs = notice.reconnect_in_ms;
    if (notice.notice === "unsubscribed" && notice.stream) this.streams.forget(notice.stream);
    if (notice.notice === "token_expiring") void this.refresh();
    this.tell({ what: "notice", notice });
  }

  /** A newer token in band; if that fails, the expiry closes the connection and the next hello asks again. */
  private async refresh(): Promise<void> {
    const { token } = this.options;
    if (typeof token !== "function") return;
    try {
      await this.ask("auth.refresh", { token: await token() });
    } catch {
      this.ignored += 1;
    }
  }

  private acknowledge(isUrgent: boolean): void {
    if (this.acks && !isUrgent) return;
    clearTimeout(this.acks);
    const send = (): void => {
      this.acks = undefined;
      this.socket?.send({ type: "ack", pos: this.streams.takeAcks() });
    };
    this.acks = setTimeout(send, isUrgent ? 0 : ACK_MS);
  }

  private toConnection(connection: Connection): void {
    this.connection = connection;
    this.tell({ what: "connection", connection });
  }

  private tell(told: Told): void {
    for (const listener of [...this.listeners]) listener(told);
  }
}
