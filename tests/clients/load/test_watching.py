"""Which words count as seen, and which as lost, in whatever order acknowledgement, sight and end come."""

from itertools import permutations

import pytest
from ringline_client.load.tally import Tally
from ringline_client.load.watching import Watch
from trio.testing import MockClock


@pytest.fixture
def watch(autojump_clock: MockClock) -> Watch:
    return Watch(Tally())


async def test_a_word_that_is_seen_is_measured_once_and_forgotten(watch: Watch) -> None:
    for order in permutations(("acknowledged", "seen", "own")):
        watch.begins("int_1", 0)
        watch.says("int_1", "hello", is_agents=True)
        for act in order:
            if act == "acknowledged":
                watch.acknowledged("hello")
            else:
                watch.sees("hello", is_agent=act == "own")
        assert watch.words == {}
        watch.is_over("int_1")

    assert watch.tally.took["message"].count == 6
    assert watch.tally.counts["lost"] == 0


@pytest.mark.parametrize("order", [("acknowledged", "over"), ("over", "acknowledged")])
async def test_an_acknowledged_word_that_the_consumer_never_saw_is_lost(watch: Watch, order: tuple[str, str]) -> None:
    watch.begins("int_1", 0)
    watch.says("int_1", "hello", is_agents=True)
    for act in order:
        watch.acknowledged("hello") if act == "acknowledged" else watch.is_over("int_1")

    assert watch.tally.counts["lost"] == 1
    assert watch.words == {}


async def test_a_word_that_was_refused_is_not_lost(watch: Watch) -> None:
    watch.begins("int_1", 0)
    watch.says("int_1", "hello", is_agents=True)
    watch.takes_back("hello")
    watch.is_over("int_1")
    await watch.finish()

    assert watch.tally.counts["lost"] == 0


async def test_what_agents_did_not_see_is_lost_when_everybody_has_gone(watch: Watch) -> None:
    watch.begins("int_1", 0)
    watch.says("int_1", "hello", is_agents=False)
    watch.acknowledged("hello")
    watch.is_over("int_1")
    assert watch.tally.counts["lost"] == 0, "the agent may still see it"
    await watch.finish()

    assert watch.tally.counts["lost"] == 1


async def test_the_line_is_measured_once_also_when_the_ring_is_faster_than_the_reply(watch: Watch) -> None:
    watch.rings("int_1")
    watch.begins("int_1", 0)
    watch.rings("int_1")
    watch.begins("int_2", 0)
    watch.rings("int_2")
    watch.rings("int_2")

    assert watch.tally.took["line"].count == 2
    watch.is_over("int_1")
    watch.is_over("int_2")
    assert (watch.began, watch.rang, watch.open) == ({}, {}, set())
