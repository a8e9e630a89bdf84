"""Whom one may hand an interaction to: queues and agents, with how they are at this moment."""

from typing import Any

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ReadDirectory, ReadQueue
from ringline_protocol.limits import PAGE_ITEMS_MAX

from ringline_server.actors.messages import Done
from ringline_server.domain.principal import Principal
from ringline_server.edges.inquiry import look
from ringline_server.edges.server import Server
from ringline_server.store.folding import fold


async def answer(server: Server, asked: ReadDirectory, by: Principal) -> Done:
    """The entries whose name contains the text, whatever its case and accents. Queues first, then agents."""
    if not 1 <= asked.limit <= PAGE_ITEMS_MAX:
        raise Refused(ErrorCode.BAD_REQUEST, f"1 to {PAGE_ITEMS_MAX}", {"path": "params.limit"})
    needle = fold(asked.text).strip()
    queues = [queue for queue in server.account.queues.values() if needle in fold(queue.name)][: asked.limit]
    agents = [agent for agent in server.account.agents.values() if agent.id != by.id and needle in fold(agent.name)][
        : asked.limit
    ]
    return Done(
        {
            "queues": [await describe_queue(server, queue.id) for queue in queues],
            "agents": [await describe_agent(server, agent.id) for agent in agents],
        }
    )


async def describe_queue(server: Server, queue: str) -> dict[str, Any]:
    """Name, channel, how many wait, since when, and how many agents could take work now."""
    policy = server.account.queues[queue]
    view = (await look(server.registry.queue(queue), server.registry.overseer, ReadQueue(queue))).result
    figures = view["figures"]
    return {
        "queue": queue,
        "name": policy.name,
        "channel": policy.channel,
        "waiting": figures.waiting,
        "longest_since_ms": figures.longest_since_ms,
        "agents_signed_in": figures.agents_signed_in,
        "agents_routable": figures.agents_routable,
    }


async def describe_agent(server: Server, agent: str) -> dict[str, Any]:
    """Name, queues, what they chose, what they do and how much at once."""
    policy = server.account.agents[agent]
    view = (await look(server.registry.agent(agent), server.registry.overseer, None)).result
    return {"agent": agent, "name": policy.name, "queues": policy.queues, **view}
