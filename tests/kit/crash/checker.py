"""What must hold of a history with crashes, as a list of faults; none is what we promise.

commands     acknowledged: exactly one effect; refused: none; unknown: one or none; one reply for a key, for ever
streams      numbered without a gap over all lives; what anybody saw is in the journal; all saw the same
machine      one owner, one offer, one terminal event for everything (`lifecycle`)
restarts     places, rings, legs, deadlines and drafts outlive the process (`restarts`)
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from ringline_protocol.frames import HIDDEN
from ringline_server.domain.events import NAMES

from kit.crash.effects import Mark, mark_of, marks
from kit.crash.history import Command, History, Journal, Seen
from kit.crash.lifecycle import lifecycle
from kit.crash.restarts import restarts

Check = Callable[[History, Journal], Iterator[str]]


def faults(history: History, journal: Journal) -> list[str]:
    """Everything that is wrong."""
    return [fault for check in CHECKS for fault in check(history, journal)]


def commands(history: History, journal: Journal) -> Iterator[str]:
    """Nothing acknowledged is lost, nothing happens twice, nothing refused happens."""
    asked: dict[Mark, list[Command]] = defaultdict(list)
    for command in history.commands:
        mark = mark_of(command)
        if mark is not None:
            asked[mark].append(command)
    found = marks(journal)
    for mark, together in asked.items():
        acknowledged = sum(command.is_ok for command in together)
        unknown = sum(not command.replies for command in together)
        if not acknowledged <= found[mark] <= acknowledged + unknown:
            told = f"{acknowledged} times acknowledged, {unknown} times unknown"
            yield f"{mark} was {told} of {len(together)}, and happened {found[mark]} times"


def replies(history: History, journal: Journal) -> Iterator[str]:
    """One key, one reply: told again it is the same, and it is the one that was stored."""
    for command in history.commands:
        told = [_result(command, reply) for reply in command.replies]
        if any(result != told[0] for result in told):
            yield f"{command.method} {command.key} was answered {told}"
        if not all(reply["replayed"] for reply in command.replies[1:]):
            yield f"{command.method} {command.key} was carried out again"
        stored = journal.replies.get((command.who, command.key))
        if command.is_ok and stored != told[0]:
            yield f"{command.method} {command.key} was answered {told[0]}, stored is {stored}"
        if command.is_refused and stored is not None:
            yield f"{command.method} {command.key} was refused, stored is {stored}"


def _result(command: Command, reply: dict[str, object]) -> object:
    """Without the consumer's token, which is made anew each time."""
    result = reply.get("result")
    if isinstance(result, dict) and command.method == "interaction.create":
        return {name: value for name, value in result.items() if name != "consumer_token"}
    return result if result is not None else reply.get("error")


def numbering(history: History, journal: Journal) -> Iterator[str]:
    """Every stream of the journal is numbered 1, 2, 3 … and time does not go back in it."""
    for stream, entries in journal.streams.items():
        if [entry.seq for entry in entries] != list(range(1, len(entries) + 1)):
            yield f"{stream} has the records {[entry.seq for entry in entries]}"
        moments = [entry.at_ms for entry in entries]
        if moments != sorted(moments):
            yield f"{stream} goes back in time"


def deliveries(history: History, journal: Journal) -> Iterator[str]:
    """At each connection a stream begins with a snapshot or where it was resumed, and goes on without gap or repeat."""
    heads: dict[tuple[str, str], tuple[str, int]] = {}
    for seen in history.seen:
        place = (seen.connection, seen.stream)
        if seen.what not in ("snapshot", "from") and heads.get(place) != (seen.epoch, seen.seq - 1):
            yield f"{seen.connection} has {heads.get(place)} of {seen.stream} and is sent {seen.epoch} {seen.seq}"
        heads[place] = (seen.epoch, seen.seq)


def agreement(history: History, journal: Journal) -> Iterator[str]:
    """Readers of one kind are told the same under one number."""
    first: dict[tuple[str, str, str, int], Seen] = {}
    for seen in history.seen:
        if seen.what not in ("snapshot", "from"):
            known = first.setdefault((seen.reader, seen.stream, seen.epoch, seen.seq), seen)
            if (known.what, known.data) != (seen.what, seen.data):
                told = f"{known.what} at {known.connection} and {seen.what} at {seen.connection}"
                yield f"{seen.stream} {seen.seq} is {told}"


def phantoms(history: History, journal: Journal) -> Iterator[str]:
    """What anybody was told of an interaction is in the journal under that number, and its epoch never changes."""
    epochs = set()
    for seen in history.seen:
        if not seen.stream.startswith("interaction/"):
            continue
        epochs.add(seen.epoch)
        entries = journal.streams.get(seen.stream, [])
        if seen.seq > len(entries):
            yield f"{seen.connection} saw {seen.stream} {seen.seq} {seen.what}, which is not in the journal"
        elif seen.what not in ("snapshot", "from", HIDDEN) and seen.what != NAMES[type(entries[seen.seq - 1].event)]:
            yield f"{seen.connection} saw {seen.stream} {seen.seq} as {seen.what}"
    if len(epochs) > 1:
        yield f"interactions have the epochs {sorted(epochs)}"


CHECKS: Final[tuple[Check, ...]] = (
    commands,
    replies,
    numbering,
    deliveries,
    agreement,
    phantoms,
    lifecycle,
    restarts,
)
