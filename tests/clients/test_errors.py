"""Errors say what happened in words for people."""

from ringline_client.errors import CannotConnect, CommandFailed, SessionOver
from ringline_protocol.codes import Retry


def test_a_failed_command_says_which_and_why() -> None:
    failed = CommandFailed("forbidden", "not yours, or not there", Retry.NEVER, method="offer.accept")
    assert str(failed) == "offer.accept: forbidden (not yours, or not there)"


def test_the_end_of_a_session_is_said_in_the_tables_words() -> None:
    assert str(SessionOver(4306, "kicked")) == "signed out by another device or a supervisor (4306 kicked)"
    assert str(SessionOver(4399)) == "the server closed the connection (4399)"


def test_where_nobody_answered_is_said() -> None:
    assert str(CannotConnect("ws://x/ws", "refused")) == "cannot connect to ws://x/ws: refused"
