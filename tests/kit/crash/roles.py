"""Who plays in the load: a service that creates, consumers who write, agents who work, a supervisor who looks.

Every text is unique, so that its effect can be found in the journal and counted.
"""

from collections.abc import Callable
from typing import Any, Final

import attrs
from ringline_protocol.values import PrincipalKind

from kit.crash.account import WAITING_QUEUE
from kit.crash.history import Frame, Line
from kit.crash.survivor import Survivor, now_ms

OUTCOMES: Final = ("sold", "lost", "solved")
TURN_S: Final = 0.06
HASTE: Final = 0.25
"""Chance to answer a ring in one turn: rings last, and kills find them."""
PARKS_MAX: Final = 2
"""Times that a leg of mail is put aside before it is brought to its end."""
OPEN_MAX: Final = 20
"""The service creates no more while so many are open."""


@attrs.define(eq=False, slots=False)
class Desk(Survivor):
    """An agent: takes what rings, works at what is open, one step at a time."""

    offers: dict[str, Frame] = attrs.field(factory=dict)
    legs: dict[str, Frame] = attrs.field(factory=dict)
    """Leg -> its card."""
    notes: dict[str, tuple[str, int]] = attrs.field(factory=dict)
    """Leg -> the note that it is about, and its revision."""
    steps: dict[str, int] = attrs.field(factory=dict)
    parks: dict[str, int] = attrs.field(factory=dict)
    status: str = ""
    texts: int = 0

    async def work(self) -> None:
        """Until cancelled."""
        while True:
            await self.listen(self.chance.uniform(0, TURN_S))
            if self.status and self.status != "ready":
                await self.ask("agent.set_status", {"status": "ready"})
            elif self.offers and self.chance.random() < HASTE:
                await self._answer(self.chance.choice(list(self.offers.values())))
            elif self.legs:
                await self._step(self.chance.choice(list(self.legs.values())))

    async def told(self, frame: Frame) -> None:
        """What the desk shows."""
        if frame["stream"] != f"agent/{self.name}":
            return
        data = frame["data"]
        match frame["event"]:
            case "offer.created":
                self.offers[data["offer"]] = data
            case "offer.ended":
                self.offers.pop(data["offer"], None)
            case "leg.started" | "leg.changed":
                self.legs[data["card"]["leg"]] = data["card"]
            case "leg.ended":
                self.legs.pop(data["leg"], None)
            case "agent.status_changed":
                self.status = data["status"]

    async def whole(self, stream: str, state: Frame) -> None:
        """The desk anew."""
        if stream == f"agent/{self.name}":
            self.offers = {offer["offer"]: offer for offer in state["offers"] if offer["state"] == "pending"}
            self.legs = {card["leg"]: card for card in state["legs"]}
            self.status = state["status"]["status"]

    async def _answer(self, offer: Frame) -> None:
        self.offers.pop(offer["offer"], None)
        if offer["acceptance"] == "automatic":
            return
        about = str(offer["offer"])
        if self.chance.random() < 0.25:
            await self.ask("offer.decline", {"offer": about, "reason": self._text()}, about=about)
        else:
            await self.ask("offer.accept", {"offer": about}, about=about)

    async def _step(self, card: Frame) -> None:
        interaction, leg = card["interaction"], card["leg"]
        if self.chance.random() < 0.5:
            self.streams.add(f"interaction/{interaction}")
        count = self.steps[leg] = self.steps.get(leg, 0) + 1
        match card["state"]:
            case "wrapping":
                await self._wrap_up(interaction, leg, count)
            case "active" if count > 5:
                await self._finish(card)
            case "active":
                await self._something(interaction, leg)

    async def _something(self, interaction: str, leg: str) -> None:
        about: dict[str, Any] = {"interaction": interaction, "text": self._text()}
        match self.chance.randrange(5):
            case 0:
                await self._note(interaction, leg)
            case 1:
                await self.ask("draft.save", about)
            case 2:
                variable = {"name": f"v{self.chance.randrange(3)}", "value": self._text()}
                await self.ask("variable.set", {"interaction": interaction, "variable": variable})
            case _:
                await self.ask("message.send", about)

    async def _note(self, interaction: str, leg: str) -> None:
        """A new one, or the next revision of mine."""
        params: dict[str, Any] = {"interaction": interaction, "text": self._text()}
        known = self.notes.get(leg)
        if known is not None:
            params["note"] = known[0]
        reply = await self.ask("note.save", params, rev=known[1] if known is not None else 0)
        if "result" in reply:
            self.notes[leg] = (reply["result"]["note"], reply["result"]["rev"])
        else:
            self.notes.pop(leg, None)

    async def _finish(self, card: Frame) -> None:
        """Give it back, put it aside, or bring it to its end. Mail is put aside before anything else."""
        interaction, leg = card["interaction"], card["leg"]
        is_mail = card["channel"] == "email"
        if is_mail and self.parks.get(leg, 0) < PARKS_MAX:
            self.parks[leg] = self.parks.get(leg, 0) + 1
            until = now_ms() + self.chance.randrange(1_000, 3_000)
            await self.ask("interaction.park", {"interaction": interaction, "until_at_ms": until}, about=leg)
        elif self.chance.random() < 0.2:
            await self.ask("interaction.release", {"interaction": interaction, "note": self._text()}, about=leg)
        elif is_mail:
            chosen = [self.chance.choice(OUTCOMES)]
            await self.ask("interaction.resolve", {"interaction": interaction, "dispositions": chosen}, about=leg)
        else:
            await self.ask("interaction.end", {"interaction": interaction}, about=leg)

    async def _wrap_up(self, interaction: str, leg: str, count: int) -> None:
        """Some of them are left to their deadline, with what was written by then."""
        if leg[-1] < "g":
            if count % 3 == 0:
                await self._note(interaction, leg)
        else:
            chosen = [self.chance.choice(OUTCOMES)]
            await self.ask(
                "wrap_up.complete", {"interaction": interaction, "dispositions": chosen, "leg": leg}, about=leg
            )

    def _text(self) -> str:
        self.texts += 1
        return f"{self.name} {self.texts}"


@attrs.define(eq=False, slots=False)
class Flow(Survivor):
    """The service: hands over what a bot began, and says more while it lasts."""

    is_closing: bool = False
    open: list[str] = attrs.field(factory=list)
    """Made here and perhaps still open."""
    on_created: Callable[[str, str], None] = lambda _, __: None
    """Called with queue and id."""
    made: int = 0

    async def work(self) -> None:
        """Until cancelled."""
        while True:
            await self.listen(self.chance.uniform(0, 0.08))
            if self.is_closing:
                continue
            if self.open and self.chance.random() < 0.3:
                await self._say(self.chance.choice(self.open))
            elif self.chance.random() < 0.15:
                await self.create(WAITING_QUEUE)
            elif len(self.open) < OPEN_MAX:
                await self.create(self.chance.choice(("que_chat", "que_chat", "que_chat", "que_auto", "que_mail")))

    async def create(self, queue: str) -> None:
        """One more."""
        self.made += 1
        transcript = [{"segment": f"b{self.made}", "role": "bot", "text": f"bot {self.made}"}]
        variables = [{"name": "order", "value": self.made}]
        params = {"queue": queue, "subject": f"load {self.made}", "transcript": transcript, "variables": variables}
        reply = await self.ask("interaction.create", params)
        if "result" in reply:
            self.streams.add(f"interaction/{reply['result']['interaction']}")
            self.on_created(queue, reply["result"]["interaction"])
            if queue != WAITING_QUEUE:
                self.open.append(reply["result"]["interaction"])

    async def told(self, frame: Frame) -> None:
        """What is closed is forgotten."""
        interaction = frame["stream"].removeprefix("interaction/")
        if frame["event"] == "interaction.closed" and interaction in self.open:
            self.open.remove(interaction)

    async def whole(self, stream: str, state: Frame) -> None:
        """Perhaps it closed while this one was away."""
        if state["phase"] == "closed" and state["interaction"] in self.open:
            self.open.remove(state["interaction"])

    async def _say(self, interaction: str) -> None:
        self.made += 1
        segment = {"segment": f"s{self.made}", "role": "bot", "text": f"said {self.made}"}
        await self.ask("segment.push", {"interaction": interaction, "segment": segment})


@attrs.define(eq=False, slots=False)
class Chatter(Survivor):
    """A consumer: writes a few messages, and sometimes ends it."""

    interaction: str = ""

    async def chat(self) -> None:
        """From the first word to the last."""
        for number in range(self.chance.randrange(2, 6)):
            await self.listen(self.chance.uniform(0, 0.5))
            params = {"interaction": self.interaction, "text": f"{self.name} {number}"}
            await self.ask("message.send", params)
        if self.chance.random() < 0.4:
            await self.ask("interaction.end", {"interaction": self.interaction}, about=self.name)
        await self.listen(1)
        await self.leave()


@attrs.define(eq=False, slots=False)
class Overseer(Survivor):
    """The supervisor: looks at the line that nobody serves, and at what is open."""

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            await self.look(WAITING_QUEUE)
            await self.listen(0.2)

    async def look(self, queue: str) -> None:
        """The line as it is now, into the history."""
        asked_at_ms = now_ms()
        view = await self.question("queue.read", {"queue": queue})
        rows = tuple((row["interaction"], row["entry"]["enqueued_at_ms"]) for row in view["rows"])
        self.history.lines.append(Line(queue, asked_at_ms, now_ms(), rows))

    async def open_besides(self, queue: str) -> list[Frame]:
        """What is still open in other queues."""
        page = await self.question("interaction.list", {"open_only": True, "limit": 200})
        return [row for row in page["interactions"] if row["queue"] != queue]

    async def view(self, interaction: str) -> None:
        """One state, into the history."""
        told = await self.question("interaction.read", {"interaction": interaction})
        self.history.views[interaction] = told["interaction"]


def principal_of(name: str) -> PrincipalKind:
    """By the name's kind."""
    if name == "agt_sofia":
        return PrincipalKind.SUPERVISOR
    return PrincipalKind.AGENT if name.startswith("agt_") else PrincipalKind.SERVICE
