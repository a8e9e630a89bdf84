"""From chat to voice to video: asked, agreed, flowing; and every race of that with what else may happen."""

from collections.abc import Callable
from typing import Any

import pytest
from kit.story import CONSUMER, STRANGER, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    AcceptUpgrade,
    AskUpgrade,
    Barge,
    EndInteraction,
    HoldLeg,
    InviteAgent,
    RefuseUpgrade,
    ReleaseInteraction,
    ReportMedia,
    ResumeLeg,
    StartTransfer,
    TakeOver,
    WithdrawUpgrade,
)
from ringline_protocol.values import (
    Channel,
    LegState,
    OfferPurpose,
    Presence,
    QueuedReason,
    Role,
    Target,
    UpgradeResult,
)
from ringline_server.domain import calls, machine
from ringline_server.domain.events import ChannelChanged, LegHeld, OfferCreated, Queued, UpgradeAccepted, UpgradeEnded
from ringline_server.domain.orders import Restarted
from ringline_server.domain.policy import MediaReports
from ringline_server.domain.principal import Principal
from ringline_server.domain.upgrade import UPGRADE_CONSENT_MS

VOICE, VIDEO, CHAT = Channel.VOICE, Channel.VIDEO, Channel.MESSAGING
ANA = agent("ana")
ASK = AskUpgrade("int_1", VOICE)
ACCEPTING_MS = 10_000


def talking(channel: Channel = CHAT, **policy: Any) -> Tale:
    """Ana and the consumer, in a queue that offers calls; there is a queue of calls, too."""
    mine = queue(channel=channel, upgrades=(VOICE, VIDEO), **policy)
    return Tale(account(mine, queue("que_calls", VOICE), queue("que_2", channel))).arrives().talks()


def asked(by: Principal = CONSUMER, channel: Channel = VOICE) -> Tale:
    tale = talking()
    tale.does(AskUpgrade("int_1", channel), by)
    return tale


def agreed() -> Tale:
    """The consumer asked and Ana accepted; no media yet."""
    tale = asked()
    tale.does(AcceptUpgrade("int_1", pending(tale)), ANA)
    return tale


def called() -> Tale:
    """The chat is a call."""
    return agreed().reports_media(ANA).reports_media(CONSUMER)


def pending(tale: Tale) -> str:
    assert tale.state.upgrade is not None
    return tale.state.upgrade.id


def ends(tale: Tale) -> list[tuple[str, str]]:
    return [(str(event.result), event.reason) for event in tale.ever(UpgradeEnded)]


def test_a_chat_becomes_a_call_when_both_agree_and_media_of_both_flows() -> None:
    tale = asked()
    assert tale.state.upgrade is not None
    assert (tale.state.upgrade.by, tale.state.is_call, tale.state.channel) == (Role.CONSUMER, False, CHAT)

    tale.does(AcceptUpgrade("int_1", pending(tale)), ANA)
    assert tale.of(UpgradeAccepted)[0].until_at_ms == tale.now_ms + ACCEPTING_MS
    assert [party.agent for party in calls.parties(tale.state)] == ["", "ana"]

    tale.reports_media(CONSUMER)
    assert tale.state.channel is CHAT
    tale.reports_media(ANA)

    assert tale.state.channel is VOICE
    assert tale.leg("ana").channel is VOICE
    assert tale.leg("ana").state is LegState.ACTIVE
    assert ends(tale) == [("completed", "")]
    tale.ends_well()


def test_from_voice_to_video_nothing_is_waited_for() -> None:
    tale = called()
    tale.does(AskUpgrade("int_1", VIDEO), ANA)
    tale.does(AcceptUpgrade("int_1", pending(tale)), CONSUMER)

    assert tale.state.channel is VIDEO
    assert tale.state.upgrade is None
    assert not tale.of(UpgradeAccepted)


def test_where_nobody_reports_media_it_is_a_call_at_once() -> None:
    tale = talking(media=MediaReports.NONE)
    tale.does(ASK, CONSUMER)
    tale.does(AcceptUpgrade("int_1", pending(tale)), ANA)

    assert tale.state.channel is VOICE


@pytest.mark.parametrize(("first", "second"), [(CONSUMER, ANA), (ANA, CONSUMER)])
def test_two_who_ask_for_the_same_have_agreed(first: Principal, second: Principal) -> None:
    tale = asked(first)
    upgrade = pending(tale)
    tale.does(ASK, second)

    assert tale.result["upgrade"] == upgrade
    assert tale.state.upgrade is not None
    assert tale.state.upgrade.accepted


def test_two_who_ask_for_different_channels_are_told_what_is_asked_already() -> None:
    tale = asked(CONSUMER)

    details = tale.refuses(AskUpgrade("int_1", VIDEO), ANA, ErrorCode.INVALID_STATE)
    assert details == {"state": "asked", "allowed": ["upgrade.accept", "upgrade.refuse"]}
    details = tale.refuses(AskUpgrade("int_1", VIDEO), CONSUMER, ErrorCode.INVALID_STATE)
    assert details["allowed"] == ["upgrade.withdraw"]


def test_to_ask_and_to_accept_twice_is_once() -> None:
    tale = asked()
    upgrade = pending(tale)
    assert tale.does(ASK, CONSUMER) == ()
    assert tale.result == {"upgrade": upgrade}
    tale.does(AcceptUpgrade("int_1", upgrade), ANA)
    assert tale.does(AcceptUpgrade("int_1", upgrade), ANA) == ()


def test_the_other_side_may_refuse_and_who_asked_may_withdraw() -> None:
    refused, withdrawn = asked(), asked()
    refused.does(RefuseUpgrade("int_1", pending(refused)), ANA)
    withdrawn.does(WithdrawUpgrade("int_1", pending(withdrawn)), CONSUMER)

    assert ends(refused) == [("refused", "agent")]
    assert ends(withdrawn) == [("withdrawn", "consumer")]
    assert refused.state.channel is withdrawn.state.channel is CHAT


def test_nobody_answers_for_the_other_side() -> None:
    tale = asked()
    upgrade = pending(tale)

    for order in (AcceptUpgrade, RefuseUpgrade):
        assert tale.refuses(order("int_1", upgrade), CONSUMER, ErrorCode.INVALID_STATE)["state"] == "asked"
    assert tale.refuses(WithdrawUpgrade("int_1", upgrade), ANA, ErrorCode.INVALID_STATE)["state"] == "asked"
    tale.refuses(AcceptUpgrade("int_1", upgrade), agent("ben"), ErrorCode.FORBIDDEN)
    tale.refuses(ASK, STRANGER, ErrorCode.FORBIDDEN)


def test_an_ask_that_nobody_answers_expires_and_a_late_answer_is_told_so() -> None:
    tale = asked()
    upgrade = pending(tale)
    assert tale.passes(UPGRADE_CONSENT_MS - 1).state.upgrade is not None
    tale.passes(1)

    assert ends(tale) == [("expired", "")]
    for late in (AcceptUpgrade, RefuseUpgrade, WithdrawUpgrade):
        assert tale.refuses(late("int_1", upgrade), ANA, ErrorCode.UPGRADE_NOT_PENDING) == {"state": "expired"}
    assert tale.refuses(AcceptUpgrade("int_1", "upg_0"), ANA, ErrorCode.UPGRADE_NOT_PENDING) == {}


def test_media_that_does_not_come_leaves_the_chat_and_blames_nobody() -> None:
    tale = agreed().reports_media(CONSUMER)
    assert tale.passes(ACCEPTING_MS - 1).state.upgrade is not None
    tale.passes(1)

    assert ends(tale) == [("failed", "agent")]
    assert (tale.state.channel, tale.state.phase) == (CHAT, "active")
    assert not tale.state.excluded
    assert not calls.parties(tale.state)


def test_a_refused_microphone_fails_at_once_and_says_why() -> None:
    tale = agreed()
    tale.does(ReportMedia("int_1", ok=False, reason="denied"), CONSUMER)

    assert ends(tale) == [("failed", "denied")]


def test_while_media_is_waited_for_either_side_may_withdraw() -> None:
    for by in (CONSUMER, ANA):
        tale = agreed()
        assert (
            tale.refuses(RefuseUpgrade("int_1", pending(tale)), ANA, ErrorCode.INVALID_STATE)["state"] == "connecting"
        )
        tale.does(WithdrawUpgrade("int_1", pending(tale)), by)
        assert ends(tale)[0][0] == "withdrawn"


def test_a_report_of_media_that_nobody_waits_for_says_nothing() -> None:
    tale = asked()
    assert tale.does(ReportMedia("int_1"), CONSUMER) == ()
    tale = agreed().reports_media(CONSUMER)
    assert tale.does(ReportMedia("int_1"), CONSUMER) == ()


@pytest.mark.parametrize(
    ("channel", "wish", "has_path"), [(VOICE, VOICE, True), (VIDEO, VOICE, True), (CHAT, Channel.EMAIL, True)]
)
def test_only_a_richer_channel_can_be_asked_for(channel: Channel, wish: Channel, has_path: bool) -> None:
    tale = talking(channel)

    assert ("path" in tale.refuses(AskUpgrade("int_1", wish), ANA, ErrorCode.BAD_REQUEST)) is has_path


def test_a_queue_that_does_not_offer_calls_says_what_it_offers() -> None:
    tale = Tale(account(queue(upgrades=(VOICE,)))).arrives().talks()

    details = tale.refuses(AskUpgrade("int_1", VIDEO), CONSUMER, ErrorCode.BAD_REQUEST)

    assert details == {"path": "params.channel", "upgrades": ["voice"]}


def test_nobody_can_ask_before_an_agent_is_there_or_after_the_end() -> None:
    waits = Tale(account(queue(upgrades=(VOICE,)))).arrives()
    assert waits.refuses(ASK, CONSUMER, ErrorCode.INVALID_STATE)["state"] == "queued"
    over = talking().leaves()
    over.refuses(ASK, CONSUMER, ErrorCode.INVALID_STATE)
    over.refuses(ASK, ANA, ErrorCode.INVALID_STATE)


def test_nobody_asks_or_agrees_while_the_consumer_is_on_hold_or_the_agent_is_away() -> None:
    held = talking()
    held.does(HoldLeg("int_1"), ANA)
    assert held.refuses(ASK, CONSUMER, ErrorCode.INVALID_STATE) == {"state": "held", "allowed": ["leg.resume"]}
    away = asked(ANA).present("ana", Presence.GRACE)
    assert away.refuses(AcceptUpgrade("int_1", pending(away)), CONSUMER, ErrorCode.INVALID_STATE)["state"] == "lost"
    away.present("ana", Presence.CONNECTED)
    away.does(AcceptUpgrade("int_1", pending(away)), CONSUMER)
    assert away.state.is_call


def test_nobody_asks_while_a_transfer_or_an_invitation_is_on_its_way_or_a_colleague_talks() -> None:
    handed = talking()
    handed.does(StartTransfer("int_1", Target(agent="ben")), ANA)
    handed.refuses(ASK, ANA, ErrorCode.INVALID_STATE)
    invited = talking()
    invited.does(InviteAgent("int_1", "ben"), ANA)
    assert invited.refuses(ASK, CONSUMER, ErrorCode.INVALID_STATE)["state"] == "inviting"
    joined = talking()
    joined.does(Barge("int_1"), SUPERVISOR)
    assert joined.refuses(ASK, CONSUMER, ErrorCode.INVALID_STATE)["state"] == "conference"


Race = Callable[[Tale], object]
RACES: dict[str, tuple[Race, str]] = {
    "the consumer leaves": (lambda tale: tale.leaves(), "ended"),
    "the agent ends it": (lambda tale: tale.does(EndInteraction("int_1"), ANA), "ended"),
    "hold": (lambda tale: tale.does(HoldLeg("int_1"), ANA), "held"),
    "transfer to an agent": (lambda tale: tale.does(StartTransfer("int_1", Target(agent="ben")), ANA), "transfer"),
    "transfer to a queue": (lambda tale: tale.does(StartTransfer("int_1", Target(queue="que_2")), ANA), "transfer"),
    "invitation": (lambda tale: tale.does(InviteAgent("int_1", "ben"), ANA), "conference"),
    "barge": (lambda tale: tale.does(Barge("int_1"), SUPERVISOR), "conference"),
    "take over": (lambda tale: tale.does(TakeOver("int_1"), SUPERVISOR), "agent"),
    "release": (lambda tale: tale.does(ReleaseInteraction("int_1"), ANA), "agent"),
    "the agent is lost for good": (lambda tale: tale.present("ana", Presence.GONE), "agent"),
}


@pytest.mark.parametrize("race", RACES)
@pytest.mark.parametrize("begun", [asked, agreed])
def test_what_moves_the_conversation_cancels_the_ask_before_it_moves(begun: Callable[[], Tale], race: str) -> None:
    deed, reason = RACES[race]
    tale = begun()
    before = len(tale.told)
    deed(tale)

    assert ends(tale) == [("canceled", reason)]
    assert type(tale.told[before][1]) is UpgradeEnded
    assert tale.state.upgrade is None
    assert tale.state.channel is CHAT
    tale.ends_well()


def test_a_page_that_is_away_for_a_moment_does_not_cancel_it() -> None:
    tale = agreed().present("ana", Presence.GRACE)
    assert tale.state.upgrade is not None
    tale.present("ana", Presence.CONNECTED).reports_media(ANA).reports_media(CONSUMER)

    assert tale.state.channel is VOICE


def test_hold_of_a_lost_agent_counts_and_so_does_a_resumed_one() -> None:
    tale = talking()
    tale.does(HoldLeg("int_1"), ANA)
    tale.does(ResumeLeg("int_1"), ANA)
    tale.does(ASK, ANA)
    tale.does(HoldLeg("int_1"), ANA)

    assert tale.last[0] == UpgradeEnded("upg_3", UpgradeResult.CANCELED, "held")
    assert isinstance(tale.last[1], LegHeld)


def test_after_a_restart_media_has_all_its_time_again_and_an_answer_has_not() -> None:
    tale = agreed().jumps(ACCEPTING_MS + 5_000)
    tale.does(Restarted())
    assert machine.deadline(tale.state, tale.account) == tale.now_ms + ACCEPTING_MS
    tale.reports_media(ANA).reports_media(CONSUMER)
    assert tale.state.channel is VOICE

    late = asked().jumps(UPGRADE_CONSENT_MS)
    late.does(Restarted())
    late.passes(0)
    assert ends(late) == [("expired", "")]


def test_a_call_that_grew_out_of_a_chat_is_a_chat_again_in_the_line_of_chats() -> None:
    lost = called().present("ana", Presence.GONE)
    assert [type(event) for event in lost.last[-2:]] == [Queued, ChannelChanged]
    assert lost.of(Queued)[0].reason is QueuedReason.AGENT_LOST
    assert lost.state.channel is CHAT
    assert lost.leg("ana").channel is VOICE
    released = called()
    released.does(ReleaseInteraction("int_1"), ANA)
    assert released.talks("ben").state.channel is CHAT


def test_a_call_that_grew_out_of_a_chat_is_transferred_as_a_call() -> None:
    tale = called()
    tale.refuses(StartTransfer("int_1", Target(queue="que_2")), ANA, ErrorCode.TRANSFER_TARGET_UNAVAILABLE)
    tale.does(StartTransfer("int_1", Target(agent="ben")), ANA)
    tale.rings("ben", OfferPurpose.TRANSFER)
    assert tale.of(OfferCreated)[0].channel is VOICE
    tale.accepts("ben").reports_media(agent("ben")).reports_media(CONSUMER)

    assert (tale.leg("ben").state, tale.leg("ben").channel) == (LegState.ACTIVE, VOICE)


def test_a_call_in_a_queue_of_chats_is_not_closed_for_silence() -> None:
    assert called().passes(3_600_000).state.ended is None
    assert talking().passes(3_600_000).state.ended is not None
