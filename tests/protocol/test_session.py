"""The table of a connection's life: every stage against every frame."""

import pytest
from ringline_protocol.codes import CloseCode, ErrorCode, FrameError
from ringline_protocol.frames import WIRE_NAMES
from ringline_protocol.session import Side, Stage, after_fault, after_frame

FRAMES = sorted(WIRE_NAMES.values())
FROM_CLIENT = {"command", "ack", "ping", "pong", "bye"}


@pytest.mark.parametrize("frame", FRAMES)
def test_only_a_hello_opens_a_session(frame: str) -> None:
    expected = Stage.LIVE if frame == "hello" else CloseCode.HELLO_EXPECTED

    assert after_frame(Side.SERVER, Stage.AWAITING_HELLO, frame) is expected


@pytest.mark.parametrize("stage", [Stage.LIVE, Stage.DRAINING])
@pytest.mark.parametrize("frame", FRAMES)
def test_a_live_server_takes_exactly_what_clients_send(stage: Stage, frame: str) -> None:
    following = after_frame(Side.SERVER, stage, frame)

    if frame == "bye":
        assert following is Stage.CLOSED
    elif frame == "hello":
        assert following is CloseCode.HELLO_EXPECTED
    elif frame in FROM_CLIENT:
        assert following is stage
    else:
        assert following is CloseCode.MALFORMED


@pytest.mark.parametrize("frame", FRAMES)
def test_a_client_waits_for_its_welcome(frame: str) -> None:
    expected = {"welcome": Stage.REPLAYING, "error": Stage.AWAITING_WELCOME}

    assert after_frame(Side.CLIENT, Stage.AWAITING_WELCOME, frame) is expected.get(frame, CloseCode.MALFORMED)


def test_a_client_is_live_after_the_replay() -> None:
    assert after_frame(Side.CLIENT, Stage.REPLAYING, "event") is Stage.REPLAYING
    assert after_frame(Side.CLIENT, Stage.REPLAYING, "caught_up") is Stage.LIVE
    assert after_frame(Side.CLIENT, Stage.LIVE, "caught_up") is Stage.LIVE


@pytest.mark.parametrize("stage", [Stage.REPLAYING, Stage.LIVE, Stage.DRAINING])
@pytest.mark.parametrize("frame", ["welcome", "hello", "command", "ack", "bye"])
def test_a_client_refuses_what_a_server_never_sends_then(stage: Stage, frame: str) -> None:
    assert after_frame(Side.CLIENT, stage, frame) is CloseCode.MALFORMED


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("frame", FRAMES)
def test_nothing_counts_after_a_close(side: Side, frame: str) -> None:
    assert after_frame(side, Stage.CLOSED, frame) is Stage.CLOSED


def test_the_third_bad_message_closes() -> None:
    fault = FrameError(ErrorCode.PARSE_ERROR)

    assert [after_fault(fault, count) for count in (1, 2, 3)] == [None, None, CloseCode.MALFORMED]


def test_a_fault_that_names_its_close_closes_at_once() -> None:
    assert after_fault(FrameError(ErrorCode.TOO_LARGE, close=CloseCode.TOO_BIG), 1) is CloseCode.TOO_BIG
