"""Mailboxes and the loop, on the virtual clock."""

from collections.abc import Callable

import attrs
import pytest
import trio
import trio.testing
from ringline_server.actors import actor
from ringline_server.actors.actor import MAILBOX_MESSAGES_MAX, Mailbox, MailboxFull, Running, run
from ringline_server.actors.sleeper import Sleeper
from ringline_server.clock import Clock
from trio.testing import MockClock


@attrs.define
class Recorder:
    """Writes down what happens to it, and when."""

    clock: Clock
    due_ms: list[int] = attrs.field(factory=list)
    seen: list[tuple[str, int]] = attrs.field(factory=list)
    is_retired: bool = False
    on_message: Callable[[object], None] = lambda _: None

    async def handle(self, message: object, now_ms: int) -> None:
        self.seen.append((str(message), now_ms))
        self.is_retired = message == "end"
        self.on_message(message)

    def deadline(self) -> int | None:
        return self.due_ms[0] if self.due_ms else None

    async def on_deadline(self, now_ms: int) -> None:
        self.seen.append(("deadline", now_ms))
        self.due_ms.pop(0)

    def announce(self) -> None:
        self.seen.append(("announce", self.clock.now_ms()))


async def kept(recorder: Recorder, mailbox: Mailbox, running: Running | None = None) -> None:
    """Run it to its end, as a supervisor does."""
    async with trio.open_nursery() as nursery:
        sleeper = Sleeper(nursery, recorder.clock)
        await run(recorder, mailbox, recorder.clock, running or Running(), sleeper.wake)
        sleeper.forget(mailbox)


async def test_messages_are_handled_in_the_order_in_which_they_were_told() -> None:
    mailbox, recorder = Mailbox("test:1"), Recorder(Clock(epoch_ms=0))
    for message in ("a", "b", "end"):
        mailbox.tell(message)

    await kept(recorder, mailbox)

    assert [message for message, _ in recorder.seen] == ["a", "b", "end"]


async def test_a_deadline_comes_at_its_millisecond_without_any_message(autojump_clock: MockClock) -> None:
    mailbox, recorder = Mailbox("test:1"), Recorder(Clock(epoch_ms=0), due_ms=[20_000])
    async with trio.open_nursery() as nursery:
        nursery.start_soon(kept, recorder, mailbox)
        await trio.sleep(20.5)
        mailbox.tell("end")

    assert recorder.seen == [("deadline", 20_000), ("end", 20_500)]


async def test_a_deadline_that_is_due_goes_before_a_message_that_waits(mock_clock: MockClock) -> None:
    mailbox, recorder = Mailbox("test:1"), Recorder(Clock(epoch_ms=0), due_ms=[100])
    mailbox.tell("accept")
    mailbox.tell("end")
    mock_clock.jump(0.1)

    await kept(recorder, mailbox)

    assert recorder.seen == [("deadline", 100), ("accept", 100), ("end", 100)]


async def test_all_deadlines_that_are_due_go_before_a_message_that_is_waited_for(mock_clock: MockClock) -> None:
    mailbox, recorder = Mailbox("test:1"), Recorder(Clock(epoch_ms=0), due_ms=[100, 50, 200])
    async with trio.open_nursery() as nursery:
        nursery.start_soon(kept, recorder, mailbox)
        await trio.testing.wait_all_tasks_blocked()
        mailbox.tell("inspect")
        mailbox.tell("end")
        mock_clock.jump(0.1)

    assert recorder.seen == [("deadline", 100), ("deadline", 100), ("inspect", 100), ("end", 100)]


async def test_a_message_told_one_millisecond_before_the_deadline_goes_first(mock_clock: MockClock) -> None:
    mailbox, recorder = Mailbox("test:1"), Recorder(Clock(epoch_ms=0), due_ms=[100])
    mock_clock.jump(0.099)
    mailbox.tell("accept")
    mailbox.tell("end")

    await kept(recorder, mailbox)

    assert recorder.seen == [("accept", 99), ("end", 99)]


async def test_a_long_mailbox_does_not_keep_others_from_their_turn() -> None:
    mailbox, recorder = Mailbox("test:1"), Recorder(Clock(epoch_ms=0))
    turns: list[int] = []

    async def other() -> None:
        for _ in range(3):
            turns.append(len(recorder.seen))
            await trio.lowlevel.checkpoint()

    for number in range(10 * actor.DRAIN_MESSAGES_MAX):
        mailbox.tell(number)
    mailbox.tell("end")
    async with trio.open_nursery() as nursery:
        nursery.start_soon(kept, recorder, mailbox)
        nursery.start_soon(other)

    assert max(turns) <= 3 * actor.DRAIN_MESSAGES_MAX


async def test_telling_a_full_mailbox_is_overload_and_says_whose() -> None:
    mailbox = Mailbox("queue:que_1")
    for number in range(MAILBOX_MESSAGES_MAX):
        mailbox.tell(number)

    with pytest.raises(MailboxFull, match="queue:que_1"):
        mailbox.tell("one more")


async def test_an_edge_that_sends_to_a_full_mailbox_waits(autojump_clock: MockClock) -> None:
    mailbox = Mailbox("queue:que_1")
    for number in range(MAILBOX_MESSAGES_MAX):
        mailbox.tell(number)

    with trio.move_on_after(1) as waiting:
        await mailbox.send("one more")

    assert waiting.cancelled_caught


async def test_an_edge_that_waited_gets_its_turn_as_soon_as_there_is_room() -> None:
    mailbox = Mailbox("queue:que_1")
    for number in range(MAILBOX_MESSAGES_MAX):
        mailbox.tell(number)

    async with trio.open_nursery() as nursery:
        nursery.start_soon(mailbox.send, "one more")
        await trio.testing.wait_all_tasks_blocked()
        taken = [mailbox.take()]
        await trio.testing.wait_all_tasks_blocked()

    taken += [mailbox.take() for _ in range(MAILBOX_MESSAGES_MAX)]
    assert taken == [*range(MAILBOX_MESSAGES_MAX), "one more"]
    assert mailbox.is_empty


async def test_what_is_there_to_take_is_known_whoever_put_it_in() -> None:
    mailbox = Mailbox("test:1")
    assert not mailbox.has_some

    await mailbox.send("sent")
    mailbox.tell("told")
    assert mailbox.has_some
    assert [mailbox.take(), mailbox.take()] == ["sent", "told"]
    assert (mailbox.has_some, mailbox.is_empty) == (False, True)


async def test_what_is_received_before_its_sender_goes_on_is_counted_once() -> None:
    mailbox = Mailbox("test:1")
    async with trio.open_nursery() as nursery:
        nursery.start_soon(mailbox.send, "sent")
        assert await mailbox.receive() == "sent"

    assert not mailbox.has_some
    mailbox.tell("told")
    assert mailbox.has_some


async def test_a_message_for_an_actor_that_is_stopped_meanwhile_is_still_there(autojump_clock: MockClock) -> None:
    mailbox = Mailbox("test:1")
    with trio.CancelScope() as stopped:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(mailbox.receive)
            await trio.testing.wait_all_tasks_blocked()
            stopped.cancel()
            mailbox.tell("kept")

    mailbox.tell("too")
    assert [mailbox.take(), mailbox.take()] == ["kept", "too"]


async def test_what_is_in_hand_is_known_until_it_is_done() -> None:
    running = Running()
    seen: list[object] = []
    mailbox = Mailbox("test:1")
    recorder = Recorder(Clock(epoch_ms=0), on_message=lambda _: seen.append(running.message))
    mailbox.tell("end")

    await kept(recorder, mailbox, running)

    assert seen == ["end"]
    assert running.message is None


@attrs.define
class Stubborn(Recorder):
    """Its deadline stands, whatever is done about it."""

    async def on_deadline(self, now_ms: int) -> None:
        self.seen.append(("deadline", now_ms))


async def test_a_deadline_that_stands_is_put_off_and_said_once(
    autojump_clock: MockClock, log_lines: Callable[[], list[dict[str, object]]]
) -> None:
    mailbox, stubborn = Mailbox("test:1"), Stubborn(Clock(epoch_ms=0), due_ms=[100])
    async with trio.open_nursery() as nursery:
        nursery.start_soon(kept, stubborn, mailbox)
        await trio.sleep(2.5)
        mailbox.tell("end")

    served = [at_ms for message, at_ms in stubborn.seen if message == "deadline"]
    assert served == [100] * actor.SERVED_IN_VAIN_MAX + [1_100, 2_100]
    assert stubborn.seen[-1] == ("end", 2_500)
    assert [line["event"] for line in log_lines()] == ["deadline stands"]


async def test_a_deadline_that_moves_after_all_is_served_in_time(autojump_clock: MockClock) -> None:
    mailbox, recorder = Mailbox("test:1"), Recorder(Clock(epoch_ms=0), due_ms=[100] * 5 + [200])
    async with trio.open_nursery() as nursery:
        nursery.start_soon(kept, recorder, mailbox)
        await trio.sleep(1)
        mailbox.tell("end")

    assert recorder.seen == [("deadline", 100)] * 5 + [("deadline", 200), ("end", 1_000)]
