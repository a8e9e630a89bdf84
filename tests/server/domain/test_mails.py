"""E-mail in a thread: what a mail from outside sets going, what an agent's mail does, and how sending stands."""

from typing import Any

import attrs
import pytest
from kit.story import INTERACTION, SUPERVISOR, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ParkInteraction, ResolveInteraction, RetryMail, SaveDraft, SendMail
from ringline_protocol.limits import MAIL_ADDRESSES_MAX, MAIL_UPLOADS_MAX, TEXT_CHARS_MAX
from ringline_protocol.mail import MailAddress, MailDirection, MailDraft, MailHead, MailState, Upload
from ringline_protocol.values import Channel, Consumer, Phase, PrincipalKind, QueuedReason, Role
from ringline_server.domain.content import REOPEN_MS_MAX
from ringline_server.domain.events import (
    Created,
    DraftSaved,
    MailStateChanged,
    Queued,
    Reopened,
    SegmentAdded,
    Unparked,
)
from ringline_server.domain.mails import ADDRESS_CHARS_MAX
from ringline_server.domain.orders import MailProgress, MailReceived, MailWritten
from ringline_server.domain.parts import Undelivered
from ringline_server.domain.principal import Principal

MAIL = Principal(PrincipalKind.SERVICE, "svc_mail", 4_000_000_000_000)
MAR = MailAddress("mar@example.org", "Mar Ruiz")
HEAD = MailHead("mail_1", MailDirection.IN, MAR, subject="Where is it?", mailbox="mbx_1", message_id="<1@example.org>")
FIRST = MailReceived("que_1", HEAD, "Hello", Consumer("Mar Ruiz", email="mar@example.org"))
OURS = MailHead("mail_2", MailDirection.OUT, MailAddress("help@example.com"), (MAR,), subject="Re: Where is it?")


def began() -> Tale:
    tale = Tale(account(queue(channel=Channel.EMAIL)))
    tale.does(FIRST, MAIL)
    return tale


def handled() -> Tale:
    return began().talks("ana")


def reply(number: int = 3, **head: Any) -> MailReceived:
    return attrs.evolve(FIRST, head=attrs.evolve(HEAD, mail=f"mail_{number}", **head), text="And now?")


def written(text: str = "On its way.") -> MailWritten:
    return MailWritten(SendMail(INTERACTION, (MAR,), OURS.subject, text), OURS, text, (MAR.address, "b@example.org"))


def test_a_mail_begins_an_interaction_in_the_queue_of_its_mailbox() -> None:
    tale = began()

    [created], [queued] = tale.of(Created), tale.of(Queued)
    assert (created.channel, created.subject, created.consumer.email) == (Channel.EMAIL, HEAD.subject, MAR.address)
    assert (queued.queue, queued.reason) == ("que_1", QueuedReason.INTAKE)
    [segment] = tale.of(SegmentAdded)
    assert (segment.role, segment.participant, segment.text, segment.mail) == (Role.CONSUMER, "Mar Ruiz", "Hello", HEAD)
    assert tale.result == {"interaction": INTERACTION, "mail": "mail_1"}


def test_a_queue_that_the_account_has_no_more_takes_no_mail() -> None:
    Tale(account(queue("que_2", Channel.EMAIL))).refuses(FIRST, MAIL, ErrorCode.NOT_FOUND)


def test_a_text_beyond_the_limit_is_cut_and_says_so() -> None:
    tale = Tale(account(queue(channel=Channel.EMAIL)))
    tale.does(attrs.evolve(FIRST, text="x" * (TEXT_CHARS_MAX + 1)), MAIL)

    [segment] = tale.of(SegmentAdded)
    assert segment.mail is not None
    assert (len(segment.text), segment.mail.is_cut) == (TEXT_CHARS_MAX, True)


def test_a_reply_is_said_where_its_thread_is_and_is_unread() -> None:
    tale = handled()
    tale.does(reply(), MAIL)

    assert [type(event) for event in tale.last] == [SegmentAdded]
    assert tale.leg("ana").unread == 1


def test_a_reply_wakes_what_was_parked_for_it() -> None:
    tale = handled()
    tale.does(ParkInteraction(INTERACTION, until_reply=True), agent("ana"))
    tale.does(reply(), MAIL)

    assert len(tale.of(Unparked)) == 1


def test_a_reply_to_what_was_resolved_opens_it_again_within_thirty_days() -> None:
    tale = handled()
    tale.does(ResolveInteraction(INTERACTION), agent("ana"))
    tale.jumps(REOPEN_MS_MAX)
    tale.does(reply(), MAIL)

    assert len(tale.of(Reopened)) == 1


def test_later_it_is_refused_and_a_new_one_follows_it() -> None:
    tale = handled()
    tale.does(ResolveInteraction(INTERACTION), agent("ana"))
    tale.jumps(REOPEN_MS_MAX + 1)
    tale.refuses(reply(), MAIL, ErrorCode.INVALID_STATE)

    other = Tale(account(queue(channel=Channel.EMAIL)))
    other.does(attrs.evolve(reply(), follows="int_0"), MAIL)
    assert other.state.follows == "int_0"


@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "parked"])
def test_what_a_machine_wrote_opens_nothing_and_wakes_nothing_and_is_kept(is_closed: bool) -> None:
    tale = handled()
    if is_closed:
        tale.does(ResolveInteraction(INTERACTION), agent("ana"))
    else:
        tale.does(ParkInteraction(INTERACTION, until_reply=True), agent("ana"))
    phase = tale.state.phase
    tale.does(reply(automatic=True), MAIL)

    assert [type(event) for event in tale.last] == [SegmentAdded]
    assert tale.state.phase is phase
    assert phase in (Phase.CLOSED, Phase.PARKED)


def test_a_bounce_makes_our_mail_a_failed_one_in_the_words_of_the_server() -> None:
    tale = handled()
    tale.does(written(), agent("ana"))
    tale.does(MailProgress("mail_2", MailState.SENT, 1))
    bounce = attrs.evolve(reply(automatic=True), bounced="mail_2", reason="550 5.1.1 no such user")
    tale.does(bounce, MAIL)

    [segment], [changed] = tale.of(SegmentAdded), tale.of(MailStateChanged)
    assert segment.role is Role.SYSTEM
    assert changed == MailStateChanged("mail_2", MailState.FAILED, 1, None, "550 5.1.1 no such user")


def test_after_a_bounce_that_names_its_recipient_the_others_are_left_in_peace() -> None:
    tale = handled()
    tale.does(written(), agent("ana"))
    tale.does(MailProgress("mail_2", MailState.SENT, 1))
    bounce = attrs.evolve(reply(automatic=True), bounced="mail_2", bounced_recipient="B@example.org", reason="550 no")
    tale.does(bounce, MAIL)
    assert tale.state.mails["mail_2"].left == (Undelivered("b@example.org", "550 no", is_final=True),)
    tale.does(RetryMail(INTERACTION, "mail_2"), agent("ana"))

    assert tale.state.mails["mail_2"].left == (Undelivered("b@example.org"),)


def test_an_agents_mail_is_said_and_queued_and_uses_up_the_draft() -> None:
    tale = handled()
    tale.does(SaveDraft(INTERACTION, "On its", MailDraft(to=(MAR,))), agent("ana"))
    tale.does(written(), agent("ana"))

    [segment] = tale.of(SegmentAdded)
    assert (segment.role, segment.mail, segment.text) == (Role.AGENT, OURS, "On its way.")
    left = (Undelivered(MAR.address), Undelivered("b@example.org"))
    assert tale.of(MailStateChanged) == [MailStateChanged("mail_2", MailState.QUEUED, left=left)]
    assert tale.of(DraftSaved) == [DraftSaved("ana", "", 2)]
    assert tale.state.draft is None
    assert tale.result == {"segment": segment.segment, "mail": "mail_2"}


def test_only_who_handles_it_sends_mail_and_not_while_it_is_parked() -> None:
    tale = handled()
    tale.refuses(written(), agent("ben"), ErrorCode.FORBIDDEN)
    tale.refuses(written(), SUPERVISOR, ErrorCode.FORBIDDEN)
    tale.does(ParkInteraction(INTERACTION, until_reply=True), agent("ana"))
    tale.refuses(written(), agent("ana"), ErrorCode.INVALID_STATE)


def test_mail_is_sent_where_mail_is_written() -> None:
    tale = Tale().arrives().talks("ana")

    tale.refuses(written(), agent("ana"), ErrorCode.INVALID_STATE)
    draft = SaveDraft(INTERACTION, "x", MailDraft())
    tale.refuses(draft, agent("ana"), ErrorCode.INVALID_STATE)


def test_the_outbox_says_how_sending_stands_and_twice_is_once() -> None:
    tale = handled()
    tale.does(written(), agent("ana"))
    later = MailProgress("mail_2", MailState.DEFERRED, 1, 60_000, "451 later")

    assert len(tale.does(later)) == 1
    assert tale.does(later) == ()
    assert tale.state.mails["mail_2"].reason == "451 later"


def test_only_a_failed_mail_is_tried_again() -> None:
    tale = handled()
    tale.does(written(), agent("ana"))
    tale.refuses(RetryMail(INTERACTION, "mail_9"), agent("ana"), ErrorCode.NOT_FOUND)
    tale.refuses(RetryMail(INTERACTION, "mail_2"), agent("ana"), ErrorCode.INVALID_STATE)
    tale.does(MailProgress("mail_2", MailState.FAILED, 3, None, "550 no"))
    tale.does(RetryMail(INTERACTION, "mail_2"), agent("ana"))

    [queued] = tale.last
    assert isinstance(queued, MailStateChanged)
    assert (queued.state, queued.attempts) == (MailState.QUEUED, 0)


def test_of_a_closed_thread_only_a_supervisor_has_a_mail_tried_again() -> None:
    tale = handled()
    tale.does(written(), agent("ana"))
    tale.does(MailProgress("mail_2", MailState.FAILED, 3, None, "550 no"))
    tale.does(ResolveInteraction(INTERACTION), agent("ana"))
    tale.refuses(RetryMail(INTERACTION, "mail_2"), agent("ana"), ErrorCode.INVALID_STATE)
    tale.does(RetryMail(INTERACTION, "mail_2"), SUPERVISOR)

    assert tale.state.mails["mail_2"].state is MailState.QUEUED


@pytest.mark.parametrize(
    ("left", "tried"),
    [
        ((Undelivered("b@example.org", "550 no", is_final=True),), ("b@example.org",)),
        ((), (MAR.address, "b@example.org")),  # a bounce does not say who has it
    ],
)
def test_trying_again_is_for_those_who_do_not_have_it(left: tuple[Undelivered, ...], tried: tuple[str, ...]) -> None:
    tale = handled()
    tale.does(written(), agent("ana"))
    assert tale.state.mails["mail_2"].recipients == (MAR.address, "b@example.org")
    tale.does(MailProgress("mail_2", MailState.FAILED, 3, None, "550 no", left))
    tale.does(RetryMail(INTERACTION, "mail_2"), agent("ana"))

    assert tale.state.mails["mail_2"].left == tuple(map(Undelivered, tried))
    assert tale.state.mails["mail_2"].recipients == (MAR.address, "b@example.org")


def test_a_draft_of_a_mail_is_saved_with_its_revision_and_saving_it_again_is_nothing() -> None:
    tale = handled()
    draft = SaveDraft(INTERACTION, "", MailDraft(to=(MAR,), subject="Re"))

    assert tale.does(draft, agent("ana")) == (DraftSaved("ana", "", 1, draft.mail),)
    assert tale.does(draft, agent("ana")) == ()
    details = tale.refuses(attrs.evolve(draft, text="x"), agent("ana"), ErrorCode.CONFLICT, expect_rev=0)
    assert details["current"] == {"rev": 1, "text": "", "mail": draft.mail}


@pytest.mark.parametrize(
    "draft",
    [
        MailDraft(to=(MAR,) * (MAIL_ADDRESSES_MAX + 1)),
        MailDraft(bcc=(MAR,) * (MAIL_ADDRESSES_MAX + 1)),
        MailDraft(cc=(MailAddress("x" * (ADDRESS_CHARS_MAX + 1)),)),
        MailDraft(uploads=(Upload("upl_1", "a.txt", "text/plain", 1),) * (MAIL_UPLOADS_MAX + 1)),
    ],
    ids=["to", "bcc", "address", "uploads"],
)
def test_a_draft_has_limits(draft: MailDraft) -> None:
    handled().refuses(SaveDraft(INTERACTION, "x", draft), agent("ana"), ErrorCode.TOO_LARGE)


def test_a_draft_at_its_limits_is_saved() -> None:
    draft = MailDraft((MAR,) * MAIL_ADDRESSES_MAX, uploads=(Upload("upl_1", "a", "b/c", 1),) * MAIL_UPLOADS_MAX)
    tale = handled()
    tale.does(SaveDraft(INTERACTION, "x", draft), agent("ana"))

    assert tale.state.draft is not None
    assert tale.state.draft.mail == draft


def test_nobody_reads_what_is_refused() -> None:
    with pytest.raises(Refused):
        handled().does(written(), agent("cai"))
