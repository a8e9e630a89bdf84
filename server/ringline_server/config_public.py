"""Settings of what strangers may do: begin a conversation in a widget, and try the server out with a sample flow."""

from collections.abc import Mapping
from enum import StrEnum

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
    """In which they may begin a conversation: POST /v1/conversations, for chat widgets."""
    forms: Mapping[str, Form] = attrs.field(factory=dict)
    """By queue; absent: the defaults of a form."""
    pages: tuple[str, ...] = ()
    """Sites that may show the widget in a frame, as `https://www.example.com`. Our own pages always may."""
