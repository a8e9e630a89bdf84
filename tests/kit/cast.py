"""One asker of each role, with things of their own and foreign ones, to ask the table of kit/rights.py of.

async with scene(of=house()) as at:
    own, foreign, none = await (await cast(at)).things("offer", PrincipalKind.AGENT)
"""

from typing import Any, Final

import attrs
from ringline_protocol.values import Channel, PrincipalKind
from ringline_server.domain.policy import Account, Agent

from kit.accounts import account, queue
from kit.person import Person
from kit.rights import ROLES
from kit.scene import Scene


def house() -> Account:
    """Ana, Bruno and Carla have a queue each, and so has Sofía, the supervisor."""
    names = ("que_chat", "que_other", "que_sofia", "que_bruno")
    plain = account(*(queue(name, upgrades=(Channel.VOICE,)) for name in names))
    lines = {"ana": "que_chat", "bruno": "que_bruno", "carla": "que_other"}
    people = {f"agt_{name}": Agent(f"agt_{name}", name.title(), queues=(line,)) for name, line in lines.items()}
    people["agt_sofia"] = attrs.evolve(plain.agents["agt_sofia"], queues=("que_sofia",))
    return attrs.evolve(plain, agents=people)


HOMES: Final = {
    PrincipalKind.AGENT: "que_chat",
    PrincipalKind.SUPERVISOR: "que_sofia",
    PrincipalKind.SERVICE: "que_chat",
}


@attrs.define(eq=False)
class Cast:
    """One asker of each role, and Carla, to whom belongs what is foreign to the others."""

    at: Scene
    by: dict[PrincipalKind, Person]
    carla: Person
    own: dict[PrincipalKind, str]
    """Talked in by the agent and the supervisor, the consumer's, made by the service."""
    foreign: str
    """Carla talks in it."""

    async def things(self, about: str, role: PrincipalKind) -> list[dict[str, Any]]:
        """Params that name one's own thing, a foreign one, and one that is not there."""
        named: list[dict[str, Any]] = await getattr(self, f"_{about}")(role)
        return named

    async def _nothing(self, role: PrincipalKind) -> list[dict[str, Any]]:
        return [{}]

    async def _interaction(self, role: PrincipalKind) -> list[dict[str, Any]]:
        return [{"interaction": one} for one in (self.own[role], self.foreign, "int_nobody")]

    async def _wrap_up(self, role: PrincipalKind) -> list[dict[str, Any]]:
        """Somebody is at it."""
        for person, one in ((self.by[role], self.own[role]), (self.carla, self.foreign)):
            if person.name.startswith("agt_"):
                await person.ends(one)
        return await self._interaction(role)

    async def _wrap_up_of(self, role: PrincipalKind) -> list[dict[str, Any]]:
        """The same, and whose it is."""
        whose = (self.by[role].name, self.carla.name, "agt_nobody")
        return [{**one, "agent": agent} for one, agent in zip(await self._wrap_up(role), whose, strict=True)]

    async def _waiting(self, role: PrincipalKind) -> list[dict[str, Any]]:
        """In a queue whose only member has gone to lunch."""
        if role in (PrincipalKind.AGENT, PrincipalKind.SUPERVISOR):
            await self.by[role].chooses("not_ready", "lunch")
        await self.carla.chooses("not_ready", "lunch")
        own = await self.at.arrives(HOMES[role]) if role in HOMES else self.own[role]
        own = self.own[role] if role is PrincipalKind.SERVICE else own
        return [{"interaction": one} for one in (own, await self.at.arrives("que_other"), "int_nobody")]

    async def _offer(self, role: PrincipalKind) -> list[dict[str, Any]]:
        foreign = await self.carla.rings(await self.at.arrives("que_other"))
        own = foreign
        if role in (PrincipalKind.AGENT, PrincipalKind.SUPERVISOR):
            own = await self.by[role].rings(await self.at.arrives(HOMES[role]))
        return [{"offer": one} for one in (own["data"]["offer"], foreign["data"]["offer"], "off_nobody")]

    async def _queue(self, role: PrincipalKind) -> list[dict[str, Any]]:
        return [{"queue": one} for one in (HOMES.get(role, "que_chat"), "que_other", "que_nobody")]

    async def _contact(self, role: PrincipalKind) -> list[dict[str, Any]]:
        """The book is everybody's inside: nothing in it is foreign."""
        made = [await self.at.contact(name) for name in ("María", "Eva")]
        return [{"contact": one} for one in (*made, "cnt_nobody")]

    async def _merging(self, role: PrincipalKind) -> list[dict[str, Any]]:
        """Each with another one to become part of it."""
        things = await self._contact(role)
        return [{**one, "other": await self.at.contact("Twin")} for one in things]

    async def _merge(self, role: PrincipalKind) -> list[dict[str, Any]]:
        """Done by a service; whose it is is nothing to anybody."""
        service, (own, foreign, _) = await self.at.service(), await self._merging(role)
        made = [(await service.ask("contact.merge", pair))["merge"] for pair in (own, foreign)]
        return [{"merge": one} for one in (*made, "mrg_nobody")]

    async def _gone(self, role: PrincipalKind) -> list[dict[str, Any]]:
        """Contacts whose last word is said."""
        return await self._contact(role)

    async def _forgetting(self, role: PrincipalKind) -> list[dict[str, Any]]:
        """A supervisor asked for it; there is no other asker."""
        sofia, (own, foreign, _) = self.by[PrincipalKind.SUPERVISOR], await self._contact(role)
        made = [(await sofia.ask("consumer.forget", one))["forgetting"] for one in (own, foreign)]
        return [{"forgetting": one} for one in (*made, "fgt_nobody")]

    async def _agent(self, role: PrincipalKind) -> list[dict[str, Any]]:
        return [{"agent": one} for one in (self.by[role].name, "agt_carla", "agt_nobody")]

    async def _session(self, role: PrincipalKind) -> list[dict[str, Any]]:
        other = await self.at.connects(self.by[role].name, self.by[role].interaction, device="dev_other")
        return [{"session": one} for one in (other.session["id"], self.carla.session["id"], "ses_nobody")]

    async def _search(self, role: PrincipalKind) -> list[dict[str, Any]]:
        started = await self.carla.ask("search.start", {"interaction": self.foreign, "text": "x"}, key=None)
        own = started
        if role is not PrincipalKind.CONSUMER:
            own = await self.by[role].ask("search.start", {"interaction": self.own[role], "text": "x"}, key=None)
        return [{"search": one} for one in (own["search"], started["search"], "sea_nobody")]

    async def _token(self, role: PrincipalKind) -> list[dict[str, Any]]:
        return [{"token": one} for one in (self.by[role].token, self.carla.token, "nonsense")]

    async def _stream(self, role: PrincipalKind) -> list[dict[str, Any]]:
        """That oneself reads, that Carla reads, that nobody does."""
        streams = [f"interaction/{one['interaction']}" for one in await self._interaction(role)]
        await self.by[role].ask("stream.subscribe", {"stream": streams[0]}, key=None)
        await self.carla.ask("stream.subscribe", {"stream": streams[1]}, key=None)
        return [{"stream": one} for one in streams]

    async def streams(self, kind: str, role: PrincipalKind) -> list[dict[str, Any]]:
        """One's own stream of that kind, a foreign one, and one that is not there."""
        if kind == "wall":
            return [{"stream": "wall"}]
        things = await self.things(kind, role)
        return [{"stream": f"{kind}/{one[kind]}"} for one in things]


async def cast(at: Scene) -> Cast:
    """Everybody is here and has something of their own."""
    ana, carla = await at.agent("ana"), await at.agent("carla")
    sofia, bruno = await at.agent("sofia"), await at.agent("bruno")
    service = await at.connects("svc_2")
    theirs = await at.talks(bruno, "que_bruno")
    await at.passes(500)  # the rate limit
    own = {
        PrincipalKind.AGENT: await at.talks(ana),
        PrincipalKind.SUPERVISOR: await at.talks(sofia, "que_sofia"),
        PrincipalKind.CONSUMER: theirs,
        PrincipalKind.SERVICE: (await service.ask("interaction.create", {"queue": "que_bruno"}))["interaction"],
    }
    by = dict(zip(ROLES, (ana, sofia, await at.connects("con_2", theirs), service), strict=True))
    return Cast(at, by, carla, own, await at.talks(carla, "que_other"))
