"""What the outbox does with mails that wait, on the virtual clock: deadlines, limits, crashes, restarts."""

import apsw
import pytest
import trio
from kit.house import principal
from kit.outgoing import INTERACTION, SENDER, ScriptedCarrier, later, never, posting
from ringline_protocol.commands import RetryMail
from ringline_protocol.mail import MailState
from ringline_server.domain.parts import OwnMail, Undelivered
from ringline_server.edges.mail.outbox import FORGOTTEN, MAILS_PER_CONNECTION_MAX, REST_AFTER_MS, STOP_MS
from ringline_server.edges.mail.pauses import GIVE_UP_MS, pause_ms
from ringline_server.edges.mail.sending import Letter
from ringline_server.store.sql_disk import SqlDisk
from trio.testing import MockClock, wait_all_tasks_blocked

A, B, C = "a@example.org", "b@example.org", "c@example.org"


async def until_idle(minutes: float = 1) -> None:
    await trio.sleep(minutes * 60)


async def test_a_mail_that_is_written_leaves_at_once_as_it_was_kept(autojump_clock: MockClock) -> None:
    async with posting() as post:
        await post.write("mail_1", A, B, raw=b"as it is")
        await until_idle()

        assert post.carrier.letters == [Letter(SENDER, (A, B), b"as it is")]
        stands = await post.stands("mail_1")
        assert (stands.state, stands.attempts, stands.left, stands.recipients) == (MailState.SENT, 1, (), (A, B))
        assert post.outbox.entries == {}
        assert await post.house.registry.disk.outgoing() == []


async def test_the_journal_has_every_step_in_order(autojump_clock: MockClock) -> None:
    async with posting() as post:
        post.carrier.says({A: later("451 4.7.1 greylisted")})
        await post.write("mail_1", A)
        await until_idle(5)
        records = await post.house.registry.disk.read(f"interaction/{INTERACTION}")

        bodies = [record.body for record in records if record.kind == "mail.state_changed"]
        states = [next(state for state in MailState if f'"state":"{state}"'.encode() in body) for body in bodies]
        assert [*states] == ["queued", "sending", "deferred", "sending", "sent"]
        assert b"451 4.7.1 greylisted" in bodies[2]


async def test_a_deferred_mail_goes_again_when_it_is_due_and_not_before(autojump_clock: MockClock) -> None:
    async with posting() as post:
        post.carrier.says({A: later()})
        await post.write("mail_1", A)
        await trio.sleep(1)
        stands = await post.stands("mail_1")
        pause = pause_ms(1)
        assert pause is not None
        assert stands.state is MailState.DEFERRED
        assert stands.next_at_ms is not None
        left_ms = stands.next_at_ms - post.house.registry.clock.now_ms()
        assert pause - 1_000 <= left_ms <= pause
        await trio.sleep(left_ms / 1000 - 0.01)
        assert len(post.carrier.letters) == 1
        await trio.sleep(0.02)
        assert len(post.carrier.letters) == 2
        assert (await post.stands("mail_1")).state is MailState.SENT


async def test_after_two_days_it_has_failed_and_says_why(autojump_clock: MockClock) -> None:
    async with posting() as post:
        post.carrier.says(*[{A: later(f"451 try {number}")} for number in range(1, 100)])
        await post.write("mail_1", A)
        await until_idle(GIVE_UP_MS / 60_000 + 1)

        stands = await post.stands("mail_1")
        assert stands.state is MailState.FAILED
        assert stands.attempts == len(post.carrier.letters) == 16
        assert stands.reason == "given up after 16 attempts; a@example.org: 451 try 16"
        assert {letter.raw.whole() for letter in post.carrier.letters} == {post.carrier.letters[0].raw.whole()}


async def test_who_has_it_does_not_get_it_again_and_who_is_refused_is_told_of(autojump_clock: MockClock) -> None:
    async with posting() as post:
        post.carrier.says({B: later("451 busy"), C: never("550 no such user")})
        await post.write("mail_1", A, B, C)
        await trio.sleep(1)
        deferred = await post.stands("mail_1")
        assert deferred.state is MailState.DEFERRED
        assert deferred.left == (Undelivered(B, "451 busy"), Undelivered(C, "550 no such user", is_final=True))
        assert deferred.reason == f"{B}: 451 busy; {C}: 550 no such user"
        await until_idle(2)

        assert [letter.recipients for letter in post.carrier.letters] == [(A, B, C), (B,)]
        failed = await post.stands("mail_1")
        assert failed.state is MailState.FAILED
        assert failed.reason == f"{C}: 550 no such user"


async def test_a_failed_one_is_retried_for_those_who_do_not_have_it(autojump_clock: MockClock) -> None:
    async with posting() as post:
        post.carrier.says({C: never()})
        await post.write("mail_1", A, C)
        await until_idle()
        await post.house.ask(INTERACTION, RetryMail(INTERACTION, "mail_1"), principal("agt_ana"))
        await until_idle()

        assert [letter.recipients for letter in post.carrier.letters] == [(A, C), (C,)]
        stands = await post.stands("mail_1")
        assert (stands.state, stands.attempts) == (MailState.SENT, 1)


async def test_a_restart_takes_up_what_was_not_finished(autojump_clock: MockClock) -> None:
    async with posting() as post:
        medium = post.house.medium
        post.carrier.says({A: never()}, {A: later()}, trio.Event())
        for mail in ("mail_1", "mail_2"):
            await post.write(mail, A)
            await trio.sleep(1)
        await post.write("mail_3", A)
        await wait_all_tasks_blocked()
        assert (await post.stands("mail_3")).state is MailState.SENDING

    async with posting(medium) as post:
        await trio.sleep(1)
        assert len(post.carrier.letters) == 1
        assert (await post.stands("mail_3")).attempts == 2
        await until_idle(2)
        states = [(await post.stands(mail)).state for mail in ("mail_1", "mail_2", "mail_3")]
        assert states == [MailState.FAILED, MailState.SENT, MailState.SENT]
        assert len(post.carrier.letters) == 2


async def test_no_more_leave_at_once_than_connections_are_allowed(autojump_clock: MockClock) -> None:
    async with posting(connections=3) as post:
        gate = trio.Event()
        post.carrier.says(*[gate] * 10)
        for number in range(10):
            await post.write(f"mail_{number}", A)
        await trio.sleep(1)
        assert post.carrier.carrying == 3
        gate.set()
        await until_idle()

        assert len(post.carrier.letters) == 10
        assert post.carrier.carrying_max == 3


async def test_no_more_leave_in_a_minute_than_the_rate_allows(autojump_clock: MockClock) -> None:
    async with posting(per_minute=30) as post:
        for number in range(40):
            await post.write(f"mail_{number}", A)
        await trio.sleep(1)
        assert len(post.carrier.letters) == 3
        await trio.sleep(30)
        assert 17 <= len(post.carrier.letters) <= 19
        await until_idle(2)
        assert len(post.carrier.letters) == 40


async def test_a_connection_without_work_rests_and_one_with_much_is_made_anew(autojump_clock: MockClock) -> None:
    async with posting(connections=1) as post:
        for number in range(MAILS_PER_CONNECTION_MAX + 1):
            await post.write(f"mail_{number}", A)
        await trio.sleep(1)
        assert post.carrier.rests == 0
        await trio.sleep(60)
        assert len(post.carrier.letters) == MAILS_PER_CONNECTION_MAX + 1
        await trio.sleep(REST_AFTER_MS / 1000)
        assert post.carrier.rests == 2


async def test_a_bug_while_sending_defers_the_mail_and_ends_nothing_else(autojump_clock: MockClock) -> None:
    async with posting() as post:
        post.carrier.says(ZeroDivisionError())
        await post.write("mail_1", A)
        await post.write("mail_2", A)
        await trio.sleep(1)
        stands = await post.stands("mail_1")
        assert (stands.state, stands.reason) == (MailState.DEFERRED, f"{A}: our own server failed over it")
        assert (await post.stands("mail_2")).state is MailState.SENT
        await until_idle(2)
        assert (await post.stands("mail_1")).state is MailState.SENT


async def test_a_stop_waits_for_what_is_being_sent_and_begins_nothing(autojump_clock: MockClock) -> None:
    async with posting(connections=1) as post:
        gate = trio.Event()
        post.carrier.says(gate)
        for mail in ("mail_1", "mail_2"):
            await post.write(mail, A)
        await trio.sleep(0.1)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(post.outbox.stop)
            await trio.sleep(1)
            gate.set()

        assert (await post.stands("mail_1")).state is MailState.SENT
        assert (await post.stands("mail_2")).state is MailState.QUEUED


async def test_a_stop_does_not_wait_for_ever(autojump_clock: MockClock) -> None:
    async with posting() as post:
        post.carrier.says(trio.Event())
        await post.write("mail_1", A)
        await trio.sleep(0.1)
        before = trio.current_time()
        await post.outbox.stop()
        assert trio.current_time() - before == pytest.approx(STOP_MS / 1000)


async def test_while_the_store_is_away_nothing_leaves_and_then_each_leaves_once(
    autojump_clock: MockClock,
) -> None:
    async with posting() as post:
        gate = trio.Event()
        post.carrier.says(gate)
        await post.write("mail_1", A)
        await trio.sleep(0.1)
        post.house.medium.faults.fails = True
        gate.set()
        await until_idle(10)
        assert len(post.carrier.letters) == 1
        post.house.medium.faults.fails = False
        await until_idle(2)

        assert (await post.stands("mail_1")).state is MailState.SENT
        assert len(post.carrier.letters) == 1
        assert post.outbox.entries == {}


async def test_an_actor_that_crashed_over_the_news_hears_it_again(autojump_clock: MockClock) -> None:
    async with posting() as post:
        told, post.house.registry.mail_stands = post.outbox.told, lambda *_: None
        gate = trio.Event()
        post.carrier.says(gate)
        told(INTERACTION, "mail_gone", None)
        await post.write("mail_1", A)
        post.house.registry.mail_stands = told
        told(INTERACTION, "mail_1", await post.stands("mail_1"))
        await trio.sleep(0.1)
        post.house.registry.mail_stands = lambda *_: None  # what is said now is lost on the way back
        gate.set()
        await trio.sleep(1)
        assert post.outbox.entries["mail_1"].said is not None
        post.house.registry.mail_stands = told
        await until_idle()

        assert post.outbox.entries == {}
        assert len(post.carrier.letters) == 1


async def test_a_mail_whose_interaction_is_gone_is_dropped_unsent(autojump_clock: MockClock) -> None:
    async with posting() as post:
        post.outbox.told("int_gone", "mail_9", OwnMail("mail_9", MailState.QUEUED, 0))
        await until_idle()
        assert post.outbox.entries == {}


async def test_a_mail_that_was_forgotten_meanwhile_names_nobody(autojump_clock: MockClock) -> None:
    async with posting() as post:
        post.carrier.says({A: later()})
        await post.write("mail_1", A)
        await trio.sleep(1)
        disk = post.house.registry.disk
        assert isinstance(disk, SqlDisk)
        await disk.runner.write(_forget)
        await until_idle(2)

        stands = await post.stands("mail_1")
        assert (stands.state, stands.reason, stands.left) == (MailState.FAILED, FORGOTTEN, ())
        assert len(post.carrier.letters) == 1
        assert post.outbox.entries == {}


def _forget(db: apsw.Connection) -> None:
    db.execute("delete from mail")


async def test_another_way_is_taken_by_what_waits_and_by_connections_that_are_open(autojump_clock: MockClock) -> None:
    """One that is being handed over ends where it began."""
    async with posting(connections=1) as post:
        other, gate = ScriptedCarrier(), trio.Event()
        await post.write("mail_1", A, raw=b"first")
        await trio.sleep(1)  # the connection is kept for the next one
        post.outbox.take_way(lambda: other, 60)
        await post.write("mail_2", A, raw=b"second")
        await trio.sleep(1)
        other.says(gate)
        await post.write("mail_3", A, raw=b"third")
        await wait_all_tasks_blocked()
        post.outbox.take_way(lambda: post.carrier, 60)
        await post.write("mail_4", A, raw=b"fourth")
        gate.set()
        await until_idle(5)

        assert [letter.raw.whole() for letter in post.carrier.letters] == [b"first", b"fourth"]
        assert [letter.raw.whole() for letter in other.letters] == [b"second", b"third"]
        assert post.outbox.per_minute == 60
        assert post.outbox.entries == {}
