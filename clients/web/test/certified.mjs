/** The JavaScript client as a subject of `ringline certify`: orders on stdin, answers on stdout, one line each. */
import { createInterface } from "node:readline";
import WebSocket from "ws";
import { Client } from "./built.mjs";

globalThis.WebSocket = WebSocket;
const say = (answer) => console.log(JSON.stringify(answer));
let client;

const carryOut = {
  connect({ url, tokens }) {
    const left = [...tokens];
    const token = async () => (left.length > 1 ? left.shift() : left[0]);
    client = new Client({ url, token, name: "certified" }).start();
  },
  show({ n }) {
    const { agent } = client.views;
    say({ n, status: agent?.status?.status ?? null, offers: (agent?.offers ?? []).map(({ offer }) => offer) });
  },
  subscribe: ({ stream }) => void client.subscribe(stream).catch(() => undefined),
  async command({ n, method, params }) {
    try {
      say({ n, result: await client.ask(method, params) });
    } catch (error) {
      say({ n, error: String(error.code) });
    }
  },
};

const orders = createInterface({ input: process.stdin });
orders.on("line", (line) => {
  const order = JSON.parse(line);
  void carryOut[order.do](order);
});
orders.on("close", () => {
  client?.signOut();
  setTimeout(() => process.exit(0), 1_000).unref();
});
