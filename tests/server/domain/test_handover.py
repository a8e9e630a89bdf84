"""What the end of a transfer means. The stories are in test_transfer.py; here are the pieces."""

from typing import Any

from kit.story import SYSTEM, Tale, account, agent, queue
from ringline_protocol.commands import HoldLeg, StartTransfer
from ringline_protocol.values import Channel, OfferPurpose, Target, TransferMode
from ringline_server.domain import handover
from ringline_server.domain.events import LegResumed, TransferEnded
from ringline_server.domain.orders import Context
from ringline_server.domain.policy import MediaReports


def context(tale: Tale) -> Context:
    return Context(tale.now_ms, tale.account, SYSTEM, lambda kind: f"{kind}_x")


def consulting(**policy: Any) -> Tale:
    tale = Tale(account(queue(channel=Channel.VOICE, media=MediaReports.NONE, **policy))).arrives().talks()
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)
    return tale.accepts("ben")


def test_without_a_transfer_nothing_follows() -> None:
    tale = Tale().arrives().talks()

    assert handover.arrived(tale.state, context(tale)) == ()
    assert handover.fell_through(tale.state, context(tale), "busy") == ()
    assert handover.taken_back(tale.state, context(tale), "sender") == ()
    assert handover.sender_of(tale.state) is None


def test_who_sends_and_who_is_asked() -> None:
    tale = consulting()

    assert handover.sender_of(tale.state) == tale.leg("ana")
    assert handover.consulted(tale.state) == tale.leg("ben")


def test_the_queue_may_bring_the_consumer_back_from_hold_when_a_consult_is_over() -> None:
    stays, resumes = consulting(), consulting(resume_after_consult=True)

    assert [type(event) for event in handover.taken_back(stays.state, context(stays), "x")] == [TransferEnded]
    events = handover.taken_back(resumes.state, context(resumes), "x")
    assert [type(event) for event in events] == [TransferEnded, LegResumed]


def test_a_queue_that_a_reload_took_away_leaves_the_transfer_working() -> None:
    tale = Tale().arrives().talks()
    tale.does(HoldLeg("int_1"), agent("ana"))
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.COLD_UNASSURED), agent("ana"))
    tale.account = account(queue("que_new"))

    tale.is_busy("ben")

    assert tale.state.waiting is not None
    assert tale.state.waiting.queue == "que_1"
