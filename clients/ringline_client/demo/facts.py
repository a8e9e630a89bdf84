"""What scenes look for in views."""

from collections.abc import AsyncIterator, Sequence

from ringline_protocol.events import LegCard
from ringline_protocol.frames import Event
from ringline_protocol.values import LegState
from ringline_protocol.view import DeskView, InteractionView, SegmentView

from ringline_client.demo.stage import Stage
from ringline_client.live_search import LiveHit
from ringline_client.told import Connected, Disconnected, Listener, Told


def on_desk(desk: DeskView, interaction: str) -> InteractionView | None:
    """The interaction as its agent's client reads it by itself."""
    return desk.interactions.get(f"interaction/{interaction}")


def says(desk: DeskView, interaction: str, text: str) -> bool:
    """Somebody said it."""
    view = on_desk(desk, interaction)
    return view is not None and any(text in segment.text for segment in view.segments)


def is_said(desk: DeskView, interaction: str, text: str) -> bool:
    """Somebody is saying it."""
    view = on_desk(desk, interaction)
    return view is not None and any(partial.text == text for partial in view.partials)


def leg(desk: DeskView, interaction: str) -> LegCard | None:
    """Its line in the open interactions."""
    return next((card for card in desk.agent.legs if card.interaction == interaction), None)


def rings(desk: DeskView, interaction: str) -> bool:
    """At this agent, now."""
    return any(offer.interaction == interaction for offer in desk.agent.offers)


def wrapping(desk: DeskView, interaction: str) -> LegCard | None:
    """The same, once it wraps up."""
    card = leg(desk, interaction)
    return card if card is not None and card.state is LegState.WRAPPING else None


def last(segments: Sequence[SegmentView]) -> str:
    """The last words."""
    return segments[-1].text if segments else ""


async def next_hit(stage: Stage, hits: AsyncIterator[LiveHit]) -> LiveHit:
    """Of a live search."""
    with stage.soon("the live search tells a hit"):
        return await anext(hits)
    raise AssertionError("soon() leaves by an error")


async def until_told(stage: Stage, kind: type[Connected] | type[Disconnected], events: Listener) -> list[Told]:
    """Everything up to the first of that kind, it included."""
    told: list[Told] = []
    with stage.soon(f"the client is told {kind.__name__}"):
        async for one in events:
            told.append(one)
            if isinstance(one, kind):
                break
    return told


def seqs(told: Sequence[Told], interaction: str) -> list[int]:
    """Of the interaction's events, as they came."""
    return [one.seq for one in told if isinstance(one, Event) and one.stream == f"interaction/{interaction}"]


def are_contiguous(numbers: Sequence[int]) -> bool:
    """No gap, no repeat, and something at all."""
    return bool(numbers) and list(numbers) == list(range(numbers[0], numbers[0] + len(numbers)))
