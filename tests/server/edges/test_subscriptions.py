"""The streams of one connection: how many, from where, and what a long history or a failing store does."""

from typing import Any

import pytest
from kit.accounts import queue
from kit.flaky import FlakyDisk
from kit.raw_client import RawClient
from kit.scene import Scene, scene
from ringline_protocol.limits import SUBSCRIPTIONS_MAX, WINDOW_EVENTS_MAX
from ringline_protocol.parts import join_state
from ringline_server.edges import streams, subscriptions
from trio.testing import MockClock


async def many(at: Scene, count: int) -> list[str]:
    """Interactions that a service made."""
    return [await at.arrives() for _ in range(count)]


async def talk(at: Scene, interaction: str, count: int, size: int = 10) -> None:
    """So many segments."""
    service = await at.service()
    for number in range(count):
        said = {"segment": f"s{number}", "role": "consumer", "text": f"{number} ".ljust(size, "x")}
        await service.ask("segment.push", {"interaction": interaction, "segment": said})
        if number % 500 == 499:
            await at.passes(3_000)  # within the service's rate


async def returned(at: Scene, client: RawClient, stream: str, pos: list[Any]) -> list[dict[str, Any]]:
    """Everything of the stream that a hello with this position gets, up to caught_up."""
    await client.hello(at.server.token("svc_1"), pos={stream: pos})
    await client.frame(lambda frame: frame["type"] == "caught_up")
    return [frame for frame in client.seen if frame.get("stream") == stream]


async def test_the_65th_stream_is_one_too_many_and_leaving_one_makes_room(autojump_clock: MockClock) -> None:
    async with scene(queue(waiting_max=100)) as at:
        service = await at.service()
        made = await many(at, SUBSCRIPTIONS_MAX + 1)
        await service.reads(*made[:-1])
        error = await service.error("stream.subscribe", {"stream": f"interaction/{made[-1]}"}, key=None)
        await service.reads(made[0])
        await service.ask("stream.unsubscribe", {"stream": f"interaction/{made[0]}"}, key=None)
        await service.reads(made[-1])
    assert (error["code"], error["details"]) == ("sub_limit", {"limit": SUBSCRIPTIONS_MAX})


async def test_a_hello_does_not_open_more_streams_than_that_either(autojump_clock: MockClock) -> None:
    async with scene(queue(waiting_max=100)) as at:
        made = await many(at, SUBSCRIPTIONS_MAX + 1)
        epoch = at.server.server.disk.identity.epoch
        async with at.server.connect() as client:
            pos = {f"interaction/{one}": [epoch, 1] for one in made}
            welcome = await client.hello(at.server.token("svc_1"), pos=pos)
    verdicts = [state.get("reason") for state in welcome["streams"].values()]
    assert (len(verdicts), verdicts.count("forbidden")) == (SUBSCRIPTIONS_MAX + 1, 1)


async def test_a_supervisor_may_read_more(autojump_clock: MockClock) -> None:
    async with scene(queue(waiting_max=100)) as at:
        made = await many(at, SUBSCRIPTIONS_MAX)
        sofia = await at.connects("agt_sofia")
        for one in made:
            await sofia.reads(one)
            await at.passes(200)
        assert at.server.server.sessions.find(sofia.session["id"]) is not None
        assert len(sofia.views) == SUBSCRIPTIONS_MAX + 1


@pytest.mark.parametrize("stream", ["interaction/int_none", "agent/agt_none", "queue/que_none", "river/nile", "x", "/"])
async def test_a_stream_that_is_not_there_is_forbidden(autojump_clock: MockClock, stream: str) -> None:
    async with scene() as at:
        error = await (await at.connects("agt_sofia")).error("stream.subscribe", {"stream": stream}, key=None)
    assert error["code"] == "forbidden"


async def test_who_is_behind_the_window_gets_it_from_the_journal(autojump_clock: MockClock) -> None:
    async with scene() as at:
        interaction = await at.arrives()
        await talk(at, interaction, WINDOW_EVENTS_MAX + 50)
        epoch = at.server.server.disk.identity.epoch
        async with at.server.connect() as client:
            frames = await returned(at, client, f"interaction/{interaction}", [epoch, 2])
    assert {frame["type"] for frame in frames} == {"event"}
    assert [frame["seq"] for frame in frames] == list(range(3, WINDOW_EVENTS_MAX + 53))


@pytest.mark.parametrize("trouble", ["too far behind", "the store fails"])
async def test_where_the_journal_does_not_help_the_snapshot_stands(
    autojump_clock: MockClock, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    async with scene() as at:
        interaction = await at.arrives()
        await talk(at, interaction, WINDOW_EVENTS_MAX + 50)
        epoch, registry = at.server.server.disk.identity.epoch, at.server.house.registry
        if trouble == "too far behind":
            monkeypatch.setattr(subscriptions, "REPLAY_EVENTS_MAX", WINDOW_EVENTS_MAX)
        else:
            flaky = FlakyDisk(registry.disk)
            flaky.fails, registry.disk = True, flaky.disk
        async with at.server.connect() as client:
            frames = await returned(at, client, f"interaction/{interaction}", [epoch, 2])
            welcome = client.seen[0]
    assert [frame["type"] for frame in frames] == ["snapshot"]
    assert welcome["streams"][f"interaction/{interaction}"]["reason"] == "too_old"


async def test_f93_a_state_of_megabytes_arrives_whole_and_is_no_slow_client(autojump_clock: MockClock) -> None:
    async with scene() as at:
        interaction = await at.arrives()
        await talk(at, interaction, 150, size=15_000)
        async with at.server.connect() as client:
            await client.hello(at.server.token("agt_sofia"))
            await client.ask("stream.subscribe", {"stream": f"interaction/{interaction}"}, key=None)
            await client.frame(lambda frame: frame["type"] == "caught_up" and frame["id"] != "h1")
            pieces = [frame for frame in client.seen if frame.get("stream") == f"interaction/{interaction}"]
    assert len(pieces) > 8
    assert {piece["seq"] for piece in pieces} == {pieces[0]["seq"]}
    assert len(join_state([piece["state"] for piece in pieces])["segments"]) == 150


async def test_a_resume_over_more_than_an_outbox_holds_succeeds(autojump_clock: MockClock) -> None:
    async with scene() as at:
        interaction = await at.arrives()
        await talk(at, interaction, 150, size=15_000)
        epoch = at.server.server.disk.identity.epoch
        async with at.server.connect() as client:
            frames = await returned(at, client, f"interaction/{interaction}", [epoch, 2])
    assert [frame["seq"] for frame in frames] == list(range(3, 153))
    assert streams.REPLAY_EVENTS_MAX > WINDOW_EVENTS_MAX
