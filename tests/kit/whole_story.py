"""The story of the source document, step by step, told to people of whom one may lose the connection at any step.

async with scene(of=patient_house()) as at:
    story = await WholeStory.begun(at)
    await story.goes([Break("agent", "accepts", 5_000)])

Who is to act when the line goes has just said it, hears no answer, and says it again under the same key when they are
back. Who is not to act is gone before it happens.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, Final

import attrs
from ringline_protocol.values import Channel
from ringline_server.domain.choices import ExpiryPolicy
from ringline_server.domain.policy import Account, Queue, WrapUpPolicy

from kit.accounts import account, queue
from kit.person import Person
from kit.raw_client import Frame
from kit.scene import Scene

LONG_MS: Final = 3_600_000
"""Longer than any of these stories: nothing happens because somebody is away, but that it is told."""
SIDES: Final = ("agent", "consumer", "service")
"""Whose line may go."""
PAUSE_MS: Final = 50
HANDED_OVER: Final[Frame] = {
    "consumer": {"name": "María"},
    "flow": "change",
    "variables": [{"name": "pnr", "value": "AB12CD", "label": "Booking"}],
    "transcript": [{"segment": "b1", "role": "bot", "text": "How can I help?"}],
    "summary": {"text": "Wants another flight.", "by": "model"},
}


def patient_house() -> Account:
    """Nobody loses work while they are away, and no ring ends."""
    wrap_up = WrapUpPolicy(dispositions="outcomes", duration_ms=LONG_MS // 4, on_expiry=ExpiryPolicy.HOLD)
    more: Mapping[str, Any] = {"lost_grace_ms": LONG_MS, "consumer_away_ms": LONG_MS, "wrap_up": wrap_up}
    lines: tuple[Queue, ...] = (
        queue(ring_ms=LONG_MS, decline_cooldown_ms=LONG_MS, idle_close_ms=2 * LONG_MS, idle_warn_ms=LONG_MS, **more),
        queue("que_mail", Channel.EMAIL, **more),
    )
    return account(*lines, rescind_unacked_ms=LONG_MS, unreachable_ring_ms=LONG_MS, offline_after_ms=LONG_MS)


@attrs.frozen
class Break:
    """Whose line goes, at which step, for how long. `half_open`: the server does not learn of it."""

    side: str
    step: str
    away_ms: int
    half_open: bool = False


@attrs.define(eq=False)
class Side:
    """Somebody over all their connections."""

    at: Scene
    person: Person
    leaving: Break | None = None
    """The line goes with the next thing they say."""
    unanswered: list[tuple[str, Frame, str | None]] = attrs.field(factory=list)
    lives: list[Person] = attrs.field(factory=list)
    """The connections before this one."""

    async def does(self, method: str, is_keyed: bool = True, **params: Any) -> Frame:
        """Carried out, at the latest when they are back: then the answer is theirs."""
        key = self.person.next_key() if is_keyed else None
        if self.leaving is None:
            return await self.person.ask(method, params, key=key)
        await self.person.tell(method, params, key=key)
        self.unanswered.append((method, params, key))
        self.goes(self.leaving)
        return {}

    def goes(self, broken: Break) -> None:
        """From one moment to the next."""
        self.leaving = None
        self.person.cut(half_open=broken.half_open)

    async def returns(self) -> Frame:
        """With the session and the positions of before. What was not answered is asked again; the last answer."""
        assert not self.person.is_here
        self.lives.append(self.person)
        self.person = await self.at.returns(self.person)
        welcome = self.person.seen[0]
        assert welcome["session"]["resumed"], welcome
        assert all(welcome["streams"][stream]["recovered"] for stream in self.lives[-1].pos), welcome
        answer: Frame = {}
        while self.unanswered:
            method, params, key = self.unanswered.pop(0)
            answer = await self.person.ask(method, params, key=key)
        return answer

    def events(self, stream: str) -> list[Frame]:
        """All that came, on whatever connection."""
        return [event for life in (*self.lives, self.person) for event in life.events(stream)]

    def last(self, event: str, stream: str | None = None, **data: Any) -> Frame:
        """Data of the last event of that name that came, on whatever connection."""
        found: Frame = [told for life in (*self.lives, self.person) for told in life.told(event, stream, **data)][-1]
        return dict(found["data"])


@attrs.define(eq=False)
class WholeStory:
    """Two agents, a consumer, and the service that hands over and transcribes."""

    at: Scene
    sides: dict[str, Side]
    bruno: Person
    things: dict[str, str] = attrs.field(factory=dict)
    """Interactions: `chat`, `mail`, `released`."""

    @classmethod
    async def begun(cls, at: Scene) -> "WholeStory":
        """Both agents are ready; Bruno has waited longer."""
        bruno = await at.agent("bruno")
        await at.passes(1_000)
        return cls(at, {"agent": Side(at, await at.agent("ana")), "service": Side(at, await at.service())}, bruno)

    async def goes(self, breaks: Collection[Break] = (), pause_ms: int = PAUSE_MS) -> None:
        """From the first step to the last. After each there is a pause; whose line has gone is back after theirs."""
        for name, (by, step) in STEPS.items():
            broken = [one for one in breaks if one.step == name and one.side in self.sides]
            for one in broken:
                self._breaks(one, is_to_act=one.side == by)
            answer = await step(self)
            await self.at.passes(pause_ms)
            for one in broken:
                await self.at.passes(one.away_ms - pause_ms)
                answer = await self.sides[one.side].returns() or answer
            await self.at.settles()
            if name in BEGINS:
                await self._began(BEGINS[name], answer["interaction"])

    def _breaks(self, broken: Break, *, is_to_act: bool) -> None:
        side = self.sides[broken.side]
        if is_to_act:
            side.leaving = broken
        else:
            side.goes(broken)

    async def _began(self, thing: str, interaction: str) -> None:
        """The service reads along, and the consumer of a chat is in the line."""
        self.things[thing] = interaction
        await self.sides["service"].does("stream.subscribe", is_keyed=False, stream=f"interaction/{interaction}")
        if thing == "chat":
            self.sides["consumer"] = Side(self.at, await self.at.consumer(interaction))
        await self.at.settles()


Step = Callable[[WholeStory], Awaitable[Frame]]
BEGINS: Final = {"hands over": "chat", "a mail comes": "mail", "another comes": "released"}
"""Step -> what its answer names."""


def _does(side: str, thing: str, method: str, **params: Any) -> tuple[str, Step]:
    """A command about one of the things."""
    return side, lambda story: story.sides[side].does(method, interaction=story.things[thing], **params)


def _creates(**params: Any) -> tuple[str, Step]:
    return "service", lambda story: story.sides["service"].does("interaction.create", **params)


async def _declines(story: WholeStory) -> Frame:
    """It goes on to Ana; for Bruno the day is over."""
    await story.bruno.declines(story.bruno.told("offer.created", story.bruno.own)[-1])
    return await story.bruno.chooses("not_ready", "lunch")


async def _is_back(story: WholeStory) -> Frame:
    return await story.bruno.chooses("ready")


async def _accepts(story: WholeStory) -> Frame:
    ana = story.sides["agent"]
    return await ana.does("offer.accept", offer=ana.last("offer.created", ana.person.own)["offer"])


def _reads(thing: str) -> tuple[str, Step]:
    async def reads(story: WholeStory) -> Frame:
        stream = f"interaction/{story.things[thing]}"
        return await story.sides["agent"].does("stream.subscribe", is_keyed=False, stream=stream)

    return "agent", reads


SAID: Final[Frame] = {"segment": "t1", "role": "consumer", "text": "On Tuesday, please."}
STEPS: Final[dict[str, tuple[str, Step]]] = {
    "hands over": _creates(queue="que_chat", **HANDED_OVER),
    "the first declines": ("bruno", _declines),
    "accepts": ("agent", _accepts),
    "reads": _reads("chat"),
    "consumer writes": _does("consumer", "chat", "message.send", text="Are you there?"),
    "agent writes": _does("agent", "chat", "message.send", text="Yes: when do you want to fly?"),
    "partly transcribed": _does("service", "chat", "segment.partial", segment=SAID),
    "transcribed": _does("service", "chat", "segment.push", segment=SAID),
    "notes": _does("agent", "chat", "note.save", text="Prefers Tuesday."),
    "drafts": _does("agent", "chat", "draft.save", text="There is one at"),
    "corrects": _does("agent", "chat", "variable.set", variable={"name": "pnr", "value": "XY98ZW"}),
    "holds": _does("agent", "chat", "leg.hold"),
    "resumes": _does("agent", "chat", "leg.resume"),
    "summarised": _does("service", "chat", "summary.set", summary={"text": "Flies on Tuesday.", "by": "model"}),
    "chooses": _does("agent", "chat", "disposition.save", dispositions=["sold"]),
    "ends": _does("consumer", "chat", "interaction.end"),
    "finishes the note": _does("agent", "chat", "note.save", text="Flies on Tuesday at 9:40."),
    "completes": _does("agent", "chat", "wrap_up.complete", dispositions=["solved"]),
    "a mail comes": _creates(queue="que_mail", subject="Invoice 2231", consumer={"name": "Lucía"}),
    "reads the mail": _reads("mail"),
    "opens": _does("agent", "mail", "interaction.open"),
    "answers": _does("agent", "mail", "message.send", text="It is attached."),
    "parks": _does("agent", "mail", "interaction.park", until_reply=True),
    "unparks": _does("agent", "mail", "interaction.unpark"),
    "resolves": _does("agent", "mail", "interaction.resolve", dispositions=["solved"]),
    "another comes": _creates(queue="que_mail", subject="For Bruno", consumer={"name": "Lucía"}),
    "the first is back": ("bruno", _is_back),
    "releases": _does("agent", "released", "interaction.release", note="He knows them."),
}
"""Who acts, and how. The words of the source, from the hand-over by a bot to work that is released."""
