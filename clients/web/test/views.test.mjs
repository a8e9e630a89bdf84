/** The reducers agree with those of ringline_protocol. HISTORIES: a file that tests/kit/web.py writes. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Views } from "./built.mjs";

const file = process.env.HISTORIES;
const histories = file ? readFileSync(file, "utf8").split("\n").map((line) => JSON.parse(line)) : [];

/** Joins parts as the client does, without a connection. */
class Reader {
  views = new Views();
  parts = new Map();

  read(frame) {
    const { type, stream, event, data, at_ms, state, part = 1, parts = 1 } = frame;
    if (type === "welcome")
      this.views = this.views.owned(`agent/${frame.principal.id}`, frame.principal.kind === "consumer");
    if (type === "event") this.views = this.views.withEvent(stream, event, data, at_ms);
    if (type === "ephemeral") this.views = this.views.withPassing(stream, event, data);
    if (type !== "snapshot") return;
    const all = [...(this.parts.get(stream) ?? []), state];
    this.parts.set(stream, part === parts ? [] : all);
    if (part === parts) this.views = this.views.withSnapshot(stream, merged(all));
  }

  shown() {
    const all = this.views.streams.map((stream) => [stream, this.views.of(stream)]);
    return JSON.parse(JSON.stringify(Object.fromEntries(all)));
  }
}

function merged(parts) {
  const whole = {};
  for (const part of parts)
    for (const [name, value] of Object.entries(part))
      whole[name] = Array.isArray(value) ? [...(whole[name] ?? []), ...value] : value;
  return whole;
}

for (const { name, steps } of histories)
  test(`the views agree after every message: ${name}`, () => {
    const reader = new Reader();
    for (const [number, { frames, views }] of steps.entries()) {
      for (const frame of [frames].flat()) reader.read(frame);
      assert.deepEqual(reader.shown(), views, `message ${number}: ${JSON.stringify(frames).slice(0, 300)}`);
    }
  });

test("there were histories to read", { skip: !file && "HISTORIES is not set: pytest sets it" }, () => {
  assert.ok(histories.length > 100, `${histories.length}`);
});
