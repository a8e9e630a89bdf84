"""Who is in a call and who talks with whom, through all that may happen to it; and what each keeps to themselves."""

import pytest
from kit.story import CONSUMER, SERVICE, STRANGER, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ConferenceTransfer, EndInteraction, HoldLeg, SetCallMedia, StartTransfer
from ringline_protocol.values import (
    CallMedia,
    Channel,
    LegKind,
    OfferDetail,
    OfferPurpose,
    Phase,
    Presence,
    Target,
    TransferMode,
)
from ringline_server.domain import calls
from ringline_server.domain.calls import Party
from ringline_server.domain.events import CallMediaChanged, LegLost, LegRecovered, LegStarted, OfferAccepting
from ringline_server.domain.principal import Principal

MUTED = CallMedia(muted=True)


def connecting() -> Tale:
    """Ana has answered a video call; no media yet."""
    tale = Tale(account(queue(channel=Channel.VIDEO))).arrives()
    tale.rings("ana")
    return tale.accepts("ana")


def connected() -> Tale:
    return connecting().reports_media(agent("ana")).reports_media(CONSUMER)


def consulting() -> Tale:
    """Ana has put the consumer on hold and talks with Ben."""
    tale = connected()
    tale.does(HoldLeg("int_1"), agent("ana"))
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.WARM), agent("ana"))
    tale.rings("ben", OfferPurpose.CONSULT)
    return tale.accepts("ben").reports_media(agent("ben"))


def names(tale: Tale) -> list[str]:
    return [party.agent or party.id for party in calls.parties(tale.state)]


def pairs(tale: Tale) -> set[str]:
    """`ana-ben` for each two between whom media may flow."""
    there = calls.parties(tale.state)
    return {
        "-".join(sorted((one.agent or one.id, other.agent or other.id)))
        for one in there
        for other in there
        if calls.talks(one, other)
    }


# --- who is in it


def test_who_answered_is_in_the_call_under_the_name_of_the_leg_to_come() -> None:
    tale = connecting()
    before = calls.parties(tale.state)[1]
    leg = tale.of(OfferAccepting)[0].leg

    tale.reports_media(agent("ana")).reports_media(CONSUMER)

    assert before == Party(str(leg), "ana", LegKind.PRIMARY) == calls.parties(tale.state)[1]
    assert tale.of(LegStarted)[0].leg == leg
    assert pairs(tale) == {"ana-consumer"}


def test_while_it_only_rings_the_consumer_is_alone() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE))).arrives()
    tale.rings("ana")

    assert names(tale) == ["consumer"]


def test_a_chat_is_no_call() -> None:
    assert names(Tale().arrives().talks()) == []


def test_a_consulted_agent_talks_with_the_colleague_and_not_with_the_consumer() -> None:
    tale = consulting()
    assert pairs(tale) == {"ana-consumer", "ana-ben"}

    tale.does(ConferenceTransfer("int_1"), agent("ana"))

    assert pairs(tale) == {"ana-consumer", "ana-ben", "ben-consumer"}


# --- races with media


def test_a_consumer_who_hangs_up_while_it_connects_ends_it_for_both() -> None:
    tale = connecting().reports_media(agent("ana"))

    tale.leaves()

    assert names(tale) == []
    assert tale.offer("ana").detail is OfferDetail.CONSUMER_LEFT
    tale.reports_media(CONSUMER)
    assert tale.last == ()


def test_media_that_comes_with_the_deadline_is_too_late_and_the_place_is_kept() -> None:
    tale = connecting().reports_media(agent("ana"))
    waiting_since_ms = tale.state.waiting_since_ms
    tale.passes(10_000).reports_media(CONSUMER)

    assert (names(tale), tale.state.phase) == (["consumer"], Phase.QUEUED)
    assert (tale.offer("ana").reason, tale.state.waiting_since_ms) == ("consumer", waiting_since_ms)
    assert "ana" not in tale.state.excluded


def test_media_one_millisecond_before_the_deadline_is_in_time() -> None:
    tale = connecting().reports_media(agent("ana")).passes(9_999).reports_media(CONSUMER)

    assert (names(tale), tale.state.phase) == (["consumer", "ana"], Phase.ACTIVE)


def test_a_desk_that_goes_while_it_connects_is_out_and_the_next_agent_is_another_party() -> None:
    tale = connecting()
    first = calls.parties(tale.state)[1].id

    tale.cancels("ana", OfferDetail.AGENT_UNREACHABLE)
    assert names(tale) == ["consumer"]
    tale.rings("ben")
    tale.accepts("ben")

    assert names(tale) == ["consumer", "ben"]
    assert calls.parties(tale.state)[1].id != first


def test_a_call_goes_on_with_a_lost_agent_as_the_same_party_until_the_grace_is_over() -> None:
    tale = connected()
    before = calls.parties(tale.state)

    tale.present("ana", Presence.GRACE)
    assert (len(tale.of(LegLost)), calls.parties(tale.state)) == (1, before)
    tale.passes(29_999).present("ana", Presence.CONNECTED)
    assert (len(tale.of(LegRecovered)), calls.parties(tale.state)) == (1, before)

    tale.present("ana", Presence.GRACE).passes(30_000)
    assert names(tale) == ["consumer"]


def test_nobody_is_in_a_call_that_is_over() -> None:
    tale = connected()
    tale.does(EndInteraction("int_1"), agent("ana"))

    assert names(tale) == []
    with pytest.raises(Refused) as refusal:
        calls.require_party(tale.state, agent("ana"))
    assert refusal.value.code is ErrorCode.INVALID_STATE


# --- who may ask


@pytest.mark.parametrize("by", [STRANGER, agent("ben")])
def test_who_may_not_read_it_is_in_no_call(by: Principal) -> None:
    with pytest.raises(Refused) as refusal:
        calls.require_party(connected().state, by)

    assert refusal.value.code is ErrorCode.FORBIDDEN


@pytest.mark.parametrize("by", [SUPERVISOR, SERVICE])
def test_who_reads_along_is_not_in_the_call(by: Principal) -> None:
    with pytest.raises(Refused) as refusal:
        calls.require_party(connected().state, by)

    assert refusal.value.code is ErrorCode.INVALID_STATE


def test_only_those_with_whom_one_talks_can_be_told_something() -> None:
    state = consulting().state
    consumer, ana, ben = calls.parties(state)

    assert calls.require_other(state, ana, ben.id) == ben
    for mine, other in ((consumer, ben.id), (ana, ana.id), (ana, "leg_nobody")):
        with pytest.raises(Refused) as refusal:
            calls.require_other(state, mine, other)
        assert refusal.value.code is ErrorCode.NOT_FOUND


@pytest.mark.parametrize("digits", ["", "1a", "1 2", "+34"])
def test_only_what_a_dial_pad_has_is_dialled(digits: str) -> None:
    calls.require_tones("0123456789*#ABCD")
    with pytest.raises(Refused, match="dial pad"):
        calls.require_tones(digits)


# --- what each keeps to themselves


def test_who_mutes_is_seen_muted_and_saying_it_twice_changes_nothing() -> None:
    tale = connected()
    leg = calls.parties(tale.state)[1].id

    assert tale.does(SetCallMedia("int_1", MUTED), agent("ana")) == (CallMediaChanged(MUTED, leg),)
    assert tale.does(SetCallMedia("int_1", MUTED), agent("ana")) == ()
    assert tale.does(SetCallMedia("int_1", MUTED), CONSUMER) == (CallMediaChanged(MUTED),)

    assert tale.state.legs[leg].media == tale.state.consumer_media == MUTED


def test_before_the_leg_starts_there_is_nothing_to_mute() -> None:
    details = connecting().refuses(SetCallMedia("int_1", MUTED), agent("ana"), ErrorCode.INVALID_STATE)

    assert details == {"state": "accepting", "allowed": ["media.report"]}


def test_the_next_agent_is_not_muted_because_the_last_one_was() -> None:
    tale = connected()
    tale.does(SetCallMedia("int_1", MUTED), agent("ana"))
    tale.present("ana", Presence.GRACE).passes(30_000)
    tale.rings("ben")
    tale.accepts("ben").reports_media(agent("ben")).reports_media(CONSUMER)

    assert tale.state.primary is not None
    assert tale.state.primary.media == CallMedia()
