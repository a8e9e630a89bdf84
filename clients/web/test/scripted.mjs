/** A server that says what a test tells it to, on a real socket. */
import { WebSocketServer } from "ws";

export const OWN = "agent/agt_ana";

export const welcome = ({ token = "rt_1", resumed = false, streams, beat = 15_000, timeout = 10_000 } = {}) => ({
  type: "welcome", id: "hello", session: { id: "ses_1", token, resumed, window_ms: 120_000 },
  principal: { kind: "agent", id: "agt_ana", name: "Ana" }, server: { at_ms: 1_000_000, version: "1" },
  limits: { message_bytes: 65_536, in_flight: 2 }, heartbeat: { interval_ms: beat, timeout_ms: timeout },
  streams: streams ?? { [OWN]: { epoch: "e1", head: 1, recovered: false, reason: "new" } }, capabilities: [],
});
export const snapshot = (seq = 1, stream = OWN, epoch = "e1") => ({ type: "snapshot", stream, epoch, seq, state: {} });
export const caughtUp = { type: "caught_up", id: "hello", pos: {} };
export const recovered = { [OWN]: { epoch: "e1", head: 1, recovered: true, from_seq: 1 } };

/** One connection of the client under test. */
class Peer {
  constructor(socket) {
    this.socket = socket;
    this.heard = [];
    this.wake = () => undefined;
    this.closed = new Promise((resolve) => socket.on("close", (code) => resolve(code)));
    socket.on("message", (text) => {
      this.heard.push(...[JSON.parse(String(text))].flat());
      this.wake();
    });
  }

  say(...frames) {
    this.socket.send(JSON.stringify(frames.length === 1 ? frames[0] : frames));
  }

  /** The next frame of this type that nobody has taken. */
  async hears(type) {
    for (;;) {
      const place = this.heard.findIndex((frame) => frame.type === type);
      if (place >= 0) return this.heard.splice(place, 1)[0];
      await new Promise((resolve) => (this.wake = resolve));
    }
  }

  /** Hello, and all that makes the client live. */
  async welcomes(options) {
    const hello = await this.hears("hello");
    const isRecovered = options?.streams !== undefined;
    this.say(welcome(options), ...(isRecovered ? [] : [snapshot()]), caughtUp);
    return hello;
  }
}

export class ScriptedServer {
  static async start(t) {
    const server = new ScriptedServer();
    server.sockets = new WebSocketServer({ port: 0, host: "127.0.0.1", handleProtocols: () => "ringline.v1" });
    server.waiting = [];
    server.came = [];
    server.sockets.on("connection", (socket) => {
      const peer = new Peer(socket);
      const taker = server.waiting.shift();
      if (taker) taker(peer);
      else server.came.push(peer);
    });
    await new Promise((resolve) => server.sockets.on("listening", resolve));
    t.after(() => {
      for (const socket of server.sockets.clients) socket.terminate();
      server.sockets.close();
    });
    return server;
  }

  get url() {
    return `ws://127.0.0.1:${this.sockets.address().port}/ws`;
  }

  /** The next connection. */
  connection() {
    const peer = this.came.shift();
    return peer ? Promise.resolve(peer) : new Promise((resolve) => this.waiting.push(resolve));
  }
}
