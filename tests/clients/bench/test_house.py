"""The rules that all simple servers share."""

from typing import Any

import attrs
import orjson
from ringline_client.bench.house import House


@attrs.define(eq=False)
class Somebody:
    told: list[dict[str, Any]] = attrs.field(factory=list)

    def tell(self, text: str) -> None:
        said = orjson.loads(text)
        self.told.append({key: value for key, value in said.items() if value is not None})


def say(house: House[Somebody], who: Somebody, **words: Any) -> None:
    house.hear(who, orjson.dumps(words))


def joined(house: House[Somebody], name: str) -> Somebody:
    one = Somebody()
    say(house, one, do="join", name=name, reads=True)
    assert one.told.pop() == {"did": "join"}
    return one


def test_words_reach_whom_they_are_for() -> None:
    house = House[Somebody]()
    ana, bob = joined(house, "ana"), joined(house, "bob")

    say(house, ana, do="echo", n=1, text="one")
    say(house, ana, do="relay", to="bob", n=2, text="two")
    say(house, bob, do="fan", n=3, text="three")

    assert ana.told == [{"did": "echo", "n": 1, "text": "one"}, {"did": "fan", "n": 3, "text": "three"}]
    assert bob.told == [{"did": "relay", "n": 2, "text": "two"}, {"did": "fan", "n": 3, "text": "three"}]


def test_whoever_waited_longest_gets_the_next_one() -> None:
    house = House[Somebody]()
    ana, bob = joined(house, "ana"), joined(house, "bob")

    for n in (1, 2, 3):
        say(house, bob, do="new", n=n)
    say(house, ana, do="ready")
    say(house, bob, do="ready")
    for step in ("accept", "end", "done"):
        say(house, ana, do=step, n=1)

    assert [(told["did"], told["n"]) for told in ana.told] == [
        ("ring", 1),
        ("accept", 1),
        ("end", 1),
        ("done", 1),
        ("ring", 3),
    ]
    assert bob.told == [{"did": "ring", "n": 2}]


def test_who_has_gone_is_told_nothing() -> None:
    house = House[Somebody]()
    ana, bob = joined(house, "ana"), joined(house, "bob")
    say(house, bob, do="ready")

    house.gone(bob)
    say(house, ana, do="fan", n=1, text="")
    say(house, ana, do="new", n=2)

    assert bob.told == []
    assert list(house.waiting) == [2]
