"""How many agents an entry may have asked at once, and who is ruled out for it alone."""

from ringline_protocol.values import Acceptance

from ringline_server.domain import waiting
from ringline_server.domain.line import Entry
from ringline_server.domain.policy import Queue, Selection
from ringline_server.domain.queue import RuledOut


def wants(entry: Entry, policy: Queue) -> int:
    """How many more agents may be asked for it at this moment."""
    if entry.is_accepting or entry.is_turned_away or entry.resumes_at_ms is not None:
        return 0
    return max(0, at_once(entry, policy) - len(entry.ringing_at) - len(entry.asked) - len(entry.placing))


def at_once(entry: Entry, policy: Queue) -> int:
    """At how many agents it may ring. What begins by itself is given to one."""
    is_silent = policy.acceptance is Acceptance.AUTOMATIC or not entry.state.channel.is_live
    rings_many = policy.selection is Selection.SIMULTANEOUS and not is_silent
    return max(1, policy.ring_many) if rings_many else 1


def rules_out(entry: Entry, agent: str, now_ms: int) -> RuledOut | None:
    """What rules an agent out for this entry, whatever they do otherwise."""
    if agent in entry.here or agent in entry.asked or agent in entry.placing:
        return RuledOut.ALREADY_OFFERED
    return RuledOut.EXCLUDED_DECLINED if waiting.is_excluded(entry.state, agent, now_ms) else None


def is_claimed(entry: Entry) -> bool:
    """Somebody is about to take it, or is asked to."""
    return bool(entry.asked or entry.placing or entry.ringing_at)
