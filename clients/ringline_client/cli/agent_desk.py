"""An agent in a terminal: what is told is shown as it comes, what is typed is done."""

from functools import partial

import trio
from ringline_protocol.events import OfferCreated
from ringline_protocol.frames import Event
from ringline_protocol.values import PrincipalKind, Status
from ringline_protocol.view import InteractionView

from ringline_client.agent import AgentClient
from ringline_client.cli import agent_lines
from ringline_client.cli.agent_words import Desk, Unclear, obey
from ringline_client.cli.terminal import FIRST_PATIENCE_MS, Terminal
from ringline_client.errors import ClientError, CommandFailed, FellBehind
from ringline_client.session import TokenSource
from ringline_client.told import Listener


class NoAgent(ClientError):
    """The token is somebody else's."""


async def work(url: str, source: TokenSource) -> None:
    """On the terminal that this process has. Raises: ClientError."""
    await work_on(Terminal(partial(print, flush=True)), url, source)


async def work_on(terminal: Terminal, url: str, source: TokenSource) -> None:
    """Ready until /quit, the end of the input, or the end of the session. Raises: ClientError."""
    async with AgentClient.connect(url, token_source=source, name="terminal", patience_ms=FIRST_PATIENCE_MS) as client:
        if client.principal.kind not in (PrincipalKind.AGENT, PrincipalKind.SUPERVISOR):
            raise NoAgent(f"{client.principal.id} is no agent, but a {client.principal.kind}")
        with client.events() as events:
            desk = Desk(client, terminal)
            desk.say([*agent_lines.desk(client.view.agent, client.server_now_ms(), None), "  /help lists the words"])
            for offer in client.view.agent.offers:
                desk.say(agent_lines.ring(offer, client.server_now_ms()))
            await client.set_status(Status.READY)
            async with trio.open_nursery() as nursery:
                desk.watch = lambda interaction, text: nursery.start_soon(_watch, desk, interaction, text)
                nursery.start_soon(_show, desk, events, nursery.cancel_scope)
                nursery.start_soon(_obey, desk, nursery.cancel_scope)


async def _show(desk: Desk, events: Listener, scope: trio.CancelScope) -> None:
    client = desk.client
    try:
        async for told in events:
            if isinstance(told, Event) and isinstance(told.data, OfferCreated):
                offer = next((one for one in client.view.agent.offers if one.offer == told.data.offer), None)
                desk.say(agent_lines.ring(offer, client.server_now_ms()) if offer is not None else [])
            desk.say(agent_lines.shown(told, client.principal.id, desk.current))
    except FellBehind as behind:
        desk.say([f"* {behind}"])
    if client.session.over is not None:
        desk.say([f"* {client.session.over}"])
    scope.cancel()


async def _obey(desk: Desk, scope: trio.CancelScope) -> None:
    async with desk.terminal.typed() as typed:
        async for line in typed:
            try:
                await obey(desk, line)
            except Unclear as unclear:
                desk.say([f"! {unclear}"])
            except CommandFailed as failed:
                desk.say([f"! {failed.message}{_because(failed)}"])
            except ClientError:
                break
            if desk.is_leaving:
                break
    scope.cancel()


def _because(failed: CommandFailed) -> str:
    """What the refusal says to do about it, as far as it fits on a line."""
    allowed = failed.details.get("allowed") or failed.details.get("reasons")
    if isinstance(allowed, list) and allowed:
        return f" (one of {', '.join(map(str, allowed))})"
    told = failed.details.get("reason") or failed.details.get("state") or failed.details.get("path")
    return f" ({told})" if told else ""


async def _watch(desk: Desk, interaction: str, text: str) -> None:
    """New hits as people talk, until the interaction leaves the desk."""
    try:
        async with desk.client.live_search(interaction, text) as hits:
            desk.say([f'  watching for "{text}"'])
            async for hit in hits:
                desk.say([f"  ! {text}: {_words(desk.client.interaction(interaction), hit.segment)}"])
    except ClientError as error:
        desk.say([f"! {error}"])


def _words(view: InteractionView | None, segment: str) -> str:
    """Of a segment that is said, or being said."""
    if view is None:
        return ""
    said = {partial.segment: partial.text for partial in view.partials}
    said |= {one.segment: one.text for one in view.segments}
    return said.get(segment, "")
