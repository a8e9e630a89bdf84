"""The actor of one agent: status, room, devices; what its desk is told, and what queues and interactions learn of it.

    interactions --ShareIs--> stream, holdings --+
    queues --Reserve--> room --Granted, Busy     |--> settle: journal, stream, rings, legs, queues
    devices, commands ---------------------------+
After everything that may have changed something, `settle` brings all neighbours up to date: each is told what differs
from what it knows, and nothing twice. Commands are in `agent_commands`.
"""

from typing import Final

import attrs
from ringline_protocol.values import OfferDetail, Presence, Status

from ringline_server.actors import agent_commands, raising, taking
from ringline_server.actors.agent_inspection import AgentInspection
from ringline_server.actors.agent_memory import Kept
from ringline_server.actors.agent_stream import AgentStream
from ringline_server.actors.inspecting import Claim, Inspect
from ringline_server.actors.membership import Membership
from ringline_server.actors.messages import (
    Acked,
    Announce,
    Asked,
    Deliver,
    DeviceJoined,
    DeviceLeft,
    DevicePrimary,
    Forward,
    Look,
    Ordered,
    Ref,
    Reload,
    Reserve,
    ShareIs,
    Subscribe,
    Unreserve,
    Unsubscribe,
)
from ringline_server.actors.raising import Raise
from ringline_server.actors.registry import Registry
from ringline_server.actors.room import Grant
from ringline_server.actors.shares import Shares
from ringline_server.actors.status_keeper import StatusKeeper, folded
from ringline_server.actors.taking import Seen
from ringline_server.domain import agent as rules
from ringline_server.domain.agent import AgentStatus
from ringline_server.domain.devices import Device
from ringline_server.domain.orders import AgentPresent, Order
from ringline_server.domain.policy import Agent
from ringline_server.domain.share import needs_presence
from ringline_server.domain.standing import Standing, Weighed, weigh
from ringline_server.domain.state import Interaction
from ringline_server.store import facts

NEVER: Final = (None, None, None, None)
"""What `deadline` looks at, when it has nothing to wait for: so most agents stand most of the time."""


@attrs.define(eq=False)
class AgentActor:
    """Owns one agent's status and room. Made by `revive`, run by the supervisor; lives as long as the process."""

    id: str
    registry: Registry
    ref: Ref
    kept: Kept
    keeper: StatusKeeper
    stream: AgentStream
    membership: Membership
    shares: Shares
    inspection: AgentInspection
    ordered: list[Ref] = attrs.field(factory=list)
    """Interactions told to do something in this turn: a reply may have to wait for the effect."""
    is_retired: bool = False
    _weighed: Weighed | None = None

    async def handle(self, message: object, now_ms: int) -> None:
        """One message. Nothing but the journal is waited for."""
        self.ordered.clear()
        if not self._passes_by(message, now_ms):
            await self._changes(message, now_ms)
            await self.settle(now_ms)

    def _passes_by(self, message: object, now_ms: int) -> bool:
        """What changes nothing about the agent: the many messages that only come through here."""
        match message:
            case Forward(target, asked):
                self.kept.taking.pass_on(target, asked, self.ref, self.registry.overseer)
            case agent_commands.Settled(call, done):
                agent_commands.finish(self, call, done)
            case Asked(command=command, call=call) if agent_commands.concerns_offer(command):
                agent_commands.answer_offer(self, message)
            case Acked(seq=seq):
                self.shares.rings.heard(seq)
            case ShareIs():
                return self._is_only_shown(message, now_ms)
            case Reserve():
                self.kept.room.wish(message, self.ref)
            case Subscribe(sink, by, pos):
                self.stream.attach(sink, by, pos)
            case Unsubscribe(sink):
                self.stream.feed.detach(sink)
            case Look(call):
                agent_commands.look(self, call, now_ms)
            case Inspect(done):
                done()
                self.inspection.look(self.weighed(), self.deadline(), now_ms)
            case Deliver(call, outcome):
                return agent_commands.deliver(self, call, outcome)
            case _:
                return False
        return True

    def _is_only_shown(self, share: ShareIs, now_ms: int) -> bool:
        """As most words are: the desk counts them, no more. Who did not hear how the devices are, is told."""
        if self.shares.told(share, now_ms):
            return False
        self._tell_legs(share.state, share.ref, self.presence(now_ms))
        return True

    async def _changes(self, message: object, now_ms: int) -> None:
        room, devices = self.kept.room, self.kept.devices
        match message:
            case Grant():
                self.membership.refused(room.grant(self.policy, self.registry.account, self.standing, now_ms))
            case Unreserve(interaction, queue):
                room.free(interaction, queue)
            case Asked():
                await agent_commands.carry_out(self, message, now_ms)
            case Seen():
                taking.weigh(message, room, self.policy, self.registry.account, self.standing, now_ms)
                self.kept.taking.go_on(message, self.ref, self.registry.overseer)
            case Raise():
                raising.weigh(message, room, self.policy, self.standing(), now_ms)
            case DeviceJoined(session, device, client):
                self._joined(Device(session, device, client), now_ms)
            case DeviceLeft(session, ended):
                self._left(session, now_ms, ended=ended)
            case DevicePrimary(session):
                devices.make_primary(session)
                self.stream.primary_is(devices.get(devices.primary), now_ms)
            case Announce():
                self.membership.announce(self.weighed())
            case Claim():
                self.inspection.claimed(message, self.registry.account, now_ms)
            case ShareIs() | Deliver() | Reload():
                pass
            case _:
                raise TypeError(type(message).__name__)

    def deadline(self) -> int | None:
        """Room nobody used, a ring nobody hears, the end of the grace, a retry of the store."""
        account, alone_since_ms = self.registry.account, self.kept.devices.alone_since_ms
        is_going = alone_since_ms is not None and self.stream.view.presence is not Presence.GONE
        times = (
            self.kept.room.deadline(),
            self.shares.rings.deadline(alone_since_ms, account),
            self.kept.devices.gone_at_ms(account.offline_after_ms) if is_going else None,
            self.keeper.retry_at_ms,
        )
        return None if times == NEVER else min(at_ms for at_ms in times if at_ms is not None)

    async def on_deadline(self, now_ms: int) -> None:
        """Everything that is due follows from how things are."""
        self.ordered.clear()
        await self.settle(now_ms)

    def announce(self) -> None:
        """Tell the queues, and ask the interactions: what they told an earlier life is needed again."""
        self.membership.announce(self.weighed())
        for held in self.kept.held.values():
            held.ref.tell(Announce())
        self.kept.room.call_again(self.ref)

    # --- how things are

    @property
    def policy(self) -> Agent:
        """As the operator set them up. Who was taken out of the account keeps their work, and gets nothing more."""
        return self.registry.account.agents.get(self.id) or Agent(self.id, self.stream.view.name)

    @property
    def status(self) -> AgentStatus:
        """As it is on disk."""
        return self.keeper.status

    def standing(self) -> Standing:
        """For all decisions."""
        idle_since_ms = max(self.shares.idle_since_ms, self.status.on_since_ms)
        return Standing(self.status, len(self.kept.devices) > 0, self.kept.holdings(), idle_since_ms)

    def weighed(self) -> Weighed:
        """With everything that follows from it. The same object for as long as it is so."""
        return self._weigh(self.standing())

    def _weigh(self, standing: Standing) -> Weighed:
        policy, last = self.policy, self._weighed
        if last is not None and last.standing == standing and last.agent == policy:
            return last
        self._weighed = weigh(standing, policy, self.registry.scales)
        return self._weighed

    def presence(self, now_ms: int) -> Presence:
        """Of the devices."""
        return self.kept.devices.presence(now_ms, self.registry.account.offline_after_ms)

    # --- what follows

    async def settle(self, now_ms: int) -> None:
        """Bring disk, desk, rings, legs and queues up to date with how things are."""
        presence, account = self.presence(now_ms), self.registry.account
        self.kept.room.expire(now_ms)
        standing = self.standing()
        await self.keeper.catch_up(standing.work(is_gone=presence is Presence.GONE), now_ms)
        weighed = self._weigh(standing) if standing.status is self.status else self.weighed()
        self.stream.stands(weighed, presence, now_ms)
        if self.status.status is Status.OFFLINE:
            self.order_all(self.shares.rings.give_up(OfferDetail.STATUS_CHANGE))
        self.order_all(self.shares.rings.give_up_unreachable(now_ms, self.kept.devices.alone_since_ms, account))
        for state, ref in self.shares:
            self._tell_legs(state, ref, presence)
        self.membership.tell(weighed)

    def order_all(self, orders: list[tuple[Ref, Order]]) -> None:
        """Tell interactions what to do."""
        for ref, order in orders:
            self.ordered.append(ref)
            ref.tell(Ordered(order))

    def _tell_legs(self, state: Interaction, ref: Ref, presence: Presence) -> None:
        """Who signed out is gone for their work, whatever is still connected."""
        shown = Presence.GONE if self.status.status is Status.OFFLINE else presence
        if needs_presence(state, self.id, shown):
            self.order_all([(ref, AgentPresent(self.id, shown))])

    # --- devices

    def _joined(self, device: Device, now_ms: int) -> None:
        devices = self.kept.devices
        was_alone = not len(devices)
        is_new = devices.join(device)
        self.stream.device_joined(device, is_primary=devices.primary == device.session, now_ms=now_ms)
        if was_alone and is_new:
            self.keeper.happens(lambda status, _: rules.signed_in(status, self.registry.account))

    def _left(self, session: str, now_ms: int, *, ended: bool) -> None:
        devices = self.kept.devices
        device = devices.leave(session, now_ms, ended=ended)
        if device is None:
            return
        self.stream.device_left(device, now_ms)
        self.stream.primary_is(devices.get(devices.primary), now_ms)
        if ended and not len(devices) and not self.standing().live_work:
            self.keeper.happens(lambda status, _: rules.gone(status))


async def revive(registry: Registry, agent: str, kept: Kept, ref: Ref) -> AgentActor:
    """Build the actor from snapshot and journal, and from what outlives a crash."""
    stream = f"agent/{agent}"
    snapshot = (await registry.disk.snapshots([stream])).get(stream)
    known = facts.agent_from_snapshot(snapshot.body) if snapshot is not None else None
    status, seq = (AgentStatus(), 0) if snapshot is None or known is None else (known, snapshot.seq)
    for record in (await registry.disk.read_many({stream: seq})).get(stream, []):
        status, seq = folded(status, (facts.agent_event(record),), record.at_ms), record.seq
    return _made(registry, agent, kept, ref, StatusKeeper(stream, registry, status, seq, seq))


def _made(registry: Registry, agent: str, kept: Kept, ref: Ref, keeper: StatusKeeper) -> AgentActor:
    """After a crash readers have to begin anew: nobody knows what they have been told."""
    now_ms = registry.clock.now_ms()
    policy = registry.account.agents.get(agent) or Agent(agent, agent)
    if kept.stream is not None:
        kept.stream.feed.close()
    elif keeper.status.status is not Status.OFFLINE:
        kept.devices.since_ms = now_ms  # the server was away, perhaps the agent was not
    kept.lives += 1
    kept.stream = AgentStream.make(policy, f"{registry.epoch}.{kept.lives}", now_ms)
    membership = Membership(agent, registry, ref)
    shares = Shares(agent, registry, kept, keeper, kept.stream)
    inspection = AgentInspection(agent, ref, registry.alarms, kept, membership, shares)
    actor = AgentActor(agent, registry, ref, kept, keeper, kept.stream, membership, shares, inspection)
    for device in kept.devices:
        kept.stream.device_joined(device, is_primary=device.session == kept.devices.primary, now_ms=now_ms)
    kept.stream.stands(actor.weighed(), actor.presence(now_ms), now_ms)
    return actor
