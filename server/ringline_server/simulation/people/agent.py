"""An agent: one or two devices, takes what rings, works at what is open, takes breaks, now and then is careless."""

from collections.abc import Mapping
from typing import Any, Final

import attrs
import trio
from ringline_protocol.events import EVENTS, LegCard
from ringline_protocol.shape import read_tolerant
from ringline_protocol.values import Acceptance, LegState, OfferState, PrincipalKind, Role, Status
from ringline_protocol.view import AgentOffer, AgentView, apply, view_from_json

from ringline_server.simulation.account import LEAVES
from ringline_server.simulation.chance import Chance
from ringline_server.simulation.connection import Frame
from ringline_server.simulation.device import Device
from ringline_server.simulation.people import upgrading
from ringline_server.simulation.world import World

STEPS_MAX: Final = 6
"""Things an agent does in one conversation before ending it."""
CLOSING_STEPS_MAX: Final = 1


@attrs.define(eq=False)
class Agent:
    """`run` is its task; its devices live beside it."""

    world: World
    name: str
    chance: Chance
    devices: list[Device] = attrs.field(factory=list)
    views: dict[str, AgentView] = attrs.field(factory=dict)
    """Device -> the agent as its stream tells it there."""
    steps: dict[str, int] = attrs.field(factory=dict)
    """Leg -> what was done in it."""
    notes: dict[str, tuple[str, int]] = attrs.field(factory=dict)
    seen: set[str] = attrs.field(factory=set)
    """Offers that this person has made up their mind about."""
    _texts: int = 0

    def begin(self, devices: int) -> None:
        """Devices connect, and the person sits down."""
        for number in range(devices):
            device = Device(self.world, self.name, PrincipalKind.AGENT, self.chance.other(f"d{number}"), f"d{number}")
            device.on_frame = lambda frame, device=device: self._heard(device, frame)  # type: ignore[misc]
            self.devices.append(device)
            self.world.nursery.start_soon(device.live)
        self.world.nursery.start_soon(self.run)

    @property
    def device(self) -> Device | None:
        """One that is connected."""
        here = [device for device in self.devices if device.connection is not None]
        return self.chance.choice(here) if here else None

    @property
    def is_idle(self) -> bool:
        """Nothing rings here, and nothing is open. Who is away does not know, unless they stay away for good."""
        staying = [device for device in self.devices if not device.is_done]
        views = [self.views.get(device.device) for device in staying if device.is_caught_up]
        return len(views) == len(staying) and not any(view is None or view.offers or view.legs for view in views)

    async def run(self) -> None:
        """A day at the desk."""
        await trio.sleep(self.chance.seconds(0, 3))
        while not all(device.is_done for device in self.devices):
            device = self.device
            view = self.views.get(device.device) if device is not None else None
            if device is not None and view is not None:
                await self._turn(device, view)
            await trio.sleep(self.chance.human(0.5 if self.world.is_closing else 1.2))

    def _heard(self, device: Device, frame: Frame) -> None:
        if frame.get("stream") != device.own:
            return
        known = self.views.get(device.device, AgentView())
        if frame["type"] == "snapshot":
            view = view_from_json(AgentView, frame["state"])
        elif frame["type"] == "event":
            data = read_tolerant(EVENTS[frame["event"]], frame["data"])[0]
            view = apply(known, frame["event"], data, frame["at_ms"])
        else:
            return
        assert isinstance(view, AgentView)
        self.views[device.device] = view

    async def _turn(self, device: Device, view: AgentView) -> None:
        if view.status is not None and view.status.status is not Status.READY and self._comes_back(view):
            await device.ask("agent.set_status", {"status": "ready"})
            return
        rings = [offer for offer in view.offers if offer.offer not in self.seen]
        media = [offer for offer in view.offers if offer.state is OfferState.ACCEPTING]
        if rings:
            await self._answer(device, rings[0])
        elif media and self.chance.happens(0.8):
            ok = self.chance.happens(0.9)
            await device.ask("media.report", {"interaction": media[0].interaction, "ok": ok})
        elif (asked := self._asked(view)) is not None and self.chance.happens(0.8):
            about = {"interaction": asked.interaction}
            assert asked.upgrade is not None
            await upgrading.answer(device, self.chance, about, asked.upgrade, Role.AGENT)
        elif view.legs and self.chance.happens(0.9):
            await self._work(device, self.chance.choice(view.legs))
        elif not self.world.is_closing and self.chance.happens(0.03):
            await self._leave_for_a_while(device)

    @staticmethod
    def _asked(view: AgentView) -> LegCard | None:
        """Where somebody waits for an answer, or for media."""
        return next((leg for leg in view.legs if leg.upgrade is not None and leg.state is LegState.ACTIVE), None)

    def _comes_back(self, view: AgentView) -> bool:
        return self.world.is_closing or self.chance.happens(0.4)

    async def _leave_for_a_while(self, device: Device) -> None:
        choice = self.chance.choice(("not_ready", "not_ready", "offline"))
        params: dict[str, Any] = {"status": choice, "forced": self.chance.happens(0.5)}
        if choice == "not_ready":
            params["reason"] = "break"
            params["pending_offers"] = self.chance.choice(("decline", "keep"))
        await device.ask("agent.set_status", params)

    # --- rings

    async def _answer(self, device: Device, offer: AgentOffer) -> None:
        if offer.acceptance is Acceptance.AUTOMATIC or offer.state is not OfferState.PENDING:
            self.seen.add(offer.offer)
            return
        if self.chance.happens(0.5):
            return  # still thinking
        self.seen.add(offer.offer)
        match self.chance.below(20):
            case 0:
                return  # it rings out
            case 1 | 2 | 3:
                await device.ask("offer.decline", {"offer": offer.offer})
            case 4 | 5:
                await self._accept_twice(offer)
            case _:
                await device.ask("offer.accept", {"offer": offer.offer})

    async def _accept_twice(self, offer: AgentOffer) -> None:
        """On all devices in the same moment, with one key or with several."""
        shared = self.chance.happens(0.5)
        async with trio.open_nursery() as nursery:
            for device in self.devices:
                nursery.start_soon(self._accept, device, offer.offer, f"{self.name}-{offer.offer}" if shared else "")

    async def _accept(self, device: Device, offer: str, key: str) -> None:
        await device.ask("offer.accept", {"offer": offer}, key=key)

    # --- work

    async def _work(self, device: Device, card: LegCard) -> None:
        count = self.steps[card.leg] = self.steps.get(card.leg, 0) + 1
        if card.state is LegState.WRAPPING:
            await self._wrap_up(device, card, count)
        elif card.state is LegState.PARKED:
            if self.world.is_closing or self.chance.happens(0.2):
                await device.ask("interaction.unpark", {"interaction": card.interaction})
        elif card.state is LegState.HELD:
            await device.ask("leg.resume", {"interaction": card.interaction})
        elif card.state is LegState.ACTIVE:
            steps = CLOSING_STEPS_MAX if self.world.is_closing else STEPS_MAX
            await (self._finish(device, card) if count > steps else self._something(device, card))
        elif card.state is LegState.TRANSFERRING and count > STEPS_MAX * 3:
            await device.ask("transfer.cancel", {"interaction": card.interaction})

    async def _something(self, device: Device, card: LegCard) -> None:
        about: dict[str, Any] = {"interaction": card.interaction}
        offered = upgrading.richer(self.world.host.account, card.queue, card.channel)
        match self.chance.below(14):
            case 0:
                await device.subscribe(f"interaction/{card.interaction}")
            case 1:
                await device.look_again(f"interaction/{card.interaction}")
            case 2:
                await device.ask("interaction.open", about)
            case 3 | 4:
                await self._note(device, card)
            case 5:
                await device.ask("draft.save", {**about, "text": self._text("draft")})
            case 6:
                variable = {"name": f"v{self.chance.below(3)}", "value": self._text("value")}
                await device.ask("variable.set", {**about, "variable": variable})
            case 7:
                await device.ask("message.typing", about, key=None, tries=1)
            case 8 if card.channel.value != "email":
                await device.ask("leg.hold", about)
            case 9 if f"interaction/{card.interaction}" in device.pos and self.chance.happens(0.4):
                await device.ask("stream.unsubscribe", {"stream": f"interaction/{card.interaction}"}, key=None, tries=1)
                device.pos.pop(f"interaction/{card.interaction}", None)
            case 10 | 12 if offered:
                await upgrading.ask(device, self.chance, about, offered)
            case 11 if upgrading.is_call(card.channel):
                await self._in_a_call(device, about)
            case _:
                await device.ask("message.send", {**about, "text": self._text("word")})

    async def _in_a_call(self, device: Device, about: dict[str, Any]) -> None:
        """As a page does after a refresh; or the person at it."""
        match self.chance.below(3):
            case 0:
                await device.ask("media.report", about)
            case 1:
                await device.ask("call.set_media", {**about, "media": {"muted": self.chance.happens(0.5)}})
            case _:
                await device.ask("call.tones", {**about, "digits": "1"}, key=None, tries=1)

    async def _note(self, device: Device, card: LegCard) -> None:
        params: dict[str, Any] = {"interaction": card.interaction, "text": self._text("note")}
        known = self.notes.get(card.leg)
        more: Mapping[str, Any] = {}
        if known is not None:
            params["note"], more = known[0], {"expect": {"rev": known[1]}}
        reply = await device.ask("note.save", params, **more)
        if "result" in reply:
            self.notes[card.leg] = (reply["result"]["note"], reply["result"]["rev"])
        else:
            self.notes.pop(card.leg, None)

    async def _finish(self, device: Device, card: LegCard) -> None:
        about: dict[str, Any] = {"interaction": card.interaction}
        is_mail = card.channel.value == "email"
        choice = 9 if self.world.is_closing else self.chance.below(10)
        match choice:
            case 0:
                await device.ask("interaction.release", {**about, "note": self._text("hand-over")})
            case 1:
                await self._transfer(device, card)
            case 2 if is_mail:
                now_ms = self.world.host.clock.now_ms()
                until_ms = now_ms + self.chance.between(1, 15) * 1000
                await device.ask("interaction.park", {**about, "until_at_ms": until_ms})
            case _ if is_mail:
                await device.ask("interaction.resolve", {**about, "dispositions": [self.chance.choice(LEAVES)]})
            case _:
                await device.ask("interaction.end", about)

    async def _transfer(self, device: Device, card: LegCard) -> None:
        agents = [name for name in self.world.host.account.agents if name != self.name and name != "agt_boss"]
        target = {"queue": "que_chat"} if self.chance.happens(0.4) else {"agent": self.chance.choice(agents)}
        mode = self.chance.choice(("cold_assured", "cold_unassured"))
        await device.ask("transfer.start", {"interaction": card.interaction, "target": target, "mode": mode})

    async def _wrap_up(self, device: Device, card: LegCard, count: int) -> None:
        about: dict[str, Any] = {"interaction": card.interaction}
        match self.chance.below(8):
            case 0:
                await self._note(device, card)
            case 1:
                await device.ask("disposition.save", {**about, "dispositions": [self.chance.choice(LEAVES)]})
            case 2 if not self.world.is_closing:
                await device.ask("wrap_up.extend", about)
            case 3 if not self.world.is_closing:
                return  # looks out of the window; the deadline may pass
            case _:
                chosen = [self.chance.choice(LEAVES)]
                await device.ask("wrap_up.complete", {**about, "dispositions": chosen})

    def _text(self, kind: str) -> str:
        """No two are the same."""
        self._texts += 1
        return f"{kind} {self._texts} of agent {self.name.removeprefix('agt_')}"
