"""Edges may ask an actor and wait, but not for ever."""

import pytest
import trio
from kit.house import principal
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.limits import COMMAND_MS
from ringline_server.actors.actor import MAILBOX_MESSAGES_MAX, Mailbox
from ringline_server.actors.messages import Done, Look, Outcome
from ringline_server.edges.inquiry import look
from trio.testing import MockClock

ANA = principal("agt_ana")


async def answered(outcome: Outcome) -> Done:
    """What `look` says when the actor answers this."""
    mailbox = Mailbox("agent:agt_ana")

    async def act() -> None:
        asked = await mailbox.receive()
        assert isinstance(asked, Look)
        assert (asked.call.by, asked.wish) == (ANA, "wish")
        asked.call.finish(outcome)

    async with trio.open_nursery() as nursery:
        nursery.start_soon(act)
        return await look(mailbox, ANA, "wish")


async def test_the_answer_of_the_actor_is_the_answer() -> None:
    assert await answered(Done({"n": 1}, {"agent/agt_ana": 7})) == Done({"n": 1}, {"agent/agt_ana": 7})


async def test_its_refusal_is_raised() -> None:
    with pytest.RaisesGroup(pytest.RaisesExc(Refused, check=lambda refusal: refusal.code is ErrorCode.FORBIDDEN)):
        await answered(Refused(ErrorCode.FORBIDDEN))


@pytest.mark.parametrize("waiting", [0, MAILBOX_MESSAGES_MAX])
async def test_an_actor_that_does_not_answer_or_has_a_full_mailbox_is_not_waited_for(
    autojump_clock: MockClock, waiting: int
) -> None:
    mailbox = Mailbox("agent:agt_ana")
    for _ in range(waiting):
        mailbox.tell("something")
    began = trio.current_time()

    with pytest.raises(Refused) as caught:
        await look(mailbox, ANA, None)

    assert caught.value.code is ErrorCode.TIMEOUT
    assert trio.current_time() - began == pytest.approx(COMMAND_MS / 1000)
