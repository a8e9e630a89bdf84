"""Commands without a reply are kept, in order, and answered once."""

import pytest
from ringline_client.errors import SessionOver
from ringline_client.outstanding import Outstanding
from ringline_protocol.commands import AcceptOffer
from ringline_protocol.frames import Command, Reply


def command(offer: str) -> Command:
    return Command("", "offer.accept", AcceptOffer(offer), f"key of {offer}")


async def test_each_command_gets_an_id_and_its_own_reply() -> None:
    outstanding = Outstanding()
    first, second = outstanding.add(command("off_1")), outstanding.add(command("off_2"))
    outstanding.settle(Reply(second.command.id, result={"leg": "leg_2"}))

    assert first.command.id != second.command.id
    assert (await second.answer()).result == {"leg": "leg_2"}
    assert list(outstanding) == [first]


async def test_they_are_repeated_in_the_order_in_which_they_were_made() -> None:
    outstanding = Outstanding()
    made = [outstanding.add(command(f"off_{number}")) for number in range(20)]
    outstanding.drop(made[3])

    assert list(outstanding) == made[:3] + made[4:]


async def test_a_reply_that_nobody_waits_for_is_ignored() -> None:
    outstanding = Outstanding()
    pending = outstanding.add(command("off_1"))
    outstanding.drop(pending)
    outstanding.settle(Reply(pending.command.id, result={}))

    assert pending.reply is None


async def test_the_end_of_the_session_answers_all() -> None:
    outstanding = Outstanding()
    pending = outstanding.add(command("off_1"))
    outstanding.end(SessionOver(4306))

    with pytest.raises(SessionOver):
        await pending.answer()
