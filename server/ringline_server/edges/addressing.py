"""An interaction by its id, and the way of a command to its actor."""

from ringline_protocol.codes import ErrorCode, Refused

from ringline_server.actors.messages import Asked, Forward, Ref
from ringline_server.actors.registry import InteractionRef
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.server import Server


async def to_interaction(server: Server, interaction: str, command: object, call: EdgeCall) -> None:
    """To its actor; an agent's by way of their own. Raises: Refused (`forbidden` for one that is not there)."""
    await find(server, interaction)
    target, message = way(server, interaction, command, call)
    await target.send(message)


def way(server: Server, interaction: str, command: object, call: EdgeCall) -> tuple[Ref, object]:
    """Whose mailbox a command to an interaction that exists goes into, and as what."""
    target = server.registry.interaction(interaction)
    if not call.by.is_agent:
        return target, Asked(command, call)
    call.via = own = server.registry.agent(call.by.id)
    return own, Forward(target, Asked(command, call))


async def find(server: Server, interaction: str) -> InteractionRef:
    """The Ref of one that exists. Raises: Refused, the same as for a foreign one."""
    if interaction not in server.registry and await server.disk.interaction(interaction) is None:
        raise Refused(ErrorCode.FORBIDDEN)
    return server.registry.interaction(interaction)
