"""Strict JSON: everything that is JSON is read, and nothing else."""

import json

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringline_protocol.codes import ErrorCode, FrameError
from ringline_protocol.json_text import dump, dump_pretty, parse_strict, safe_name
from ringline_protocol.limits import JSON_DEPTH_MAX
from ringline_protocol.values import Channel, Summary, SummaryBy

NAMES = st.text(st.sampled_from('ab:"\\{},é😀'), max_size=4)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | NAMES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


@given(plain=PLAIN, ascii_only=st.booleans(), indent=st.none() | st.integers(0, 2))
def test_strict_json_reads_what_any_writer_writes(plain: object, ascii_only: bool, indent: int | None) -> None:
    assert parse_strict(json.dumps(plain, ensure_ascii=ascii_only, indent=indent)) == plain


@given(plain=st.dictionaries(NAMES, PLAIN, min_size=1, max_size=4), ascii_only=st.booleans(), data=st.data())
def test_a_repeated_member_is_always_found(plain: dict[str, object], ascii_only: bool, data: st.DataObject) -> None:
    again = data.draw(st.sampled_from(sorted(plain)))
    text = json.dumps(plain)[:-1] + f",{json.dumps(again, ensure_ascii=ascii_only)}:{json.dumps(plain[again])}}}"

    with pytest.raises(FrameError) as caught:
        parse_strict(f'[{text},":"]')
    assert caught.value.code is ErrorCode.PARSE_ERROR


@pytest.mark.parametrize(("opened", "closed"), [("[", "]"), ('{"a":', "}")])
def test_sixteen_levels_are_read_and_seventeen_are_not(opened: str, closed: str) -> None:
    inside = "[]"

    assert parse_strict(opened * (JSON_DEPTH_MAX - 1) + inside + closed * (JSON_DEPTH_MAX - 1))
    with pytest.raises(FrameError, match="more than 16 levels"):
        parse_strict(opened * JSON_DEPTH_MAX + inside + closed * JSON_DEPTH_MAX)


@attrs.frozen
class Sample:
    """Optional with and without a default."""

    always: int | None
    sometimes: int | None = None
    by_channel: dict[Channel, tuple[int, ...]] = attrs.field(factory=dict)


def test_none_is_left_out_only_where_it_may_be_absent() -> None:
    assert dump(Sample(None)) == b'{"always":null,"by_channel":{}}'
    assert dump(Sample(1, 2, {Channel.VOICE: (3,)})) == b'{"always":1,"sometimes":2,"by_channel":{"voice":[3]}}'


def test_words_lists_and_sets_become_plain() -> None:
    assert dump(Summary("x", SummaryBy.MODEL)) == b'{"text":"x","by":"model","revision":0}'
    assert dump({"channels": frozenset({"voice", "email"})}) == b'{"channels":["email","voice"]}'


def test_pretty_text_has_sorted_members_and_ends_with_a_line() -> None:
    assert dump_pretty({"b": 1, "a": []}) == b'{\n  "a": [],\n  "b": 1\n}\n'


@pytest.mark.parametrize(("name", "safe"), [("offer", "offer"), ("", "*"), ("a b", "*"), ("x" * 65, "*"), ("ñ", "*")])
def test_only_what_looks_like_a_field_is_repeated(name: str, safe: str) -> None:
    assert safe_name(name) == safe
