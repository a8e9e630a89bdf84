"""A large snapshot travels in parts and is the same afterwards."""

import orjson
from hypothesis import given
from hypothesis import strategies as st
from ringline_protocol.parts import join_state, split_state

TEXTS = st.text(max_size=8)
LEAVES = st.none() | st.booleans() | st.integers(-9, 9) | TEXTS
STATES = st.dictionaries(TEXTS, LEAVES | st.lists(LEAVES) | st.dictionaries(TEXTS, LEAVES), max_size=8)


@given(state=STATES, bytes_max=st.integers(2, 200))
def test_joining_the_parts_gives_the_state(state: dict[str, object], bytes_max: int) -> None:
    assert join_state(split_state(state, bytes_max)) == state


@given(items=st.lists(TEXTS, min_size=50, max_size=200))
def test_no_part_is_over_its_bytes(items: list[str]) -> None:
    parts = split_state({"segments": items, "rev": 3}, 120)

    assert all(len(orjson.dumps(part)) <= 120 for part in parts)


def test_a_small_state_is_one_part() -> None:
    assert split_state({"a": 1}) == [{"a": 1}]
    assert split_state({}) == [{}]
