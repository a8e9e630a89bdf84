"""An agent takes waiting work by themselves, past the order."""

from kit.story import CONSUMER, SERVICE, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import TakeInteraction
from ringline_protocol.values import Acceptance, Channel, LegState, OfferDetail, OfferState, Phase
from ringline_server.domain.policy import Agent

TAKE = TakeInteraction("int_1")
ANA = agent("ana")


def test_waiting_work_is_taken_without_a_ring() -> None:
    tale = Tale(account(queue(channel=Channel.EMAIL))).arrives()
    tale.does(TAKE, ANA)

    assert tale.state.phase is Phase.ACTIVE
    assert tale.leg("ana").state is LegState.ACTIVE
    assert tale.offer("ana").acceptance is Acceptance.AUTOMATIC
    assert tale.result["leg"] == tale.leg("ana").id
    assert tale.result["interaction"] == "int_1"


def test_what_rings_at_somebody_else_stops_ringing_there() -> None:
    tale = Tale().arrives()
    tale.rings("ben")
    tale.does(TAKE, ANA)

    assert (tale.offer("ben").state, tale.offer("ben").detail) == (OfferState.RESCINDED, OfferDetail.ANSWERED_BY_OTHER)
    assert tale.state.primary == tale.leg("ana")


def test_a_call_that_is_taken_waits_for_media_like_any_other() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE))).arrives()
    tale.does(TAKE, ANA)

    assert tale.state.phase is Phase.CONNECTING
    assert "leg" not in tale.result


def test_who_declined_may_still_take_it() -> None:
    tale = Tale().arrives()
    tale.rings("ana")
    tale.declines("ana")
    tale.does(TAKE, ANA)

    assert tale.state.phase is Phase.ACTIVE


def test_what_rings_here_is_accepted_not_taken() -> None:
    tale = Tale().arrives()
    tale.rings("ana")

    assert tale.refuses(TAKE, ANA, ErrorCode.INVALID_STATE)["allowed"] == ["offer.accept"]


def test_what_does_not_wait_is_not_to_have() -> None:
    assert Tale().arrives().talks("ben").refuses(TAKE, ANA, ErrorCode.INVALID_STATE)["state"] == "active"
    assert Tale().arrives().leaves().refuses(TAKE, ANA, ErrorCode.INVALID_STATE)["state"] == "closed"


def test_only_members_of_the_queue_may_take_and_for_others_it_is_not_there() -> None:
    house = account()
    people = {**house.agents, "dan": Agent("dan", "Dan"), "sue": Agent("sue", "Sue", supervisor=True)}
    tale = Tale(account()).arrives()
    tale.account = type(house)(queues=house.queues, agents=people)

    for stranger in (agent("dan"), SUPERVISOR, agent("nobody"), CONSUMER, SERVICE):
        tale.refuses(TAKE, stranger, ErrorCode.FORBIDDEN)
