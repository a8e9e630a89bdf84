"""Who reads: the few kinds of reader that see different things."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from ringline_protocol.values import PrincipalKind


class Reader(StrEnum):
    """A stream is encoded once for each kind that reads it."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    CONSUMER = "consumer"
    SERVICE = "service"


_READERS: Final[Mapping[PrincipalKind, Reader]] = {
    PrincipalKind.AGENT: Reader.AGENT,
    PrincipalKind.SUPERVISOR: Reader.SUPERVISOR,
    PrincipalKind.CONSUMER: Reader.CONSUMER,
    PrincipalKind.SERVICE: Reader.SERVICE,
}


def reader_of(kind: PrincipalKind) -> Reader:
    """What a principal of this kind is as a reader."""
    return _READERS[kind]
