"""I9 to I11, I25 and I31: who gets what, and nobody more than they can take."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from ringline_protocol.values import LegEndReason, OfferDetail, OfferPurpose, Status

from ringline_server.domain.events import LegEnded, LegLost, OfferCreated, OfferEnded, UpgradeAsked
from ringline_server.domain.policy import Account
from ringline_server.domain.state import Interaction
from ringline_server.simulation.checks.book import Asked, Book, Entry, Fault
from ringline_server.simulation.checks.floor import Floor, order, walk, weight
from ringline_server.simulation.history import Line

ON_THE_WAY_MS: Final = 2_000
"""From a queue's question to an offer that is durable, on a disk that works: what was decided then holds till then."""
TROUBLED_MS: Final = 5_000
"""So long after a trouble decisions of before may still become durable."""
IN_TOUCH_MS: Final = 4_000
"""An agent without any device for longer than this may be given up: less than the five seconds of every account."""
ONE_TURN_MS: Final = 5
"""Between offers that a queue decided at once."""
ACK_MS: Final = 1_000
"""An acknowledgement on a line that does not dribble has arrived after this: the farthest takes 0.8 s."""
MATCHED_MS: Final = 2_000
"""What waits and who could take it are brought together within this."""


def eligible(book: Book) -> Iterator[Fault]:
    """I9: nobody is offered what they are excluded from, are not ready for, or are no member of."""
    for floor, _, entry in walk(book):
        if not isinstance(entry, Entry) or not isinstance(entry.event, OfferCreated) or not _is_routed(entry):
            continue
        agent, queue = entry.event.agent, entry.event.queue
        if entry.before.excluded.get(agent, 0) > entry.at_ms:
            yield Fault("I9", entry.i, f"{agent} is excluded from {entry.interaction} until later")
        if _is_troubled(book, entry.t):
            continue
        if not floor.is_willing(agent) and entry.t - floor.last_ready_ms.get(agent, 0) > ON_THE_WAY_MS:
            yield Fault("I9", entry.i, f"{agent} is {floor.statuses[agent].status} and gets {entry.event.offer}")
        if not any(queue in account.agents[agent].queues for account in _lately(book, entry)):
            yield Fault("I9", entry.i, f"{agent} is no member of {queue} and gets {entry.event.offer}")


def _is_routed(entry: Entry) -> bool:
    """By its queue, and not to an agent who was asked for by name."""
    event = entry.event
    return isinstance(event, OfferCreated) and event.purpose is OfferPurpose.HANDLE and entry.before.wanted is None


def _is_troubled(book: Book, t: int) -> bool:
    return book.trouble_ms(t - TROUBLED_MS, t) > 0


def _lately(book: Book, entry: Entry) -> Iterator[Account]:
    """The policies now, and those of a moment ago."""
    yield book.account_at(entry.i)
    for since, _ in book.accounts:
        if since <= entry.i and 0 <= entry.t - book.lines[since]["t_mono"] <= ON_THE_WAY_MS:
            yield book.account_at(since - 1)


def within_capacity(book: Book) -> Iterator[Fault]:
    """I10: nobody has more at once than they can take; and in the end nobody has anything."""
    floor = Floor()
    for floor, _, entry in walk(book):
        agent = _who_gets_more(entry) if isinstance(entry, Entry) else None
        if not isinstance(entry, Entry) or agent is None:
            continue
        account = book.account_at(entry.i)
        capacity, channel = account.agents[agent].capacity, weight(entry.after, agent)
        if account.agents[agent].supervisor or channel is None:
            continue  # a supervisor takes what they want
        units = floor.units(agent, account, without=entry.interaction) + capacity.cost[channel]
        if units > capacity.units:
            yield Fault("I10", entry.i, f"{agent} has {units} units with {entry.interaction}")
    yield from _nothing_left(book, floor)


def _who_gets_more(entry: Entry) -> str | None:
    """By a ring, or by a chat that is to become a call."""
    match entry.event:
        case OfferCreated(agent=agent):
            return agent
        case UpgradeAsked(leg=leg):
            return entry.after.legs[leg].agent
    return None


def _nothing_left(book: Book, floor: Floor) -> Iterator[Fault]:
    """As the agents' own streams told it last, whether as an event or whole; of who could not be told, the journals."""
    unheard = _unheard(book)
    last: dict[str, tuple[Line, dict[str, dict[str, int]]]] = {}
    for line in book.received("event", "snapshot"):
        told = line["data"]
        if line["f"] == "snapshot" and line["stream"].startswith("agent/"):
            last[line["stream"]] = line, told["state"]["state"]["channels"]
        elif told.get("event") == "agent.state_changed":
            last[line["stream"]] = line, told["data"]["channels"]
    for stream, (line, channels) in last.items():
        used = {name: load["used"] for name, load in channels.items() if load["used"]}
        if used and stream not in unheard:
            yield Fault("I10", line["i"], f"{stream} still has {used} when the day is over")
    for stream, line in unheard.items():
        left = [state.id for state in floor.held(stream.removeprefix("agent/"))]
        if left:
            yield Fault("I10", line["i"], f"{stream} still has {left} when the day is over, and was not told")


def _unheard(book: Book) -> dict[str, Line]:
    """Agents' streams that their agents looked at again when the day was over, and no look was answered -> the last."""
    looks = defaultdict[str, list[Asked]](list)
    for asked in book.commands:
        if asked.method == "stream.subscribe" and asked.line["data"]["stream"].startswith("agent/"):
            looks[asked.line["data"]["stream"]].append(asked)
    return {stream: of[-1].line for stream, of in looks.items() if all(asked.outcome == "info" for asked in of)}


def in_order(book: Book) -> Iterator[Fault]:
    """I11: nobody is passed over who stands before in the line, and whom the agent could have taken, too.

    What a queue decides in one turn is written in any order, each by its own interaction: who is offered to anybody in
    the same turn is not passed over.
    """
    free_since: dict[str, int] = {}
    offered = defaultdict[str, list[int]](list)
    for made in book.entries:
        if isinstance(made.event, OfferCreated):
            offered[made.interaction].append(made.at_ms)
    for floor, _, entry in walk(book):
        if not isinstance(entry, Entry):
            continue
        if _is_routed(entry) and not _is_troubled(book, entry.t) and entry.before.waiting is not None:
            for fault, name in _passed_over(floor, entry, free_since):
                if not any(abs(at_ms - entry.at_ms) <= ONE_TURN_MS for at_ms in offered[name]):
                    yield fault
        if entry.after.waiting is not None and not entry.after.live_offers:
            was_free = entry.before.waiting == entry.after.waiting and not entry.before.live_offers
            free_since[entry.interaction] = free_since.get(entry.interaction, entry.t) if was_free else entry.t
        else:
            free_since.pop(entry.interaction, None)


def _passed_over(floor: Floor, entry: Entry, free_since: dict[str, int]) -> Iterator[tuple[Fault, str]]:
    """And who it was."""
    assert isinstance(entry.event, OfferCreated)
    agent, mine = entry.event.agent, order(entry.before)
    for name, since in free_since.items():
        state = floor.interactions.get(name)
        if state is None or state.waiting is None or name == entry.interaction:
            continue
        same_line = state.waiting.queue == entry.event.queue and order(state) < mine
        excluded_until_ms = state.excluded.get(agent, 0)
        long_ago = since < entry.t - ON_THE_WAY_MS and excluded_until_ms < entry.at_ms - ON_THE_WAY_MS
        if same_line and long_ago and not _took_part(state, agent):
            text = f"{agent} gets {entry.interaction}, and {name} waits before it"
            yield Fault("I11", entry.i, text), name


def _took_part(state: Interaction, agent: str) -> bool:
    return any(leg.agent == agent for leg in (*state.talking, *state.wrapping))


def reachable(book: Book) -> Iterator[Fault]:
    """I25: when nothing is wrong, nobody who is connected is taken for gone, unless they signed out over their work."""
    made: dict[str, int] = {}
    for floor, _, entry in walk(book):
        if not isinstance(entry, Entry):
            continue
        event = entry.event
        if isinstance(event, OfferCreated):
            made[event.offer] = entry.t
        if entry.t < book.calm_from_ms:
            continue
        agent = _agent_of(entry)
        since = None if floor.statuses[agent].status is Status.OFFLINE else floor.connected_since(agent)
        match event:
            case OfferEnded(detail=OfferDetail.AGENT_UNREACHABLE) if since is not None and since < made[event.offer]:
                yield Fault("I25", entry.i, f"{event.offer} is canceled, and {event.agent} is connected")
            case LegEnded(reason=LegEndReason.AGENT_LOST) if since is not None and since < entry.t - MATCHED_MS:
                yield Fault("I25", entry.i, f"{event.leg} is over, and {event.agent} is connected")
            case LegLost() if since is not None and since < entry.t - MATCHED_MS:
                yield Fault("I25", entry.i, f"{event.leg} is lost, and its agent is connected")


def heard(book: Book) -> Iterator[Fault]:
    """I25: a ring that the server knows to have been heard is not taken back as if nobody had been there.

    It knows when it has answered a command that the same device sent behind its acknowledgement, and when nothing was
    ever wrong with the line. Who signs out over what they accepted is gone by their own word, and an ill disk takes
    down later what was decided before.
    """
    ill = _ill_lines(book)
    for floor, _, entry in walk(book):
        if not isinstance(entry, Entry) or _is_troubled(book, entry.t):
            continue
        event = entry.event
        if not isinstance(event, OfferEnded) or floor.statuses[event.agent].status is Status.OFFLINE:
            continue
        if event.detail is OfferDetail.AGENT_UNREACHABLE:
            for name, lines in book.connections.items():
                is_theirs = name.startswith(f"{event.agent}/")
                is_well = ill.get(name, entry.i) >= entry.i and ill.get(name.partition("#")[0], entry.i) >= entry.i
                if is_theirs and (_knows(book, lines, event.offer, entry) or (is_well and _was_told(lines, entry))):
                    yield Fault("I25", entry.i, f"{event.offer} is canceled, and {name} had acknowledged it")


def _ill_lines(book: Book) -> dict[str, int]:
    """Connections and devices to which something was done -> when first."""
    ill: dict[str, int] = {}
    for line in book.history.of("info"):
        if line["who"] == "nemesis":
            ill.setdefault(line["data"].get("link") or line["data"].get("device") or "", line["i"])
    return ill


def _was_told(lines: list[Line], entry: Entry) -> bool:
    """On a line that is well, and there until then: it was acknowledged, and there was time for that to arrive."""
    assert isinstance(entry.event, OfferEnded)
    seq = None
    for line in lines:
        if line["i"] > entry.i:
            break
        if line["type"] == "close":
            return False
        told = line.get("data", {})
        if line["type"] == "recv" and told.get("event") == "offer.created" and "card" in told["data"]:
            seq = line["seq"] if told["data"]["offer"] == entry.event.offer else seq
        elif line["type"] == "sent" and line["f"] == "ack" and seq in told["pos"].values():
            return line["t_mono"] < entry.t - ACK_MS and not _closed_before(lines, entry.i)
    return False


def _closed_before(lines: list[Line], i: int) -> bool:
    return any(line["type"] == "close" and line["i"] < i for line in lines)


def _knows(book: Book, lines: list[Line], offer: str, entry: Entry) -> bool:
    """Whether it was acknowledged here and the server was in touch a moment before the end."""
    seq, behind = None, set[str]()
    for line in lines:
        if line["type"] == "recv" and line["f"] == "event" and line["data"].get("data", {}).get("offer") == offer:
            seq = line["seq"] if line["data"]["event"] == "offer.created" else None
        elif line["type"] == "sent" and line["f"] == "command" and seq is not None:
            behind.add(line["id"])
        elif line["type"] == "recv" and line["f"] == "reply" and line["id"] in behind:
            told_ms = book.lines[line["stamp"] - 1]["t_mono"]
            if line["stamp"] <= entry.i and entry.t - told_ms < IN_TOUCH_MS:
                return True
    return False


def _agent_of(entry: Entry) -> str:
    match entry.event:
        case OfferEnded(agent=agent) | LegEnded(agent=agent):
            return agent
        case LegLost(leg=leg):
            return entry.after.legs[leg].agent
    return ""


def brought_together(book: Book) -> Iterator[Fault]:
    """I31: when nothing is wrong, what waits rings at once at somebody who could take it."""
    since: dict[tuple[str, str], int] = {}
    told: set[tuple[str, str]] = set()
    before = 0
    for floor, line, _ in walk(book):
        t = int(line["t_mono"])
        if t >= book.calm_from_ms:
            pairs = set(_matches(book, floor, line["i"], t))  # so it was from the line before up to this one
            if new := pairs - since.keys():
                were = set(_matches(book, floor, line["i"], before))
                since |= {pair: before if pair in were else t for pair in new}
            since = {pair: begun for pair, begun in since.items() if pair in pairs}
            for pair, begun in since.items():
                if t - begun > MATCHED_MS and pair not in told:
                    told.add(pair)
                    yield Fault("I31", line["i"], f"{pair[0]} waits since {begun} ms although {pair[1]} is free")
        before = max(t, book.calm_from_ms)


def _matches(book: Book, floor: Floor, i: int, t: int) -> Iterator[tuple[str, str]]:
    """Who waits, and who could take it, before this line."""
    account = book.account_at(i)
    waiting = [state for state in floor.interactions.values() if state.waiting and not state.live_offers]
    if not waiting:
        return
    here = [agent for agent in account.agents.values() if floor.connected_since(agent.id) is not None]
    free = [agent for agent in here if floor.is_willing(agent.id)]
    for state in waiting:
        if state.waiting is None or state.wanted is not None:
            continue
        for agent in free:
            excluded = state.excluded.get(agent.id, 0) + ON_THE_WAY_MS > book.wall_ms(t)
            could = state.waiting.queue in agent.queues and not excluded and not _took_part(state, agent.id)
            if could and floor.has_room(agent.id, state.channel, account):
                yield state.id, agent.id
