"""Trying the server out: a sample bot asks its questions in the page, then hands over; and two things more that can be
sent to the agents without a bot. Only where `[tryout]` is enabled, and no faster than strangers may begin anything.

The page says no more than what was answered. The questions are the account's, and so are the variables and their
labels; the bot's part of the transcript is put together here, so nobody can put words into the bot's mouth.
"""

from collections.abc import Mapping
from typing import Any, Final

import attrs
from ringline_protocol.codes import ErrorCode, FrameError, Refused
from ringline_protocol.shape import read_strict
from ringline_protocol.values import SummaryBy
from starlette.requests import Request
from starlette.responses import Response

from ringline_server.config_public import PLACEHOLDER, Question, Texts, TryoutSettings
from ringline_server.edges.http import asking, strangers
from ringline_server.edges.http.answers import told
from ringline_server.edges.server import Server

ANSWER_CHARS_MAX: Final = 500
SUBJECT_CHARS_MAX: Final = 200
CALL_TTL_MS: Final = 120_000
"""A call that nobody takes is over then: there is no caller who would hang up."""
CALLER: Final = "+34 600 000 000"
FLOW: Final = "tryout"


@attrs.frozen
class HandOver:
    """The answers by variable; those to questions with choices are values of a choice."""

    answers: Mapping[str, str]
    language: str = "en"


@attrs.frozen
class LeaveMail:
    """An email, as it were."""

    subject: str
    text: str


async def offered(server: Server, request: Request) -> Response:
    """The sample bot with its questions in every language, and what else can be tried."""
    strangers.may_look(server, request)
    tryout = _settings(server)
    questions = [
        {"variable": one.variable, "text": one.text, "choices": [attrs.asdict(choice) for choice in one.choices]}
        for one in tryout.questions
    ]
    more = {"call": tryout.call_queue is not None, "mail": tryout.mail_queue is not None}
    queue = server.account.queues.get(tryout.queue)
    return told({"bot": tryout.bot, "queue_name": queue.name if queue else "", "questions": questions, **more})


async def hand_over(server: Server, request: Request) -> Response:
    """201 with the interaction's id and the consumer's token: the bot's conversation is in the queue."""
    key, tryout = strangers.key_of(server, request), _settings(server)
    given = read_strict(HandOver, await asking.body(request))
    answered = _answered(tryout, given)
    strangers.may_begin(server, request)
    variables = [
        {
            "name": question.variable,
            "value": given.answers[question.variable],
            "label": question.label,
            "masked": question.masked,
        }
        for question in tryout.questions
    ]
    params = {
        "queue": tryout.queue,
        "consumer": await _consumer(server, tryout),
        "subject": tryout.subject,
        "flow": FLOW,
        "variables": variables,
        "transcript": _transcript(tryout, answered, given.language),
        "summary": _summary(tryout, answered, given.language),
    }
    return await strangers.begin(server, request, params, key)


async def call(server: Server, request: Request) -> Response:
    """201: a telephone call rings about which nothing is known but its number."""
    key, tryout = strangers.key_of(server, request), _settings(server)
    params = {"queue": _open(tryout.call_queue), "consumer": {"phone": CALLER}, "ttl_ms": CALL_TTL_MS}
    strangers.may_begin(server, request)
    return await strangers.begin(server, request, params, key)


async def leave_mail(server: Server, request: Request) -> Response:
    """201: an email lies in its queue, or already on somebody's desk."""
    key, tryout = strangers.key_of(server, request), _settings(server)
    given = read_strict(LeaveMail, await asking.body(request))
    _check("subject", given.subject, SUBJECT_CHARS_MAX)
    _check("text", given.text)
    queue = _open(tryout.mail_queue)
    strangers.may_begin(server, request)
    params = {"queue": queue, "consumer": await _consumer(server, tryout), "subject": given.subject}
    return await strangers.begin(server, request, params, key, given.text)


def _settings(server: Server) -> TryoutSettings:
    """Raises: Refused where there is nothing to try."""
    if not server.tryout.enabled:
        raise Refused(ErrorCode.NOT_FOUND)
    return server.tryout


def _open(queue: str | None) -> str:
    if queue is None:
        raise Refused(ErrorCode.NOT_FOUND)
    return queue


async def _consumer(server: Server, tryout: TryoutSettings) -> dict[str, Any]:
    """As whom everybody appears."""
    contact = None if tryout.contact is None else await asking.in_time(server.disk.contact(tryout.contact))
    if contact is None:
        return {}
    consumer: dict[str, Any] = {"name": contact.name, "contact": contact.id}
    if contact.phones:
        consumer["phone"] = contact.phones[0]
    if contact.emails:
        consumer["email"] = contact.emails[0]
    return consumer


def _answered(tryout: TryoutSettings, given: HandOver) -> list[tuple[Question, str]]:
    """Each question with the words of its answer. Raises: FrameError, Refused for what is no answer to it."""
    unasked = given.answers.keys() - {question.variable for question in tryout.questions}
    if unasked:
        raise FrameError(ErrorCode.BAD_REQUEST, "there is no such question", path=f"answers.{min(unasked)}")
    return [(question, _words(question, given)) for question in tryout.questions]


def _words(question: Question, given: HandOver) -> str:
    path, answer = f"answers.{question.variable}", given.answers.get(question.variable, "")
    _check(path, answer, ANSWER_CHARS_MAX)
    if not question.choices:
        return answer
    texts = [choice.text for choice in question.choices if choice.value == answer]
    if not texts:
        raise FrameError(ErrorCode.BAD_REQUEST, "not one of the choices", path=path)
    return _in(given.language, texts[0])


def _check(path: str, text: str, chars_max: int | None = None) -> None:
    """Something, and not too much. Raises: FrameError, Refused."""
    if not text.strip():
        raise FrameError(ErrorCode.BAD_REQUEST, "is empty", path=path)
    if chars_max is not None and len(text) > chars_max:
        raise Refused(ErrorCode.TOO_LARGE, details={"path": path, "chars_max": chars_max})


def _transcript(tryout: TryoutSettings, answered: list[tuple[Question, str]], language: str) -> list[dict[str, str]]:
    """What the bot asked and what was answered, one after the other."""
    said = []
    for number, (question, words) in enumerate(answered, 1):
        asked = _in(language, question.text)
        said.append({"segment": f"bot_{number}", "role": "bot", "participant": tryout.bot, "text": asked})
        said.append({"segment": f"con_{number}", "role": "consumer", "text": words})
    return said


def _summary(tryout: TryoutSettings, answered: list[tuple[Question, str]], language: str) -> dict[str, str] | None:
    """The flow's own, if it has one; else the summarizer makes it of the transcript."""
    if not tryout.summary:
        return None
    words = {question.variable: said for question, said in answered}
    text = PLACEHOLDER.sub(lambda found: words[found[1]], _in(language, tryout.summary))
    return {"text": text, "by": SummaryBy.FLOW.value}


def _in(language: str, texts: Texts) -> str:
    return texts.get(language) or next(iter(texts.values()))
