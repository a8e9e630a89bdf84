"""Brings the people in, one after the other over the ramp; lets them live for the time; sees them out."""

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from typing import Final

import attrs
import trio

from ringline_client.agent import AgentClient
from ringline_client.errors import ClientError
from ringline_client.load.people import AgentPerson, ConsumerPerson, Scene
from ringline_client.load.tally import Tally
from ringline_client.load.timing import Timing
from ringline_client.load.watching import Watch
from ringline_client.service import ServiceClient
from ringline_client.session import TokenSource

DOORS: Final = 10
"""Signing in at once: below what a server lets one address have without a hello."""
LAG_EVERY_S: Final = 0.05
GOODBYE_S: Final = 15.0
"""Beyond patience and talk, for the last to leave. Who is there then is a finding."""


@attrs.frozen
class Cast:
    """Who plays, and where."""

    url: str
    agents: Sequence[tuple[str, TokenSource]]
    """By id, each with what signs them in."""
    service: TokenSource
    queue: str
    consumers: int


@attrs.frozen
class Plan:
    """How long. Seconds."""

    timing: Timing
    ramp: float
    """Over which agents, and then consumers, come in."""
    lasts: float
    """After the ramp."""


async def play(cast: Cast, plan: Plan, tally: Tally, progress: Callable[[Tally], None], every_s: float) -> None:
    """The whole test. `progress` is called that often. Raises: ClientError when nobody can begin."""
    scene = Scene(tally, Watch(tally), plan.timing)
    doors = trio.CapacityLimiter(DOORS)
    async with trio.open_nursery() as beside:
        beside.start_soon(_report, tally, progress, every_s)
        beside.start_soon(_measure_lag, tally)
        async with (
            ServiceClient.connect(cast.url, token_source=cast.service, name="load") as service,
            trio.open_nursery() as agents,
        ):
            for name, source in cast.agents:
                agents.start_soon(_employ, scene, cast.url, source, name, doors)
                await trio.sleep(plan.ramp / 2 / max(1, len(cast.agents)))
            await _invite(scene, service, cast, plan, doors)
            await scene.watch.finish()
            agents.cancel_scope.cancel()
        beside.cancel_scope.cancel()


async def _employ(scene: Scene, url: str, source: TokenSource, name: str, doors: trio.CapacityLimiter) -> None:
    try:
        async with AsyncExitStack() as stack:
            async with doors:
                with scene.timed("connect"):
                    connecting = AgentClient.connect(url, token_source=source, name="load")
                    client = await stack.enter_async_context(connecting)
            await AgentPerson(scene).work(client)
    except* ClientError as group:
        scene.tally.failed(f"{name}: {group.exceptions[0]}")


async def _invite(scene: Scene, service: ServiceClient, cast: Cast, plan: Plan, doors: trio.CapacityLimiter) -> None:
    """Consumers come, stay as long as the test lasts, and finish what they began."""
    timing = plan.timing
    rest_s = timing.patience.most + timing.talk.most + timing.write.most + GOODBYE_S
    with trio.CancelScope() as scope:
        async with trio.open_nursery() as nursery:
            for number in range(cast.consumers):
                person = ConsumerPerson(scene, service, cast.url, cast.queue, f"Consumer {number + 1}")
                nursery.start_soon(person.live, doors)
                await trio.sleep(plan.ramp / 2 / max(1, cast.consumers))
            await trio.sleep(plan.lasts)
            scene.closing.set()
            scope.deadline = trio.current_time() + rest_s
    if scope.cancelled_caught:
        scene.tally.failed(f"consumers still there {rest_s:.0f} s after the end")


async def _report(tally: Tally, progress: Callable[[Tally], None], every_s: float) -> None:
    while True:
        await trio.sleep(every_s)
        progress(tally)


async def _measure_lag(tally: Tally) -> None:
    """How late this process itself is: what it cannot do in time it must not hold against the server."""
    while True:
        due_s = trio.current_time() + LAG_EVERY_S
        await trio.sleep_until(due_s)
        tally.took["own lag"].add(trio.current_time() - due_s)
