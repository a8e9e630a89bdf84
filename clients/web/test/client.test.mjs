/** The connection keeps the protocol: hello, resume, commands, acks, heartbeats, verdicts. */
import assert from "node:assert/strict";
import { test } from "node:test";
import WebSocket from "ws";
import { Client, CommandFailed, SessionOver, backoffMs, plan, verdictOf } from "./built.mjs";
import { OWN, ScriptedServer, caughtUp, recovered, snapshot, welcome } from "./scripted.mjs";

const offer = {
  offer: "off_1", interaction: "int_1", queue: "que_1", channel: "messaging", purpose: "handle", acceptance: "manual",
  attempt: 1, ring_ms: 30_000, expires_at_ms: 1_030_000,
};
const event = (seq, name, data) => ({ type: "event", stream: OWN, seq, at_ms: 1_000_000, event: name, data });
const reply = (id, rest = {}) => ({ type: "reply", id, result: {}, pos: {}, replayed: false, ...rest });

async function started(t, options = {}) {
  const server = await ScriptedServer.start(t);
  const client = new Client({ url: server.url, token: "tok", WebSocket, random: () => 0, ...options }).start();
  t.after(() => client.signOut());
  return { server, client, peer: await server.connection() };
}

const until = (client, holds) =>
  new Promise((resolve) => {
    const end = client.listen(() => holds() && (end(), resolve()));
    if (holds()) (end(), resolve());
  });

test("it says hello, and is live once it has caught up", async (t) => {
  const { client, peer } = await started(t, { device: "dev_1", name: "desk" });

  const hello = await peer.welcomes();

  await client.ready();
  assert.deepEqual(hello.auth, { scheme: "bearer", token: "tok" });
  assert.deepEqual(hello.session, { mode: "new", on_conflict: "join" });
  assert.equal(hello.client.device, "dev_1");
  assert.equal(client.principal.id, "agt_ana");
  assert.equal(client.views.agent.presence, "gone");
});

test("a lost connection resumes with the rotated token and its positions", async (t) => {
  const { server, client, peer } = await started(t);
  await peer.welcomes();
  await client.ready();
  peer.say(event(2, "offer.created", offer));
  await until(client, () => client.views.agent.offers.length === 1);
  peer.socket.terminate();
  const second = await server.connection();
  const hello = await second.welcomes({ token: "rt_2", resumed: true, streams: recovered });
  await client.ready();
  second.socket.terminate();
  const third = await server.connection();
  const again = await third.hears("hello");

  assert.deepEqual(hello.session, { mode: "resume", id: "ses_1", token: "rt_1", on_conflict: "join" });
  assert.deepEqual(hello.pos, { [OWN]: ["e1", 2] });
  assert.equal(again.session.token, "rt_2");
  assert.equal(client.views.agent.offers.length, 1, "what was known is not lost");
});

test("a ring is acknowledged at once, other events soon", async (t) => {
  const { peer, client } = await started(t);
  await peer.welcomes();
  await client.ready();
  assert.deepEqual((await peer.hears("ack")).pos, { [OWN]: 1 });

  const before = performance.now();
  peer.say(event(2, "offer.created", offer));

  assert.deepEqual((await peer.hears("ack")).pos, { [OWN]: 2 });
  assert.ok(performance.now() - before < 900);
});

test("an event that was there already changes nothing, and a gap asks for the stream again", async (t) => {
  const { peer, client } = await started(t);
  await peer.welcomes();
  await client.ready();
  peer.say(event(2, "offer.created", offer), event(2, "offer.ended", { offer: "off_1", state: "expired" }));
  peer.say(event(4, "offer.ended", { offer: "off_1", state: "expired" }));

  const command = await peer.hears("command");

  assert.equal(command.method, "stream.subscribe");
  assert.deepEqual(command.params, { stream: OWN, pos: ["e1", 2] });
  assert.equal(client.views.agent.offers.length, 1);
});

test("a command without a reply is sent again with the same key after a reconnect", async (t) => {
  const { server, client, peer } = await started(t);
  await peer.welcomes();
  const asked = client.ask("offer.accept", { offer: "off_1" });
  const first = await peer.hears("command");
  peer.socket.terminate();
  const second = await server.connection();
  await second.welcomes({ token: "rt_2", resumed: true, streams: recovered });
  const again = await second.hears("command");
  second.say(reply(again.id, { result: { leg: "leg_1" }, replayed: true }));

  assert.deepEqual(await asked, { leg: "leg_1" });
  assert.deepEqual(again, first);
  assert.match(first.key, /^key_/);
});

test("what the server asks to repeat is repeated with the same key, what it refuses is not", async (t) => {
  const { client, peer } = await started(t);
  await peer.welcomes();
  const asked = client.ask("agent.set_status", { status: "ready" });
  const first = await peer.hears("command");
  const limited = { code: "rate_limited", message: "slower", retry: "backoff", retry_after_ms: 1 };
  peer.say(reply(first.id, { result: undefined, error: limited }));
  const second = await peer.hears("command");
  const refusal = { code: "invalid_state", message: "no", retry: "resync", details: { state: "offline" } };
  peer.say(reply(second.id, { result: undefined, error: refusal }));

  const error = await asked.catch((caught) => caught);

  assert.ok(error instanceof CommandFailed);
  assert.deepEqual([error.code, error.details.state, error.key], ["invalid_state", "offline", first.key]);
  assert.equal(second.key, first.key);
});

test("no more commands are in flight than the welcome allows", async (t) => {
  const { client, peer } = await started(t);
  await peer.welcomes();
  const asked = ["a", "b", "c"].map((text) => client.ask("message.send", { interaction: "int_1", text }));
  const [first, second] = [await peer.hears("command"), await peer.hears("command")];
  peer.say({ type: "ping", id: "p" });
  await peer.hears("pong");
  assert.equal(peer.heard.filter((frame) => frame.type === "command").length, 0);
  peer.say(reply(second.id), reply(first.id));
  const third = await peer.hears("command");
  peer.say(reply(third.id));

  await Promise.all(asked);
  assert.deepEqual([first, second, third].map((command) => command.params.text), ["a", "b", "c"]);
});

test("a command that waits too long is unknown, and says so", async (t) => {
  const { client, peer } = await started(t);
  await peer.welcomes();

  const error = await client.ask("interaction.read", { interaction: "int_1" }, { patienceMs: 20 }).catch((caught) => caught);

  assert.deepEqual([error.code, error.retry], ["timeout", "now"]);
});

test("a stop is a stop: commands end, and it does not come back", async (t) => {
  const { client, peer } = await started(t);
  await peer.welcomes();
  await client.ready();
  const asked = client.ask("agent.set_status", { status: "ready" }).catch((caught) => caught);
  await peer.hears("command");

  peer.socket.close(4305, "superseded");

  assert.ok((await asked) instanceof SessionOver);
  assert.deepEqual(client.connection, { state: "over", code: 4305, reason: "superseded" });
  await assert.rejects(client.ready(), SessionOver);
});

test("a hello that came too late is said again, with backoff and as the same session", async (t) => {
  const { server, client, peer } = await started(t);
  await peer.welcomes();
  await client.ready();
  peer.socket.terminate();
  const late = await server.connection();
  await late.hears("hello");

  late.socket.close(4304, "hello_timeout");

  const hello = await (await server.connection()).hears("hello");
  assert.deepEqual([hello.session.mode, hello.session.token], ["resume", "rt_1"]);
  assert.equal(plan(4304, { attempt: 3, random: () => 1, renews: false }).waitMs, 2_000);
  assert.equal(plan(4304, { attempt: 0, random: () => 1, renews: false }), undefined);
});

test("an unknown session begins anew but keeps its positions", async (t) => {
  const { server, client, peer } = await started(t);
  await peer.welcomes();
  await client.ready();

  peer.socket.close(4100, "session_unknown");
  const hello = await (await server.connection()).hears("hello");

  assert.equal(hello.session.mode, "new");
  assert.deepEqual(hello.pos, { [OWN]: ["e1", 1] });
});

test("an expired token is replaced by a newer one, and without one it is over", async (t) => {
  const tokens = ["old", "new"];
  const { server, client, peer } = await started(t, { token: async () => tokens.shift() });
  await peer.welcomes();
  await client.ready();
  peer.socket.close(4200, "token_expired");
  const second = await server.connection();
  const hello = await second.hears("hello");
  assert.equal(hello.auth.token, "new");
  assert.equal(hello.session.mode, "resume");

  assert.equal(plan(4200, { attempt: 0, random: () => 0, renews: false }), undefined);
});

test("a draining server says when to come back", async (t) => {
  const { server, client, peer } = await started(t, { random: () => 1 });
  await peer.welcomes();
  await client.ready();
  peer.say({ type: "notice", notice: "draining", reconnect_in_ms: 5 });
  peer.socket.close(4000, "restart");
  await until(client, () => client.connection.state === "lost");

  assert.deepEqual(client.connection, { state: "lost", code: 4000, reason: "restart", waitMs: 5 });
  await server.connection();
});

test("a server that falls silent is pinged, then given up", async (t) => {
  const { server, client, peer } = await started(t);
  await peer.welcomes({ beat: 20, timeout: 20 });
  await client.ready();

  await peer.hears("ping");
  await until(client, () => client.connection.state === "lost");

  assert.equal(client.connection.code, 1006);
  await server.connection();
});

test("a subscription is in the views when it resolves, and is asked for again in a new session", async (t) => {
  const { server, client, peer } = await started(t);
  await peer.welcomes();
  const subscribed = client.subscribe("queue/que_1");
  const command = await peer.hears("command");
  const state = { epoch: "q1", head: 3, recovered: false, reason: "new" };
  peer.say(reply(command.id, { result: { stream: "queue/que_1", state } }));
  peer.say(snapshot(3, "queue/que_1", "q1"), { type: "caught_up", id: command.id, pos: {} });
  await subscribed;
  assert.equal(client.views.queue("que_1").waiting, 0);

  peer.socket.close(4100, "session_unknown");
  const second = await server.connection();
  await second.hears("hello");
  second.say(welcome(), snapshot(), caughtUp);

  assert.deepEqual((await second.hears("command")).params, { stream: "queue/que_1", pos: ["q1", 3] });
});

test("a session is kept across a reload, and its token is replaced by each welcome", async (t) => {
  const kept = [];
  const keep = { load: () => ({ id: "ses_0", token: "rt_0" }), save: (session) => kept.push(session), clear: () => kept.push("cleared") };
  const { client, peer } = await started(t, { keep });
  const hello = await peer.welcomes({ resumed: true });
  await client.ready();

  client.signOut();

  assert.deepEqual(hello.session, { mode: "resume", id: "ses_0", token: "rt_0", on_conflict: "join" });
  assert.deepEqual(kept.slice(0, 2), [{ id: "ses_1", token: "rt_1" }, "cleared"]);
  await peer.hears("bye");
  assert.equal(await peer.closed, 1000);
});

test("it counts by the server's clock", async (t) => {
  const { client, peer } = await started(t);
  await peer.welcomes();
  await client.ready();

  assert.ok(client.serverNowMs() >= 1_000_000 && client.serverNowMs() < 1_010_000);
});

test("verdicts: known codes by the table, others by their band, backoff up to its cap", () => {
  assert.deepEqual([4005, 4103, 4201, 4306, 1000, 1006].map(verdictOf), ["resume", "new_session", "reauthenticate", "stop", "over", "resume"]);
  assert.deepEqual([4077, 4177, 4277, 4377].map(verdictOf), ["resume", "new_session", "reauthenticate", "stop"]);
  assert.deepEqual([0, 1, 2, 50].map((attempt) => backoffMs(attempt, () => 1)), [500, 1_000, 2_000, 30_000]);
});
