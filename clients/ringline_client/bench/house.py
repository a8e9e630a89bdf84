"""What a simple server does with a message: the same rules in every one of them, so that only the transport differs.

{"do":"join","name":"b1","reads":true}      from now on it is found by this name, and reads what is said to all
{"do":"echo","n":1,"text":"…"}              {"did":"echo", …} to who asked
{"do":"relay","to":"b1","n":1,"text":"…"}   {"did":"relay", …} to that one
{"do":"fan","n":1,"text":"…"}               {"did":"fan", …} to all who read
{"do":"ready"}                              next in the line of agents
{"do":"new","n":1}                          {"did":"ring","n":1} to the agent who has waited longest
{"do":"accept","n":1}                       {"did":"accept","n":1}; the same for end
{"do":"done","n":1}                         {"did":"done","n":1}, and ready again
"""

from collections import deque
from typing import Any, Generic, Protocol, TypeVar

import attrs
import orjson


class Teller(Protocol):
    """A connection."""

    def tell(self, text: str) -> None:
        """It will be sent."""


Who = TypeVar("Who", bound=Teller)


@attrs.define(eq=False)
class House(Generic[Who]):
    """All connections, by name, and the two lines: agents who wait, and what waits for agents."""

    names: dict[str, Who] = attrs.field(factory=dict)
    readers: list[Who] = attrs.field(factory=list)
    ready: deque[Who] = attrs.field(factory=deque)
    waiting: deque[int] = attrs.field(factory=deque)

    def hear(self, who: Who, text: str | bytes) -> None:
        """One message."""
        heard = orjson.loads(text)
        match heard["do"]:
            case "relay":
                self.names[heard["to"]].tell(_said("relay", heard))
            case "echo":
                who.tell(_said("echo", heard))
            case "fan":
                said = _said("fan", heard)
                for reader in self.readers:
                    reader.tell(said)
            case "new":
                self.waiting.append(heard["n"])
                self._match()
            case "ready":
                self.ready.append(who)
                self._match()
            case "done":
                who.tell(_said("done", heard))
                self.ready.append(who)
                self._match()
            case "accept" | "end" as step:
                who.tell(_said(step, heard))
            case "join":
                self._join(who, heard)

    def gone(self, who: Who) -> None:
        """Its connection has ended."""
        self.names = {name: one for name, one in self.names.items() if one is not who}
        self.readers = [one for one in self.readers if one is not who]
        self.ready = deque(one for one in self.ready if one is not who)

    def _join(self, who: Who, heard: dict[str, Any]) -> None:
        self.names[heard["name"]] = who
        if heard.get("reads"):
            self.readers.append(who)
        who.tell(_said("join", heard))

    def _match(self) -> None:
        while self.ready and self.waiting:
            self.ready.popleft().tell(orjson.dumps({"did": "ring", "n": self.waiting.popleft()}).decode())


def _said(did: str, heard: dict[str, Any]) -> str:
    said = {"did": did, "n": heard.get("n"), "text": heard.get("text")}
    return orjson.dumps(said).decode()
