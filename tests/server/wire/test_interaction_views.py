"""A snapshot is what its reader would have folded: for every event, whatever came before."""

from functools import cache
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.anything import any_of, some_of
from kit.moves import move
from kit.story import Tale, account, agent, queue
from kit.views import Watchers, assert_view_agrees
from ringline_protocol.commands import HoldLeg, StartTransfer
from ringline_protocol.values import Channel, LegKind, Phase, Role, SegmentPhase, Target, TransferMode, Variable
from ringline_protocol.view import (
    VIEW_LEGS_MAX,
    VIEW_SEGMENTS_MAX,
    VIEW_WHISPERS_MAX,
    ConsumerView,
    InteractionView,
    apply,
)
from ringline_server.domain import events as fact
from ringline_server.domain import folds
from ringline_server.domain.events import KINDS, NAMES, Created, Event, SegmentAdded
from ringline_server.domain.policy import Disposition, ExpiryPolicy, Overflow, WrapUpPolicy
from ringline_server.domain.state import LEGS_MAX, RECENT_SEGMENTS_MAX, WHISPERS_MAX, Interaction
from ringline_server.wire import Reader, interaction_event, interaction_view

V = TypeVar("V", InteractionView, ConsumerView)

MOVES = 60
INSIDERS = (Reader.AGENT, Reader.SUPERVISOR, Reader.SERVICE)
EVENTS: st.SearchStrategy[Event] = st.one_of([any_of(cls) for cls in KINDS.values() if cls is not Created])
TALKING: tuple[type[Event], ...] = (
    fact.Created,
    fact.Queued,
    fact.OfferCreated,
    fact.LegStarted,
    fact.LegHeld,
    fact.TransferStarted,
    fact.NoteSaved,
    fact.DraftSaved,
    fact.SegmentAdded,
    fact.VariableSet,
    fact.DispositionsSaved,
    fact.Queued,
    fact.AgentWanted,
    fact.ConsumerAway,
    fact.IdleWarned,
)
"""So much is set after these that whatever an event clears is there to be cleared."""
LOST = (*TALKING, fact.Parked, fact.LegLost)
OVER = (*TALKING, fact.Ended, fact.LegEnded, fact.WrapUpStarted, fact.WrapUpOverdue)
CLOSED = (*OVER, fact.WrapUpCompleted, fact.Overflowed, fact.Closed)
PNR = Variable("pnr", "AB12CD34", masked=True)


@pytest.mark.parametrize("before", [TALKING, LOST, OVER, CLOSED], ids=["talking", "lost", "over", "closed"])
@pytest.mark.parametrize("cls", [cls for cls in KINDS.values() if cls is not Created], ids=NAMES.__getitem__)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_every_event_leads_insiders_from_their_snapshot_to_the_next(
    cls: type[Event], before: tuple[type[Event], ...], data: st.DataObject
) -> None:
    state, views = _after(before)
    for event in (some_of(cls), data.draw(any_of(cls))):
        watchers = Watchers(INSIDERS)
        watchers.views = dict(views)
        watchers.see(event, folds.apply(state, event, 9_000), 9_000)


@cache
def _after(history: tuple[type[Event], ...]) -> tuple[Interaction, dict[Reader, InteractionView | ConsumerView]]:
    """State and views after one event of each of these kinds, all about the same leg, offer and agent."""
    state, watchers = Interaction(), Watchers(INSIDERS)
    for at_ms, cls in enumerate(history):
        event = some_of(cls)
        state = folds.apply(state, event, at_ms)
        watchers.see(event, state, at_ms)
    return state, watchers.views


@settings(max_examples=40, deadline=None)
@given(created=any_of(Created), later=st.lists(EVENTS, max_size=40))
def test_what_insiders_fold_is_their_snapshot_even_in_histories_that_no_rule_would_make(
    created: Created, later: list[Event]
) -> None:
    assert_view_agrees([(event, 1_000 + index) for index, event in enumerate([created, *later])], INSIDERS)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_what_every_reader_folds_on_a_random_day_is_their_snapshot(seed: int) -> None:
    chance = Random(seed)
    tale = _any_beginning(chance)

    for _ in range(MOVES):
        move(chance, tale)

    assert assert_view_agrees((event, at_ms) for at_ms, event in tale.told) == tale.state


def _any_beginning(chance: Random) -> Tale:
    channel = chance.choice(list(Channel))
    wrap_up = WrapUpPolicy(
        dispositions="outcomes", mandatory=chance.random() < 0.5, on_expiry=chance.choice(list(ExpiryPolicy))
    )
    overflow = {"no_agents": Overflow("que_2"), "queue_full": Overflow(message="We are closed.")}
    queues = queue("que_1", channel, wrap_up=wrap_up, overflow=overflow), queue("que_2", channel)
    return Tale(account(*queues, dispositions={"outcomes": (Disposition("solved", "Solved"),)})).arrives(
        variables=(PNR,)
    )


def test_the_longest_transcript_has_the_same_end_for_everybody_though_some_whisper() -> None:
    tale = Tale().arrives().talks()
    history = [event for _, event in tale.told]
    for number in range(VIEW_SEGMENTS_MAX + 1):
        history += [_said(f"seg_{number}"), _said(f"psst_{number}", hidden=True)]

    state, views = Interaction(), (InteractionView(), ConsumerView())
    for event in history:
        state = folds.apply(state, event, tale.now_ms)
        views = _next(views[0], event, Reader.AGENT), _next(views[1], event, Reader.CONSUMER)

    assert views == (_agent(state), _consumer(state))
    assert len(views[0].segments) == len(views[1].segments) == VIEW_SEGMENTS_MAX
    assert len(views[0].whispers) == VIEW_WHISPERS_MAX
    assert views[1].segment_count == VIEW_SEGMENTS_MAX + 1


def _said(segment: str, hidden: bool = False) -> SegmentAdded:
    return SegmentAdded(segment, Role.AGENT, "Ana", "hello", SegmentPhase.AGENT, 1, hidden=hidden)


def _next(view: V, event: Event, reader: Reader) -> V:
    name, data = interaction_event(event, reader) or ("hidden", None)
    return apply(view, name, data, 1_800_000_000_000)


def test_a_consumer_on_hold_stays_on_hold_when_a_transfer_fails() -> None:
    tale = Tale().arrives().talks()
    tale.does(HoldLeg(tale.state.id), agent("ana"))
    tale.does(StartTransfer(tale.state.id, Target(agent="ben"), TransferMode.COLD_ASSURED), agent("ana"))
    tale.is_busy("ben")

    end = assert_view_agrees((event, at_ms) for at_ms, event in tale.told)

    assert _consumer(end).on_hold
    assert _agent(end).on_hold


def test_the_consumer_hears_of_a_consulted_agent_only_when_they_join() -> None:
    tale = Tale().arrives().talks()
    tale.does(StartTransfer(tale.state.id, Target(agent="ben"), TransferMode.WARM), agent("ana"))
    wanted = tale.state.wanted
    assert wanted is not None
    tale.rings("ben", wanted.purpose)
    tale.accepts("ben")
    assert tale.leg("ben").kind is LegKind.CONSULT

    assert [one.agent_name for one in _consumer(tale.state).agents] == ["Ana"]
    assert _consumer(tale.state).phase is Phase.ACTIVE


def test_a_service_gets_neither_notes_nor_drafts_nor_whispers() -> None:
    chance = Random(7)
    tale = _any_beginning(chance).talks()
    for _ in range(MOVES):
        move(chance, tale)

    view = interaction_view(tale.state, Reader.SERVICE)

    assert isinstance(view, InteractionView)
    assert (view.notes, view.draft, view.draft_rev, view.whispers) == ((), None, 0, ())


def test_views_keep_as_much_as_the_server_does() -> None:
    assert VIEW_SEGMENTS_MAX == RECENT_SEGMENTS_MAX
    assert VIEW_WHISPERS_MAX == WHISPERS_MAX
    assert VIEW_LEGS_MAX == LEGS_MAX


def _consumer(state: Interaction) -> ConsumerView:
    view = interaction_view(state, Reader.CONSUMER)
    assert isinstance(view, ConsumerView)
    return view


def _agent(state: Interaction) -> InteractionView:
    view = interaction_view(state, Reader.AGENT)
    assert isinstance(view, InteractionView)
    return view
