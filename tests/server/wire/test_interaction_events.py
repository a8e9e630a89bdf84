"""Each reader gets what is theirs, and nothing else."""

import re
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.anything import any_of
from ringline_protocol import events as told
from ringline_protocol.events import EVENTS
from ringline_protocol.json_text import dump
from ringline_protocol.values import Channel, Consumer, EndedBy, LegKind, QueuedReason, Role, SegmentPhase, Variable
from ringline_server.domain import events as fact
from ringline_server.domain.masking import MASK
from ringline_server.wire import Reader, interaction_event

FACTS = list(fact.KINDS.items())
NAMES = [name for name, _ in FACTS]

FOR_CONSUMERS = {
    "interaction.created",
    "interaction.queued",
    "interaction.overflowed",
    "leg.started",
    "leg.promoted",
    "leg.held",
    "leg.resumed",
    "call.media_changed",
    "upgrade.asked",
    "upgrade.accepted",
    "upgrade.ended",
    "interaction.channel_changed",
    "leg.lost",
    "leg.recovered",
    "leg.ended",
    "segment.final",
    "interaction.idle_warned",
    "interaction.ended",
    "interaction.closed",
    "interaction.reopened",
}
CALLS_FOR_CONSUMERS = {"offer.accepting": "call.connecting", "offer.ended": "call.settled"}
"""Of offers they see the call that comes of it, under names of its own."""
NOT_FOR_SERVICES = {"note.saved", "draft.saved"}

RAW = "4929123412341234"
SECRET = st.just("SECRET")
SECRETS = {
    "variable": st.just(Variable("SECRET", "SECRET")),
    "variables": st.just((Variable("SECRET", "SECRET"),)),
    "dispositions": st.just(("SECRET",)),
    **dict.fromkeys(("phone", "email", "contact", "external_id", "flow", "target"), SECRET),
}
"""What a consumer must never read, by field; the ids below too."""
SECRET_IDS = re.compile(rb"SECRET|(agent|queue|offer|note|transfer)_[0-9]")


@pytest.mark.parametrize(("name", "cls"), FACTS, ids=NAMES)
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_agents_and_supervisors_get_every_fact_whole(name: str, cls: type[Any], data: st.DataObject) -> None:
    event = data.draw(any_of(cls))

    shown = interaction_event(event, Reader.AGENT)

    assert shown is not None
    assert shown == interaction_event(event, Reader.SUPERVISOR)
    assert shown[0] == name
    assert type(shown[1]) is EVENTS[name]
    ours = {field.name for field in attrs.fields(cls)} - {"seq", "left"}  # who is left of a mail is the outbox's
    for field in ours - {"variable", "variables"}:
        assert getattr(shown[1], field) == getattr(event, field)


@pytest.mark.parametrize(("name", "cls"), FACTS, ids=NAMES)
@given(data=st.data())
@settings(max_examples=10, deadline=None)
def test_consumers_get_their_facts_and_never_a_secret(name: str, cls: type[Any], data: st.DataObject) -> None:
    event = data.draw(any_of(cls, **SECRETS))

    shown = interaction_event(event, Reader.CONSUMER)

    if shown is None:
        assert name not in FOR_CONSUMERS or isinstance(
            event, fact.Queued | fact.LegStarted | fact.LegPromoted | fact.SegmentAdded
        )
    else:
        assert shown[0] == CALLS_FOR_CONSUMERS.get(name, name)
        assert name in FOR_CONSUMERS | CALLS_FOR_CONSUMERS.keys()
        assert not SECRET_IDS.search(dump(shown[1]))


@pytest.mark.parametrize(("name", "cls"), FACTS, ids=NAMES)
@given(data=st.data())
@settings(max_examples=5, deadline=None)
def test_services_get_what_agents_get_but_notes_drafts_and_whispers(
    name: str, cls: type[Any], data: st.DataObject
) -> None:
    event = data.draw(any_of(cls, note=SECRET, text=SECRET) if name in NOT_FOR_SERVICES else any_of(cls))

    shown = interaction_event(event, Reader.SERVICE)

    if name in NOT_FOR_SERVICES or getattr(event, "hidden", False):
        assert shown is None
    elif isinstance(event, fact.TransferStarted):
        whole = interaction_event(event, Reader.AGENT)
        assert shown is not None
        assert whole is not None
        assert attrs.asdict(shown[1]) == {**attrs.asdict(whole[1]), "note": ""}  # type: ignore[arg-type]
    else:
        assert shown == interaction_event(event, Reader.AGENT)


@pytest.mark.parametrize("reader", Reader)
def test_the_raw_value_of_a_masked_variable_reaches_nobody(reader: Reader) -> None:
    card = Variable("card", RAW, masked=True)
    created = fact.Created("int_1", Channel.MESSAGING, "que_1", Consumer("M. R."), "service:bot", variables=(card,))

    for event in (created, fact.VariableSet(card, "service:bot")):
        shown = interaction_event(event, reader)
        text = b"" if shown is None else dump(shown[1])

        assert RAW.encode() not in text
        assert (MASK + RAW[-2:]).encode() in text or reader is Reader.CONSUMER


def test_an_offer_that_ended_is_nothing_to_the_consumer_who_waits_on() -> None:
    again = fact.Queued("que_1", "Sales", QueuedReason.OFFER_ENDED, 1, 1, 1)

    assert interaction_event(again, Reader.CONSUMER) is None
    assert interaction_event(attrs.evolve(again, reason=QueuedReason.AGENT_LOST), Reader.CONSUMER) is not None


@pytest.mark.parametrize("kind", LegKind)
def test_consumers_hear_of_those_who_talk_with_them(kind: LegKind) -> None:
    shown = interaction_event(fact.LegStarted("leg_1", "agt_ana", "Ana", kind, "que_1", 1), Reader.CONSUMER)

    assert (shown is not None) == (kind is not LegKind.CONSULT)


@pytest.mark.parametrize("unseen", [False, True])
def test_of_who_listens_a_consumer_is_told_to_whom_the_page_connects_and_the_name_if_they_are_to_know(
    unseen: bool,
) -> None:
    started = fact.LegStarted("leg_1", "agt_sue", "Sue", LegKind.MONITOR, "que_1", 0, by=EndedBy.SUPERVISOR)
    started = attrs.evolve(started, unseen=unseen)

    name, data = interaction_event(started, Reader.CONSUMER) or ("", None)

    assert name == "leg.started"
    assert data == told.LegStarted("leg_1", LegKind.MONITOR, "" if unseen else "Sue", 0, unseen=unseen)


def test_a_whisper_is_for_agents() -> None:
    whisper = fact.SegmentAdded("seg_1", Role.SUPERVISOR, "Sue", "refund", SegmentPhase.AGENT, 1, hidden=True)

    assert [interaction_event(whisper, reader) is None for reader in Reader] == [False, False, True, True]
