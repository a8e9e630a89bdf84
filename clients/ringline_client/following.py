"""An agent's client reads by itself the interactions that it has a leg in, and lets go of them afterwards."""

from typing import TYPE_CHECKING

from ringline_protocol.view import DeskView

from ringline_client.errors import ClientError, CommandFailed

if TYPE_CHECKING:
    from ringline_client.client import Client


async def follow(client: "Client") -> None:
    """Runs beside the client until the session is over."""
    followed: set[str] = set()
    try:
        while True:
            (legs,) = await client.until(lambda desk: _changed(desk, followed))
            for stream in legs - followed:
                followed.add(stream)
                await _read(client, stream)
            for stream in followed - legs:
                followed.discard(stream)
                await _let_go(client, stream)
    except ClientError:  # the session is over: whoever waits for something is told
        pass


def _changed(desk: DeskView, followed: set[str]) -> tuple[set[str]] | None:
    """The streams of all open legs, if they are others than before."""
    legs = {f"interaction/{leg.interaction}" for leg in desk.agent.legs}
    return None if legs == followed else (legs,)


async def _read(client: "Client", stream: str) -> None:
    """A leg that is over again by now may not be readable any more."""
    try:
        if stream not in client.session.known.streams.wanted:
            await client.subscribe(stream)
    except CommandFailed:
        client.session.known.ignored["leg"] += 1


async def _let_go(client: "Client", stream: str) -> None:
    try:
        await client.unsubscribe(stream)
    except CommandFailed:  # the server has let go of it first
        client.session.known.ignored["leg"] += 1
