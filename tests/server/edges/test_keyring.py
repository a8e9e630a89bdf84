"""One effect and one answer for each key, whoever asks again, also after a crash and in spite of a failing store."""

import tracemalloc
from pathlib import Path

import pytest
import trio
from kit.flaky import FlakyDisk
from kit.stores import disk_of_kind, put
from ringline_protocol import codec
from ringline_protocol.codes import ErrorCode, Refused
from ringline_server.actors.messages import Done, Outcome
from ringline_server.edges import keyring as keyrings
from ringline_server.edges.keyring import KEY_MEMORY_MS, Keyring
from ringline_server.ids import Ids
from ringline_server.store.disk import Disk
from ringline_server.store.memory import MemoryMedium
from ringline_server.store.records import AnsweredRow

NOW_MS = 1_800_000_000_000
ANA = "agent:agt_ana"
DONE = Done({"leg": "leg_1"}, {"agent/agt_ana": 7})
ANSWER_BYTES_EACH_MAX = 30
"""Of one that is in the store. A cycle has four."""


def ignored(_: Outcome, __: bool) -> None:
    """Nobody looks at it."""


class Asker:
    """Collects answers: (outcome, replayed)."""

    def __init__(self) -> None:
        self.answers: list[tuple[Outcome, bool]] = []

    def __call__(self, outcome: Outcome, replayed: bool) -> None:
        self.answers.append((outcome, replayed))


def answered(key: str, params_hash: bytes = b"params", at_ms: int = NOW_MS - 1) -> AnsweredRow:
    reply = codec.encode_data({"result": DONE.result, "pos": DONE.pos})
    return AnsweredRow(ANA, key, params_hash, reply, at_ms)


def memory() -> Disk:
    return MemoryMedium(Ids.seeded(3)).open()


async def test_a_new_key_is_carried_out_and_its_answer_reaches_who_asked() -> None:
    keyring, ana = Keyring(memory()), Asker()

    assert await keyring.claim(ANA, "k1", b"params", ana, NOW_MS)
    keyring.settle(ANA, "k1", DONE)

    assert ana.answers == [(DONE, False)]


async def test_a_key_is_claimed_without_waiting_once_the_principals_keys_are_read() -> None:
    keyring, ana, again = Keyring(memory()), Asker(), Asker()

    assert keyring.claim_known(ANA, "k1", b"params", ana, NOW_MS) is None
    assert await keyring.claim(ANA, "k0", b"params", ignored, NOW_MS)
    assert keyring.claim_known(ANA, "k1", b"params", ana, NOW_MS)
    assert keyring.claim_known(ANA, "k1", b"params", again, NOW_MS) is False
    keyring.settle(ANA, "k1", DONE)

    assert (ana.answers, again.answers) == ([(DONE, False)], [(DONE, True)])


async def test_a_key_whose_outcome_only_the_store_knows_is_not_claimed_without_asking_it() -> None:
    keyring = Keyring(memory())
    assert await keyring.claim(ANA, "k1", b"params", ignored, NOW_MS)
    keyring.settle(ANA, "k1", Refused(ErrorCode.TIMEOUT))

    assert keyring.claim_known(ANA, "k1", b"params", ignored, NOW_MS) is None
    assert await keyring.claim(ANA, "k1", b"params", ignored, NOW_MS)


async def test_the_same_key_again_gets_the_stored_answer() -> None:
    keyring, ana, again = Keyring(memory()), Asker(), Asker()
    assert await keyring.claim(ANA, "k1", b"params", ana, NOW_MS)
    keyring.settle(ANA, "k1", DONE)

    assert not await keyring.claim(ANA, "k1", b"params", again, NOW_MS)

    assert again.answers == [(DONE, True)]
    assert len(ana.answers) == 1


async def test_a_second_device_that_asks_meanwhile_gets_the_one_answer() -> None:
    keyring, first, second = Keyring(memory()), Asker(), Asker()
    assert await keyring.claim(ANA, "k1", b"params", first, NOW_MS)
    assert not await keyring.claim(ANA, "k1", b"params", second, NOW_MS)
    assert second.answers == []

    keyring.settle(ANA, "k1", DONE)

    assert first.answers == [(DONE, False)]
    assert second.answers == [(DONE, True)]


async def test_a_key_with_other_params_is_refused_and_the_first_goes_on() -> None:
    keyring, ana, other = Keyring(memory()), Asker(), Asker()
    assert await keyring.claim(ANA, "k1", b"params", ana, NOW_MS)

    assert not await keyring.claim(ANA, "k1", b"others", other, NOW_MS)

    [(outcome, replayed)] = other.answers
    assert isinstance(outcome, Refused)
    assert (outcome.code, replayed) == (ErrorCode.KEY_REUSED, False)
    keyring.settle(ANA, "k1", DONE)
    assert ana.answers == [(DONE, False)]
    assert len(other.answers) == 1


async def test_the_same_key_of_somebody_else_is_another_key() -> None:
    keyring = Keyring(memory())
    assert await keyring.claim(ANA, "k1", b"params", Asker(), NOW_MS)
    assert await keyring.claim("agent:agt_bruno", "k1", b"params", Asker(), NOW_MS)


async def test_after_a_restart_the_answer_comes_from_the_store(tmp_path: Path) -> None:
    async with disk_of_kind("sqlite", tmp_path) as disk:
        await put(disk, answered("k1"))
        ana = Asker()

        assert not await Keyring(disk).claim(ANA, "k1", b"params", ana, NOW_MS)

    assert ana.answers == [(DONE, True)]


async def test_a_key_is_forgotten_after_a_day() -> None:
    disk = memory()
    await put(disk, answered("k1", at_ms=NOW_MS - KEY_MEMORY_MS - 1), answered("k2", at_ms=NOW_MS - KEY_MEMORY_MS))
    keyring = Keyring(disk)

    assert await keyring.claim(ANA, "k1", b"params", Asker(), NOW_MS)
    assert not await keyring.claim(ANA, "k2", b"params", Asker(), NOW_MS)


@pytest.mark.parametrize("code", [ErrorCode.FORBIDDEN, ErrorCode.OFFER_NOT_PENDING, ErrorCode.CONFLICT])
async def test_a_refusal_that_will_stay_one_is_remembered(code: ErrorCode) -> None:
    keyring, again = Keyring(memory()), Asker()
    assert await keyring.claim(ANA, "k1", b"params", Asker(), NOW_MS)
    keyring.settle(ANA, "k1", Refused(code))

    assert not await keyring.claim(ANA, "k1", b"params", again, NOW_MS)

    [(outcome, replayed)] = again.answers
    assert isinstance(outcome, Refused)
    assert (outcome.code, replayed) == (code, True)


async def test_after_a_refusal_that_will_pass_the_key_is_free_again() -> None:
    keyring = Keyring(memory())
    assert await keyring.claim(ANA, "k1", b"params", Asker(), NOW_MS)
    keyring.settle(ANA, "k1", Refused(ErrorCode.UNAVAILABLE))
    assert await keyring.claim(ANA, "k1", b"params", Asker(), NOW_MS)


async def test_a_day_of_answers_takes_little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyrings, "ANSWERS_MAX", 100)
    keyring, count = Keyring(memory()), 2_000

    async def answer(numbers: range) -> None:
        for number in numbers:
            assert await keyring.claim(ANA, f"key-{number}", number.to_bytes(16), ignored, NOW_MS)
            done = Done({"interaction": f"int_{number:026}"}, {"agent/agt_ana": number})
            keyring.settle(ANA, f"key-{number}", done)

    await answer(range(200))
    tracemalloc.start()
    try:
        await answer(range(200, 400))  # the latest are known to tracemalloc, too
        before = tracemalloc.get_traced_memory()[0]
        await answer(range(400, 400 + count))
        grown = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()

    assert grown / count < ANSWER_BYTES_EACH_MAX, grown / count


async def test_an_answer_that_is_no_more_in_memory_comes_from_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyrings, "ANSWERS_MAX", 1)
    disk = memory()
    keyring, again, other = Keyring(disk), Asker(), Asker()
    for key in ("k1", "k2"):
        assert await keyring.claim(ANA, key, b"params", Asker(), NOW_MS)
        await put(disk, answered(key))
        keyring.settle(ANA, key, DONE)

    assert not await keyring.claim(ANA, "k1", b"params", again, NOW_MS)
    assert not await keyring.claim(ANA, "k2", b"others", other, NOW_MS)

    assert again.answers == [(DONE, True)]
    assert codes(other) == [ErrorCode.KEY_REUSED]


async def test_a_fresh_key_costs_no_look_at_the_store() -> None:
    disk = memory()
    await put(disk, *(answered(f"k{number}") for number in range(100)))
    flaky = FlakyDisk(disk)
    keyring, again = Keyring(flaky.disk), Asker()
    assert await keyring.claim(ANA, "the first", b"params", Asker(), NOW_MS)
    flaky.fails = True

    for number in range(100):
        assert await keyring.claim(ANA, f"fresh {number}", b"params", Asker(), NOW_MS)
    assert not await keyring.claim(ANA, "k7", b"params", again, NOW_MS)

    assert codes(again) == [ErrorCode.UNAVAILABLE]


async def test_of_a_principal_with_too_many_keys_to_list_each_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyrings, "ANSWERED_KEYS_MAX", 2)
    disk = memory()
    await put(disk, answered("k1"), answered("k2"))
    keyring, again = Keyring(disk), Asker()

    assert not await keyring.claim(ANA, "k1", b"params", again, NOW_MS)
    assert await keyring.claim(ANA, "k3", b"params", Asker(), NOW_MS)

    assert again.answers == [(DONE, True)]


async def test_who_had_too_many_keys_to_list_has_none_of_them_a_day_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyrings, "ANSWERED_KEYS_MAX", 2)
    disk = memory()
    await put(disk, answered("k1"), answered("k2"))
    flaky = FlakyDisk(disk)
    keyring = Keyring(flaky.disk)
    assert await keyring.claim(ANA, "k3", b"params", Asker(), NOW_MS)
    flaky.fails = True

    assert not await keyring.claim(ANA, "k4", b"params", Asker(), NOW_MS + KEY_MEMORY_MS - 1)
    assert await keyring.claim(ANA, "k4", b"params", Asker(), NOW_MS + KEY_MEMORY_MS)


async def test_of_two_who_look_for_the_same_fresh_key_one_carries_it_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyrings, "ANSWERED_KEYS_MAX", 1)
    async with disk_of_kind("sqlite", tmp_path) as disk:
        await put(disk, answered("k1"))
        keyring, asked, claims = Keyring(disk), [Asker(), Asker(), Asker()], list[bool]()

        async def ask(asker: Asker) -> None:
            claims.append(await keyring.claim(ANA, "k2", b"params", asker, NOW_MS))

        async with trio.open_nursery() as nursery:
            for asker in asked:
                nursery.start_soon(ask, asker)
        keyring.settle(ANA, "k2", DONE)

    assert sorted(claims) == [False, False, True]
    assert sorted(replayed for asker in asked for _, replayed in asker.answers) == [False, True, True]


async def test_who_waited_for_a_look_that_was_cut_off_looks_and_is_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with disk_of_kind("sqlite", tmp_path) as disk:
        await put(disk, answered("k1"))
        keyring, again = Keyring(disk), Asker()
        assert await keyring.claim(ANA, "k2", b"params", Asker(), NOW_MS)
        async with trio.open_nursery() as nursery:
            with trio.CancelScope() as first:
                nursery.start_soon(keyring.claim, ANA, "k1", b"params", again, NOW_MS)
                first.cancel()
                await keyring.claim(ANA, "k1", b"params", Asker(), NOW_MS)
        assert first.cancelled_caught

    assert again.answers == [(DONE, True)]


async def test_an_unknown_outcome_is_looked_up_in_the_store() -> None:
    """The actor crashed over it: k1 was committed before, k2 was not."""
    disk = memory()
    keyring, first, second = Keyring(disk), Asker(), Asker()
    for key in ("k1", "k2"):
        assert await keyring.claim(ANA, key, b"params", Asker(), NOW_MS)
        keyring.settle(ANA, key, Refused(ErrorCode.INTERNAL))
    await put(disk, answered("k1"))

    assert not await keyring.claim(ANA, "k1", b"params", first, NOW_MS)
    assert await keyring.claim(ANA, "k2", b"params", second, NOW_MS)

    assert first.answers == [(DONE, True)]
    assert second.answers == []


async def test_a_store_that_cannot_be_read_is_said_so_and_nothing_is_carried_out() -> None:
    disk = memory()
    await put(disk, answered("k1"))
    flaky = FlakyDisk(disk)
    keyring, ana, again = Keyring(flaky.disk), Asker(), Asker()
    flaky.fails = True

    assert not await keyring.claim(ANA, "k1", b"params", ana, NOW_MS)
    flaky.fails = False
    assert not await keyring.claim(ANA, "k1", b"params", again, NOW_MS)

    [(outcome, _)] = ana.answers
    assert isinstance(outcome, Refused)
    assert outcome.code is ErrorCode.UNAVAILABLE
    assert again.answers == [(DONE, True)]


async def test_two_who_come_while_the_keys_are_read_do_not_both_carry_it_out(tmp_path: Path) -> None:
    async with disk_of_kind("sqlite", tmp_path) as disk:
        keyring, asked = Keyring(disk), [Asker(), Asker()]
        claims: list[bool] = []

        async def ask(asker: Asker) -> None:
            claims.append(await keyring.claim(ANA, "k1", b"params", asker, NOW_MS))

        async with trio.open_nursery() as nursery:
            for asker in asked:
                nursery.start_soon(ask, asker)
        keyring.settle(ANA, "k1", DONE)

    assert sorted(claims) == [False, True]
    assert sorted(replayed for asker in asked for _, replayed in asker.answers) == [False, True]


async def test_who_waited_for_a_reading_that_was_cut_off_reads_again_and_is_answered(tmp_path: Path) -> None:
    async with disk_of_kind("sqlite", tmp_path) as disk:
        await put(disk, answered("k1"))
        keyring, waiting = Keyring(disk), Asker()
        async with trio.open_nursery() as nursery:
            with trio.CancelScope() as first:
                nursery.start_soon(keyring.claim, ANA, "k2", b"params", waiting, NOW_MS)
                first.cancel()
                await keyring.claim(ANA, "k1", b"params", Asker(), NOW_MS)
        assert first.cancelled_caught
        keyring.settle(ANA, "k2", DONE)

        again = Asker()
        assert not await keyring.claim(ANA, "k1", b"params", again, NOW_MS)

    assert waiting.answers == [(DONE, False)]
    assert again.answers == [(DONE, True)]


async def test_the_oldest_refusals_make_room_and_what_is_under_way_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyrings, "REFUSALS_PER_PRINCIPAL_MAX", 2)
    keyring, pending = Keyring(memory()), Asker()
    assert await keyring.claim(ANA, "pending", b"params", pending, NOW_MS)
    for key in ("k1", "k2", "k3"):
        assert await keyring.claim(ANA, key, b"params", Asker(), NOW_MS)
        keyring.settle(ANA, key, Refused(ErrorCode.FORBIDDEN))

    assert not await keyring.claim(ANA, "k3", b"params", Asker(), NOW_MS)
    assert await keyring.claim(ANA, "k1", b"params", Asker(), NOW_MS)
    keyring.settle(ANA, "pending", DONE)
    assert pending.answers == [(DONE, False)]


async def test_of_many_principals_the_quietest_is_read_from_the_store_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyrings, "PRINCIPALS_MAX", 2)
    keyring = Keyring(memory())
    for name in ("agent:a", "agent:b", "agent:c"):
        assert await keyring.claim(name, "k1", b"params", Asker(), NOW_MS)
        keyring.settle(name, "k1", Refused(ErrorCode.FORBIDDEN))

    assert not await keyring.claim("agent:c", "k1", b"params", Asker(), NOW_MS)
    assert await keyring.claim("agent:a", "k1", b"params", Asker(), NOW_MS), "what only memory knew is gone"


def codes(asker: Asker) -> list[ErrorCode]:
    return [outcome.code for outcome, _ in asker.answers if isinstance(outcome, Refused)]


async def test_an_answer_that_nobody_waits_for_is_dropped() -> None:
    keyring = Keyring(memory())
    keyring.settle(ANA, "k1", DONE)
    assert await keyring.claim(ANA, "k1", b"params", Asker(), NOW_MS)
