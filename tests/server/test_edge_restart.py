"""The edge table, end to end: the server is killed and starts again. Rows of the table give the tests their names."""

import pytest
import trio
from kit.scene import scene
from trio.testing import MockClock


@pytest.mark.parametrize("away_ms", [0, 40_000], ids=["at_once", "after_the_ring_would_have_ended"])
async def test_server_restarts_and_what_rang_rings_again_with_a_fresh_offer(
    autojump_clock: MockClock, away_ms: int
) -> None:
    async with scene(agents=("ana",)) as at:
        ana = await at.agent("ana")
        interaction = await at.arrives()
        ring = await ana.rings(interaction)
        await at.passes(2_000)
        before = at.kill()
    await trio.sleep(away_ms / 1000)
    async with scene(agents=("ana",), **before) as at:
        restarted_at_ms = at.now_ms
        ana = await at.connects("agt_ana")
        again = await ana.rings(interaction)
        late = await ana.error("offer.accept", {"offer": ring["data"]["offer"]})
        state = await at.state(interaction)
        await ana.accepts(again)

        assert ana.told("agent.status_changed", reason="missed") == []

    ended = state["offers"][0]
    assert again["data"]["offer"] != ring["data"]["offer"]
    assert (ended["offer"], ended["state"], ended["detail"]) == (ring["data"]["offer"], "canceled", "server_restart")
    assert again["data"]["expires_at_ms"] == restarted_at_ms + 30_000
    assert late["code"] == "offer_not_pending"
    assert state["waiting"]["enqueued_at_ms"] == state["created_at_ms"]


async def test_server_restarts_and_deadlines_are_absolute_and_late_ones_fire_on_load(
    autojump_clock: MockClock,
) -> None:
    async with scene(agents=("ana",)) as at:
        ana = await at.agent("ana")
        soon, later = await at.talks(ana), await at.talks(ana)
        await ana.ends(soon)
        soon_until_ms = at.now_ms + 30_000
        await at.passes(20_000)
        await ana.ends(later)
        later_until_ms = at.now_ms + 30_000
        before = at.kill()
    await trio.sleep(15)
    async with scene(agents=("ana",), **before) as at:
        loaded_at_ms = at.now_ms
        await at.settles()
        fired = await at.state(soon)
        running = (await at.state(later))["legs"][0]["wrap_up"]["until_at_ms"]
        await at.passes(later_until_ms - at.now_ms)
        done = await at.state(later)

    assert soon_until_ms < loaded_at_ms
    assert (fired["phase"], fired["closed"]["at_ms"]) == ("closed", loaded_at_ms)
    assert running == later_until_ms
    assert (done["phase"], done["closed"]["at_ms"]) == ("closed", later_until_ms)


@pytest.mark.parametrize("was_ready", [True, False])
async def test_server_restarts_and_the_status_is_what_it_was(autojump_clock: MockClock, was_ready: bool) -> None:
    async with scene(agents=("ana",)) as at:
        ana = await at.agent("ana")
        if not was_ready:
            await ana.chooses("not_ready", "lunch")
        before = at.kill()
    async with scene(agents=("ana",), **before) as at:
        ana = await at.connects("agt_ana")
        status = (await ana.snapshot("agent/agt_ana"))["state"]["status"]

    assert (status["status"], status.get("reason")) == (("ready", None) if was_ready else ("not_ready", "lunch"))
