/** Who is in a call and with whom one talks, who gives way, how good a connection is. Media itself: tests/browser. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { agentRoster, consumerRoster, isPolite, levelOf, worst } from "./built.mjs";

const OPEN = { muted: false, camera_off: false };
const MUTED = { muted: true, camera_off: false };
const leg = (name, agent, kind, more = {}) => ({ leg: name, agent, agent_name: agent, kind, state: "active", media: OPEN, ...more });
const offer = (name, agent, purpose, state) => ({ offer: `off_${name}`, leg: name, agent, agent_name: agent, purpose, state });
const inside = (legs, offers = [], more = {}) => ({
  channel: "voice", legs, offers, consumer: { name: "María" }, consumer_media: MUTED, consumer_away: false, ...more,
});
const outside = (agents, connecting = [], more = {}) => ({ channel: "video", phase: "active", agents, connecting, monitors: [], media: OPEN, ...more });
const parties = (roster) => roster.others.map(({ party }) => party);

test("who answered is in the call before the leg starts, and stays the same party", () => {
  const before = agentRoster(inside([], [offer("leg_1", "ana", "handle", "accepting")]), "ana");
  const between = agentRoster(inside([], [offer("leg_1", "ana", "handle", "accepted")]), "ana");
  const after = agentRoster(inside([leg("leg_1", "ana", "primary")], [offer("leg_1", "ana", "handle", "accepted")]), "ana");

  assert.deepEqual([before.me, between.me, after.me], ["leg_1", "leg_1", "leg_1"]);
  assert.deepEqual([before.isConnected, between.isConnected, after.isConnected], [false, false, true]);
  for (const roster of [before, between, after]) assert.deepEqual(parties(roster), ["consumer"]);
});

test("a consulted agent talks with the colleague and not with the consumer", () => {
  const view = inside([leg("leg_1", "ana", "primary"), leg("leg_2", "ben", "consult"), leg("leg_3", "cai", "conference")]);

  assert.deepEqual(parties(agentRoster(view, "ana")), ["consumer", "leg_2", "leg_3"]);
  assert.deepEqual(parties(agentRoster(view, "ben")), ["leg_1"]);
  assert.deepEqual(parties(agentRoster(view, "cai")), ["consumer", "leg_1"]);
});

test("who reads along, who is done and who only rings is not in it", () => {
  const view = inside([leg("leg_1", "ana", "primary"), leg("leg_2", "ben", "primary", { state: "wrapping" })], [offer("leg_3", "cai", "conference", "pending")]);

  for (const agent of ["ben", "cai", "sofia"]) assert.equal(agentRoster(view, agent), undefined);
  assert.equal(agentRoster({ ...view, ended: { at_ms: 1 } }, "ana"), undefined);
  assert.equal(agentRoster({ ...view, channel: "messaging" }, "ana"), undefined);
});

test("who listens hears everybody but who else listens, and everybody sends to them", () => {
  const view = inside([
    leg("leg_1", "ana", "primary"), leg("leg_2", "sofia", "monitor"), leg("leg_3", "ben", "consult"), leg("leg_4", "tomas", "monitor"),
  ]);
  const [sofia, ana] = [agentRoster(view, "sofia"), agentRoster(view, "ana")];

  assert.equal(sofia.isListener, true);
  assert.deepEqual(parties(sofia), ["consumer", "leg_1", "leg_3"]);
  assert.deepEqual(parties(agentRoster(view, "ben")), ["leg_1", "leg_2", "leg_4"]);
  assert.deepEqual(ana.others.filter(({ isListener }) => isListener).map(({ party }) => party), ["leg_2", "leg_4"]);
  const monitors = [{ leg: "leg_2", agent_name: "Sofía", unseen: false }];
  const seen = consumerRoster(outside([{ leg: "leg_1", agent_name: "Ana", kind: "primary", held_since_ms: 1, is_lost: false, media: OPEN }], [], { monitors }));
  assert.deepEqual(seen.others.map(({ party, isListener, isHeld }) => [party, isListener, isHeld]), [["leg_1", false, true], ["leg_2", true, true]]);
});

test("who listened and answers a ring talks from then on", () => {
  const view = inside([leg("leg_1", "ana", "primary"), leg("leg_2", "sofia", "monitor")], [offer("leg_3", "sofia", "conference", "accepting")]);

  assert.deepEqual([agentRoster(view, "sofia").me, agentRoster(view, "sofia").isListener], ["leg_3", false]);
});

test("hold and mute are known on both sides", () => {
  const [ana] = agentRoster(inside([leg("leg_1", "ana", "primary", { held_since_ms: 1 })]), "ana").others;
  const seen = consumerRoster(outside([{ leg: "leg_1", agent_name: "Ana", held_since_ms: 1, is_lost: true, media: MUTED }]));

  assert.deepEqual([ana.isHeld, ana.media], [true, MUTED]);
  assert.deepEqual([seen.others[0].isHeld, seen.others[0].isAway, seen.others[0].media], [true, true, MUTED]);
});

test("a consumer is in the call from the first moment until it is over", () => {
  assert.deepEqual(parties(consumerRoster(outside([], [], { phase: "queued" }))), []);
  assert.deepEqual(parties(consumerRoster(outside([], [{ leg: "leg_1", until_at_ms: 1 }]))), ["leg_1"]);
  assert.equal(consumerRoster(outside([], [], { phase: "closed" })), undefined);
});

test("of each two exactly one gives way", () => {
  for (const [one, other] of [["consumer", "leg_1"], ["leg_1", "leg_2"]])
    assert.notEqual(isPolite(one, other), isPolite(other, one));
  assert.equal(isPolite("consumer", "leg_1"), true);
});

test("a connection is as good as the worse of its two figures", () => {
  assert.deepEqual([levelOf(250, 3), levelOf(251, 0), levelOf(0, 4), levelOf(501, 0), levelOf(0, 9)], ["good", "fair", "fair", "poor", "poor"]);
});

test("of several connections the worst one is shown", () => {
  const [quick, slow, lossy] = [[20, 0], [400, 0], [20, 9]].map(([roundTripMs, lossPercent]) => ({ roundTripMs, lossPercent, level: levelOf(roundTripMs, lossPercent) }));

  assert.deepEqual([worst([]), worst([quick]), worst([quick, slow, lossy]), worst([lossy, slow, quick])], [undefined, quick, lossy, lossy]);
});
