"""Canned answers in the configuration: each rule refuses what is beyond it, at its place."""

import tomllib

import pytest
from ringline_server.config import BadConfig, parse
from ringline_server.domain.canned import CANNED_BYTES_MAX, CANNED_CHARS_MAX, CannedAnswer

QUEUES = "".join(f'[[queues]]\nid = "que_{name}"\nname = "A"\nchannel = "messaging"\n' for name in "ab")


def canned(name: str = "can_a", more: str = "", **given: str) -> str:
    fields = {"title": "Hello", "shortcut": "hello", "text": "Hello {{consumer.name}}", **given}
    return (
        f'[[canned]]\nid = "{name}"\n' + "".join(f'{key} = "{value}"\n' for key, value in fields.items()) + more + "\n"
    )


def faults(text: str) -> list[str]:
    try:
        parse(tomllib.loads(QUEUES + text), {})
    except BadConfig as bad:
        return [str(fault) for fault in bad.faults]
    return []


GOOD = [
    canned(),
    canned(shortcut="adiós_2-b", language="es", text="x" * CANNED_CHARS_MAX),
    canned() + canned("can_b", language="es"),
    canned(more='queues = ["que_a"]') + canned("can_b", more='queues = ["que_b"]'),
    canned(text="{{variable.pnr}} {{ queue.name }}", language="pt-BR"),
]

BAD = [
    (canned("hello"), "config.canned[0].id: can_ and 1 to 60 letters, digits, - or _ are expected"),
    (canned(title=" "), "config.canned[0].title, characters: 1 to 100"),
    (canned(title="x" * 101), "config.canned[0].title, characters: 1 to 100"),
    (canned(text=""), "config.canned[0].text, characters: 1 to 4000"),
    (canned(text="x" * (CANNED_CHARS_MAX + 1)), "config.canned[0].text, characters: 1 to 4000"),
    (canned(shortcut="two words"), "config.canned[0].shortcut: 1 to 32 letters, digits, - or _ are expected"),
    (canned(shortcut="x" * 33), "config.canned[0].shortcut: 1 to 32 letters, digits, - or _ are expected"),
    (canned(language="English"), 'config.canned[0].language: a language as "en" or "es" is expected'),
    (canned(more='queues = ["que_c"]'), "config.canned[0].queues[0]: there is no queue que_c; did you mean que_b?"),
    (
        canned(text="{{consumer.nmae}}"),
        "config.canned[0].text: nothing to fill in for {{consumer.nmae}}; did you mean consumer.name?",
    ),
    (
        canned(more='queues = ["que_a"]') + canned("can_b", shortcut="Hello"),
        "config.canned: /hello is there 2 times for que_a",
    ),
    (canned(shortcuts="x"), "config.canned[0]: unknown setting shortcuts; did you mean shortcut?"),
]


@pytest.mark.parametrize("text", GOOD)
def test_what_is_within_its_limits_is_accepted(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(("text", "fault"), BAD, ids=[fault for _, fault in BAD])
def test_what_is_beyond_is_refused_at_its_place_and_nothing_else_is(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_what_one_queue_has_fits_one_answer() -> None:
    size = CannedAnswer("can_a", "Hello", "a", "x" * CANNED_CHARS_MAX).size
    fitting = CANNED_BYTES_MAX // size
    many = [canned(f"can_{number}", shortcut=f"a{number}", text="x" * CANNED_CHARS_MAX) for number in range(fitting)]
    assert faults("".join(many)) == []

    more = canned("can_more", shortcut="more", text="x" * CANNED_CHARS_MAX, more='queues = ["que_a"]')
    assert faults("".join([*many, more])) == [
        f"config.canned: {size * (fitting + 1)} bytes for que_a, at most {CANNED_BYTES_MAX}"
    ]
