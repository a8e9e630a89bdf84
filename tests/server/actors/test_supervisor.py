"""Crashes: revived with the same mailbox, announced, answered; and the end when there are too many."""

import attrs
import pytest
import trio
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.values import PrincipalKind
from ringline_server.actors.actor import Actor, Mailbox
from ringline_server.actors.messages import Asked, Outcome
from ringline_server.actors.supervisor import (
    CRASH_WINDOW_MS,
    CRASHES_MAX,
    STORE_RETRY_MS,
    Supervisor,
    TooManyCrashes,
)
from ringline_server.clock import Clock
from ringline_server.domain.principal import Principal
from ringline_server.edges.calls import EdgeCall
from ringline_server.ids import Ids
from ringline_server.store.records import StoreUnavailable
from trio.testing import MockClock, wait_all_tasks_blocked

ANA = Principal(PrincipalKind.AGENT, "agt_ana", 10**12)


@attrs.define
class Fragile:
    """Crashes when told to."""

    seen: list[str]
    is_retired: bool = False

    async def handle(self, message: object, now_ms: int) -> None:
        if message == "crash" or isinstance(message, Asked):
            raise ValueError("a secret that must not be logged")
        self.seen.append(str(message))
        self.is_retired = message == "end"

    def deadline(self) -> int | None:
        return None

    async def on_deadline(self, now_ms: int) -> None:
        raise AssertionError

    def announce(self) -> None:
        self.seen.append("announce")


@attrs.define
class Nest:
    seen: list[str] = attrs.field(factory=list)
    ended: int = 0

    async def make(self, _: Mailbox) -> Actor:
        return Fragile(self.seen)

    def on_end(self, _: Mailbox) -> None:
        self.ended += 1


async def test_a_crashed_actor_is_revived_with_the_same_mailbox_and_announces_itself() -> None:
    nest, mailbox = Nest(), Mailbox("test:1")
    async with trio.open_nursery() as nursery:
        supervisor = Supervisor(nursery, Clock(), Ids())
        supervisor.start(mailbox, nest.make, nest.on_end)
        for message in ("a", "crash", "b", "end"):
            mailbox.tell(message)

    assert nest.seen == ["announce", "a", "announce", "b", "end"]
    assert (supervisor.crash_count, nest.ended) == (1, 1)


async def test_the_command_in_hand_is_answered_internal_with_a_log_id_only(log_lines) -> None:  # type: ignore[no-untyped-def]
    nest, mailbox = Nest(), Mailbox("test:1")
    outcomes: list[Outcome] = []
    async with trio.open_nursery() as nursery:
        Supervisor(nursery, Clock(), Ids()).start(mailbox, nest.make, nest.on_end)
        mailbox.tell(Asked("anything", EdgeCall(ANA, outcomes.append)))
        mailbox.tell("end")

    (outcome,) = outcomes
    assert isinstance(outcome, Refused)
    assert outcome.code is ErrorCode.INTERNAL
    (line,) = log_lines("actor crashed")
    assert outcome.details == {"ref": line["log_id"]}
    assert line["actor"] == "test:1"
    assert "secret" not in log_lines.text


async def test_too_many_crashes_stop_the_process_with_the_actors_name() -> None:
    nest, mailbox = Nest(), Mailbox("test:bad")
    for _ in range(CRASHES_MAX + 1):
        mailbox.tell("crash")

    with pytest.RaisesGroup(pytest.RaisesExc(TooManyCrashes, match="test:bad")):
        async with trio.open_nursery() as nursery:
            Supervisor(nursery, Clock(), Ids()).start(mailbox, nest.make, nest.on_end)


async def test_crashes_that_are_long_past_do_not_count(autojump_clock: MockClock) -> None:
    nest, mailbox = Nest(), Mailbox("test:1")
    async with trio.open_nursery() as nursery:
        supervisor = Supervisor(nursery, Clock(), Ids())
        supervisor.start(mailbox, nest.make, nest.on_end)
        for _ in range(2):
            for _ in range(CRASHES_MAX):
                mailbox.tell("crash")
            await wait_all_tasks_blocked()
            await trio.sleep(CRASH_WINDOW_MS / 1000)
        mailbox.tell("end")

    assert supervisor.crash_count == 2 * CRASHES_MAX


async def test_nothing_to_make_ends_the_task() -> None:
    nest, mailbox = Nest(), Mailbox("test:1")

    async def nothing(_: Mailbox) -> None:
        await trio.lowlevel.checkpoint()

    async with trio.open_nursery() as nursery:
        Supervisor(nursery, Clock(), Ids()).start(mailbox, nothing, nest.on_end)

    assert nest.ended == 1


async def test_a_disk_that_cannot_be_read_is_waited_for_and_is_no_crash(autojump_clock: MockClock) -> None:
    nest, mailbox = Nest(), Mailbox("test:1")
    tries: list[float] = []

    async def make(mailbox: Mailbox) -> Actor:
        tries.append(trio.current_time())
        if len(tries) <= 2 * CRASHES_MAX:
            raise StoreUnavailable("not now")
        return await nest.make(mailbox)

    mailbox.tell("end")
    async with trio.open_nursery() as nursery:
        supervisor = Supervisor(nursery, Clock(), Ids())
        supervisor.start(mailbox, make, nest.on_end)

    assert nest.seen == ["announce", "end"]
    assert supervisor.crash_count == 0
    assert tries[-1] - tries[0] >= 2 * CRASHES_MAX * STORE_RETRY_MS / 1000 - 0.001
