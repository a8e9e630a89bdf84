"""Events and states survive being written down; what an older release wrote is brought up to date."""

from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.anything import any_of, some_of
from kit.story import Tale, account, queue
from ringline_protocol.values import Variable
from ringline_server.domain.agent import AgentStatus
from ringline_server.domain.agent_events import AGENT_KINDS
from ringline_server.domain.events import KINDS, VariableSet
from ringline_server.store import facts
from ringline_server.store.records import Record


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20)
@given(data=st.data())
def test_every_event_of_an_interaction_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    event: Any = data.draw(any_of(KINDS[kind]))
    record = facts.record(3, 5, event)

    assert (record.seq, record.at_ms, record.kind) == (3, 5, kind)
    assert facts.event(record) == event


@pytest.mark.parametrize("kind", AGENT_KINDS)
@settings(max_examples=20)
@given(data=st.data())
def test_every_event_of_an_agent_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    event: Any = data.draw(any_of(AGENT_KINDS[kind]))

    assert facts.agent_event(facts.record(1, 2, event)) == event


@pytest.mark.parametrize("value", ["1", 1, 1.5, True, False, "true", 0])
def test_a_variables_value_keeps_its_type(value: str | float | bool) -> None:
    event = VariableSet(Variable("x", value), "service:svc_1")

    found = facts.event(facts.record(1, 2, event))

    assert isinstance(found, VariableSet)
    assert type(found.variable.value) is type(value)
    assert found == event


def test_a_state_comes_back_from_its_snapshot() -> None:
    tale = Tale(account(queue()))
    for step in (tale.arrives, lambda: tale.rings("ana"), lambda: tale.accepts("ana"), lambda: tale.ends("ana")):
        step()

        assert facts.from_snapshot(facts.snapshot(tale.state)) == tale.state


def test_an_agents_status_comes_back_from_its_snapshot() -> None:
    status = some_of(AgentStatus)

    assert facts.agent_from_snapshot(facts.agent_snapshot(status)) == status


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'{"legs": 7}', b'{"channel": "fax"}', b'{"waiting": {}}'])
def test_a_snapshot_that_cannot_be_read_is_none_and_no_crash(body: bytes) -> None:
    assert facts.from_snapshot(body) is None


def test_a_snapshot_of_another_format_is_not_used() -> None:
    """An older release knew no revisions of variables: what it made of the events would be half the state."""
    now = orjson.loads(facts.snapshot(Tale().arrives().state))
    status = orjson.loads(facts.agent_snapshot(AgentStatus()))
    for body in (now["state"], now | {"format": facts.SNAPSHOT_FORMAT - 1}):
        assert facts.from_snapshot(orjson.dumps(body)) is None

    assert facts.agent_from_snapshot(orjson.dumps(status["state"])) is None


def test_an_unknown_kind_is_a_bug_and_not_silence() -> None:
    with pytest.raises(KeyError, match=r"interaction\.flew"):
        facts.event(Record(1, 1, "interaction.flew", b"{}"))


def test_an_older_body_is_brought_up_to_date_first(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(body: dict[str, Any]) -> dict[str, Any]:
        return {"variable": body["var"], "by": body["by"]}

    monkeypatch.setattr(facts, "UPCASTERS", {"variable.set": rename})
    old = orjson.dumps({"var": {"name": "x", "value": 1}, "by": "service:svc_1"})

    assert facts.event(Record(1, 1, "variable.set", old)) == VariableSet(Variable("x", 1), "service:svc_1")
