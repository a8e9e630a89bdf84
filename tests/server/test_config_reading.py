"""From TOML values to settings: exact types, spans with units, and every fault at its place."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import attrs
import pytest
from ringline_server.config_reading import Fault, Wrong, nearest, read, span_ms


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@attrs.frozen
class Leaf:
    name: str
    weight: float = 1.0
    wait_ms: int | None = None
    ring_ms: int = 20_000


@attrs.frozen
class Tree:
    count: int = 0
    is_on: bool = False
    colour: Colour | None = None
    leaf: Leaf | None = None
    leaves: tuple[Leaf, ...] = ()
    by_colour: Mapping[Colour, int] = attrs.field(factory=dict)
    words: tuple[str, ...] = ()
    set_of: frozenset[Colour] = frozenset()
    waits_ms: int = 0


def faults(**plain: Any) -> list[tuple[str, str]]:
    config, found = read(Tree, plain)
    assert config is None
    return [(fault.place, fault.text) for fault in found]


def test_everything_that_fits_is_read() -> None:
    plain = {
        "count": 3,
        "is_on": True,
        "colour": "red",
        "leaf": {"name": "a", "weight": 2, "wait": "5s", "ring": "1min"},
        "leaves": [{"name": "b"}],
        "by_colour": {"blue": 7},
        "words": ["x", "y"],
        "set_of": ["red", "red"],
        "waits": "250ms",
    }
    config, found = read(Tree, plain)
    assert found == ()
    assert config == Tree(
        3,
        True,
        Colour.RED,
        Leaf("a", 2.0, 5_000, 60_000),
        (Leaf("b"),),
        {Colour.BLUE: 7},
        ("x", "y"),
        frozenset({Colour.RED}),
        250,
    )
    assert config is not None
    assert isinstance(config.colour, Colour)


@pytest.mark.parametrize(
    ("plain", "text"),
    [
        ({"count": "3"}, "a whole number is expected"),
        ({"count": 3.0}, "a whole number is expected"),
        ({"count": True}, "a whole number is expected"),
        ({"is_on": 1}, "true or false is expected"),
        ({"colour": "green"}, "one of red, blue is expected"),
        ({"colour": 1}, "text is expected"),
        ({"leaf": "a"}, "a table is expected"),
        ({"leaves": {}}, "a list is expected"),
        ({"words": "xy"}, "a list is expected"),
        ({"set_of": "red"}, "a list is expected"),
        ({"by_colour": []}, "a table is expected"),
        ({"waits": 20}, 'a span with its unit is expected, as "20s", "5min" or "24h"'),
        ({"waits": "20"}, 'a span with its unit is expected, as "20s", "5min" or "24h"'),
    ],
)
def test_nothing_is_coerced(plain: dict[str, Any], text: str) -> None:
    [name] = plain
    assert faults(**plain) == [(f"config.{name}", text)]


def test_all_faults_are_told_at_once_each_with_its_place() -> None:
    found = faults(
        count="3",
        leaf={"weight": "heavy", "ring": 20},
        leaves=[{"name": "a"}, {"name": 7}, 8],
        by_colour={"green": 1, "blue": "x"},
        words=["x", 1],
        set_of=["red", "green"],
    )
    assert sorted(found) == [
        ("config.by_colour.blue", "a whole number is expected"),
        ("config.by_colour.green", "one of red, blue is expected"),
        ("config.count", "a whole number is expected"),
        ("config.leaf.name", "is missing"),
        ("config.leaf.ring", 'a span with its unit is expected, as "20s", "5min" or "24h"'),
        ("config.leaf.weight", "a number is expected"),
        ("config.leaves[1].name", "text is expected"),
        ("config.leaves[2]", "a table is expected"),
        ("config.set_of[1]", "one of red, blue is expected"),
        ("config.words[1]", "text is expected"),
    ]


def test_an_unknown_setting_is_named_with_what_was_probably_meant() -> None:
    assert faults(leaf={"name": "a", "rnig": "20s"}, colr="red") == [
        ("config.leaf", "unknown setting rnig; did you mean ring?"),
        ("config", "unknown setting colr; did you mean colour?"),
    ]
    assert faults(zzz=1) == [("config", "unknown setting zzz")]


def test_a_span_is_set_without_its_unit_in_the_name() -> None:
    assert faults(waits_ms="20s") == [("config", "unknown setting waits_ms; did you mean waits?")]


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("0s", 0),
        ("500ms", 500),
        ("20s", 20_000),
        ("5min", 300_000),
        ("24h", 86_400_000),
        ("30d", 2_592_000_000),
        ("5 min", 300_000),
    ],
)
def test_a_span_has_a_unit(text: str, ms: int) -> None:
    assert span_ms(text) == ms


@pytest.mark.parametrize(
    "value", ["", "20", "s", "-5s", "1.5s", "5 m", "5m", "5s ", " 5s", "٣s", "9999999999999s", 20, None, True]
)
def test_what_is_no_span_is_refused(value: object) -> None:
    with pytest.raises(Wrong):
        span_ms(value)


def test_a_fault_reads_as_a_place_and_a_sentence() -> None:
    assert str(Fault("config.server.port", "0 to 65535")) == "config.server.port: 0 to 65535"


def test_only_what_is_near_is_suggested() -> None:
    assert nearest("que_suport", ["que_sales", "que_support"]) == "; did you mean que_support?"
    assert nearest("x", ["que_sales"]) == ""
