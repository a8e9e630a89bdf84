"""The edge table and conformance I, end to end: work after the conversation. Rows give the tests their names."""

from typing import Any

import pytest
from kit.accounts import queue
from kit.scene import Scene, scene
from ringline_protocol.values import Channel
from ringline_server.domain.policy import ExpiryPolicy, Queue, WrapUpPolicy
from trio.testing import MockClock


def wrapping(channel: Channel = Channel.MESSAGING, **policy: Any) -> Queue:
    """A queue whose wrap-up lasts 10 s, with optional dispositions."""
    wrap_up = WrapUpPolicy(**{"duration_ms": 10_000, "dispositions": "outcomes", **policy})
    return queue("que_1", channel, wrap_up=wrap_up)


async def ended(at: Scene, *dispositions: str) -> tuple[Any, str, int]:
    """Ana, the interaction that she wraps up, and since when."""
    ana = await at.agent("ana")
    calls = at.server.server.account.queues["que_1"].channel is Channel.VOICE
    interaction = (await at.calls(ana, "que_1"))[0] if calls else await at.talks(ana, "que_1")
    if dispositions:
        await ana.ask("disposition.save", {"interaction": interaction, "dispositions": list(dispositions)})
    await at.passes(1_000)
    await ana.ends(interaction)
    return ana, interaction, at.now_ms


# --- beginning (conformance I 122)


async def test_i122_the_end_by_the_agent_starts_wrap_up_with_a_deadline_and_the_slot_stays_taken(
    autojump_clock: MockClock,
) -> None:
    async with scene(wrapping(), agents=("ana",)) as at:
        ana, interaction, since_ms = await ended(at)
        started = await ana.event("wrap_up.started", f"interaction/{interaction}")
        during = ana.last("agent.state_changed")
        await ana.wraps_up(interaction)
        after = ana.last("agent.state_changed")

    assert (started["at_ms"], started["data"]["until_at_ms"]) == (since_ms, since_ms + 10_000)
    assert (during["state"], during["channels"]["messaging"]["used"], during["units_used"]) == ("wrap_up", 1, 25)
    assert (after["state"], after["channels"]["messaging"]["used"], after["units_used"]) == ("ready", 0, 0)


async def test_i122_the_end_by_the_consumer_starts_wrap_up_too_and_a_queue_may_give_the_slot_back(
    autojump_clock: MockClock,
) -> None:
    async with scene(wrapping(counts=False), agents=("ana",)) as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana, "que_1")
        await at.leaves(interaction)
        await ana.event("wrap_up.started", f"interaction/{interaction}")
        await at.settles()
        during = ana.last("agent.state_changed")
        phase = (await at.state(interaction))["phase"]

    assert phase == "wrapping"
    assert during["units_used"] == 0


# --- expiry, nothing set


async def test_wrap_up_expires_with_nothing_set_and_the_notes_are_kept(autojump_clock: MockClock) -> None:
    async with scene(wrapping(), agents=("ana",)) as at:
        ana, interaction, since_ms = await ended(at)
        await ana.ask("note.save", {"interaction": interaction, "text": "half a thou"})
        done = await ana.event("wrap_up.completed", f"interaction/{interaction}")
        await at.settles()
        ready = ana.last("agent.state_changed")
        state = await at.state(interaction)

    assert (done["at_ms"], done["data"]["outcome"]) == (since_ms + 10_000, "timeout")
    assert (done["data"]["dispositions"], done["data"]["unset_reason"]) == ([], "timeout")
    assert not done["data"]["automatic"]
    assert [note["text"] for note in state["notes"]] == ["half a thou"]
    assert (state["phase"], ready["state"]) == ("closed", "ready")


async def test_wrap_up_expires_with_nothing_set_and_the_queues_default_is_flagged_automatic(
    autojump_clock: MockClock,
) -> None:
    async with scene(wrapping(default_disposition="solved"), agents=("ana",)) as at:
        ana, interaction, _ = await ended(at)
        done = (await ana.event("wrap_up.completed", f"interaction/{interaction}"))["data"]

    assert (done["outcome"], done["dispositions"], done["automatic"]) == ("defaulted", ["solved"], True)


async def test_i125_a_deadline_passes_with_a_draft_and_the_draft_is_the_outcome(autojump_clock: MockClock) -> None:
    async with scene(wrapping(mandatory=True), agents=("ana",)) as at:
        ana, interaction, since_ms = await ended(at)
        await ana.ask("disposition.save", {"interaction": interaction, "dispositions": ["sold"]})
        done = await ana.event("wrap_up.completed", f"interaction/{interaction}")

    assert done["at_ms"] == since_ms + 10_000
    assert (done["data"]["outcome"], done["data"]["dispositions"]) == ("timeout", ["sold"])


# --- expiry, disposition mandatory


async def test_wrap_up_expires_with_a_mandatory_disposition_and_a_call_holds_and_says_so_each_30_s(
    autojump_clock: MockClock,
) -> None:
    async with scene(wrapping(Channel.VOICE, mandatory=True), agents=("ana",)) as at:
        ana, interaction, since_ms = await ended(at)
        sofia = await at.connects("agt_sofia")
        await sofia.reads(interaction)
        due = [since_ms + 10_000 + 30_000 * n for n in range(3)]
        overdue = [[(await reader.event("wrap_up.overdue"))["at_ms"] for _ in due] for reader in (ana, sofia)]
        card, busy = ana.last("leg.changed", ana.own)["card"], ana.last("agent.state_changed")["state"]
        error = await ana.error("wrap_up.complete", {"interaction": interaction})
        await ana.wraps_up(interaction, "sold")
        state = await at.state(interaction)

        assert ana.last("agent.state_changed")["state"] == "ready"

    assert overdue == [due, due]
    assert card["wrap_up"]["overdue"]
    assert (busy, error["code"]) == ("wrap_up", "disposition_required")
    assert state["legs"][0]["outcome"]["dispositions"] == ["sold"]


async def test_wrap_up_expires_with_a_mandatory_disposition_and_messaging_releases_with_a_flag(
    autojump_clock: MockClock,
) -> None:
    async with scene(wrapping(mandatory=True), agents=("ana",)) as at:
        ana, interaction, since_ms = await ended(at)
        done = await ana.event("wrap_up.completed", f"interaction/{interaction}")
        await at.settles()
        free = ana.last("agent.state_changed")["state"]
        listed = (await ana.ask("interaction.list", {"needs_disposition": True}, key=None))["interactions"]
        await ana.ask("disposition.save", {"interaction": interaction, "dispositions": ["lost"]})
        settled = (await ana.ask("interaction.list", {}, key=None))["interactions"]
        to_do = (await ana.ask("interaction.list", {"needs_disposition": True}, key=None))["interactions"]
        outcome = (await at.state(interaction))["legs"][0]["outcome"]

    assert done["at_ms"] == since_ms + 10_000
    assert (done["data"]["outcome"], done["data"]["needs_disposition"]) == ("released", True)
    assert free == "ready"
    assert [(row["id"], row["needs_disposition"]) for row in listed] == [(interaction, True)]
    assert [(row["id"], row["needs_disposition"]) for row in settled] == [(interaction, False)]
    assert to_do == []
    assert (outcome["dispositions"], outcome["needs_disposition"]) == (["lost"], False)


async def test_wrap_up_expires_with_a_mandatory_disposition_and_the_queue_sets_its_default(
    autojump_clock: MockClock,
) -> None:
    policy = wrapping(mandatory=True, on_expiry=ExpiryPolicy.DEFAULT, default_disposition="solved")
    async with scene(policy, agents=("ana",)) as at:
        ana, interaction, _ = await ended(at)
        done = (await ana.event("wrap_up.completed", f"interaction/{interaction}"))["data"]

    assert (done["outcome"], done["dispositions"], done["automatic"]) == ("defaulted", ["solved"], True)


async def test_i123_complete_without_a_mandatory_disposition_is_refused(autojump_clock: MockClock) -> None:
    async with scene(wrapping(mandatory=True), agents=("ana",)) as at:
        ana, interaction, _ = await ended(at)
        error = await ana.error("wrap_up.complete", {"interaction": interaction, "dispositions": []})

        assert (await at.state(interaction))["phase"] == "wrapping"

    assert error["code"] == "disposition_required"


@pytest.mark.parametrize("label", ["sales", "unheard_of"], ids=["not_a_leaf", "not_in_the_tree"])
async def test_i124_a_disposition_that_is_not_in_the_queues_set_is_invalid(
    autojump_clock: MockClock, label: str
) -> None:
    async with scene(wrapping(), agents=("ana",)) as at:
        ana, interaction, _ = await ended(at)
        for method in ("disposition.save", "wrap_up.complete"):
            error = await ana.error(method, {"interaction": interaction, "dispositions": [label]})
            assert error["code"] == "disposition_invalid"


async def test_i126_complete_and_the_deadline_in_the_same_tick_is_one_outcome(autojump_clock: MockClock) -> None:
    async with scene(wrapping(), agents=("ana",)) as at:
        ana, interaction, _ = await ended(at)
        await at.passes(10_000)
        reply = await ana.request("wrap_up.complete", {"interaction": interaction, "dispositions": ["sold"]})

        assert len(ana.told("wrap_up.completed")) == 1

    assert reply["error"]["code"] == "invalid_state"


# --- set before the end


@pytest.mark.parametrize("skips", [True, False])
async def test_disposition_set_before_the_end_skips_wrap_up_only_where_the_queue_allows_it(
    autojump_clock: MockClock, skips: bool
) -> None:
    async with scene(wrapping(skip_when_complete=skips), agents=("ana",)) as at:
        ana, interaction, since_ms = await ended(at, "sold")
        await at.settles()
        done = ana.told("wrap_up.completed")
        state = await at.state(interaction)

    assert state["phase"] == ("closed" if skips else "wrapping")
    outcomes = [(event["at_ms"], event["data"]["outcome"], event["data"]["dispositions"]) for event in done]
    assert outcomes == ([(since_ms, "skipped", ["sold"])] if skips else [])


# --- more time, less time


async def test_agent_asks_for_more_time_up_to_the_maximum(autojump_clock: MockClock) -> None:
    async with scene(wrapping(extension_ms=5_000, extensions_max=2), agents=("ana",)) as at:
        ana, interaction, since_ms = await ended(at)
        times = [(await ana.ask("wrap_up.extend", {"interaction": interaction}))["until_at_ms"] for _ in range(2)]
        error = await ana.error("wrap_up.extend", {"interaction": interaction})
        card = ana.last("leg.changed", ana.own)["card"]["wrap_up"]
        done = await ana.event("wrap_up.completed", f"interaction/{interaction}")

    assert times == [since_ms + 15_000, since_ms + 20_000]
    assert (error["code"], error["details"]["state"]) == ("invalid_state", "no_more_extensions")
    assert (card["until_at_ms"], card["extensions"]) == (since_ms + 20_000, 2)
    assert done["at_ms"] == since_ms + 20_000


@pytest.mark.parametrize("early_exit", [True, False])
async def test_leave_wrap_up_early_only_where_the_queue_allows_it(autojump_clock: MockClock, early_exit: bool) -> None:
    async with scene(wrapping(early_exit=early_exit), agents=("ana",)) as at:
        ana, interaction, since_ms = await ended(at)
        await at.passes(4_000)
        reply = await ana.request("wrap_up.complete", {"interaction": interaction, "dispositions": ["sold"]})
        done = await ana.event("wrap_up.completed", f"interaction/{interaction}")

    assert ("result" in reply) == early_exit
    assert early_exit or reply["error"]["code"] == "invalid_state"
    assert done["at_ms"] == since_ms + (4_000 if early_exit else 10_000)


# --- back into the queue


async def test_freed_agent_gets_the_next_offer_at_once(autojump_clock: MockClock) -> None:
    async with scene(wrapping(Channel.VOICE), agents=("ana",)) as at:
        ana, interaction, _ = await ended(at)
        await at.passes(2_000)
        following = await at.arrives("que_1")
        await at.passes(3_000)
        waited = ana.told("offer.created", interaction=following)
        await ana.wraps_up(interaction, "sold")
        freed_at_ms = at.now_ms
        ring = await ana.rings(following)

    assert waited == []
    assert ring["at_ms"] == freed_at_ms
    assert ring["data"]["card"]["waited_ms"] == 3_000
