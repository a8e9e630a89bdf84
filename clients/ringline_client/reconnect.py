"""What to do when a connection has ended: the close code is a verdict, chance spreads the crowd. Pure.

over, stop         None: the session is over; but a hello that was only late is said again, with backoff
resume             the first time after a jitter (or when the server said), then with backoff
new_session        with backoff, without the session
reauthenticate     with backoff, if there is a source of newer tokens; else over
"""

import attrs
from ringline_protocol.codes import CloseCode, Verdict, verdict
from ringline_protocol.limits import BACKOFF_BASE_MS, BACKOFF_CAP_MS, RESUME_JITTER_MS

from ringline_client.chance import Chance


@attrs.frozen
class Plan:
    """When to come back, and whether as the same session."""

    wait_ms: int
    keeps_session: bool = True


def plan(code: int, attempt: int, chance: Chance, *, told_ms: int | None = None, renews: bool = False) -> Plan | None:
    """The next step after a close; None: do not come back. `attempt`: ends in a row without a session, from 0.

    `told_ms`: what a draining notice asked for. `renews`: newer credentials can be had.
    """
    match verdict(code):
        case Verdict.STOP if code == CloseCode.HELLO_TIMEOUT and attempt > 0:
            return Plan(backoff_ms(attempt - 1, chance))  # the server has not read our hello: it says nothing of us
        case Verdict.OVER | Verdict.STOP:
            return None
        case Verdict.RESUME:
            if attempt > 0:
                return Plan(backoff_ms(attempt - 1, chance))
            return Plan(int(chance(RESUME_JITTER_MS)) if told_ms is None else told_ms)
        case Verdict.NEW_SESSION:
            return Plan(backoff_ms(attempt, chance), keeps_session=False)
        case Verdict.REAUTHENTICATE:
            return Plan(backoff_ms(attempt, chance)) if renews else None


def backoff_ms(attempt: int, chance: Chance) -> int:
    """From 0 to twice as long each time, up to the cap."""
    doublings = min(attempt, (BACKOFF_CAP_MS // BACKOFF_BASE_MS).bit_length())
    return int(chance(min(BACKOFF_CAP_MS, BACKOFF_BASE_MS << doublings)))
