"""The canned answers of a queue, for whoever writes to its consumers."""

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ReadCanned
from ringline_protocol.values import PrincipalKind

from ringline_server.actors.messages import Done
from ringline_server.domain.canned import of_queue
from ringline_server.domain.principal import Principal
from ringline_server.edges.server import Server
from ringline_server.store.disk import ListFilter


async def answer(server: Server, asked: ReadCanned, by: Principal) -> Done:
    """All of them, those of the configuration first, placeholders as they are. Raises: Refused (`forbidden`)."""
    if asked.queue not in server.account.queues or not await _may_read(server, asked.queue, by):
        raise Refused(ErrorCode.FORBIDDEN)
    fields = ("id", "title", "shortcut", "language", "text")
    found = of_queue(server.canned.all(), asked.queue)
    return Done({"answers": [{name: getattr(one, name) for name in fields} for one in found]})


async def _may_read(server: Server, queue: str, by: Principal) -> bool:
    """An agent: of their own queues, and of those from which something of theirs came by name."""
    if by.kind is not PrincipalKind.AGENT:
        return True
    agent = server.account.agents.get(by.id)
    if agent is not None and queue in agent.queues:
        return True
    held = await server.disk.list_interactions(ListFilter(queue=queue, agent=by.id, open_only=True), None, 1)
    return bool(held.items)
