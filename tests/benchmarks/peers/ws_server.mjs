// The `ws` library, as its documentation has it.
import { WebSocketServer } from "ws";
import { House } from "./house.mjs";

const house = new House(JSON.stringify);
const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false }, () =>
  console.log(`listening on 127.0.0.1:${server.address().port}`),
);
server.on("connection", (socket) => {
  const who = { tell: (text) => socket.send(text) };
  socket.on("message", (data) => house.hear(who, JSON.parse(data)));
  socket.on("close", () => house.gone(who));
});
