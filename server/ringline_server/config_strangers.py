"""What `[public]` and `[tryout]` must keep: queues of the right channel, forms of public queues, questions that can be
asked and answered."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ringline_protocol.values import Channel

from ringline_server.config_limits import between, made, twice, unknown
from ringline_server.config_public import PLACEHOLDER, Question, Texts, TryoutSettings
from ringline_server.config_reading import Fault, nearest
from ringline_server.domain.policy import Queue
from ringline_server.edges.origins import Origins

if TYPE_CHECKING:
    from ringline_server.config import Config

QUESTIONS_MAX: Final = 10
CHOICES_MAX: Final = 10
ASKED_CHARS_MAX: Final = 500
"""In a question, and on a button."""


def faults_of_strangers(config: "Config") -> Iterator[Fault]:
    """All of them, each with its place."""
    queues = {queue.id: queue for queue in config.queues}
    yield from _public("config.public", config, queues)
    if config.tryout.enabled:
        yield from _tryout("config.tryout", config, queues)


def _public(place: str, config: "Config", queues: Mapping[str, Queue]) -> Iterator[Fault]:
    public = config.public
    for index, name in enumerate(public.queues):
        if name not in queues:
            yield unknown(f"{place}.queues[{index}]", "queue", name, queues)
        elif not queues[name].channel.is_live:
            yield Fault(f"{place}.queues[{index}]", f"a live queue is needed; {name} is for {queues[name].channel}")
    for name in public.forms:
        if name not in public.queues:
            yield Fault(f"{place}.forms", f"{name} is not in queues{nearest(name, public.queues)}")
    yield from made(f"{place}.pages", Origins, public.pages)


def _queue(place: str, name: str, channel: Channel, queues: Mapping[str, Queue]) -> Iterator[Fault]:
    if name not in queues:
        yield unknown(place, "queue", name, queues)
    elif queues[name].channel is not channel:
        yield Fault(place, f"a queue for {channel} is needed; {name} is for {queues[name].channel}")


def _tryout(place: str, config: "Config", queues: Mapping[str, Queue]) -> Iterator[Fault]:
    tryout = config.tryout
    yield from _queue(f"{place}.queue", tryout.queue, Channel.MESSAGING, queues)
    if tryout.call_queue is not None:
        yield from _queue(f"{place}.call_queue", tryout.call_queue, Channel.VOICE, queues)
    if tryout.mail_queue is not None:
        yield from _queue(f"{place}.mail_queue", tryout.mail_queue, Channel.EMAIL, queues)
    contacts = [contact.id for contact in config.contacts]
    if tryout.contact is not None and tryout.contact not in contacts:
        yield unknown(f"{place}.contact", "contact", tryout.contact, contacts)
    yield from between(f"{place}.questions, number", len(tryout.questions), 1, QUESTIONS_MAX)
    yield from twice(f"{place}.questions", (question.variable for question in tryout.questions))
    for index, question in enumerate(tryout.questions):
        yield from _question(f"{place}.questions[{index}]", question)
    yield from _summary(f"{place}.summary", tryout)


def _question(place: str, question: Question) -> Iterator[Fault]:
    yield from between(f"{place}.variable, characters", len(question.variable), 1, 64)
    yield from _texts(f"{place}.text", question.text)
    yield from between(f"{place}.choices, number", len(question.choices), 0, CHOICES_MAX)
    yield from twice(f"{place}.choices", (choice.value for choice in question.choices))
    for index, choice in enumerate(question.choices):
        yield from _texts(f"{place}.choices[{index}].text", choice.text)


def _summary(place: str, tryout: TryoutSettings) -> Iterator[Fault]:
    shown = [question.variable for question in tryout.questions if not question.masked]
    for language, text in tryout.summary.items():
        for name in PLACEHOLDER.findall(text):
            if name not in shown:
                yield Fault(f"{place}.{language}", f"no unmasked answer for {{{name}}}{nearest(name, shown)}")


def _texts(place: str, texts: Texts) -> Iterator[Fault]:
    if not texts:
        yield Fault(place, 'a text in at least one language is expected, as { en = "…" }')
    for language, text in texts.items():
        yield from between(f"{place}.{language}, characters", len(text.strip()), 1, ASKED_CHARS_MAX)
