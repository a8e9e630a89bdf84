"""The canned answers of a queue, for whoever writes to its consumers."""

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ReadCanned

from ringline_server.actors.messages import Done
from ringline_server.domain.canned import of_queue
from ringline_server.domain.principal import Principal
from ringline_server.edges.server import Server


async def answer(server: Server, asked: ReadCanned, by: Principal) -> Done:
    """All of them, in the order of the configuration, placeholders as they are. Raises: Refused (`forbidden`)."""
    if asked.queue not in server.account.queues:
        raise Refused(ErrorCode.FORBIDDEN)
    fields = ("id", "title", "shortcut", "language", "text")
    found = of_queue(server.account.canned, asked.queue)
    return Done({"answers": [{name: getattr(one, name) for name in fields} for one in found]})
