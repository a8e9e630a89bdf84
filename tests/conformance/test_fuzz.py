"""What strangers send: a bounded number of examples of each kind; and proof that something wrong would be found.

Longer: `PYTHONPATH=tests python -m kit.fuzz --seconds 600 --seed 7`.
"""

import json

import pytest
import trio
from kit.fuzz import mailing
from kit.fuzz.acting import Actors
from kit.fuzz.chance import Chance
from kit.fuzz.decoding import attempt
from kit.fuzz.found import Found
from kit.fuzz.house import house
from kit.fuzz.mailing import judge, mails
from kit.fuzz.run import GROUP, fuzz, group_of
from kit.fuzz.seeds import forms, heads, texts
from ringline_protocol.codes import ErrorCode, FrameError
from trio.testing import MockClock

EXAMPLES = {"codec": 20_000, "front": 400, "frames": 400, "commands": 300, "mail": 500}
SEED = 20_261_122


@pytest.mark.timeout(120)
@pytest.mark.parametrize("target", list(EXAMPLES))
async def test_nothing_falls_over_what_strangers_send(target: str, autojump_clock: MockClock) -> None:
    tally = await fuzz(target, SEED, range(EXAMPLES[target]))

    assert tally.examples == EXAMPLES[target]


def test_the_same_seed_and_number_is_the_same_example() -> None:
    def example(number: int) -> list[str]:
        chance = Chance(f"codec {SEED} {number}")
        return [chance.text(chance.choice(texts())) for _ in range(20)]

    assert example(5) == example(5)
    assert example(5) != example(6)
    assert group_of(GROUP + 7) == range(GROUP, GROUP + 8)


def test_what_is_allowed_is_nothing_and_anything_else_is_found() -> None:
    def refuses(_: str) -> None:
        raise FrameError(ErrorCode.PARSE_ERROR, "no")

    attempt(refuses, "{")
    with pytest.raises(Found, match="JSONDecodeError"):
        attempt(json.loads, "{")
    with pytest.raises(Found, match="AssertionError"):
        attempt(_is_not_the_same, "{}")


def _is_not_the_same(_: str) -> None:
    raise AssertionError("not the same when read again")


async def test_a_bug_behind_a_command_is_found(autojump_clock: MockClock) -> None:
    async with house() as at:
        actors = Actors(at)
        await actors.act(Chance("the first"))
        at.power.draws.fails = True
        with pytest.raises(Found, match=r"internal|the log"):
            await _go_on(actors)


async def _go_on(actors: Actors) -> None:
    for number in range(100):
        await actors.act(Chance(f"until something needs a new id {number}"))


async def test_harm_to_the_neighbour_is_found(autojump_clock: MockClock) -> None:
    async with house() as at:
        await at.look("nothing")
        await trio.aclose_forcefully(at.neighbour.websocket._stream)
        with pytest.raises(Found, match="the neighbour"):
            await at.look("a frame that is to blame")


@pytest.mark.parametrize("raw", mails(), ids=lambda raw: f"{len(raw)} bytes")
def test_a_mail_as_it_came_can_be_read_and_answered(raw: bytes) -> None:
    judge(raw)


def test_a_mail_that_cannot_be_answered_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailing, "ANSWER", "two\x00words")
    with pytest.raises(Found):
        judge(b"Subject: x\r\n\r\nhello")


def test_there_is_enough_to_begin_with() -> None:
    assert len(texts("client")) >= 50
    assert len(heads()) >= 8
    assert len(forms()) >= 50
