// socket.io over WebSocket alone; readers are a room, as its documentation has it.
import { createServer } from "node:http";
import { Server } from "socket.io";
import { House } from "./house.mjs";

const http = createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false });
const house = new House((said) => said);
house.readers = {
  add: (who) => who.socket.join("readers"),
  delete: () => {},
  *[Symbol.iterator]() {
    yield { tell: (said) => io.to("readers").emit("m", said) };
  },
};
io.on("connection", (socket) => {
  const who = { socket, tell: (said) => socket.emit("m", said) };
  socket.on("m", (heard) => house.hear(who, heard));
  socket.on("disconnect", () => house.gone(who));
});
http.listen(0, "127.0.0.1", () => console.log(`listening on 127.0.0.1:${http.address().port}`));
