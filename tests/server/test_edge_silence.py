"""Silence and absence, end to end: nobody speaks, the consumer's connection is gone, work that waits for too long."""

import pytest
from kit.accounts import queue
from kit.scene import scene
from ringline_protocol.values import Channel
from trio.testing import MockClock

MINUTE_MS = 60_000


async def test_a_chat_is_warned_after_5_minutes_of_silence_and_closed_after_10(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        await consumer.says(interaction, "One moment, please.")
        spoke_at_ms = at.now_ms
        await at.passes(10 * MINUTE_MS)
        warned, ended = await consumer.event("interaction.idle_warned"), await consumer.event("interaction.ended")

    assert warned["at_ms"] == spoke_at_ms + 5 * MINUTE_MS
    assert warned["data"]["closes_at_ms"] == ended["at_ms"] == spoke_at_ms + 10 * MINUTE_MS
    assert (ended["data"]["reason"], ended["data"]["by"]) == ("inactivity", "system")


async def test_a_word_after_the_warning_starts_the_silence_anew(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        consumer = await at.consumer(interaction)
        await at.passes(9 * MINUTE_MS)
        await consumer.says(interaction, "Here I am again.")
        await at.passes(4 * MINUTE_MS)

        assert (await at.state(interaction))["phase"] == "active"

        await ana.says(interaction, "Good.")
        await at.passes(5 * MINUTE_MS)
        warnings = [frame["at_ms"] for frame in await at.history(interaction, "interaction.idle_warned")]

    assert len(warnings) == 2


async def test_a_waiting_consumer_who_is_gone_for_60_s_has_abandoned(autojump_clock: MockClock) -> None:
    async with scene() as at:
        interaction = await at.arrives()
        consumer = await at.consumer(interaction)
        await at.passes(10_000)
        consumer.cut()
        await at.settles()
        gone_at_ms = at.now_ms
        await at.passes(MINUTE_MS)
        closed = (await at.state(interaction))["closed"]

    assert (closed["reason"], closed["by"], closed["at_ms"]) == ("abandoned", "consumer", gone_at_ms + MINUTE_MS)


async def test_a_waiting_consumer_who_is_back_in_time_keeps_the_place(autojump_clock: MockClock) -> None:
    async with scene() as at:
        interaction = await at.arrives()
        consumer = await at.consumer(interaction)
        await at.passes(10_000)
        consumer.cut()
        await at.passes(MINUTE_MS - 1)
        consumer = await at.returns(consumer)
        await at.passes(MINUTE_MS)
        state = await at.state(interaction)

    assert (state["phase"], state["consumer_away"]) == ("queued", False)
    assert state["waiting"]["enqueued_at_ms"] == state["created_at_ms"]


@pytest.mark.parametrize(("channel", "phase"), [(Channel.VOICE, "wrapping"), (Channel.MESSAGING, "active")], ids=str)
async def test_a_consumer_who_is_gone_in_a_call_has_left_and_in_a_chat_is_waited_for(
    autojump_clock: MockClock, channel: Channel, phase: str
) -> None:
    async with scene(queue("que_1", channel)) as at:
        ana = await at.agent("ana")
        if channel is Channel.VOICE:
            interaction, consumer = await at.calls(ana, "que_1")
        else:
            interaction = await at.talks(ana, "que_1")
            consumer = await at.consumer(interaction)
        consumer.cut()
        away = await ana.event("consumer.away")
        await at.passes(MINUTE_MS)
        state = await at.state(interaction)

    assert ("until_at_ms" in away["data"]) == (channel is Channel.VOICE)
    assert state["phase"] == phase
    assert channel is Channel.MESSAGING or state["ended"]["reason"] == "consumer_left"


async def test_what_waits_beyond_its_time_to_live_expires_but_not_through_a_ring(autojump_clock: MockClock) -> None:
    async with scene() as at:
        unheard = await at.arrives(ttl_ms=10_000)
        await at.passes(10_000)
        expired = (await at.state(unheard))["closed"]
        ana = await at.agent("ana")
        ringing = await at.arrives(ttl_ms=10_000)
        ring = await ana.rings(ringing)
        await at.passes(20_000)
        await ana.accepts(ring)

        assert (await at.state(ringing))["phase"] == "active"

    assert (expired["reason"], expired["by"]) == ("expired", "system")
