"""The wall: last figures of every queue, for supervisors, at most one a second."""

import trio
from kit.accounts import account
from kit.virtual import virtual_server
from trio.testing import MockClock

CHAT = {"queue": "que_chat"}


async def test_a_supervisor_sees_the_figures_of_every_queue_change(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service, server.connect() as sofia:
        await sofia.hello(server.token("agt_sofia"))
        reply = await sofia.ask("stream.subscribe", {"stream": "wall"}, key=None)
        await service.ask("interaction.create", CHAT)
        waits = await sofia.event("queue.figures", "wall", waiting=1)

    assert reply["state"]["recovered"]
    assert waits["type"] == "ephemeral"
    assert waits["key"] == "que_chat"


async def test_many_changes_in_a_second_are_one_figure(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service, server.connect() as sofia:
        await sofia.hello(server.token("agt_sofia"))
        await sofia.ask("stream.subscribe", {"stream": "wall"}, key=None)
        await trio.sleep(2)
        for _ in range(20):
            await service.ask("interaction.create", CHAT)
        await sofia.event("queue.figures", "wall", waiting=20)

    told = [frame["data"]["waiting"] for frame in sofia.seen if frame.get("key") == "que_chat"]
    assert len([waiting for waiting in told if waiting]) <= 2


async def test_who_comes_later_gets_the_last_value_at_once(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.service() as service, server.connect() as sofia:
        await service.ask("interaction.create", CHAT)
        await sofia.hello(server.token("agt_sofia"))
        await sofia.ask("stream.subscribe", {"stream": "wall"}, key=None)
        await sofia.event("queue.figures", "wall", waiting=1)
        async with server.connect() as second:
            await second.hello(server.token("agt_sofia"), device="dev_2")
            await second.ask("stream.subscribe", {"stream": "wall"}, key=None)
            figures = await second.event("queue.figures", "wall", waiting=1)

    assert figures["key"] == "que_chat"


async def test_the_wall_is_forbidden_to_everybody_else(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana, server.service() as service:
        errors = [await one.error("stream.subscribe", {"stream": "wall"}, key=None) for one in (ana, service)]

    assert {error["code"] for error in errors} == {"forbidden"}


async def test_after_the_last_reader_the_queues_are_left_alone(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as sofia:
        await sofia.hello(server.token("agt_sofia"))
        await sofia.ask("stream.subscribe", {"stream": "wall"}, key=None)
        await sofia.ask("stream.unsubscribe", {"stream": "wall"}, key=None)
        count = len(sofia.seen)
        async with server.service() as service:
            await service.ask("interaction.create", CHAT)
            await trio.sleep(3)
        await sofia.ask("agent.set_status", {"status": "ready"})

    assert [frame for frame in sofia.seen[count:] if frame.get("stream") == "wall"] == []


async def test_an_alarm_is_told_at_once(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.connect() as sofia:
        await sofia.hello(server.token("agt_sofia"))
        await sofia.ask("stream.subscribe", {"stream": "wall"}, key=None)
        server.house.registry.alarms.tell("queue:que_chat", "it has had no turn for too long", 5_000)
        alarm = await sofia.event("alarm.raised", "wall", actor="queue:que_chat")

    assert (alarm["key"], alarm["data"]["revived"], alarm["data"]["at_ms"]) == ("queue:que_chat", False, 5_000)
