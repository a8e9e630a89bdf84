"""Why is it still waiting: where it stands, what it needs, and what rules out each member."""

import attrs
from ringline_protocol.values import SkillNeed

from ringline_server.domain import waiting
from ringline_server.domain.eligibility import rules_out
from ringline_server.domain.line import Entry
from ringline_server.domain.matching import Matching
from ringline_server.domain.policy import SKILL_STAGES_MAX, Queue
from ringline_server.domain.queue import RuledOut
from ringline_server.domain.roster import Seat
from ringline_server.domain.skills import meets, needs_of


@attrs.frozen
class Verdict:
    """One member, for this interaction, at this moment."""

    agent: str
    name: str
    out: RuledOut | None
    """None: nothing stands in the way."""
    until_ms: int | None = None
    """When that ends by itself, where it is known."""


@attrs.frozen
class Explanation:
    """Everything that decides. What is not `is_waiting` here has no place, and nobody is considered."""

    interaction: str
    queue: str
    is_waiting: bool
    position: int | None = None
    waiting: int = 0
    needs: tuple[SkillNeed, ...] = ()
    relaxes_at_ms: int | None = None
    """When other needs hold."""
    asked: tuple[str, ...] = ()
    """Agents who are being asked for room, or keep it for the offer that is about to be made."""
    ringing: tuple[str, ...] = ()
    """Agents who hold an offer."""
    resumes_at_ms: int | None = None
    """An offer could not be made; it is tried again then."""
    next_agent: str | None = None
    """Who would be next. Only somebody when it rings already, or is about to: else it would be theirs."""
    members: tuple[Verdict, ...] = ()


def explain(matching: Matching, interaction: str, now_ms: int) -> Explanation:
    """The whole answer. Looks at every member: for people who ask, not for the way of an offer."""
    entry = matching.line.get(interaction)
    if entry is None:
        return Explanation(interaction, matching.policy.id, is_waiting=False, waiting=len(matching.line))
    free = matching.roster.free.candidates(entry.needs)
    return Explanation(
        interaction=interaction,
        queue=matching.policy.id,
        is_waiting=True,
        position=matching.line.position(entry),
        waiting=len(matching.line),
        needs=tuple(SkillNeed(skill, level) for skill, level in entry.needs),
        relaxes_at_ms=entry.relaxes_at_ms,
        asked=tuple(sorted({*entry.asked, *entry.placing})),
        ringing=tuple(sorted(entry.ringing_at)),
        resumes_at_ms=entry.resumes_at_ms,
        next_agent=next((agent for agent in free if rules_out(entry, agent, now_ms) is None), None),
        members=tuple(_verdict(entry, seat, matching.policy, now_ms) for seat in matching.roster),
    )


def _verdict(entry: Entry, seat: Seat, policy: Queue, now_ms: int) -> Verdict:
    agent, name = seat.member.agent, seat.member.name
    own = rules_out(entry, agent, now_ms)
    if own is RuledOut.ALREADY_OFFERED:
        return Verdict(agent, name, own)
    if seat.out is not None:
        return Verdict(agent, name, seat.out)
    if not meets(seat.member.skills, entry.needs):
        return Verdict(agent, name, RuledOut.LACKS_SKILL, _suits_at_ms(entry, seat, policy))
    return Verdict(agent, name, own, None if own is None else entry.state.excluded[agent])


def _suits_at_ms(entry: Entry, seat: Seat, policy: Queue) -> int | None:
    """When the needs have relaxed so far that this agent will do. None: they never do."""
    at_ms = entry.relaxes_at_ms
    for _ in range(SKILL_STAGES_MAX + 1):
        if at_ms is None or meets(seat.member.skills, needs_of(waiting.stage_at(entry.state, policy, at_ms))):
            return at_ms
        at_ms = waiting.next_stage_at_ms(entry.state, policy, at_ms)
    return None
