"""The machine as a whole: the table is complete, time moves on, and what nobody owns is refused or ignored."""

import pytest
from kit.story import CONSUMER, START_MS, SYSTEM, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    COMMANDS,
    CreateInteraction,
    EndInteraction,
    Handler,
    PushPartial,
    SendMail,
    SendTones,
    ShowTyping,
    SignalCall,
)
from ringline_protocol.mail import MailState
from ringline_protocol.values import Channel, OfferDetail, OverflowTrigger, Phase, Presence
from ringline_server.domain import machine
from ringline_server.domain.events import LegEnded, OfferEnded, Overflowed, WrapUpCompleted
from ringline_server.domain.orders import (
    AgentBusy,
    AgentPresent,
    CancelOffer,
    ConsumerPresent,
    Context,
    MailProgress,
    MailWritten,
    Order,
    PlaceOffer,
    Restarted,
    Summarized,
    Tick,
    TurnAway,
)
from ringline_server.domain.policy import Overflow, WrapUpPolicy

EPHEMERAL = {ShowTyping, PushPartial, SignalCall, SendTones}
"""Commands that only pass through the interaction: nothing is decided."""
THROUGH_AGENTS = ("offer.accept", "offer.decline", "interaction.take")
"""Answered by the agent's own actor, which passes them on."""
HOUSE = (
    PlaceOffer("ana", "Ana"),
    CancelOffer("off_1", OfferDetail.STATUS_CHANGE),
    AgentBusy("ana", "not_ready"),
    AgentPresent("ana", Presence.GONE),
    TurnAway("que_1", OverflowTrigger.CLOSED),
    ConsumerPresent(False),
    Restarted(),
    Tick(),
    Summarized("text", "extractive", 1),
    MailProgress("mail_1", MailState.SENDING, 1),
)


def test_every_command_and_order_to_an_interaction_has_a_rule() -> None:
    asked = {info.cls for info in COMMANDS.values() if info.handler is Handler.INTERACTION} - EPHEMERAL
    through_agents = {info.cls for info in COMMANDS.values() if info.method in THROUGH_AGENTS}
    house = {type(order) for order in HOUSE} - {Tick}

    composed = (asked - {SendMail}) | {MailWritten}  # an edge makes the one of the other

    assert set(machine.RULES) == composed | through_agents | house


def test_all_orders_of_the_house_are_known_here() -> None:
    assert {type(order) for order in HOUSE} == set(Order.__args__)


@pytest.mark.parametrize("order", HOUSE, ids=lambda order: type(order).__name__)
def test_an_order_of_the_house_about_nothing_does_nothing(order: object) -> None:
    decision = machine.decide(None, order, Context(START_MS, account(), SYSTEM, str))

    assert decision.events == ()


def test_a_command_about_nothing_is_forbidden() -> None:
    Tale().refuses(EndInteraction("int_1"), CONSUMER, ErrorCode.FORBIDDEN)


def test_only_intake_creates() -> None:
    assert machine.creates(CreateInteraction("que_1"))
    assert not machine.creates(EndInteraction("int_1"))


def test_the_deadline_is_the_earliest_of_all() -> None:
    tale = Tale(account(queue(max_wait_ms=50_000))).arrives(ttl_ms=40_000)
    assert machine.deadline(tale.state, tale.account) == START_MS + 40_000

    tale.rings("ana")

    assert machine.deadline(tale.state, tale.account) == START_MS + 30_000


def test_nothing_is_due_for_what_is_closed() -> None:
    tale = Tale().arrives(ttl_ms=40_000).leaves()

    assert machine.deadline(tale.state, tale.account) is None


def test_a_tick_before_its_time_does_nothing() -> None:
    assert Tale().arrives(ttl_ms=40_000).does(Tick()) == ()


def test_what_falls_together_happens_in_one_tick_rings_before_waits() -> None:
    rules = {"max_wait": Overflow("que_2")}
    tale = Tale(account(queue(ring_ms=20_000, max_wait_ms=20_000, overflow=rules), queue("que_2"))).arrives()
    tale.rings("ana")
    tale.jumps(10**6)

    tale.does(Tick())

    assert [type(event) for event in tale.last if isinstance(event, OfferEnded | Overflowed)] == [
        OfferEnded,
        Overflowed,
    ]


def test_a_grace_and_a_wrap_up_of_two_legs_end_in_one_tick() -> None:
    tale = Tale().arrives().talks("ana").present("ana", Presence.GONE).talks("ben")
    tale.ends("ben").jumps(10**6)

    tale.does(Tick())

    assert [event.agent for event in tale.of(WrapUpCompleted)] == ["ben"]
    assert tale.state.phase is Phase.CLOSED


def test_apply_counts_every_event_once() -> None:
    tale = Tale().arrives().talks()

    assert tale.state.seq == len(tale.told)
    assert tale.state.updated_at_ms == tale.now_ms


@pytest.mark.parametrize("channel", Channel)
def test_a_whole_day_on_every_channel_can_be_folded_from_its_journal(channel: Channel) -> None:
    tale = Tale(account(queue(channel=channel))).arrives()
    tale.rings("ana")
    if tale.state.live_offers:
        tale.declines("ana")
        tale.talks("ben")
    owner = tale.state.primary
    assert owner is not None

    tale.ends(owner.agent).passes(10**7)

    assert tale.state.phase is Phase.CLOSED
    assert len(tale.ever(LegEnded)) == 1
    assert tale.leg(owner.agent).outcome is not None
    assert agent(owner.agent).name == owner.agent_name
    tale.ends_well()


def test_config_changed_in_flight_moves_no_running_timer() -> None:
    waits = Tale(account(queue(max_wait_ms=50_000))).arrives()
    rings = Tale(account(queue())).arrives()
    rings.rings("ana")
    lost = Tale().arrives().talks().present("ana", Presence.GRACE)
    wraps = Tale().arrives().talks().ends()

    for tale in (waits, rings, lost, wraps):
        due_at_ms = machine.deadline(tale.state, tale.account)
        tale.account = account(queue(max_wait_ms=1, ring_ms=1, lost_grace_ms=1, wrap_up=WrapUpPolicy(duration_ms=1)))
        assert machine.deadline(tale.state, tale.account) == due_at_ms


def test_a_queue_that_is_taken_away_in_flight_is_gone_through_to_the_end() -> None:
    tale = Tale().arrives().talks()
    tale.account = account(queue("que_2"))

    tale.present("ana", Presence.GONE).talks("ben").ends("ben").passes(10**6)

    assert tale.state.phase is Phase.CLOSED
    tale.ends_well()
