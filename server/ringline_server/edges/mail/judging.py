"""From what the relay said of each recipient to how the mail stands: sent, deferred until then, failed.

Who has it is never sent it again. Who will never have it is given up at once and told of at the end: a mail has failed
as soon as nobody is left to try and somebody did not get it.
"""

from collections.abc import Sequence
from typing import Final

from ringline_protocol.mail import MailState

from ringline_server.domain.orders import MailProgress
from ringline_server.domain.parts import Undelivered
from ringline_server.edges.mail.pauses import pause_ms
from ringline_server.edges.mail.sending import Fate, Report

REASON_CHARS_MAX: Final = 1_000
TOLD_MAX: Final = 10
"""Recipients whose reasons are told; of the others only how many there are."""
UNKNOWN_ANSWER: Final = "the relay said nothing about this address"


def wanted(left: Sequence[Undelivered]) -> tuple[str, ...]:
    """Whom to try."""
    return tuple(one.address for one in left if not one.is_final)


def progress_of(mail: str, attempts: int, left: Sequence[Undelivered], report: Report, now_ms: int) -> MailProgress:
    """How it stands after this attempt. `left`: who did not have it before."""
    now_left = tuple(after for one in left for after in _after(one, report))
    is_over = all(one.is_final for one in now_left)
    if not now_left:
        return MailProgress(mail, MailState.SENT, attempts)
    if is_over:
        return MailProgress(mail, MailState.FAILED, attempts, reason=reason_of(now_left), left=now_left)
    pause = pause_ms(attempts)
    if pause is None:
        reason = f"given up after {attempts} attempts; {reason_of(now_left)}"[:REASON_CHARS_MAX]
        return MailProgress(mail, MailState.FAILED, attempts, reason=reason, left=now_left)
    return MailProgress(mail, MailState.DEFERRED, attempts, now_ms + pause, reason_of(now_left), now_left)


def reason_of(left: Sequence[Undelivered]) -> str:
    """Why they do not have it, one after the other."""
    told = [f"{one.address}: {one.reason}" for one in left[:TOLD_MAX]]
    if len(left) > TOLD_MAX:
        told.append(f"and {len(left) - TOLD_MAX} more")
    return "; ".join(told)[:REASON_CHARS_MAX]


def _after(one: Undelivered, report: Report) -> Sequence[Undelivered]:
    """The recipient, unless they have it now."""
    if one.is_final:
        return (one,)
    answer = report.answers.get(one.address)
    if answer is None:
        return (Undelivered(one.address, UNKNOWN_ANSWER),)
    if answer.fate is Fate.TAKEN:
        return ()
    return (Undelivered(one.address, answer.words, answer.fate is Fate.NEVER),)
