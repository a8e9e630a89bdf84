"""No event with words says what the account keeps out of them: whatever rule made it."""

from typing import Any

import attrs
import pytest
from kit.story import CONSUMER, SERVICE, Tale, account, agent, queue
from ringline_protocol.commands import (
    DeclineOffer,
    PushSegment,
    SaveDraft,
    SaveNote,
    SendMessage,
    SetSummary,
    SetVariable,
    StartTransfer,
)
from ringline_protocol.mail import MailAddress, MailDirection, MailDraft, MailHead, MailState
from ringline_protocol.values import Channel, Consumer, NewSegment, Role, Summary, SummaryBy, Target, Variable
from ringline_server.domain.events import KINDS, DraftSaved, NoteSaved, SegmentAdded
from ringline_server.domain.orders import MailProgress, MailReceived
from ringline_server.domain.redaction import Redaction

CARD = "4242 4242 4242 4242"
KEPT = "•••• 4242"
ANA = agent("ana")


def talking(**redaction: Any) -> Tale:
    return Tale(attrs.evolve(account(queue()), redaction=Redaction(**redaction))).arrives().talks()


def test_what_comes_with_the_intake_is_redacted() -> None:
    tale = Tale().arrives(
        subject=f"card {CARD}",
        variables=(Variable("card", CARD), Variable("number", 4242424242424242), Variable("pnr", "AB12CD")),
        transcript=(NewSegment("b1", Role.CONSUMER, f"it is {CARD}"),),
        summary=Summary(f"has {CARD}", SummaryBy.FLOW, 1),
    )

    state = tale.state
    assert (state.subject, state.segments[0].text) == (f"card {KEPT}", f"it is {KEPT}")
    assert [one.value for one in state.variables.values()] == [KEPT, KEPT, "AB12CD"]
    assert state.summary is not None
    assert state.summary.text == f"has {KEPT}"


COMMANDS = [
    (SendMessage("int_1", CARD), CONSUMER),
    (SendMessage("int_1", CARD), ANA),
    (PushSegment("int_1", NewSegment("s1", Role.CONSUMER, CARD)), SERVICE),
    (SaveNote("int_1", CARD), ANA),
    (SaveDraft("int_1", CARD), ANA),
    (SetVariable("int_1", Variable("card", CARD)), ANA),
    (SetSummary("int_1", Summary(CARD, SummaryBy.FLOW, 9)), SERVICE),
    (StartTransfer("int_1", Target(queue="que_1"), note=CARD), ANA),
]


@pytest.mark.parametrize(("command", "by"), COMMANDS, ids=[type(command).__name__ for command, _ in COMMANDS])
def test_what_is_said_and_written_later_is_redacted(command: object, by: Any) -> None:
    tale = talking()

    tale.does(command, by)

    assert tale.told
    assert CARD not in str(tale.told)
    assert KEPT in str(tale.told)


def test_the_reason_of_a_decline_is_redacted() -> None:
    tale = Tale().arrives()
    tale.rings("ana")

    tale.does(DeclineOffer(tale.state.live_offers[0].id, reason=CARD), ANA)

    assert CARD not in str(tale.told)


def test_the_same_text_again_changes_nothing_although_it_was_kept_otherwise() -> None:
    tale = talking()
    tale.does(SaveDraft("int_1", CARD), ANA)
    tale.does(SaveNote("int_1", CARD), ANA)
    note = tale.of(NoteSaved)[0].note

    tale.does(SaveDraft("int_1", CARD), ANA)
    assert not tale.of(DraftSaved)
    tale.does(SaveNote("int_1", CARD, note), ANA)
    assert not tale.of(NoteSaved)


def test_two_breaths_of_one_person_are_one_number_and_those_of_two_people_are_not() -> None:
    tale = talking()
    tale.does(SendMessage("int_1", "4242 4242"), CONSUMER)
    tale.does(SendMessage("int_1", "4242 4242"), CONSUMER)
    assert [said.text for said in tale.of(SegmentAdded)] == ["••••"]
    tale.does(SendMessage("int_1", "4242 4242"), ANA)
    assert [said.text for said in tale.of(SegmentAdded)] == ["4242 4242"]


def test_an_account_may_keep_what_flows_bring_and_switch_it_all_off() -> None:
    tale = talking(variables=False)
    tale.does(SetVariable("int_1", Variable("order", CARD)), ANA)
    assert tale.state.variables["order"].value == CARD

    off = talking(cards=False)
    off.does(SendMessage("int_1", CARD), CONSUMER)
    assert off.of(SegmentAdded)[0].text == CARD


def test_every_event_with_free_words_is_known() -> None:
    """A field of a new event that people fill must be redacted, or be listed here with the reason."""
    words = {
        (cls.__name__, field.name)
        for cls in KINDS.values()
        for field in attrs.fields(cls)
        if field.name in {"text", "note", "subject", "reason", "variable", "variables", "summary"}
    }

    redacted = {
        *(("Created", name) for name in ("subject", "variables")),
        *((name, "text") for name in ("SegmentAdded", "NoteSaved", "DraftSaved")),
        *{
            ("VariableSet", "variable"),
            ("SummaryMade", "summary"),
            ("TransferStarted", "note"),
            ("OfferEnded", "reason"),
            ("MailStateChanged", "reason"),
            ("UpgradeEnded", "reason"),
        },
    }
    not_free = words - redacted
    assert redacted <= words
    assert not_free == {
        ("NoteSaved", "note"),  # its id
        ("TranscriptionChanged", "reason"),  # a service's word on itself
        *(words & {("TransferEnded", "reason"), ("AgentUnwanted", "reason"), ("LegEnded", "reason")}),  # closed sets
        *(words & {("Queued", "reason"), ("Ended", "reason"), ("Closed", "reason"), ("WrapUpCompleted", "reason")}),
        *(words & {("Unparked", "reason"), ("Overflowed", "reason")}),
    }


def test_what_a_mail_says_is_redacted_in_its_head_and_in_its_draft() -> None:
    sender = MailAddress("mar@example.org")
    head = MailHead("mail_1", MailDirection.IN, sender, subject=f"my card {CARD}")
    tale = Tale(account(queue(channel=Channel.EMAIL)))
    tale.does(MailReceived("que_1", head, f"it is {CARD}", Consumer()), SERVICE)
    tale.talks().does(SaveDraft("int_1", CARD, MailDraft(subject=CARD, html=f"<b>{CARD}</b>")), ANA)

    [segment], draft = tale.ever(SegmentAdded), tale.state.draft
    assert segment.mail is not None
    assert (tale.state.subject, segment.mail.subject, segment.text) == (f"my card {KEPT}",) * 2 + (f"it is {KEPT}",)
    assert draft is not None
    assert draft.mail == MailDraft(subject=KEPT, html=f"<b>{KEPT}</b>")


def test_the_words_of_a_server_that_refuses_a_mail_are_redacted() -> None:
    tale = Tale(account(queue(channel=Channel.EMAIL))).arrives()
    tale.does(MailProgress("mail_1", MailState.FAILED, 1, reason=f"550 no: {CARD}"))

    assert tale.state.mails["mail_1"].reason == f"550 no: {KEPT}"
