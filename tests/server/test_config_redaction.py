"""Redaction in the configuration: on for cards, and patterns that can be read."""

import tomllib

import pytest
from ringline_server.config import BadConfig, parse
from ringline_server.config_redaction import PATTERNS_MAX, REGEX_CHARS_MAX
from ringline_server.domain.redaction import Pattern, Redaction

QUEUE = '[[queues]]\nid = "que_a"\nname = "A"\nchannel = "messaging"\n'


def pattern(regex: str, name: str = "dni") -> str:
    return f"[[redaction.patterns]]\nname = '{name}'\nregex = '{regex}'\n"


def faults(text: str) -> list[str]:
    try:
        parse(tomllib.loads(QUEUE + text), {})
    except BadConfig as bad:
        return [str(fault) for fault in bad.faults]
    return []


def test_cards_are_taken_out_unless_the_account_says_otherwise() -> None:
    plain = parse(tomllib.loads(QUEUE), {}).policies()
    own = parse(
        tomllib.loads(QUEUE + "[redaction]\ncards = false\nibans = true\n" + pattern(r"\d{8}[A-Z]")), {}
    ).policies()

    assert plain.redaction == Redaction(cards=True)
    assert own.redaction == Redaction(cards=False, ibans=True, patterns=(Pattern("dni", r"\d{8}[A-Z]"),))


BAD = [
    (
        pattern("("),
        "config.redaction.patterns[0].regex: cannot be read: missing ), unterminated subpattern at position 0",
    ),
    (pattern(r"\d*"), "config.redaction.patterns[0].regex: matches nothing at all, so it would match everywhere"),
    (pattern("x" * (REGEX_CHARS_MAX + 1)), f"config.redaction.patterns[0].regex, characters: 1 to {REGEX_CHARS_MAX}"),
    (pattern("x", " "), "config.redaction.patterns[0].name, characters: 1 to 64"),
    (
        "".join(pattern("x", f"p{number}") for number in range(PATTERNS_MAX + 1)),
        f"config.redaction.patterns, number: 0 to {PATTERNS_MAX}",
    ),
]


@pytest.mark.parametrize(("text", "fault"), BAD, ids=[fault for _, fault in BAD])
def test_a_pattern_that_cannot_work_is_refused_at_its_place(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_a_name_is_given_once() -> None:
    assert len(faults(pattern("x") + pattern("y"))) == 1
