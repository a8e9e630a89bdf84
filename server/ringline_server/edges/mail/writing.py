"""A mail of an agent on its way: who may send is asked first."""

from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import SendMail

from ringline_server.domain import mails
from ringline_server.domain.orders import Context
from ringline_server.domain.state import Interaction
from ringline_server.edges import addressing
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.inquiry import look
from ringline_server.edges.server import Server


async def send(server: Server, command: SendMail, call: EdgeCall) -> None:
    """Refused: this server has no way out for mail. Raises: Refused."""
    done = await look(await addressing.find(server, command.interaction), call.by, None)
    state: Interaction = done.result["state"]
    context = Context(server.clock.now_ms(), server.account, call.by, server.ids.new)
    mails.require_writer(state, context)
    details = {"state": "no_relay", "allowed": []}
    raise Refused(ErrorCode.INVALID_STATE, "this server is not set up to send mail: [mail.out]", details)
