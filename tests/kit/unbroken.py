"""The whole story as each side was told it, and what differs from the same story in which nobody lost a connection.

unbroken = play(())
assert differences(play((Break("agent", "accepts", 5_000),)), unbroken) == []
"""

import json
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, Final

import attrs
import trio
from ringline_protocol.view import view_to_json
from trio.testing import MockClock

from kit.raw_client import Frame
from kit.scene import Scene, scene
from kit.whole_story import Break, Side, WholeStory, patient_house

TRACES: Final = {
    *("leg.lost", "leg.recovered", "consumer.away", "consumer.back"),
    *("agent.presence_changed", "device.joined", "device.left", "device.primary"),
}
"""Events that say that somebody was away: an unbroken story has none, and is the same in everything else."""
IDS: Final = re.compile(r"\b(int|off|leg|seg|trf|ses|not)_[a-z2-7]{24}\b")


@attrs.frozen
class Told:
    """What one side was told on one stream: every event, what was folded from them, and what others are told.

    `late`: all of an interaction, as a latecomer reads it. A desk's events are in memory for minutes only: there it is
    what somebody else was told who was there from the first event on.
    """

    events: list[Frame]
    view: Any
    late: list[Frame]


Story = dict[tuple[str, str], Told]
"""By side and thing: `chat`, `mail`, `released`, or an agent's `desk`."""


def play(breaks: tuple[Break, ...]) -> Story:
    """From the first step to the last, on a clock of its own."""
    return trio.run(played, breaks, clock=MockClock(autojump_threshold=0))


def differences(story: Story, unbroken: Story) -> list[str]:
    """Nothing, if what was told piece by piece is what a latecomer is told, and that what nobody interrupted."""
    found = [] if story.keys() == unbroken.keys() else [f"other streams: {sorted(story)}"]
    for key, told in story.items():
        found += [f"{key}: {fault}" for fault in _differences(told, unbroken[key])]
    return found


def _differences(told: Told, unbroken: Told) -> Iterator[str]:
    first = told.events[0]["seq"]
    if told.events != told.late[first - 1 : first - 1 + len(told.events)]:
        yield "not every event once, in order, and as others read it"
    for ours, theirs in zip_longest(plain(told.late), plain(unbroken.late)):
        if ours != theirs:
            yield f"{ours} in place of {theirs}"
            break
    if _folded(told.view) != _folded(unbroken.view):
        yield f"folded: {told.view} in place of {unbroken.view}"


def is_the_same_to_the_number(story: Story, unbroken: Story) -> bool:
    """Nobody has noticed anything: not even an event more."""
    names = [
        {key: [(event["seq"], event["event"]) for event in told.late] for key, told in one.items()}
        for one in (story, unbroken)
    ]
    return names[0] == names[1]


async def played(breaks: tuple[Break, ...]) -> Story:
    """The whole story, and then everything again for whoever comes late."""
    async with scene(of=patient_house()) as at:
        return await told(at, breaks)


async def told(at: Scene, breaks: tuple[Break, ...]) -> Story:
    """The same in any scene of a patient house."""
    story = await WholeStory.begun(at)
    ana = story.sides["agent"].person
    witness = await at.connects("agt_sofia")
    await witness.ask("stream.subscribe", {"stream": ana.own, "pos": [ana.pos[ana.own][0], 0]}, key=None)
    await story.goes(breaks)
    names = {f"interaction/{interaction}": thing for thing, interaction in story.things.items()}
    return {
        (name, names.get(stream, "desk")): Told(
            side.events(stream),
            view_to_json(side.person.views[stream]),
            await late(at, side, stream) if stream in names else witness.events(stream),
        )
        for name, side in story.sides.items()
        for stream in list(side.person.pos)
    }


async def late(at: Scene, side: Side, stream: str) -> list[Frame]:
    """All of that stream, as its reader would have been told who had been there from the first event on."""
    person = side.person
    pos, streams = {stream: [person.pos[stream][0], 0]}, f"dev_late_{stream}"
    reader = await at.connects(person.name, person.interaction, pos=pos, device=streams[:30])
    if stream not in reader.views and not reader.events(stream):
        await reader.ask("stream.subscribe", {"stream": stream, "pos": pos[stream]}, key=None)
        await at.settles()
    reader.cut()
    await at.settles()
    return reader.events(stream)


def plain(events: list[Frame]) -> list[str]:
    """Without what says that somebody was away, without times; ids by the order in which they appear."""
    lines, known, cards = [], dict[str, str](), dict[str, Any]()
    for event in events:
        name, data = event["event"], _timeless(event.get("data"))
        if name in TRACES or name == "hidden" or (name == "leg.changed" and _is_trace(data["card"], cards)):
            continue
        if "card" in data and "leg" in data:
            cards[data["leg"]] = data["card"]
        lines.append(_named(f"{name} {json.dumps(data)}", known))
    return lines


def _is_trace(card: Frame, cards: Frame) -> bool:
    """In the list of open interactions a line that is lost, or again as it was before."""
    return card["state"] == "lost" or cards.get(card["leg"]) == card


def _timeless(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _timeless(value) for key, value in data.items() if not key.endswith("_ms") and key != "seq"}
    return [_timeless(one) for one in data] if isinstance(data, list) else data


def _named(text: str, known: dict[str, str]) -> str:
    return IDS.sub(lambda found: known.setdefault(found[0], f"{found[1]}_{len(known)}"), text)


def _folded(view: Any) -> str:
    return _named(json.dumps(_timeless(view)), {})
