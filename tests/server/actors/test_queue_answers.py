"""Questions to a queue, and who gets an answer."""

from typing import Any

from kit.accounts import account, queue
from kit.house import principal
from kit.queue_house import CHAT, queue_house
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ExplainWaiting, ReadQueue
from ringline_protocol.json_text import dump, parse
from ringline_protocol.limits import PAGE_ITEMS_MAX
from ringline_protocol.values import PrincipalKind
from ringline_server.actors.messages import Done, Outcome
from trio.testing import MockClock

SOFIA = principal("agt_sofia", PrincipalKind.SUPERVISOR)
ANA = principal("agt_ana")
STRANGER = principal("agt_carla")
BOT = principal("svc_1", PrincipalKind.SERVICE)
MARIA = principal("con_1", PrincipalKind.CONSUMER, "int_1")


def told(outcome: Outcome) -> dict[str, Any]:
    """As it arrives at a client."""
    assert isinstance(outcome, Done), outcome
    plain: dict[str, Any] = parse(dump(outcome.result))
    return plain


async def test_a_supervisor_reads_who_waits_in_their_order(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        await house.enters("int_1")
        await house.enters("int_2", top_priority=True)
        read = told(await house.looks(SOFIA, ReadQueue(CHAT)))

    assert [row["interaction"] for row in read["rows"]] == ["int_2", "int_1"]
    assert [member["agent"] for member in read["members"]] == ["agt_ana", "agt_bruno"]
    assert read["figures"]["agents_signed_in"] == 0


async def test_members_and_services_read_how_many_wait(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        await house.enters("int_1")
        for by in (ANA, BOT):
            read = told(await house.looks(by, ReadQueue(CHAT)))
            assert (read["waiting"], read["rows"], read["members"]) == (1, [], [])
            assert read["figures"] == {"waiting": 1}


async def test_others_read_nothing(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        for by in (STRANGER, MARIA):
            for wish in (ReadQueue(CHAT), ExplainWaiting("int_1")):
                refused = await house.looks(by, wish)
                assert isinstance(refused, Refused)
                assert refused.code is ErrorCode.FORBIDDEN


async def test_a_long_line_is_cut_and_its_length_told(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        for n in range(PAGE_ITEMS_MAX + 1):
            await house.enters(f"int_{n}")
        read = told(await house.looks(SOFIA, ReadQueue(CHAT)))

    assert (len(read["rows"]), read["waiting"]) == (PAGE_ITEMS_MAX, PAGE_ITEMS_MAX + 1)


async def test_why_it_waits_is_told_to_supervisors_and_members(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        await house.says("agt_ana")
        await house.enters("int_1")
        await house.grants("agt_ana", "int_1")
        await house.declines("agt_ana", "int_1")
        for by in (SOFIA, ANA):
            why = told(await house.looks(by, ExplainWaiting("int_1")))
            assert (why["is_waiting"], why["position"]) == (True, 1)
            assert [(each["agent"], each["out"]) for each in why["members"]] == [
                ("agt_ana", "excluded_declined"),
                ("agt_bruno", "not_connected"),
            ]


async def test_what_left_is_told_as_such(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        await house.enters("int_1")
        await house.ends("int_1")
        why = told(await house.looks(SOFIA, ExplainWaiting("int_1")))

    assert (why["is_waiting"], why["members"]) == (False, [])


async def test_an_unknown_question_is_a_bug_and_is_answered_as_one(autojump_clock: MockClock) -> None:
    async with queue_house(account(queue(CHAT))) as house:
        refused = await house.looks(SOFIA, "how are you")
    assert isinstance(refused, Refused)
    assert refused.code is ErrorCode.INTERNAL
