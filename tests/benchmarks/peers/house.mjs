// What a simple server does with a message: the rules of clients/ringline_client/bench/house.py, in JavaScript.
// A connection has `tell(said)`; `pack(said)` is done once for all readers.

export class House {
  constructor(pack) {
    this.pack = pack;
    this.names = new Map();
    this.readers = new Set();
    this.ready = [];
    this.waiting = [];
  }

  hear(who, heard) {
    switch (heard.do) {
      case "relay":
        this.names.get(heard.to).tell(this.said("relay", heard));
        break;
      case "echo":
      case "accept":
      case "end":
        who.tell(this.said(heard.do, heard));
        break;
      case "fan": {
        const said = this.said("fan", heard);
        for (const reader of this.readers) reader.tell(said);
        break;
      }
      case "new":
        this.waiting.push(heard.n);
        this.match();
        break;
      case "done":
        who.tell(this.said("done", heard));
      // falls through: whoever is done is ready
      case "ready":
        this.ready.push(who);
        this.match();
        break;
      case "join":
        this.names.set(heard.name, who);
        if (heard.reads) this.readers.add(who);
        who.tell(this.said("join", heard));
    }
  }

  gone(who) {
    for (const [name, one] of this.names) if (one === who) this.names.delete(name);
    this.readers.delete(who);
    this.ready = this.ready.filter((one) => one !== who);
  }

  said(did, heard) {
    return this.pack({ did, n: heard.n, text: heard.text });
  }

  match() {
    while (this.ready.length && this.waiting.length)
      this.ready.shift().tell(this.pack({ did: "ring", n: this.waiting.shift() }));
  }
}
