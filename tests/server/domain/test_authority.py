"""Who may do what: `forbidden` is the one answer for what is not yours and for what is not there."""

from collections.abc import Callable

import pytest
from kit.story import CONSUMER, FAR_MS, SERVICE, STRANGER, SUPERVISOR, Tale, account, agent
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import AssignInteraction, StartTransfer
from ringline_protocol.values import OfferPurpose, PrincipalKind, Target
from ringline_server.domain import authority
from ringline_server.domain.orders import Context
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction

OTHER_CONSUMER = Principal(PrincipalKind.CONSUMER, "con_2", FAR_MS, interaction="int_2")


def context(by: Principal) -> Context:
    return Context(0, account(), by, str)


def refused(call: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value


@pytest.mark.parametrize("by", [SUPERVISOR, CONSUMER, SERVICE, agent("ana")])
def test_supervisors_its_consumer_its_maker_and_its_agents_read(by: Principal) -> None:
    assert authority.may_read(Tale().arrives().talks("ana").state, by)


@pytest.mark.parametrize("by", [OTHER_CONSUMER, STRANGER, agent("ben")])
def test_others_do_not_read(by: Principal) -> None:
    tale = Tale().arrives().talks("ana")

    assert not authority.may_read(tale.state, by)
    assert refused(lambda: authority.require_reader(tale.state, context(by))).code is ErrorCode.FORBIDDEN


@pytest.mark.parametrize("by", [SUPERVISOR, CONSUMER, SERVICE, agent("ana")])
def test_nobody_reads_what_is_not_there(by: Principal) -> None:
    assert not authority.may_read(Interaction(), by)


def test_an_agent_reads_while_it_rings_and_not_after_a_decline() -> None:
    tale = Tale().arrives()
    tale.rings("ana")
    assert authority.may_read(tale.state, agent("ana"))

    assert not authority.may_read(tale.declines("ana").state, agent("ana"))


def test_the_agent_whom_a_transfer_wants_reads_and_the_sender_goes_on_reading() -> None:
    tale = Tale().arrives().talks()
    tale.does(StartTransfer("int_1", Target(agent="ben")), agent("ana"))
    assert authority.may_read(tale.state, agent("ben"))

    tale.rings("ben", OfferPurpose.TRANSFER)
    tale.accepts("ben")

    assert authority.may_read(tale.state, agent("ana"))


@pytest.mark.parametrize(
    ("by", "may"), [(CONSUMER, True), (SERVICE, True), (agent("ana"), True), (SUPERVISOR, False), (STRANGER, False)]
)
def test_who_talks_in_it_speaks(by: Principal, may: bool) -> None:
    assert authority.may_speak(Tale().arrives().talks().state, by) == may


def test_only_supervisors_are_supervisors() -> None:
    assert authority.require_supervisor(context(SUPERVISOR)) == "sue"
    assert refused(lambda: authority.require_supervisor(context(agent("ana")))).code is ErrorCode.FORBIDDEN
    Tale().arrives().refuses(AssignInteraction("int_1", "ben"), agent("ana"), ErrorCode.FORBIDDEN)


def test_a_part_that_is_over_is_not_forbidden_but_over() -> None:
    tale = Tale().arrives().talks().ends()
    by = context(agent("ana"))

    assert authority.require_participant(tale.state, by) == "ana"
    refusal = refused(lambda: authority.require_talking(tale.state, by))
    assert (refusal.code, refusal.details["state"]) == (ErrorCode.INVALID_STATE, "wrapping")


def test_a_stranger_has_no_part() -> None:
    tale = Tale().arrives().talks()

    for by in (agent("ben"), CONSUMER):
        assert refused(lambda by=by: authority.require_talking(tale.state, context(by))).code is ErrorCode.FORBIDDEN  # type: ignore[misc]


def test_the_primary_leg_is_whose_work_it_is() -> None:
    tale = Tale().arrives().talks()

    assert authority.require_primary(tale.state, context(agent("ana"))) == tale.leg("ana")


def test_only_the_maker_is_the_maker() -> None:
    tale = Tale().arrives()

    authority.require_maker(tale.state, context(SERVICE))
    for by in (STRANGER, SUPERVISOR, CONSUMER):
        assert refused(lambda by=by: authority.require_maker(tale.state, context(by))).code is ErrorCode.FORBIDDEN  # type: ignore[misc]


def test_what_has_ended_is_not_open() -> None:
    authority.require_open(Tale().arrives().state)

    refusal = refused(lambda: authority.require_open(Tale().arrives().leaves().state))

    assert (refusal.code, refusal.details["state"]) == (ErrorCode.INVALID_STATE, "closed")
