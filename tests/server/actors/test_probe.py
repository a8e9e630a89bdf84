"""Waiting behind other actors without waiting."""

from kit.house import principal
from ringline_server.actors.actor import Mailbox
from ringline_server.actors.messages import Done, Look
from ringline_server.actors.probe import Behind, Probe

HOUSE = principal("system")


def asked(mailbox: Mailbox) -> Look:
    message = mailbox.take()
    assert isinstance(message, Look)
    assert mailbox.is_empty
    return message


def test_it_goes_on_when_all_have_answered_whatever_they_said() -> None:
    calls: list[str] = []
    first, second = Mailbox("interaction:int_1"), Mailbox("interaction:int_2")
    Behind.all([first, second, first], HOUSE, lambda: calls.append("done"))

    asked(first).call.finish(Done())
    assert calls == []
    asked(second).call.finish(Done({"state": None}))
    assert calls == ["done"]


def test_it_goes_on_at_once_when_there_is_nobody() -> None:
    calls: list[str] = []
    Behind.all([], HOUSE, lambda: calls.append("done"))
    assert calls == ["done"]


def test_an_answer_is_a_function_call_to_whoever_asked() -> None:
    outcomes: list[object] = []
    probe = Probe(HOUSE, outcomes.append)
    probe.finish(Done({"seq": 1}))

    assert outcomes == [Done({"seq": 1})]
    assert (probe.by, probe.session, probe.key, probe.via) == (HOUSE, "", None, None)
