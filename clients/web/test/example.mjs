/** Runs the README's example against a real server: RINGLINE_URL, RINGLINE_TOKEN. Signs out at the end of stdin. */
import { readFileSync } from "node:fs";
import WebSocket from "ws";
import * as built from "./built.mjs";

const page = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const [, example] = page.match(/```js\nimport \{ Client \} from "\.\/ringline-client\.js";\n(.*?)```/s);
const run = new (Object.getPrototypeOf(async () => undefined).constructor)("Client", "url", "token", `${example}; return client;`);

globalThis.WebSocket = WebSocket;
const client = await run(built.Client, process.env.RINGLINE_URL, process.env.RINGLINE_TOKEN);
process.stdin.on("end", () => client.signOut()).resume();
console.log("ready");
