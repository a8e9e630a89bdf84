"""A consumer in a terminal: the place in line, the conversation, and the truth when something fails.

What is typed is said; /end leaves; so does the end of the input.
"""

from functools import partial
from typing import Final

import trio
from ringline_protocol import events as e
from ringline_protocol.frames import Ephemeral, Event
from ringline_protocol.values import Role

from ringline_client.cli.terminal import FIRST_PATIENCE_MS, Terminal, seconds
from ringline_client.consumer import ConsumerClient
from ringline_client.errors import ClientError, CommandFailed
from ringline_client.session import TokenSource
from ringline_client.told import Connected, Disconnected, Listener, Restarted, Told

HELP: Final = "What you type is said. /end ends the conversation, /quit leaves it open."


async def chat(url: str, source: TokenSource) -> None:
    """On the terminal that this process has. Raises: ClientError."""
    await chat_on(Terminal(partial(print, flush=True)), url, source)


async def chat_on(terminal: Terminal, url: str, source: TokenSource) -> None:
    """Until the conversation or the input ends. Raises: ClientError."""
    async with ConsumerClient.connect(
        url, token_source=source, name="terminal", patience_ms=FIRST_PATIENCE_MS
    ) as consumer:
        with consumer.events() as events:
            terminal.say(HELP)
            _greet(terminal, consumer)
            async with trio.open_nursery() as nursery:
                nursery.start_soon(_show, terminal, consumer, events, nursery.cancel_scope)
                nursery.start_soon(_obey, terminal, consumer, nursery.cancel_scope)


def _greet(terminal: Terminal, consumer: ConsumerClient) -> None:
    mine = consumer.view.conversation
    for segment in mine.segments:
        terminal.say(_spoken(segment.role, segment.participant, segment.text))
    for agent in mine.agents:
        terminal.say(f"* you are talking with {agent.agent_name}")
    if not mine.agents and mine.ended is None:
        terminal.say(f"* you are waiting for {mine.queue_name}")


async def _show(terminal: Terminal, consumer: ConsumerClient, events: Listener, scope: trio.CancelScope) -> None:
    async for told in events:
        for line in shown(told):
            terminal.say(line)
        if consumer.view.conversation.ended is not None:
            break
    if consumer.session.over is not None:
        terminal.say(f"* {consumer.session.over}")
    scope.cancel()


async def _obey(terminal: Terminal, consumer: ConsumerClient, scope: trio.CancelScope) -> None:
    async with terminal.typed() as typed:
        async for line in typed:
            try:
                if line.strip() == "/end":
                    await consumer.end()
                elif line.strip() == "/quit":
                    break
                elif line.strip():
                    await consumer.say(line)
            except CommandFailed as failed:
                terminal.say(f"! {failed.message}")
            except ClientError:
                break
    scope.cancel()


def shown(told: Told) -> list[str]:
    """What a consumer reads of it."""
    match told:
        case Event(data=data):
            return _event(data)
        case Ephemeral(data=e.Place(position, waiting, _, wait_ms)):
            guess = f", about {seconds(wait_ms)} to wait" if wait_ms is not None else ""
            return [f"* you are number {position} of {waiting} in line{guess}"]
        case Ephemeral(data=e.Typing(Role.AGENT, participant, True)):
            return [f"* {participant or 'the agent'} is writing …"]
        case Disconnected():
            return ["* the connection is lost; trying again by itself, nothing is lost"]
        case Connected():
            return ["* connected again"]
        case Restarted():
            return []
    return []


def _event(data: object) -> list[str]:
    match data:
        case e.SegmentFinal(role=role, participant=participant, text=text):
            return [_spoken(role, participant, text)]
        case e.LegStarted(agent_name=name):
            return [f"* {name} is here now"]
        case e.LegLost():
            return ["* your agent lost connection, you keep your place"]
        case e.LegRecovered():
            return ["* your agent is back"]
        case e.LegHeld():
            return ["* you are on hold"]
        case e.LegResumed():
            return ["* you are back from hold"]
        case e.InteractionQueued(queue_name=name):
            return [f"* you are waiting for {name}"]
        case e.InteractionOverflowed(message=message) if message:
            return [f"* {message}"]
        case e.InteractionEnded():
            return ["* the conversation is over"]
    return []


def _spoken(role: Role, participant: str, text: str) -> str:
    return f"{'you' if role is Role.CONSUMER else participant or role}: {text}"
