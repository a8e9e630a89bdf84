"""Promise: the table of kit/rights.py is what every role is answered, about its own things, foreign ones and none.

What a role has not at all (`no` about everything) is what the protocol says it has not, method by method, and
test_promises_rights.py asks for it.
"""

import pytest
from kit.cast import cast, house
from kit.raw_client import Frame
from kit.rights import METHODS, PARAMS, ROLES, STREAMS, WORDS, Row, rows
from kit.scene import scene
from ringline_protocol.commands import COMMANDS
from ringline_protocol.values import PrincipalKind
from ringline_server.edges.wall import WALL
from trio.testing import MockClock

BY_METHOD = rows(METHODS)
BY_STREAM = rows(STREAMS)
BOOK = ("read", "update", "merge", "unmerge", "set_consent", "preview_merge")
"""Of contacts: for everybody inside."""
REFUSED = ("no",)
HELD = [
    pytest.param(row, role, id=f"{row.name}-{role}")
    for row in BY_METHOD.values()
    for role in ROLES
    if role in COMMANDS[row.name].who
]


def word(reply: Frame) -> str:
    """As in the table."""
    return WORDS[reply["error"]["code"]] if "error" in reply else "yes"


async def answers(row: Row, role: PrincipalKind, *, of_streams: bool = False) -> tuple[str, ...]:
    """What this role is told, in the order of a cell. One's own thing comes last: what is done to it changes it."""
    method = "stream.subscribe" if of_streams else row.name
    async with scene(of=house()) as at:
        all_of = await cast(at)
        things = await (all_of.streams(row.name, role) if of_streams else all_of.things(row.about, role))
        await at.passes(2_000)  # the rate limit
        told = []
        for thing in (*things[1:], things[0]):
            params = {**PARAMS.get(method, {}), **thing}
            told.append(word(await all_of.by[role].request(method, params)))
    return (told[-1], *told[:-1])


def test_every_method_has_its_line_and_every_line_its_method() -> None:
    assert list(BY_METHOD) == list(COMMANDS)


def test_every_kind_of_stream_has_its_line() -> None:
    assert set(BY_STREAM) == {"interaction", "agent", "queue", WALL}


@pytest.mark.parametrize("row", BY_METHOD.values(), ids=BY_METHOD)
def test_who_has_a_method_is_who_the_protocol_says(row: Row) -> None:
    assert {role for role in ROLES if row.cells[role] != REFUSED} == COMMANDS[row.name].who


def test_what_is_foreign_to_all_but_supervisors_looks_like_what_is_not_there() -> None:
    """The exceptions are public inside: what a queue is called, its canned answers for services, the address book."""
    told_apart = {
        (row.name, role)
        for row in (*BY_METHOD.values(), *BY_STREAM.values())
        for role in ROLES
        if role is not PrincipalKind.SUPERVISOR and len(set(row.cells[role][1:])) > 1
    }
    agent, service = PrincipalKind.AGENT, PrincipalKind.SERVICE
    assert told_apart == {
        ("interaction.create", service),
        ("queue.read", service),
        ("canned.read", service),
        *((f"contact.{act}", role) for act in BOOK for role in (agent, service)),
        ("contact.delete", service),
    }


@pytest.mark.parametrize(("row", "role"), HELD)
async def test_a_method_is_answered_as_the_table_says(autojump_clock: MockClock, row: Row, role: PrincipalKind) -> None:
    told = await answers(row, role)

    assert row.cells[role] in (told, tuple(dict.fromkeys(told)))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", BY_STREAM.values(), ids=BY_STREAM)
async def test_a_stream_is_answered_as_the_table_says(autojump_clock: MockClock, row: Row, role: PrincipalKind) -> None:
    told = await answers(row, role, of_streams=True)

    assert row.cells[role] in (told, tuple(dict.fromkeys(told)))
