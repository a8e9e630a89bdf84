"""Settings of what strangers may do: begin a conversation in a widget, and try the server out with a sample flow."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import attrs


class Ask(StrEnum):
    """What the widget does about a field of its form."""

    NO = "no"
    OPTIONAL = "optional"
    REQUIRED = "required"


@attrs.frozen
class Form:
    """What a consumer is asked before they begin, beside their first message."""

    name: Ask = Ask.OPTIONAL
    email: Ask = Ask.NO
    phone: Ask = Ask.NO


@attrs.frozen
class PublicSettings:
    """What strangers may do, without any token."""

    queues: tuple[str, ...] = ()
    """In which they may begin a conversation or a call: POST /v1/conversations, for widgets."""
    forms: Mapping[str, Form] = attrs.field(factory=dict)
    """By queue; absent: the defaults of a form."""
    pages: tuple[str, ...] = ()
    """Sites that may show the widget in a frame, as `https://www.example.com`. Our own pages always may."""


Texts = Mapping[str, str]
"""Language to text, as `{ en = "…", es = "…" }`."""
PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")
"""In a summary."""


@attrs.frozen
class Choice:
    """One of the answers that a question offers."""

    value: str
    """What the variable gets."""
    text: Texts
    """What the button says, and the transcript."""


@attrs.frozen
class Question:
    """What the sample bot asks; the answer fills a variable."""

    variable: str
    text: Texts
    label: str = ""
    """What agents read; empty means the variable's name."""
    choices: tuple[Choice, ...] = ()
    """None: the answer is typed."""
    masked: bool = False


@attrs.frozen
class TryoutSettings:
    """The page /try: a sample bot that hands whoever comes over to a live queue. For demonstrations."""

    enabled: bool = False
    queue: str = ""
    """Where the bot hands over to: messaging."""
    bot: str = "Bot"
    """Its name."""
    subject: str = ""
    contact: str | None = None
    """As this entry of the address book everybody appears who comes; None: as nobody."""
    questions: tuple[Question, ...] = ()
    summary: Texts = attrs.field(factory=dict)
    """What the flow says of its conversation, with `{variable}` for an answer's words; empty: a summarizer does."""
    call_queue: str | None = None
    """Where a telephone call without any context can be made to ring; None: nowhere."""
    mail_queue: str | None = None
    """Where an email can be left; None: nowhere."""
