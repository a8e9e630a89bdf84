"""The floor at every line, read from journals."""

from kit.story import CONSUMER, SUPERVISOR, Tale, agent, queue
from kit.story import account as account_of
from ringline_protocol.commands import AcceptUpgrade, AskUpgrade, MonitorCall
from ringline_protocol.values import Channel
from ringline_server.domain.policy import Account
from ringline_server.simulation.checks import Book
from ringline_server.simulation.checks.book import Entry
from ringline_server.simulation.checks.floor import Floor, order, takes_room, walk, weight


def at_most(good: Book) -> tuple[Floor, Account, Entry]:
    """The floor just before the first conversation ends."""
    for floor, line, entry in walk(good):
        if isinstance(entry, Entry) and line["f"] == "leg.ended":
            return floor, good.account_at(line["i"]), entry
    raise LookupError


def test_who_talks_has_less_room(good: Book) -> None:
    floor, account, entry = at_most(good)
    [agent] = {leg.agent for leg in entry.before.talking if leg.id not in {leg.id for leg in entry.after.talking}}
    state = floor.interactions[entry.interaction]

    assert takes_room(state, agent)
    assert not takes_room(state, "agt_nobody")
    assert floor.units(agent, account) >= account.agents[agent].capacity.cost[state.channel]
    assert not floor.has_room(agent, Channel.VOICE, account)
    assert state in list(floor.held(agent))


def test_who_is_connected_and_willing_is_known_at_every_line(good: Book) -> None:
    ready, since = set(), set()
    for floor, _, _ in walk(good):
        ready |= {agent for agent in list(floor.statuses) if floor.is_willing(agent)}
        since |= {agent for agent in list(floor.connections) if floor.connected_since(agent) is not None}

    assert len(ready) == 2
    assert ready < since


def test_the_line_is_in_the_order_in_which_people_came(good: Book) -> None:
    waiting = [entry.after for entry in good.entries if entry.after.waiting is not None]
    ordered = sorted(waiting, key=order)

    assert [state.top_priority for state in ordered] == sorted((s.top_priority for s in ordered), reverse=True)


def test_a_chat_weighs_as_a_call_from_the_moment_that_one_is_asked_for() -> None:
    tale = Tale(account_of(queue(upgrades=(Channel.VOICE,)))).arrives().talks()
    weights = [weight(tale.state, "ana")]
    tale.does(AskUpgrade("int_1", Channel.VOICE), agent("ana"))
    weights.append(weight(tale.state, "ana"))
    tale.does(AcceptUpgrade("int_1", tale.result["upgrade"]), CONSUMER)
    tale.reports_media(agent("ana")).reports_media(CONSUMER)
    weights.append(weight(tale.state, "ana"))
    tale.does(MonitorCall("int_1"), SUPERVISOR)
    listens = weight(tale.state, "sue")
    tale.ends()

    assert [*weights, weight(tale.state, "ana")] == [Channel.MESSAGING, Channel.VOICE, Channel.VOICE, Channel.VOICE]
    assert listens is None
