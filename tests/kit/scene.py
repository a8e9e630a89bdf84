"""Whole stories on the virtual clock: people with live connections, whom time passes by as it would pass by real ones.

async with scene(queue(ring_ms=20_000)) as at:
    ana = await at.agent("ana")
    interaction = await at.arrives("que_chat")
    offer = await ana.rings(interaction)
"""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import attrs
import trio
from ringline_protocol.codes import Verdict, verdict
from ringline_server.domain.policy import Account, Queue
from ringline_server.store.memory import Faults
from trio.testing import wait_all_tasks_blocked

from kit.accounts import account
from kit.person import Person
from kit.raw_client import Frame
from kit.virtual import VirtualServer, virtual_server

NOT_FOR_CONSUMERS = re.compile(r"\b(agt|que|off|trf)_|'(notes|draft|whispers|variables|excluded_until_ms)':(?! \[\])")
"""Who works here and how they go about it is nothing to the person outside."""


@attrs.define(eq=False)
class Scene:
    """A running server and everybody who is connected to it."""

    server: VirtualServer
    nursery: trio.Nursery
    people: list[Person] = attrs.field(factory=list)
    _service: Person | None = None
    _overseer: Person | None = None

    @property
    def now_ms(self) -> int:
        """The server's clock."""
        return self.server.clock.now_ms()

    # --- who is there

    async def agent(self, name: str, status: str | None = "ready", **hello: Any) -> Person:
        """`agt_<name>` on a device, with that status (None: as signing in leaves it)."""
        person = await self.connects(f"agt_{name}", **hello)
        if status is not None:
            await person.ask("agent.set_status", {"status": status})
        return person

    async def consumer(self, interaction: str, name: str = "con_1") -> Person:
        """The consumer of an interaction."""
        return await self.connects(name, interaction)

    async def service(self) -> Person:
        """The one who hands interactions over."""
        if self._service is None:
            self._service = await self.connects("svc_1")
        return self._service

    async def connects(self, name: str, interaction: str | None = None, **hello: Any) -> Person:
        """Anybody, welcomed. `acks=False`: does not acknowledge what arrives. `views`: what they know already."""
        known = {field: hello.pop(field) for field in ("acks", "views") if field in hello}
        person: Person = await self.nursery.start(self._live, name, interaction, known)
        await person.hello(person.token, **hello)
        await person.frame(lambda frame: frame["type"] == "caught_up")
        return person

    async def returns(self, before: Person, pos: Frame | None = None) -> Person:
        """The same device with the same session, from where it was cut off (or from `pos`)."""
        session = {"mode": "resume", "id": before.session["id"], "token": before.session["token"]}
        pos = before.pos if pos is None else pos
        return await self.connects(before.name, before.interaction, session=session, pos=pos, views=dict(before.views))

    async def back(self, person: Person) -> Person:
        """The same person; on a new connection, if the server ended the old one with a word to resume at once."""
        if person.is_here:
            return person
        code, _ = await person.closed()
        assert verdict(code) is Verdict.RESUME, code
        return await self.returns(person)

    async def _live(
        self, name: str, interaction: str | None, known: Frame, *, task_status: trio.TaskStatus[Person]
    ) -> None:
        async with self.server.connect() as client:
            token = self.server.token(name, interaction=interaction)
            person = Person(
                client.websocket, client.patience_s, name=name, token=token, interaction=interaction, **known
            )
            self.people.append(person)
            await person.listen(task_status)

    # --- what happens

    async def arrives(self, queue: str = "que_chat", **fields: Any) -> str:
        """A service hands over a consumer. Returns the interaction."""
        fields.setdefault("consumer", {"name": "María"})
        made = await (await self.service()).ask("interaction.create", {"queue": queue, **fields})
        interaction: str = made["interaction"]
        return interaction

    async def contact(self, name: str = "María Ruiz", **fields: Any) -> str:
        """A service adds a contact to the book. Returns its id."""
        made = await (await self.service()).ask("contact.create", {"name": name, **fields})
        contact: str = made["contact"]
        return contact

    async def leaves(self, interaction: str) -> None:
        """The consumer ends it, on a connection of their own."""
        consumer = await self.consumer(interaction)
        await consumer.ask("interaction.end", {"interaction": interaction})
        consumer.cut()

    async def passes(self, span_ms: int) -> None:
        """Time; then everything that is due at its end has happened."""
        await trio.sleep(span_ms / 1000)
        await self.settles()

    async def settles(self) -> None:
        """Nobody has anything to do any more until time passes."""
        await wait_all_tasks_blocked()

    async def talks(self, agent: Person, queue: str = "que_chat", **fields: Any) -> str:
        """A new interaction that rings at this agent, is accepted, and is read by them."""
        interaction = await self.arrives(queue, **fields)
        await agent.accepts(await agent.rings(interaction))
        await agent.reads(interaction)
        return interaction

    async def calls(self, agent: Person, queue: str = "que_voice", **fields: Any) -> tuple[str, Person]:
        """The same on the telephone, with media on both sides. Returns the consumer, too."""
        interaction = await self.talks(agent, queue, **fields)
        consumer = await self.consumer(interaction)
        for side in (agent, consumer):
            await side.ask("media.report", {"interaction": interaction})
        await agent.gets(interaction)
        return interaction, consumer

    async def agrees(self) -> None:
        """At the end of every scene: who is here has folded what a newcomer would be told; no consumer saw too much."""
        await self.settles()
        assert not self.server.house.registry.alarms.counts
        for person in self.people:
            if person.is_here:
                await person.agrees()
            if person.interaction is not None:
                assert not [frame for frame in person.seen if NOT_FOR_CONSUMERS.search(str(frame))]

    def kill(self) -> dict[str, Any]:
        """As by `kill -9`; a write that is stalled does not come through. Leave the scene at once.

        Returns what the scene needs that goes on from here.
        """
        medium = self.server.medium
        stalled = (medium.faults.stalls_before, medium.faults.stalls_after)
        medium.faults = Faults(fails=True)
        for event in stalled:
            if event is not None:
                event.set()
        medium.crash()
        return {"medium": medium, "clock": self.server.clock}

    async def state(self, interaction: str) -> Frame:
        """How it is, as a supervisor reads it."""
        if self._overseer is None:
            self._overseer = await self.connects("agt_sofia")
        view: Frame = (await self._overseer.ask("interaction.read", {"interaction": interaction}))["interaction"]
        return view

    async def history(self, interaction: str, event: str | None = None) -> list[Frame]:
        """All its events from the first on (those of one name), as a supervisor who comes late reads them."""
        reader, stream = await self.connects("agt_sofia"), f"interaction/{interaction}"
        pos = [self.server.server.disk.identity.epoch, 0]
        subscribed = await reader.tell("stream.subscribe", {"stream": stream, "pos": pos}, key=None)
        await reader.frame(lambda frame: frame["type"] == "caught_up" and frame["id"] == subscribed)
        reader.cut()
        return [frame for frame in reader.events(stream) if event in (None, frame["event"])]


@asynccontextmanager
async def scene(*queues: Queue, of: Account | None = None, **more: Any) -> AsyncIterator[Scene]:
    """At its end every view agrees with its snapshot. `more`: of the account, or what `kill` returned."""
    before = {name: more.pop(name) for name in ("medium", "clock") if name in more}
    if "medium" in before:
        before["medium"].faults = Faults()
    async with virtual_server(of or account(*queues, **more), **before) as server, trio.open_nursery() as nursery:
        at = Scene(server, nursery)
        yield at
        if not server.medium.faults.fails:
            await at.agrees()
        nursery.cancel_scope.cancel()
