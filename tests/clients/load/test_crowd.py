"""A small crowd against a real server: they meet, talk, leave, and nothing is lost; and what goes wrong is told."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import attrs
import trio
from kit.accounts import account
from kit.clients import HouseOfClients, house_of_clients
from ringline_client.load.crowd import Cast, Plan, play
from ringline_client.load.report import Limits, misses
from ringline_client.load.tally import Tally
from ringline_client.load.timing import Span, Timing

QUICK = Timing(Span(0, 0), Span(0.3, 0.6), Span(0.5, 0.5), Span(10, 10), Span(0.1, 0.2))
"""Quicker than people, and slower than a server's limit on commands: an agent has four conversations at once."""


def cast(house: HouseOfClients, *agents: str, consumers: int = 3) -> Cast:
    def source(name: str) -> Callable[[], Awaitable[str]]:
        async def sign() -> str:
            await trio.lowlevel.checkpoint()
            return house.server.token(name) if name != "agt_nobody" else "no token"

        return sign

    return Cast(house.server.url, [(name, source(name)) for name in agents], source("svc_bot"), "que_chat", consumers)


async def test_a_crowd_meets_and_nothing_is_lost(tmp_path: Path) -> None:
    tally = Tally()
    shown: list[int] = []
    async with house_of_clients(tmp_path, account()) as house:
        plan = Plan(QUICK, ramp=0, lasts=1.5)
        await play(cast(house, "agt_ana", "agt_bruno"), plan, tally, lambda now: shown.append(now.now["agents"]), 0.2)

    assert (misses(tally, Limits()), dict(tally.errors)) == ([], {})
    assert tally.counts["messages"] >= tally.counts["talked"] >= 3
    assert tally.took["message"].count == tally.counts["messages"]
    assert 2 in shown
    assert +tally.now == {}


async def test_without_agents_patience_ends(tmp_path: Path) -> None:
    tally = Tally()
    async with house_of_clients(tmp_path, account()) as house:
        timing = attrs.evolve(QUICK, patience=Span(0.1, 0.2))
        await play(cast(house, "agt_nobody"), Plan(timing, ramp=0, lasts=1), tally, lambda _: None, 1)

    assert tally.counts["gave up"] >= 3
    (failed,) = tally.errors
    assert failed.startswith("agt_nobody: ")
    assert misses(tally, Limits(errors=1)) == ["nobody talked with anybody"]
