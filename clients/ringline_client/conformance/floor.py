"""Where a case plays: connections that are recorded and watched, agents, interactions, and tidying up afterwards.

async with floor(target, Transcript()) as at:
    ana = await at.agent(ANA, SUPPORT)                # ready, for this queue only
    interaction = (await at.arrives(SUPPORT))["interaction"]
    ring = await at.rings(ana, interaction)
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import Any, Final

import attrs
import trio
from trio_websocket import wrap_client_stream

from ringline_client.chance import new_name
from ringline_client.conformance.account import OUTCOME_OF, QUEUES_OF, SERVICE
from ringline_client.conformance.broken import Skipped, check
from ringline_client.conformance.party import Party
from ringline_client.conformance.power import Power
from ringline_client.conformance.raw_client import Frame
from ringline_client.conformance.target import Credentials, Target
from ringline_client.conformance.transcript import Transcript
from ringline_client.conformance.wire import Answer, Wire
from ringline_client.connection import Address

PATIENCE_S: Final = 8
"""For one frame."""
MESSAGE_BYTES_MAX: Final = 4 * 1024 * 1024
TRIES: Final = 20
"""Until an agent's desk is empty: each event may need one look more."""


@attrs.define(eq=False)
class Floor:
    """Of one case. Everything that it opened is closed when it ends."""

    target: Target
    nursery: trio.Nursery
    transcript: Transcript = attrs.field(factory=Transcript)
    parties: list[Party] = attrs.field(factory=list)
    wires: list[Wire] = attrs.field(factory=list)
    agents: set[str] = attrs.field(factory=set)
    interactions: list[str] = attrs.field(factory=list)
    _service: Party | None = None

    @property
    def address(self) -> Address:
        """Where the server is."""
        return self.target.address

    @property
    def tokens(self) -> Credentials:
        """To say hello with."""
        return self.target.credentials

    @property
    def power(self) -> Power:
        """What may be done to the server."""
        return self.target.power

    # --- connections

    async def wire(self, source: str | None = None, patience_s: float = PATIENCE_S) -> Wire:
        """A bare TCP connection."""
        wire = Wire(self.address, await self.target.dial(source), patience_s)
        self.wires.append(wire)
        return wire

    async def upgraded(self, source: str | None = None) -> Wire:
        """A WebSocket on which nothing was said."""
        wire = await self.wire(source)
        answer: Answer = await wire.upgrade("ringline.v1")
        check(answer.status == 101, f"the upgrade was answered {answer.status}")
        return wire

    async def greeted(self, name: str = SERVICE) -> Wire:
        """A bare connection whose hello was welcomed."""
        wire = await self.upgraded()
        await wire.say_json(self.hello_frame(name))
        await wire.until("caught_up")
        return wire

    def hello_frame(self, name: str, token: str | None = None, **more: Any) -> Frame:
        """A hello, as a frame."""
        auth = {"scheme": more.pop("scheme", "bearer"), "token": token or self.tokens.token(name)}
        client = {"name": "conformance", "version": "1", "device": more.pop("device", "dev_conformance")}
        return {"type": "hello", "id": "h1", "auth": auth, "client": client, **more}

    def neighbour(self, number: int) -> str:
        """Another address of ours, whose bad hellos are counted apart. Raises: Skipped."""
        try:
            is_near = self.address.host == "localhost" or ip_address(self.address.host).is_loopback
        except ValueError:
            is_near = False
        if not is_near or ":" in self.address.host:
            raise Skipped("needs several addresses of ours: asked only of a server on 127.0.0.1")
        return f"127.0.0.{number}"

    async def connect(self, name: str = "", source: str | None = None, *, is_narrow: bool = False) -> Party:
        """A WebSocket for frames. Narrow: what we do not read, the server soon cannot send. Raises: OSError."""
        stream: Any = await self.target.dial(source, is_narrow=is_narrow)  # the library's types ask for a socket
        websocket = await wrap_client_stream(
            self.nursery,
            stream,
            self.address.host_header,
            self.address.path,
            subprotocols=["ringline.v1"],
            max_message_size=MESSAGE_BYTES_MAX,
        )
        party = Party(websocket, PATIENCE_S, name=name, next_key=lambda: new_name("key"))
        number = len(self.parties) + 1

        def record(direction: str, text: str) -> None:
            self.transcript.note(f"{party.name or 'nobody'}/{number}", direction, text)
            if direction == ">":
                party.promises.sent(text)

        party.record, party.watch = record, party.promises.see
        self.parties.append(party)
        return party

    async def greet(self, name: str, token: str | None = None, **hello: Any) -> Party:
        """Connected and welcomed, up to caught_up."""
        party = await self.connect(name, hello.pop("source", None), is_narrow=hello.pop("is_narrow", False))
        self._note_agent(name)
        hello.setdefault("device", "dev_conformance")
        await party.hello(token or self.tokens.token(name), **hello)
        await party.frame(lambda frame: frame["type"] == "caught_up")
        return party

    async def resume(self, earlier: Party, pos: Frame | None = None, **more: Any) -> Party:
        """The same session on a new connection, from where it was (or from `pos`); up to caught_up."""
        session = {"mode": "resume", "id": earlier.session["id"], "token": earlier.session["token"]}
        pos = earlier.promises.pos if pos is None else pos
        return await self.greet(earlier.name, session=session, pos=pos, **more)

    # --- people

    async def agent(self, name: str, queue: str, **hello: Any) -> Party:
        """Signed in, ready, and routed to from this queue only."""
        party = await self.greet(name, **hello)
        others = [other for other in QUEUES_OF[name] if other != queue]
        await party.ask("agent.set_opt_outs", {"queues": others})
        await party.ask("agent.set_status", {"status": "ready"})
        return party

    async def service(self) -> Party:
        """The one that makes interactions; the same one for the whole case."""
        if self._service is None:
            self._service = await self.greet(SERVICE)
        return self._service

    async def consumer(self, made: Frame) -> Party:
        """The consumer of an interaction, connected."""
        return await self.greet("consumer", made["consumer_token"])

    # --- what happens

    async def arrives(self, queue: str, **fields: Any) -> Frame:
        """A service hands over a consumer. Returns the result: `interaction`, `consumer_token`."""
        fields.setdefault("consumer", {"name": "María"})
        made = await (await self.service()).ask("interaction.create", {"queue": queue, **fields})
        self.interactions.append(made["interaction"])
        return made

    async def rings(self, agent: Party, interaction: str, *, acknowledges: bool = True) -> Frame:
        """The data of the ring for that interaction."""
        ring = await agent.event("offer.created", agent.own, interaction=interaction)
        if acknowledges:
            await agent.acknowledge()
        data: Frame = ring["data"]
        return data

    async def talks(self, agent: Party, queue: str) -> str:
        """A new interaction that this agent has, and reads."""
        interaction: str = (await self.arrives(queue))["interaction"]
        started = await agent.frame(
            lambda frame: (
                frame.get("stream") == agent.own
                and frame.get("event") in ("offer.created", "leg.started")
                and interaction in (frame["data"].get("interaction"), frame["data"].get("card", {}).get("interaction"))
            )
        )
        if started["event"] == "offer.created" and started["data"]["acceptance"] == "manual":
            await agent.acknowledge()
            await agent.ask("offer.accept", {"offer": started["data"]["offer"]})
        await agent.reads(f"interaction/{interaction}")
        return interaction

    async def state(self, interaction: str) -> Frame:
        """The interaction as its service may see it now."""
        read = await (await self.service()).ask("interaction.read", {"interaction": interaction}, key=None)
        state: Frame = read["interaction"]
        return state

    async def restarts(self) -> None:
        """`kill -9`, and the server is there again. All connections are gone; so are we on them."""
        await self.power.kill()
        await self.cut_all()
        self.forget_service()
        await self.power.start()

    def forget_service(self) -> None:
        """Its connection is gone: whoever needs it connects anew."""
        self._service = None

    # --- afterwards

    def _note_agent(self, name: str) -> None:
        if name in QUEUES_OF:
            self.agents.add(name)

    async def tidy(self) -> None:
        """Interactions are ended, desks empty, agents off line. Raises: Broken."""
        await self.cut_all()
        self._service = None
        if self.interactions:
            service = await self.service()
            for interaction in self.interactions:
                await service.request("interaction.end", {"interaction": interaction})
        for name in sorted(self.agents):
            await self._sign_out(name)

    async def cut_all(self) -> None:
        """No connection is left."""
        for wire in self.wires:
            await wire.end()
        for party in self.parties:
            await party.cut()

    async def _sign_out(self, name: str) -> None:
        agent = await self.greet(name, session={"mode": "new", "on_conflict": "replace"})
        for _ in range(TRIES):
            desk = await self._desk(agent)
            if not desk["legs"] and not desk["offers"]:
                break
            for leg in desk["legs"]:
                await agent.request("interaction.end", {"interaction": leg["interaction"]})
                outcomes = [OUTCOME_OF[leg["queue"]]] if leg["queue"] in OUTCOME_OF else []
                params = {"interaction": leg["interaction"], "dispositions": outcomes}
                await agent.request("interaction.resolve", params)
                await agent.request("wrap_up.complete", params)
        else:
            check(False, f"{name} is left with {desk['legs'] or desk['offers']}")
        await agent.ask("agent.set_status", {"status": "offline", "forced": True})
        await agent.ask("agent.set_opt_outs", {})
        await agent.send({"type": "bye"})
        await agent.closed()

    async def _desk(self, agent: Party) -> Frame:
        await agent.reads(agent.own)
        state: Frame = {"legs": [], "offers": [], **agent.snapshots(agent.own)[-1]["state"]}
        return state


@asynccontextmanager
async def floor(target: Target, transcript: Transcript) -> AsyncIterator[Floor]:
    """No connection is left when it is. Tidying up is the caller's, who gives it time."""
    async with trio.open_nursery() as nursery:
        at = Floor(target, nursery, transcript)
        try:
            yield at
        finally:
            await at.cut_all()
        nursery.cancel_scope.cancel()
