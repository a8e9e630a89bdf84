"""The canned answers of a queue: who may read them, and that they come whole."""

import attrs
from kit.accounts import HELLO, account, queue
from kit.scene import scene
from ringline_server.domain.canned import CANNED_BYTES_MAX, CANNED_CHARS_MAX, CannedAnswer
from trio.testing import MockClock

PRICES = CannedAnswer("can_prices", "Prices", "prices", "It costs …", queues=("que_sales",))


async def test_agents_supervisors_and_services_read_those_of_a_queue(autojump_clock: MockClock) -> None:
    async with scene(queue(), queue("que_sales"), canned=(HELLO, PRICES)) as at:
        for who in (await at.agent("ana"), await at.connects("agt_sofia"), await at.service()):
            chat = await who.ask("canned.read", {"queue": "que_chat"}, key=None)
            sales = await who.ask("canned.read", {"queue": "que_sales"}, key=None)
            assert [one["id"] for one in sales["answers"]] == ["can_hello", "can_prices"]
            assert chat == {
                "answers": [
                    {
                        "id": "can_hello",
                        "title": "Hello",
                        "shortcut": "hello",
                        "language": "en",
                        "text": "Hello {{consumer.name}}",
                    }
                ]
            }


async def test_a_queue_that_is_not_there_and_a_consumer_get_nothing(autojump_clock: MockClock) -> None:
    async with scene(queue(), canned=(HELLO,)) as at:
        ana, consumer = await at.agent("ana", status=None), await at.consumer(await at.arrives())
        none = await ana.error("canned.read", {"queue": "que_none"}, key=None)
        foreign = await consumer.error("canned.read", {"queue": "que_chat"}, key=None)
    assert (none["code"], foreign["code"]) == ("forbidden", "forbidden")


async def test_an_agent_reads_those_of_their_queues_and_of_what_came_to_them_from_another(
    autojump_clock: MockClock,
) -> None:
    there = account(queue(), queue("que_sales"), canned=(HELLO,))
    ana = attrs.evolve(there.agents["agt_ana"], queues=("que_chat",))
    async with scene(of=attrs.evolve(there, agents={**there.agents, "agt_ana": ana})) as at:
        desk, bruno = await at.agent("ana"), await at.agent("bruno")
        foreign = await desk.error("canned.read", {"queue": "que_sales"}, key=None)
        interaction = await at.talks(bruno, "que_sales")
        await bruno.ask("transfer.start", {"interaction": interaction, "target": {"agent": "agt_ana"}})
        await desk.accepts(await desk.rings(interaction))
        mine = await desk.ask("canned.read", {"queue": "que_sales"}, key=None)
        await desk.ends(interaction)
        await desk.wraps_up(interaction)
        await at.settles()
        over = await desk.error("canned.read", {"queue": "que_sales"}, key=None)

    assert (foreign["code"], over["code"]) == ("forbidden", "forbidden")
    assert [one["id"] for one in mine["answers"]] == ["can_hello"]


async def test_as_many_as_a_queue_may_have_come_in_one_answer(autojump_clock: MockClock) -> None:
    text = "x" * CANNED_CHARS_MAX
    size = CannedAnswer("can_a", "A", "a", text).size
    many = tuple(CannedAnswer(f"can_{n}", "A", f"a{n}", text) for n in range(CANNED_BYTES_MAX // size))
    async with scene(queue(), canned=many) as at:
        ana = await at.agent("ana")
        found = await ana.ask("canned.read", {"queue": "que_chat"}, key=None)
        assert ana.is_here
    assert len(found["answers"]) == len(many)
