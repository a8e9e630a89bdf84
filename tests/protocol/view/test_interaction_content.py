"""Mails in a view: heads ride on segments, drafts have fields, and how sending stands is kept by mail."""

from typing import Any

from ringline_protocol import events as e
from ringline_protocol.mail import MailAddress, MailDirection, MailDraft, MailHead, MailState
from ringline_protocol.values import Role, SegmentPhase
from ringline_protocol.view import VIEW_MAILS_MAX, InteractionView, MailStateView, apply

HEAD = MailHead("mail_1", MailDirection.IN, MailAddress("mar@example.org", "Mar"), subject="Where is it?")


def after(*events: Any) -> InteractionView:
    view = InteractionView()
    for at_ms, event in enumerate(events, 1):
        view = apply(view, e.NAMES[type(event)], event, at_ms)
    return view


def test_a_mail_is_a_segment_with_a_head() -> None:
    view = after(e.SegmentFinal("seg_1", Role.CONSUMER, "Mar", "Hello", SegmentPhase.QUEUE, 5, mail=HEAD))

    assert view.segments[0].mail == HEAD


def test_how_sending_stands_is_told_again_in_its_place() -> None:
    view = after(
        e.MailStateChanged("mail_1", MailState.QUEUED),
        e.MailStateChanged("mail_2", MailState.QUEUED),
        e.MailStateChanged("mail_1", MailState.DEFERRED, 1, 60_000, "451 later"),
    )

    assert view.mails == (
        MailStateView("mail_1", MailState.DEFERRED, 3, 1, 60_000, "451 later"),
        MailStateView("mail_2", MailState.QUEUED, 2),
    )


def test_only_the_last_mails_stay_in_the_view() -> None:
    view = after(*(e.MailStateChanged(f"mail_{n}", MailState.QUEUED) for n in range(VIEW_MAILS_MAX + 2)))

    assert [mail.mail for mail in view.mails] == [f"mail_{n}" for n in range(2, VIEW_MAILS_MAX + 2)]


def test_a_draft_may_have_addresses_and_no_word_yet() -> None:
    mail = MailDraft(to=(MailAddress("mar@example.org"),))
    view = after(e.DraftSaved("agt_ana", "", 1, mail))
    assert view.draft is not None
    assert view.draft.mail == mail

    assert after(e.DraftSaved("agt_ana", "", 1, mail), e.DraftSaved("agt_ana", "", 2)).draft is None
