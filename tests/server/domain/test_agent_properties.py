"""Whatever is chosen and whatever happens, in whatever order: what must always hold of an agent's status, holds."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Final, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.accounts import account, queue
from kit.examples import examples
from ringline_protocol.codes import Refused
from ringline_protocol.commands import SetOptOuts, SetStatus
from ringline_protocol.values import Channel, Status
from ringline_server.domain import agent
from ringline_server.domain.agent import MISSED_NEXT, AgentStatus, Work
from ringline_server.domain.agent_events import AgentEvent
from ringline_server.domain.policy import MissedPolicy, misses_max

STEPS: Final = 50
ACCOUNT: Final = account(
    queue("que_chat"),
    queue("que_three", missed_max=3),
    queue("que_calm", on_missed=MissedPolicy.NONE),
    queue("que_voice", Channel.VOICE),
)
ANA: Final = ACCOUNT.agents["agt_ana"]
ME: Final = "agent:agt_ana"
BOSS: Final = "agent:agt_sofia"
RINGS: Final[tuple[Literal["decline", "keep"], ...]] = ("decline", "keep")


class Day:
    """One agent, with the work that they have in hand; the journal beside what is folded from it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.status = AgentStatus()
        self.journal: list[tuple[AgentEvent, int]] = []
        self.live: tuple[str, ...] = ()
        self.is_gone = True
        self.now_ms = 1_000
        self.ready_at_ms = 0

    @property
    def work(self) -> Work:
        return Work(self.live, self.is_gone)

    def happens(self, events: Sequence[AgentEvent]) -> None:
        was = self.status.status
        for event in events:
            self.status = agent.apply(self.status, event, self.now_ms)
            self.journal.append((event, self.now_ms))
        if self.status.status is Status.READY and was is not Status.READY:
            self.ready_at_ms = self.now_ms

    # --- what may happen

    def time_passes(self) -> None:
        self.now_ms += self.random.randint(1, 60_000)

    def comes(self) -> None:
        self.is_gone = False
        self.happens(agent.signed_in(self.status, ACCOUNT))

        assert self.status.status is not Status.OFFLINE

    def goes(self) -> None:
        self.is_gone, self.live = True, ()
        self.happens(agent.gone(self.status))

        assert self.status.status is Status.OFFLINE

    def somebody_chooses(self) -> None:
        before, by = self.status, self.random.choice([ME, BOSS])
        reason = self.random.choice([None, None, "lunch", "none of the list"])
        status, rings = self.random.choice(list(Status)), self.random.choice(RINGS)
        command = SetStatus(status, reason, pending_offers=rings, forced=self.random.random() < 0.5)
        try:
            chosen = agent.choose(self.status, command, by, self.work, ACCOUNT)
        except Refused:
            assert self.status is before
            return
        self.happens(chosen.events)

        assert self.status.misses == 0
        assert chosen.ends_rings is (status is Status.OFFLINE or (status is Status.NOT_READY and rings == "decline"))
        if self.status.next is None:
            assert (self.status.status, self.status.reason) == (command.status, command.reason)
        else:
            assert self.live
            assert (self.status.next.status, self.status.next.reason) == (command.status, command.reason)
        assert agent.choose(self.status, command, by, self.work, ACCOUNT).events == (), "the same again is nothing new"

    def opts_out(self) -> None:
        channels = self.random.choices(list(Channel), k=self.random.randint(0, 3))
        queues = self.random.choices([*ANA.queues, "que_none"], k=self.random.randint(0, 3))
        try:
            self.happens(agent.opt_out(self.status, SetOptOuts(tuple(channels), tuple(queues)), ANA))
        except Refused:
            assert "que_none" in queues
            return
        assert set(self.status.channels_out) == set(channels)
        assert set(self.status.queues_out) == set(queues)

    def misses_a_ring(self) -> None:
        """It may have begun before they chose not to be ready, or wished to leave."""
        before, policy = self.status, self.random.choice(list(ACCOUNT.queues.values()))
        limit = misses_max(policy)
        self.happens(agent.missed(self.status, "off_1", policy, self.work))

        assert self.status.misses == before.misses + 1
        if before.status is not Status.READY or before.is_leaving:
            assert (self.status.status, self.status.next) == (before.status, before.next)
            return
        assert self.status.is_missed is (limit is not None and before.misses + 1 >= limit)
        assert (self.status.next == MISSED_NEXT) is (self.status.is_missed and bool(self.live))

    def answers_a_ring(self) -> None:
        before = self.status
        self.happens(agent.answered(self.status))

        assert self.status.misses == 0
        assert not self.status.is_missed
        same = (before.status, before.next)
        assert (self.status.status, self.status.next) == ((Status.READY, None) if before.is_missed else same)

    def work_begins(self) -> None:
        if self.status.status is Status.READY and not self.status.is_leaving:
            self.live = tuple(sorted({*self.live, self.random.choice(["int_1", "int_2"])}))

    def work_ends(self) -> None:
        before = self.status
        self.live = self.live[1:]
        self.happens(agent.work_done(self.status, self.work))

        if before.next is None or self.live:
            assert self.status == before
        else:
            now = self.status.status, self.status.reason, self.status.by, self.status.next
            assert now == (before.next.status, before.next.reason, before.next.by, None)

    # --- what must always hold

    def is_sound(self) -> None:
        status = self.status
        if status.next is not None:
            assert (status.status, status.next.status) == (Status.READY, Status.NOT_READY)
            assert self.live, "else it would wait for ever"
        assert not self.is_gone or status.status is Status.OFFLINE
        assert max(status.since_ms, status.on_since_ms) <= self.now_ms
        if status.status is Status.READY:
            assert status.ready_since_ms == self.ready_at_ms
        if status.status is not Status.OFFLINE:
            assert status.on_since_ms <= status.since_ms

    def is_what_the_journal_says(self) -> None:
        status = AgentStatus()
        for event, at_ms in self.journal:
            status = agent.apply(status, event, at_ms)
        assert status == self.status


DEEDS: Final[tuple[Callable[[Day], None], ...]] = (
    Day.time_passes,
    Day.comes,
    Day.goes,
    Day.somebody_chooses,
    Day.somebody_chooses,
    Day.somebody_chooses,
    Day.opts_out,
    Day.misses_a_ring,
    Day.misses_a_ring,
    Day.answers_a_ring,
    Day.work_begins,
    Day.work_begins,
    Day.work_begins,
    Day.work_ends,
    Day.work_ends,
)


@pytest.mark.timeout(600)
@settings(max_examples=examples(200))
@given(seed=st.integers(0, 2**32))
def test_whatever_happens_an_agents_status_stays_sound(seed: int) -> None:
    day = Day(seed)
    day.comes()
    for _ in range(STEPS):
        day.random.choice(DEEDS)(day)
        day.is_sound()
    day.is_what_the_journal_says()
