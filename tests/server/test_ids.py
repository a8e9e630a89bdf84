"""Ids are unguessable in service and repeatable in a simulation."""

import re
from collections import Counter

import pytest
from ringline_server.ids import Ids


def test_an_id_is_a_kind_and_120_bits_in_lowercase() -> None:
    assert re.fullmatch(r"int_[a-z2-7]{24}", Ids().new("int"))


def test_a_secret_has_160_bits() -> None:
    assert re.fullmatch(r"[a-z2-7]{32}", Ids().secret())


def test_every_letter_is_as_likely_as_the_next() -> None:
    rest = bytes(range(256))

    def draw(size: int) -> bytes:
        nonlocal rest
        drawn, rest = rest[:size], rest[size:]
        return drawn

    ids = Ids(draw)
    assert set(Counter("".join(ids.secret() for _ in range(8))).values()) == {8}


def test_ids_do_not_repeat() -> None:
    ids = Ids()
    assert len({ids.new("off") for _ in range(10_000)}) == 10_000


def test_the_same_seed_gives_the_same_ids_in_order() -> None:
    one, other = Ids.seeded(7), Ids.seeded(7)
    assert [one.new("int") for _ in range(50)] == [other.new("int") for _ in range(50)]


def test_another_seed_gives_other_ids() -> None:
    assert Ids.seeded(7).new("int") != Ids.seeded(8).new("int")


def test_seeded_ids_do_not_repeat_and_look_like_the_others() -> None:
    ids = Ids.seeded(7)
    drawn = {ids.new("leg") for _ in range(10_000)}
    assert len(drawn) == 10_000
    assert all(re.fullmatch(r"leg_[a-z2-7]{24}", each) for each in drawn)


@pytest.mark.parametrize("kind", ["", "int_", "Int", "a1"])
def test_a_kind_is_a_lowercase_word(kind: str) -> None:
    with pytest.raises(AssertionError):
        Ids().new(kind)
