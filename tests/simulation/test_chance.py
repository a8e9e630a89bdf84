"""Chance from a seed."""

from collections import Counter

from ringline_server.simulation.chance import Chance


def test_the_same_seed_and_name_draw_the_same_and_others_something_else() -> None:
    def draws(seed: int, name: str) -> list[int]:
        chance = Chance.of(seed, name)
        return [chance.below(1_000_000) for _ in range(5)]

    assert draws(1, "ana") == draws(1, "ana")
    assert draws(1, "ana") != draws(2, "ana")
    assert draws(1, "ana") != draws(1, "bruno")


def test_spans_and_choices_stay_within_their_bounds() -> None:
    chance = Chance.of(1, "ana")

    assert {chance.between(2, 4) for _ in range(100)} == {2, 3, 4}
    assert all(0.1 <= chance.seconds(0.1, 0.2) <= 0.2 for _ in range(100))
    assert all(0.5 <= chance.human(2) <= 16 for _ in range(200))
    assert {chance.choice("ab") for _ in range(50)} == {"a", "b"}


def test_what_is_likely_happens_about_as_often() -> None:
    chance = Chance.of(3, "ana")
    happened = Counter(chance.happens(0.25) for _ in range(2_000))

    assert 400 < happened[True] < 600
    assert not any(chance.happens(0) for _ in range(100))
    assert all(chance.happens(1) for _ in range(100))


def test_one_draws_without_changing_anothers_luck() -> None:
    chance = Chance.of(1, "day")
    alone = chance.other("ana").below(1_000_000)
    chance.other("bruno").below(10)

    assert chance.other("ana").below(1_000_000) == alone
