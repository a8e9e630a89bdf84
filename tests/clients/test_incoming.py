"""Each frame finds its place, without a connection."""

import pytest
import trio
import trio.testing
from ringline_client.connection import Gone
from ringline_client.incoming import Incoming
from ringline_client.streams import Streams
from ringline_client.told import Connected, Listener, Restarted
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import AcceptOffer
from ringline_protocol.frames import (
    CaughtUp,
    Command,
    ErrorFrame,
    Notice,
    NoticeKind,
    NotRecoveredReason,
    Reply,
    Snapshot,
    problem,
)
from ringline_protocol.handshake import Heartbeat, PrincipalInfo, ServerInfo, SessionInfo, StreamState, Welcome
from ringline_protocol.values import PrincipalKind
from ringline_protocol.view import DeskView

OWN = "agent/agt_ana"
FORBIDDEN = "interaction/int_1"


def welcome() -> Welcome:
    return Welcome(
        "hello",
        SessionInfo("ses_1", "t", True, 120_000),
        PrincipalInfo(PrincipalKind.AGENT, "agt_ana"),
        ServerInfo(5_000, "1"),
        {},
        Heartbeat(15_000, 10_000),
        {
            OWN: StreamState("e1", 3, False, None, NotRecoveredReason.NEW),
            FORBIDDEN: StreamState("", 0, False, None, NotRecoveredReason.FORBIDDEN),
        },
    )


def incoming() -> Incoming[DeskView]:
    known = Incoming(Streams(DeskView(OWN)))
    known.begin()
    return known


async def test_from_the_welcome_to_being_live(autojump_clock: trio.testing.MockClock) -> None:
    known = incoming()
    lost: list[str] = []
    known.on_unread = lost.append
    known.streams.wanted |= {FORBIDDEN, "queue/que_1"}
    with Listener(known.listeners) as listener:
        known.frame(welcome())
        assert (known.is_greeted, known.is_live, lost) == (True, False, ["queue/que_1"])
        known.frame(Snapshot(OWN, "e1", 3, {"agent": "agt_ana"}))
        known.frame(CaughtUp("hello"))
        told = [await anext(listener) for _ in range(3)]

    assert isinstance(told[0], Notice)
    assert isinstance(told[1], Restarted)
    assert isinstance(told[2], Connected)
    assert (told[0].stream, known.is_live, known.streams.wanted) == (FORBIDDEN, True, {OWN, "queue/que_1"})
    await trio.sleep(1)
    assert known.server_now_ms() == 6_000


async def test_commands_without_a_reply_follow_the_welcome() -> None:
    known = incoming()
    pending = known.outstanding.add(Command("", "offer.accept", AcceptOffer("off_1"), "k1"))
    known.frame(welcome())
    assert await known.out.take() == [pending.text]

    known.frame(Reply(pending.command.id, result={}))
    assert (await pending.answer()).result == {}


async def test_what_may_not_be_said_now_ends_the_connection() -> None:
    with pytest.raises(Gone, match="may not say reply"):
        incoming().frame(Reply("c1", result={}))


async def test_a_fault_that_belongs_to_no_command_is_counted() -> None:
    known = incoming()
    known.frame(welcome())
    known.frame(ErrorFrame(problem(ErrorCode.PARSE_ERROR), fatal=False))

    assert known.ignored == {"error parse_error": 1}


async def test_when_to_come_back_is_remembered_until_the_end_of_the_connection() -> None:
    known = incoming()
    known.frame(welcome())
    known.frame(Notice(NoticeKind.DRAINING, reconnect_in_ms=700))
    during = known.told_ms
    known.end()

    assert (during, known.told_ms, known.is_greeted) == (700, None, False)
