"""From what the relay said to how the mail stands."""

from kit.outgoing import later, never, taken
from ringline_protocol.mail import MailState
from ringline_server.domain.parts import Undelivered
from ringline_server.edges.mail.judging import (
    REASON_CHARS_MAX,
    TOLD_MAX,
    UNKNOWN_ANSWER,
    progress_of,
    reason_of,
    wanted,
)
from ringline_server.edges.mail.sending import Answer, Report

A, B, C = "a@example.org", "b@example.org", "c@example.org"
NEW = (Undelivered(A), Undelivered(B))


def judged(attempts: int, left: tuple[Undelivered, ...] = NEW, **answers: Answer) -> tuple[MailState, str, int | None]:
    report = Report({f"{name}@example.org": answer for name, answer in answers.items()})
    progress = progress_of("mail_1", attempts, left, report, 1_000)
    return progress.state, progress.reason, progress.next_at_ms


def test_it_is_sent_when_everybody_has_it() -> None:
    assert judged(3, a=taken(), b=taken()) == (MailState.SENT, "", None)


def test_it_has_failed_when_nobody_is_left_to_try_and_somebody_does_not_have_it() -> None:
    assert judged(1, a=taken(), b=never("550 no")) == (MailState.FAILED, f"{B}: 550 no", None)


def test_it_is_deferred_while_somebody_may_get_it_yet() -> None:
    assert judged(2, a=never("550 no"), b=later("451 busy")) == (
        MailState.DEFERRED,
        f"{A}: 550 no; {B}: 451 busy",
        301_000,
    )


def test_who_was_given_up_is_not_tried_again_and_stays_in_the_account() -> None:
    left = (Undelivered(A), Undelivered(B, "550 gone", is_final=True), Undelivered(C))
    progress = progress_of("mail_1", 2, left, Report({A: taken()}), 1_000)

    assert wanted(left) == (A, C)
    assert progress.left == (left[1], Undelivered(C, UNKNOWN_ANSWER))


def test_after_the_last_attempt_it_has_failed_though_the_relay_said_later() -> None:
    assert judged(15, a=later(), b=taken())[0] is MailState.DEFERRED
    state, reason, next_at_ms = judged(16, a=later("451 busy"), b=taken())
    assert (state, reason, next_at_ms) == (MailState.FAILED, f"given up after 16 attempts; {A}: 451 busy", None)


def test_a_reason_is_bounded_however_many_there_are() -> None:
    many = tuple(Undelivered(f"{number}@example.org", "550 no") for number in range(TOLD_MAX + 3))
    assert reason_of(many).endswith("9@example.org: 550 no; and 3 more")
    long = tuple(Undelivered(one.address, "5" * 500) for one in many)
    assert len(reason_of(long)) == REASON_CHARS_MAX
