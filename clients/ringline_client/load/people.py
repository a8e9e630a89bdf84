"""The people of a load test, each with a client of their own. They make no difference to the server from real ones.

consumer   reaches out, waits in line -- patience --> leaves
                                      -- answered --> writes until the agent says goodbye; and again
agent      ready; rings -- takes a moment --> accepts, writes, says goodbye, wraps up; several at once, as they come
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress

import attrs
import trio
from ringline_protocol.codes import ErrorCode
from ringline_protocol.events import SegmentFinal
from ringline_protocol.frames import Event
from ringline_protocol.values import Consumer, Status
from ringline_protocol.view import DeskView

from ringline_client.agent import AgentClient
from ringline_client.background import Background
from ringline_client.chance import Chance, any_below
from ringline_client.client import ClientOf
from ringline_client.consumer import ConsumerClient, Mine
from ringline_client.errors import ClientError, CommandFailed
from ringline_client.load.tally import Tally
from ringline_client.load.timing import Timing
from ringline_client.load.watching import Watch
from ringline_client.service import ServiceClient
from ringline_client.streams import V
from ringline_client.told import Restarted, Told

OVERTAKEN = frozenset(
    {ErrorCode.OFFER_NOT_PENDING, ErrorCode.OFFER_RESCINDED, ErrorCode.INVALID_STATE, ErrorCode.FORBIDDEN}
)
"""What an act is refused with when the other side was faster: people cause it, not the server."""


@attrs.define(eq=False)
class Scene:
    """What everybody shares."""

    tally: Tally
    watch: Watch
    timing: Timing
    chance: Chance = any_below
    said: int = 0
    closing: trio.Event = attrs.field(factory=trio.Event)
    """Nobody reaches out any more."""

    def words(self) -> str:
        """Never the same twice."""
        self.said += 1
        return f"message {self.said} of the load test"

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """An act that the server answers. Refused because somebody was faster: counted, and raised as `Overtaken`."""
        started_s = trio.current_time()
        try:
            yield
        except CommandFailed as failed:
            if failed.code in OVERTAKEN:
                self.tally.counts["overtaken"] += 1
                raise Overtaken from failed
            self.tally.failed(f"{failed.method} {failed.code}")
            raise
        self.tally.took[what].add(trio.current_time() - started_s)

    @contextmanager
    def state(self, name: str) -> Iterator[None]:
        """Somebody is in it meanwhile."""
        self.tally.now[name] += 1
        try:
            yield
        finally:
            self.tally.now[name] -= 1

    @asynccontextmanager
    async def hearing(self, client: ClientOf[V], *, is_agent: bool) -> AsyncIterator[None]:
        """What this client's screen shows is noted meanwhile."""

        finished = trio.Event()

        async def listen() -> None:
            async for told in events:
                for text in _shown(client, told):
                    self.watch.sees(text, is_agent=is_agent)
            finished.set()

        with client.events() as events:
            async with Background() as nursery:
                nursery.start_soon(listen)
                yield
                events.end()
                await finished.wait()


def _shown(client: ClientOf[V], told: Told) -> Iterable[str]:
    """Messages that are on the screen now. What was said before somebody began to read comes with the snapshot."""
    if isinstance(told, Event) and isinstance(told.data, SegmentFinal):
        return (told.data.text,)
    if not isinstance(told, Restarted):
        return ()
    match client.view:
        case Mine(conversation=conversation):
            return [segment.text for segment in conversation.segments]
        case DeskView(interactions=interactions) if told.snapshot.stream in interactions:
            return [segment.text for segment in interactions[told.snapshot.stream].segments]
    return ()


class Overtaken(Exception):
    """The other side was faster."""


@attrs.define(eq=False)
class ConsumerPerson:
    """Comes again and again, under a name of their own."""

    scene: Scene
    service: ServiceClient
    url: str
    queue: str
    name: str

    async def live(self, doors: trio.CapacityLimiter) -> None:
        """Until the scene closes and this visit is over. `doors`: how many may sign in at the same time."""
        while not self.scene.closing.is_set():
            try:
                await self._visit(doors)
            except (Overtaken, CommandFailed):  # counted where it happened
                pass
            except ClientError as error:
                self.scene.tally.failed(f"consumer {type(error).__name__}")
            with trio.move_on_after(self.scene.timing.next.pick(self.scene.chance)):
                await self.scene.closing.wait()

    async def _visit(self, doors: trio.CapacityLimiter) -> None:
        scene, began_s = self.scene, trio.current_time()
        with scene.timed("create"):
            made = await self.service.create(self.queue, Consumer(self.name))
        scene.watch.begins(made.interaction, began_s)
        try:
            async with AsyncExitStack() as stack:
                async with doors:
                    with scene.timed("connect"):
                        connecting = ConsumerClient.connect(self.url, token=made.consumer_token)
                        client = await stack.enter_async_context(connecting)
                async with scene.hearing(client, is_agent=False):
                    await self._line(client, began_s)
        finally:
            scene.watch.is_over(made.interaction)

    async def _line(self, client: ConsumerClient, began_s: float) -> None:
        scene = self.scene
        until_s = began_s + scene.timing.patience.pick(scene.chance)
        with scene.state("waiting"), trio.move_on_at(until_s) as patience:
            await client.until(lambda mine: mine.conversation.agents or mine.conversation.ended)
        if patience.cancelled_caught:
            with scene.timed("end"):
                await client.end()
            scene.tally.counts["gave up"] += 1
            return
        if not client.view.conversation.agents:
            scene.tally.counts["turned away"] += 1
            return
        scene.tally.took["answered"].add(trio.current_time() - began_s)
        with scene.state("talking"):
            async with Background() as nursery:
                nursery.start_soon(self._write, client)
                await client.until(lambda mine: mine.conversation.ended)
        scene.tally.counts["talked"] += 1

    async def _write(self, client: ConsumerClient) -> None:
        while True:
            await trio.sleep(self.scene.timing.write.pick(self.scene.chance))
            try:
                await say(self.scene, client, client.interaction)
            except Overtaken:
                return


@attrs.define(eq=False)
class AgentPerson:
    """Signed in and ready for as long as the test lasts."""

    scene: Scene
    outcome: str | None = None
    """Known after the first conversation: a leaf of the queue's dispositions."""
    _known: set[str] = attrs.field(factory=set)
    """Rings that are being dealt with."""

    async def work(self, client: AgentClient) -> None:
        """Until cancelled."""
        with client.events() as events, self.scene.state("agents"):
            await client.set_status(Status.READY)
            async with self.scene.hearing(client, is_agent=True), trio.open_nursery() as nursery:
                self._look(client, nursery)
                async for _ in events:
                    self._look(client, nursery)

    def _look(self, client: AgentClient, nursery: trio.Nursery) -> None:
        for ring in client.view.agent.offers:
            if ring.offer not in self._known:
                self._known.add(ring.offer)
                self.scene.watch.rings(ring.interaction)
                nursery.start_soon(self._take, client, ring.offer, ring.interaction)

    async def _take(self, client: AgentClient, offer: str, interaction: str) -> None:
        try:
            await trio.sleep(self.scene.timing.answer.pick(self.scene.chance))
            with self.scene.timed("accept"):
                await client.accept(offer)
            await self._talk(client, interaction)
            await self._wrap_up(client, interaction)
        except (Overtaken, CommandFailed):  # counted where it happened
            pass
        finally:
            self._known.discard(offer)

    async def _talk(self, client: AgentClient, interaction: str) -> None:
        timing, chance = self.scene.timing, self.scene.chance
        with trio.move_on_after(timing.talk.pick(chance)), suppress(CommandFailed):  # a goodbye is owed all the same
            while True:
                await say(self.scene, client, interaction)
                await trio.sleep(timing.write.pick(chance))
        with self.scene.timed("end"):
            await client.end(interaction)

    async def _wrap_up(self, client: AgentClient, interaction: str) -> None:
        if self.outcome is None:
            leaves = (await client.labels(interaction)).leaves
            self.outcome = leaves[0].id if leaves else ""
        with self.scene.timed("wrap-up"):
            await client.wrap_up(interaction, *filter(None, [self.outcome]))


async def say(scene: Scene, client: AgentClient | ConsumerClient, interaction: str) -> None:
    """One message, looked for on the other side. Raises: Overtaken, CommandFailed."""
    text = scene.words()
    scene.watch.says(interaction, text, is_agents=isinstance(client, AgentClient))
    try:
        with scene.timed("say"), trio.CancelScope(shield=True):
            await (client.say(interaction, text) if isinstance(client, AgentClient) else client.say(text))
    except (Overtaken, CommandFailed):
        scene.watch.takes_back(text)
        raise
    scene.watch.acknowledged(text)
    scene.tally.counts["messages"] += 1
