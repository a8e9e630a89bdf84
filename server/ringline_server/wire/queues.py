"""A queue's facts and view as each kind of reader gets them: supervisors everything, members how many wait."""

from ringline_protocol import events as told
from ringline_protocol.view import QueueView

from ringline_server.wire.readers import Reader

QueueEvent = (
    told.QueueEntered
    | told.QueueLeft
    | told.QueueOffered
    | told.QueueNoTakers
    | told.QueueMembersChanged
    | told.QueueFigures
)


def queue_event(event: QueueEvent, reader: Reader) -> tuple[str, QueueEvent] | None:
    """Name and data as this reader gets them. None: hidden."""
    data = event if reader is Reader.SUPERVISOR else _count_only(event)
    return None if data is None else (told.NAMES[type(event)], data)


def queue_view(view: QueueView, reader: Reader) -> QueueView:
    """The snapshot for this reader, from the queue's own (whole) view."""
    if reader is Reader.SUPERVISOR:
        return view
    figures = view.figures and told.QueueFigures(view.figures.waiting)
    return QueueView(view.queue, view.name, view.waiting, figures=figures)


def _count_only(event: QueueEvent) -> QueueEvent | None:
    match event:
        case told.QueueEntered(waiting=waiting):
            return told.QueueEntered(waiting)
        case told.QueueLeft(waiting=waiting):
            return told.QueueLeft(waiting)
        case told.QueueFigures(waiting=waiting):
            return told.QueueFigures(waiting)
        case _:
            return None
