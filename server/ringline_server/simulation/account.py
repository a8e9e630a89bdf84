"""The account of a simulated day: every channel, short timers, and policies that the seed varies."""

from typing import Final

import attrs
from ringline_protocol.values import Acceptance, Channel

from ringline_server.domain.policy import Account, Agent, Capacity, Disposition, Queue, Selection, WrapUpPolicy
from ringline_server.simulation.chance import Chance

SUPERVISOR: Final = "agt_boss"
SERVICE: Final = "svc_flow"
OUTCOMES: Final = (Disposition("sold", "Sold"), Disposition("lost", "Lost"), Disposition("solved", "Solved"))
LIGHT_CALLS: Final = {**Capacity().cost, Channel.VOICE: 50, Channel.VIDEO: 75}
"""Beside a call there is room for chats: one of them may become the call."""
LEAVES: Final = tuple(outcome.id for outcome in OUTCOMES)


def account_of(chance: Chance, agents: int) -> Account:
    """Queues for all channels, `agents` agents and a supervisor."""
    queues = {queue.id: queue for queue in _queues(chance)}
    capacity = Capacity(cost=LIGHT_CALLS) if chance.happens(0.5) else Capacity()
    people = [
        Agent(f"agt_{n}", f"Agent {n}", queues=_member_of(chance, list(queues)), capacity=capacity)
        for n in range(1, agents + 1)
    ]
    people.append(Agent(SUPERVISOR, "Boss", supervisor=True))
    return Account(
        queues=queues,
        agents={agent.id: agent for agent in people},
        dispositions={"outcomes": OUTCOMES},
        offline_after_ms=chance.between(40, 90) * 1000,
    )


def reloaded(account: Account, chance: Chance) -> Account:
    """What an operator might change while people work: timers of a queue, and who is a member of what."""
    queue = chance.choice(list(account.queues.values()))
    queues = {**account.queues, queue.id: attrs.evolve(queue, ring_ms=chance.between(6, 15) * 1000)}
    agent = chance.choice([agent for agent in account.agents.values() if not agent.supervisor])
    agents = {**account.agents, agent.id: attrs.evolve(agent, queues=_member_of(chance, list(queues)))}
    return attrs.evolve(account, queues=queues, agents=agents)


def _member_of(chance: Chance, queues: list[str]) -> tuple[str, ...]:
    """Everybody does the chats; the rest as it comes."""
    return tuple(queue for queue in queues if queue == "que_chat" or chance.happens(0.75))


def _queues(chance: Chance) -> list[Queue]:
    def queue(name: str, channel: Channel, **more: object) -> Queue:
        wrap_up = WrapUpPolicy(
            duration_ms=chance.between(3, 12) * 1000,
            dispositions="outcomes",
            mandatory=chance.happens(0.4),
        )
        timers: dict[str, object] = {
            "ring_ms": chance.between(6, 15) * 1000,
            "accepting_ms": 6_000,
            "decline_cooldown_ms": chance.between(3, 15) * 1000,
            "lost_grace_ms": chance.between(8, 20) * 1000,
            "consumer_away_ms": 20_000,
            "missed_max": 3,
            "wrap_up": wrap_up,
        }
        settings: dict[str, object] = {**timers, **more}
        return Queue(f"que_{name}", name.title(), channel, **settings)  # type: ignore[arg-type]

    selection = chance.choice((Selection.LONGEST_IDLE, Selection.LEAST_LOADED, Selection.ROTATING))
    return [
        queue("chat", Channel.MESSAGING, selection=selection, upgrades=(Channel.VOICE, Channel.VIDEO)),
        queue("auto", Channel.MESSAGING, acceptance=Acceptance.AUTOMATIC, upgrades=(Channel.VOICE,)),
        queue("many", Channel.MESSAGING, selection=Selection.SIMULTANEOUS, ring_many=2),
        queue("voice", Channel.VOICE, upgrades=(Channel.VIDEO,)),
        queue("mail", Channel.EMAIL),
    ]
