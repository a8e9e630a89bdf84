"""Commands of every role: params of every shape, about things that are there and things that are not."""

import json
from collections import defaultdict
from typing import Any, Final

import attrs
import trio
from ringline_client.conformance.account import ANA, BRUNO, SALES, SERVICE, SOFIA, SUPPORT
from ringline_client.conformance.broken import Broken
from ringline_client.conformance.party import Party
from ringline_client.conformance.raw_client import Closed
from trio_websocket import ConnectionClosed

from kit.fuzz.chance import Chance
from kit.fuzz.fitting import Known
from kit.fuzz.found import Found
from kit.fuzz.house import House
from kit.fuzz.seeds import forms

GONE: Final = (Closed, ConnectionClosed)
ROLES: Final = {ANA: "agent", BRUNO: "agent", SOFIA: "supervisor", SERVICE: "service", "consumer": "consumer"}
FRAMES_MAX: Final = 4
PAUSE_S: Final = 0.5
"""Of virtual time: nobody is to be refused for their rate."""
MAKES_WORK: Final = 0.15
FOREIGN: Final = 0.03
"""What is for another role, or a key where none belongs."""
GARBLED: Final = 0.25
OWN: Final = 0.85


@attrs.define(eq=False)
class Actors:
    """Who acts in one house; who was sent away comes back."""

    house: House
    parties: dict[str, Party] = attrs.field(factory=dict)
    known: Known = attrs.field(factory=Known)
    own: defaultdict[str, Known] = attrs.field(factory=lambda: defaultdict(Known))
    """What somebody has seen themselves: that is mostly what their commands are about."""
    made: dict[str, Any] = attrs.field(factory=dict)

    async def act(self, chance: Chance) -> None:
        """Some commands of somebody. Raises: Found."""
        try:
            if chance.random() < MAKES_WORK or not self.made:
                await self._arrives(chance)
        except GONE:
            self.parties.clear()
            return
        name = chance.choice(list(ROLES))
        frames = [self._command(name, chance, number) for number in range(chance.randrange(1, FRAMES_MAX))]
        try:
            party = await self._party(name)
            del party.seen[:]
            await party.send(json.dumps(frames if len(frames) > 1 else frames[0]))
            await self._hear(party)
            await trio.sleep(PAUSE_S)
        except GONE:
            self.parties.pop(name, None)
        except Broken as broken:
            raise Found(f"{name}: {broken}", frames) from None
        else:
            self._look(party, frames)
        await self._hear_all()
        await self.house.look((name, frames))

    async def _hear(self, party: Party) -> None:
        """Everything up to now, and a word that it arrived: then rings go on. Raises: Closed, Broken."""
        await party.send({"type": "ping", "id": "after"})
        await party.frame(lambda one: one["type"] == "pong" and one.get("id") == "after")
        self.known.see(party.seen)
        self.own[party.name].see(party.seen)
        await party.acknowledge()

    async def _hear_all(self) -> None:
        for name, party in list(self.parties.items()):
            try:
                await self._hear(party)
            except GONE:
                del self.parties[name]
            except Broken as broken:
                raise Found(f"{name}: {broken}", "somebody else's command") from None

    def _look(self, party: Party, frames: list[dict[str, Any]]) -> None:
        """`internal` is never right, whatever was asked."""
        for one in party.seen:
            if one.get("error", {}).get("code") == "internal":
                raise Found(f"internal: {one}", frames)

    def _command(self, name: str, chance: Chance, number: int) -> dict[str, Any]:
        """Mostly one that this role may send, about things that it knows."""
        role, own = ROLES[name], self.own[name]
        known = own if own.ids["int"] and chance.random() < OWN else self.known
        form = chance.choice([one for one in forms() if role in one.who or chance.random() < FOREIGN])
        given = {name: one for name, one in form.params.items() if name not in form.optional or chance.random() < 0.4}
        plain: Any = {name: known.fit(name, one, chance) for name, one in given.items()}
        if chance.random() < GARBLED:
            plain = chance.plain(plain, self.known.all())
        frame = {"type": "command", "id": f"f{number}-{chance.random()}", "method": form.method, "params": plain}
        key = {"key": f"key-{chance.randrange(10**9)}"} if form.needs_key or chance.random() < FOREIGN else {}
        return frame | key

    async def _arrives(self, chance: Chance) -> None:
        for name in (ANA, BRUNO):
            party = await self._party(name)
            await party.request("agent.set_opt_outs", {})
            await party.request("agent.set_status", {"status": "ready"})
        self.made = await self.house.at.arrives(chance.choice((SUPPORT, SALES, SALES)))
        self.known.see(self.made)
        self.own["consumer"] = self.own[SERVICE] = Known()
        self.own["consumer"].see(self.made)
        self.parties.pop("consumer", None)
        self.house.at.interactions.clear()

    async def _party(self, name: str) -> Party:
        if name not in self.parties:
            at = self.house.at
            party = await (at.consumer(self.made) if name == "consumer" else at.greet(name, device=f"dev_{name}"))
            self.parties[name] = party
        return self.parties[name]
