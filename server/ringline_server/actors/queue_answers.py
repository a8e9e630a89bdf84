"""Questions to a queue, and who may ask them: supervisors everything, members and services how many wait.

Why something still waits is for supervisors and for the queue's own members.
"""

from itertools import islice

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ExplainWaiting, ReadQueue
from ringline_protocol.events import QueueFigures
from ringline_protocol.limits import PAGE_ITEMS_MAX
from ringline_protocol.values import PrincipalKind

from ringline_server import wire
from ringline_server.actors.messages import Done, Outcome
from ringline_server.actors.queue_stream import QueueStream
from ringline_server.domain.explain import explain
from ringline_server.domain.matching import Matching
from ringline_server.domain.principal import Principal
from ringline_server.wire import Reader


def reader_of(matching: Matching, by: Principal) -> Reader | None:
    """What somebody may read of the stream; None: nothing."""
    is_member = by.kind is PrincipalKind.AGENT and matching.roster.get(by.id) is not None
    return wire.reader_of(by.kind) if is_member or by.kind is PrincipalKind.SUPERVISOR else None


def answer_to(
    wish: object, by: Principal, matching: Matching, stream: QueueStream, figures: QueueFigures, now_ms: int
) -> Outcome:
    """The answer, as far as they may have it."""
    reader = reader_of(matching, by)
    match wish:
        case ReadQueue() if reader is not None or by.kind is PrincipalKind.SERVICE:
            return Done(_read(matching, stream, figures, reader or Reader.SERVICE))
        case ExplainWaiting(interaction) if reader is not None:
            return Done(attrs.asdict(explain(matching, interaction, now_ms), recurse=False))
        case ReadQueue() | ExplainWaiting():
            return Refused(ErrorCode.FORBIDDEN)
    raise TypeError(type(wish).__name__)


def _read(matching: Matching, stream: QueueStream, figures: QueueFigures, reader: Reader) -> dict[str, object]:
    """The view as of now; of the waiting the first PAGE_ITEMS_MAX, in their order."""
    first = tuple(stream.rows[entry.id] for entry in islice(matching.line, PAGE_ITEMS_MAX))
    view = attrs.evolve(stream.view(Reader.SUPERVISOR), rows=first, figures=figures)
    return attrs.asdict(wire.queue_view(view, reader), recurse=False)
