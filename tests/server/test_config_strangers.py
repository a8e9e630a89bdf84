"""Settings for strangers: each rule refuses what is beyond it, at its place, and lets its bounds pass."""

import tomllib
from typing import Any

import pytest
from ringline_server.config import BadConfig, parse
from ringline_server.config_strangers import ASKED_CHARS_MAX, CHOICES_MAX, QUESTIONS_MAX

QUEUES = "".join(
    f'[[queues]]\nid = "que_{name}"\nname = "A"\nchannel = "{channel}"\n'
    for name, channel in (("chat", "messaging"), ("phone", "voice"), ("mail", "email"))
)


def question(variable: str = "a", text: str = "What?", **more: Any) -> dict[str, Any]:
    return {"variable": variable, "text": {"en": text}, **more}


def faults(plain: dict[str, Any]) -> list[str]:
    try:
        parse({**tomllib.loads(QUEUES), **plain}, {})
    except BadConfig as bad:
        return [str(fault) for fault in bad.faults]
    return []


def tryout(*questions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"tryout": {"enabled": True, "queue": "que_chat", "questions": list(questions) or [question()], **more}}


CHOICE = {"value": "x", "text": {"en": "X"}}

GOOD = [
    tryout(question("day"), summary={"en": "On {day}."}),
    tryout(call_queue="que_phone", mail_queue="que_mail"),
    tryout(*(question(str(number)) for number in range(QUESTIONS_MAX))),
    tryout(question("x" * 64, "x" * ASKED_CHARS_MAX)),
    tryout(question(choices=[{**CHOICE, "value": str(number)} for number in range(CHOICES_MAX)])),
    {"tryout": {"queue": "que_nowhere"}},
    {"public": {"queues": ["que_chat"], "forms": {"que_chat": {"email": "required"}}, "pages": ["https://a.example"]}},
]

BAD = [
    (
        tryout(question("day"), question("card", masked=True), summary={"en": "With {card}"}),
        "config.tryout.summary.en: no unmasked answer for {card}",
    ),
    (
        tryout(question("day"), summary={"en": "On {dya}"}),
        "config.tryout.summary.en: no unmasked answer for {dya}; did you mean day?",
    ),
    (tryout(queue="que_caht"), "config.tryout.queue: there is no queue que_caht; did you mean que_chat?"),
    (tryout(queue="que_mail"), "config.tryout.queue: a queue for messaging is needed; que_mail is for email"),
    (tryout(call_queue="que_chat"), "config.tryout.call_queue: a queue for voice is needed; que_chat is for messaging"),
    (tryout(mail_queue="que_phone"), "config.tryout.mail_queue: a queue for email is needed; que_phone is for voice"),
    (tryout(contact="cnt_a"), "config.tryout.contact: there is no contact cnt_a"),
    (tryout(questions=[]), "config.tryout.questions, number: 1 to 10"),
    (tryout(*(question(str(number)) for number in range(11))), "config.tryout.questions, number: 1 to 10"),
    (tryout(question(), question()), "config.tryout.questions: a is there 2 times"),
    (tryout(question("x" * 65)), "config.tryout.questions[0].variable, characters: 1 to 64"),
    (tryout(question(text=" ")), "config.tryout.questions[0].text.en, characters: 1 to 500"),
    (tryout(question(text="x" * 501)), "config.tryout.questions[0].text.en, characters: 1 to 500"),
    (
        tryout({"variable": "a", "text": {}}),
        'config.tryout.questions[0].text: a text in at least one language is expected, as { en = "…" }',
    ),
    (tryout(question(choices=[CHOICE, CHOICE])), "config.tryout.questions[0].choices: x is there 2 times"),
    (
        tryout(question(choices=[{**CHOICE, "value": str(number)} for number in range(11)])),
        "config.tryout.questions[0].choices, number: 0 to 10",
    ),
    (
        {"public": {"queues": ["que_chat"], "forms": {"que_mail": {}}}},
        "config.public.forms: que_mail is not in queues; did you mean que_chat?",
    ),
]


@pytest.mark.parametrize("plain", GOOD)
def test_what_is_within_its_limits_is_accepted(plain: dict[str, Any]) -> None:
    assert faults(plain) == []


@pytest.mark.parametrize(("plain", "fault"), BAD, ids=[fault for _, fault in BAD])
def test_what_is_beyond_is_told_at_its_place(plain: dict[str, Any], fault: str) -> None:
    assert faults(plain) == [fault]
