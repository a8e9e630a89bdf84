"""Plain values to objects, exactly. What each kind of value is answered with stands in `bad_frames.jsonl`."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringline_protocol.codes import FrameError
from ringline_protocol.shape import read_strict, read_tolerant
from ringline_protocol.values import Channel


@attrs.frozen
class Inner:
    """One value of each kind."""

    word: Channel = Channel.VOICE
    count: int = 0
    share: float = 0.0
    is_on: bool = False
    text: str = ""
    value: str | int | float | bool = ""


@attrs.frozen
class Outer:
    """Each kind of container."""

    inner: Inner = Inner()
    items: tuple[Inner, ...] = ()
    texts: tuple[str, ...] = ()
    maybe: Inner | None = None
    by_name: dict[str, Inner] = attrs.field(factory=dict)
    position: tuple[str, int] | None = None


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["inner", "items", "word", "count", "share", "is_on", "value", "x"]), inner)
    ),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("plain", "path"),
    [
        ({"items": [{}, {"count": 1.0}]}, "items[1].count"),
        ({"by_name": {"a": {"is_on": 1}}}, "by_name.a.is_on"),
        ({"by_name": {"a b": {"share": "1"}}}, "by_name.*.share"),
        ({"maybe": {"word": "fax"}}, "maybe.word"),
        ({"maybe": []}, "maybe"),
        ({"inner": {"x": 1}}, "inner.x"),
        ({"texts": ["a", 1]}, "texts"),
        ({"position": ["e", True]}, "position"),
        ([], ""),
    ],
)
def test_a_fault_names_its_path(plain: Any, path: str) -> None:
    with pytest.raises(FrameError) as caught:
        read_strict(Outer, plain)

    assert caught.value.path == path


@given(plain=st.dictionaries(st.sampled_from([field.name for field in attrs.fields(Outer)]), PLAIN))
def test_whatever_arrives_is_read_exactly_or_is_a_fault_with_a_path(plain: dict[str, Any]) -> None:
    try:
        outer = read_strict(Outer, plain)
    except FrameError as fault:
        assert fault.path.partition(".")[0].partition("[")[0] in plain  # noqa: PT017 - not every input raises
    else:
        assert all(type(inner.count) is int and type(inner.is_on) is bool for inner in (outer.inner, *outer.items))


def test_a_tolerant_reader_skips_fields_and_says_so() -> None:
    assert read_tolerant(Inner, {"count": 3}) == (Inner(count=3), False)
    assert read_tolerant(Inner, {"count": 3, "colour": "red"}) == (Inner(count=3), True)
    assert read_tolerant(Outer, {"items": [{"colour": "red"}]}) == (Outer(items=(Inner(),)), True)


@pytest.mark.parametrize("plain", [{"count": "3"}, {"word": "fax"}, [], None])
def test_a_tolerant_reader_coerces_nothing_either(plain: Any) -> None:
    with pytest.raises(FrameError):
        read_tolerant(Inner, plain)
