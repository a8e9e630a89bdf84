"""The agent's actor with real interactions on a real journal: connection, rings, work, crash and restart."""

import attrs
import trio
from kit.accounts import account, queue
from kit.desks import AgentsHouse, Desk, agents_house
from kit.house import principal
from kit.virtual import virtual_server
from ringline_protocol import events as told
from ringline_protocol.codes import CloseCode, ErrorCode, Refused
from ringline_protocol.commands import (
    AcceptOffer,
    EndInteraction,
    HoldLeg,
    StartTransfer,
)
from ringline_protocol.handshake import NotRecoveredReason
from ringline_protocol.values import (
    AgentState,
    Channel,
    LegState,
    OfferDetail,
    OfferPurpose,
    OfferState,
    Presence,
    PrincipalKind,
    Status,
    Target,
)
from ringline_server.actors.messages import Acked, Busy, DevicePrimary, Granted, MemberIs, Reserve
from ringline_server.domain.policy import Selection
from ringline_server.domain.queue import RuledOut
from trio.testing import MockClock, wait_all_tasks_blocked

CONSUMER = principal("con_1", PrincipalKind.CONSUMER, "int_1")


def status_of(desk: Desk) -> tuple[Status, str | None]:
    return desk.status.status, desk.status.reason


def presence_of(desk: Desk) -> Presence:
    return desk.view.presence


def last_end(desk: Desk) -> told.OfferEnded:
    return desk.told(told.OfferEnded)[-1]


async def talking(house: AgentsHouse, desk: Desk, interaction: str = "int_1", queue_id: str = "que_chat") -> None:
    """The agent has it, and nobody remembers what was said on the way there."""
    await desk.do(AcceptOffer(await house.rings(interaction, desk.agent, queue_id)))
    desk.forget()
    house.told_queue(queue_id, object)


# --- rings


async def test_an_accepted_ring_becomes_a_leg(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        ana.forget()
        offer = await house.rings("int_1", "agt_ana")

        assert [ring.offer for ring in ana.view.offers] == [offer]
        done = await ana.do(AcceptOffer(offer))

        assert ana.names()[-3:] == ["offer.ended", "leg.started", "agent.state_changed"]
        assert ana.view.offers == ()
        assert [card.leg for card in ana.view.legs] == [done.result["leg"]]
        assert done.pos["agent/agt_ana"] == ana.head


async def test_ring_timeout_of_a_call_ends_it_and_makes_not_ready(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.rings("int_1", "agt_ana", "que_voice")
        await trio.sleep(20)
        await wait_all_tasks_blocked()

        assert last_end(ana).state is OfferState.EXPIRED
        assert status_of(ana) == (Status.NOT_READY, "missed")
        assert (ana.state.missed_hold, ana.state.units_used) == (True, 0)
        assert house.stands("agt_ana", "que_voice").out is RuledOut.NOT_READY

        await ana.ready()
        assert house.stands("agt_ana", "que_voice").out is None
        assert not ana.state.missed_hold


async def test_double_accept_by_the_same_agent_on_two_devices(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        phone = await (await house.desk("agt_ana", "ses_phone")).ready()
        laptop = await house.desk("agt_ana", "ses_laptop")
        offer = await house.rings("int_1", "agt_ana")

        done = await phone.do(AcceptOffer(offer))
        late = await laptop.tries(AcceptOffer(offer))

        assert isinstance(late, Refused)
        assert late.code is ErrorCode.OFFER_ALREADY_ACCEPTED
        assert late.details["leg"] == done.result["leg"]
        assert last_end(laptop).by_session == "ses_phone"
        assert [card.leg for card in laptop.view.legs] == [done.result["leg"]]


async def test_double_accept_by_two_agents_the_other_one_is_told_that_it_was_rescinded(
    autojump_clock: MockClock,
) -> None:
    many = account(queue(selection=Selection.SIMULTANEOUS))
    async with agents_house(many) as house:
        ana = await (await house.desk("agt_ana")).ready()
        bruno = await (await house.desk("agt_bruno")).ready()
        offer = await house.rings("int_1", "agt_ana")
        (granted,) = await house.reserves("int_1", "agt_bruno")
        assert isinstance(granted, Granted)
        other = await house.places("int_1", "agt_bruno")

        await ana.do(AcceptOffer(offer))
        late = await bruno.tries(AcceptOffer(other))

        assert isinstance(late, Refused)
        assert late.code is ErrorCode.OFFER_RESCINDED
        assert (last_end(bruno).state, last_end(bruno).detail) == (OfferState.RESCINDED, OfferDetail.ANSWERED_BY_OTHER)
        assert last_end(bruno).by_session is None
        assert bruno.state.units_used == 0


async def test_accept_after_expiry_says_what_became_of_it(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        offer = await house.rings("int_1", "agt_ana")
        await trio.sleep(31)
        late = await ana.tries(AcceptOffer(offer))

        assert isinstance(late, Refused)
        assert late.code is ErrorCode.OFFER_NOT_PENDING
        assert late.details["state"] == "expired"


# --- conformance 78 to 80: who can hear a ring


async def test_conformance_78_all_devices_gone_while_ringing(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        watcher = await house.desk("agt_sofia", reads="agt_ana")
        await house.rings("int_1", "agt_ana", "que_voice")
        await trio.sleep(4)
        await ana.leaves()
        assert house.stands("agt_ana", "que_voice").out is RuledOut.NOT_CONNECTED
        await trio.sleep(4.999)
        await wait_all_tasks_blocked()
        assert watcher.told(told.OfferEnded) == []
        await trio.sleep(0.002)
        await wait_all_tasks_blocked()

        ended = last_end(watcher)
        assert (ended.state, ended.detail) == (OfferState.CANCELED, OfferDetail.AGENT_UNREACHABLE)
        assert watcher.status.status is Status.READY
        await ana.comes_back()
        assert house.stands("agt_ana", "que_voice").out is None


async def test_conformance_79_one_of_two_devices_gone_the_ring_goes_on(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        phone = await (await house.desk("agt_ana", "ses_phone")).ready()
        laptop = await house.desk("agt_ana", "ses_laptop")
        offer = await house.rings("int_1", "agt_ana", "que_voice")
        await phone.leaves()
        await trio.sleep(15)

        assert [ring.offer for ring in laptop.view.offers] == [offer]
        assert laptop.names()[-2:] == ["device.left", "device.primary"]
        await laptop.do(AcceptOffer(offer))


async def test_conformance_80_a_ring_that_no_device_acknowledged_within_three_seconds(
    autojump_clock: MockClock,
) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana", is_deaf=True)).ready()
        await house.rings("int_1", "agt_ana", "que_voice")
        await trio.sleep(2.999)
        await wait_all_tasks_blocked()
        assert ana.told(told.OfferEnded) == []
        await trio.sleep(0.002)
        await wait_all_tasks_blocked()

        assert (last_end(ana).state, last_end(ana).detail) == (OfferState.CANCELED, OfferDetail.AGENT_UNREACHABLE)
        assert ana.status.status is Status.READY
        assert (await house.state("int_1")).waiting is not None


async def test_a_ring_that_any_device_acknowledged_rings_to_its_end(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        deaf = await (await house.desk("agt_ana", "ses_deaf", is_deaf=True)).ready()
        await house.desk("agt_ana", "ses_awake")
        await house.rings("int_1", "agt_ana")
        await trio.sleep(29.999)
        await wait_all_tasks_blocked()
        assert deaf.told(told.OfferEnded) == []
        await trio.sleep(0.002)
        await wait_all_tasks_blocked()

        assert last_end(deaf).state is OfferState.EXPIRED


async def test_an_acknowledgement_of_what_came_before_is_none_of_the_ring(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana", is_deaf=True)).ready()
        await house.rings("int_1", "agt_ana")
        seq = next(seq for seq, name, _ in ana.heard if name == "offer.created")
        house.registry.agent("agt_ana").tell(Acked("ses_agt_ana", seq - 1))
        await trio.sleep(3)
        await wait_all_tasks_blocked()

        assert last_end(ana).detail is OfferDetail.AGENT_UNREACHABLE


# --- the connection


async def test_agent_socket_drops_mid_interaction_and_is_back_in_time(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await talking(house, ana)
        await ana.leaves()
        assert (await house.state("int_1")).talking[0].state is LegState.LOST
        await trio.sleep(29)
        await ana.comes_back()

        assert (await house.state("int_1")).talking[0].state is LegState.ACTIVE
        assert [change.card.state for change in ana.told(told.LegChanged)] == [LegState.LOST, LegState.ACTIVE]
        assert ana.view.presence is Presence.CONNECTED


async def test_agent_socket_drops_mid_interaction_and_is_back_too_late(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await talking(house, ana)
        await ana.leaves()
        await trio.sleep(31)
        await ana.comes_back()

        state = await house.state("int_1")
        assert state.waiting is not None
        assert state.waiting.at_front
        assert ana.view.legs == ()
        assert house.stands("agt_ana").out is None


async def test_an_email_stays_with_its_agent_while_they_are_away_and_when_they_are_back(
    autojump_clock: MockClock,
) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.rings("int_1", "agt_ana", "que_mail")
        await ana.leaves()
        await trio.sleep(299)
        assert (await house.state("int_1")).talking[0].state is LegState.ACTIVE
        await trio.sleep(2)
        assert (await house.state("int_1")).talking[0].state is LegState.LOST
        await house.desk("agt_ana", "ses_tomorrow")

        assert (await house.state("int_1")).talking[0].state is LegState.ACTIVE


async def test_i25_who_has_no_device_for_the_grace_is_gone_and_off_line(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        watcher = await house.desk("agt_sofia", reads="agt_ana")
        await ana.leaves()
        await trio.sleep(299.999)
        await wait_all_tasks_blocked()
        assert presence_of(watcher) is Presence.GRACE
        assert status_of(watcher) == (Status.READY, None)
        await trio.sleep(0.002)
        await wait_all_tasks_blocked()

        assert presence_of(watcher) is Presence.GONE
        assert watcher.status.status is Status.OFFLINE
        (said,) = await house.reserves("int_1", "agt_ana")
        assert said == Busy("int_1", "agt_ana", said.purpose, RuledOut.OFFLINE)

        again = await house.desk("agt_ana", "ses_next")
        assert again.status.status is Status.NOT_READY
        assert again.status.reason == "signed_in"


async def test_within_the_grace_a_new_session_finds_the_status_as_it_was(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.leaves()
        await trio.sleep(200)
        again = await house.desk("agt_ana", "ses_refreshed")

        assert again.status.status is Status.READY
        await trio.sleep(200)
        assert again.view.presence is Presence.CONNECTED


async def test_no_offer_goes_to_an_agent_without_a_device(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.leaves()

        (said,) = await house.reserves("int_1", "agt_ana")
        assert said == Busy("int_1", "agt_ana", said.purpose, RuledOut.NOT_CONNECTED)


async def test_signing_out_without_live_work_is_off_line_at_once(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.leaves(ended=True)
        assert house.stands("agt_ana").status is Status.OFFLINE
        again = await house.desk("agt_ana", "ses_next")

        assert again.status.reason == "signed_in"


async def test_signing_out_on_one_of_two_devices_is_nothing(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        phone = await (await house.desk("agt_ana", "ses_phone")).ready()
        laptop = await house.desk("agt_ana", "ses_laptop")
        await phone.leaves(ended=True)

        assert laptop.status.status is Status.READY
        assert [device.primary for device in laptop.view.devices] == [True]


async def test_same_agent_signs_in_elsewhere_and_one_device_rings_audibly(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        phone = await house.desk("agt_ana", "ses_phone")
        await house.desk("agt_ana", "ses_laptop")
        assert [device.session for device in phone.view.devices if device.primary] == ["ses_phone"]
        house.registry.agent("agt_ana").tell(DevicePrimary("ses_laptop"))
        await wait_all_tasks_blocked()

        assert [device.session for device in phone.view.devices if device.primary] == ["ses_laptop"]
        await phone.comes_back()
        assert phone.names() == ["device.joined", "device.primary"]


# --- work of all kinds


async def test_wrap_up_is_shown_with_its_deadline_and_then_the_agent_is_free(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await talking(house, ana)
        await ana.do(EndInteraction("int_1"))

        (card,) = ana.view.legs
        assert card.state is LegState.WRAPPING
        assert card.wrap_up is not None
        assert card.wrap_up.until_at_ms == house.registry.clock.now_ms() + 30_000
        assert ana.state.state is AgentState.WRAP_UP
        await trio.sleep(30)
        await wait_all_tasks_blocked()
        assert ana.view.legs == ()
        assert ana.state.units_used == 0
        assert ana.told(told.LegEnded)[-1].interaction == "int_1"


async def test_async_item_is_assigned_without_a_ring(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        ana.forget()
        await house.rings("int_1", "agt_ana", "que_mail")

        assert ana.names() == [
            "agent.state_changed",
            "offer.created",
            "offer.ended",
            "leg.started",
            "agent.state_changed",
        ]
        (card,) = ana.view.legs
        assert (card.channel, card.opened) == (Channel.EMAIL, False)


async def test_transfer_target_without_room_is_busy_and_the_sender_keeps_it(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.desk("agt_bruno")
        await talking(house, ana)
        await ana.do(StartTransfer("int_1", Target(agent="agt_bruno")))
        await wait_all_tasks_blocked()

        state = await house.state("int_1")
        assert state.transfer is None
        assert state.talking[0].state is LegState.ACTIVE
        assert state.live_offers == ()


async def test_transfer_target_with_room_gets_a_ring_with_the_hand_over_packet(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        bruno = await (await house.desk("agt_bruno")).ready()
        await talking(house, ana)
        await ana.do(StartTransfer("int_1", Target(agent="agt_bruno"), note="knows the case"))
        await wait_all_tasks_blocked()

        (ring,) = bruno.view.offers
        assert ring.card is not None
        assert ring.card.hand_over is not None
        assert ring.card.hand_over.note == "knows the case"
        await bruno.do(AcceptOffer(ring.offer))
        assert [card.state for card in ana.view.legs] == [LegState.WRAPPING]


async def test_commands_pass_through_in_order_and_their_effects_go_before_the_reply(
    autojump_clock: MockClock,
) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await talking(house, ana)
        done = await ana.do(HoldLeg("int_1"))

        assert ana.names() == ["leg.changed"]
        assert done.pos["agent/agt_ana"] == ana.head
        assert done.pos["interaction/int_1"] == (await house.state("int_1")).seq


# --- crash and restart


async def crash(house: AgentsHouse, agent: str = "agt_ana") -> None:
    """A message that nobody understands."""
    house.registry.agent(agent).tell("nonsense")
    await wait_all_tasks_blocked()


async def test_a_crashed_agent_knows_its_devices_work_and_status_again(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await talking(house, ana)
        before = ana.view
        await crash(house)
        again = await house.desk("agt_ana", "ses_agt_ana")

        assert ana.lost == "restarted"
        assert (again.status, again.view.presence) == (before.status, before.presence)
        assert again.view.legs == before.legs
        assert again.state == before.state
        assert again.verdict is not None
        assert again.verdict.reason is NotRecoveredReason.NEW
        assert ana.verdict is not None
        assert again.verdict.epoch != ana.verdict.epoch


async def test_room_is_not_given_twice_because_of_a_crash(autojump_clock: MockClock) -> None:
    calls = account(queue("que_voice", Channel.VOICE), queue("que_other", Channel.VOICE))
    async with agents_house(calls) as house:
        await (await house.desk("agt_ana")).ready()
        await house.arrives("int_1", "que_voice")
        assert isinstance((await house.reserves("int_1", "agt_ana", "que_voice"))[0], Granted)
        house.registry.agent("agt_ana").tell("nonsense")
        (said,) = await house.reserves("int_2", "agt_ana", "que_other")
        assert said == Busy("int_2", "agt_ana", said.purpose, RuledOut.RESERVED_ELSEWHERE)

        await house.places("int_1", "agt_ana")
        await crash(house)
        (said,) = await house.reserves("int_2", "agt_ana", "que_other")
        assert said == Busy("int_2", "agt_ana", said.purpose, RuledOut.RINGING_ELSEWHERE)


async def test_a_wish_that_was_waiting_when_the_agent_crashed_is_answered(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        await (await house.desk("agt_ana")).ready()
        house.told_queue("que_chat", object)
        house.reserve("int_1", "agt_ana")
        house.registry.agent("agt_ana").tell("nonsense")
        await wait_all_tasks_blocked()

        told_queue = house.told_queue("que_chat", object)
        assert [type(said) for said in told_queue if not isinstance(said, MemberIs)] == [Granted]
        assert any(isinstance(said, MemberIs) and said.revived for said in told_queue)


async def test_one_wish_that_crashes_the_agent_does_not_cost_the_others(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        await (await house.desk("agt_ana")).ready()
        ref, asker = house.registry.interaction("int_9"), house.registry.queue("que_chat")
        bad = Reserve("int_9", ref, "que_none", "nonsense", OfferPurpose.HANDLE, asker, band=9)  # type: ignore[arg-type]
        house.registry.agent("agt_ana").tell(bad)
        (said,) = await house.reserves("int_1", "agt_ana")

        assert isinstance(said, Granted)


async def test_a_command_that_crashed_the_agent_is_answered(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        house.registry.agent("agt_ana").tell("nonsense")
        assert (await ana.chooses(Status.NOT_READY, reason="lunch")).result["reason"] == "lunch"


async def test_after_a_restart_of_the_server_the_status_is_there_and_the_grace_runs_from_then(
    autojump_clock: MockClock,
) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await talking(house, ana)
        medium = house.medium
    async with agents_house(account(), medium) as house:
        watcher = await house.desk("agt_sofia", reads="agt_ana")
        assert presence_of(watcher) is Presence.GRACE
        assert watcher.status.status is Status.READY
        assert [card.state for card in watcher.view.legs] == [LegState.LOST]
        assert house.stands("agt_ana").out is RuledOut.NOT_CONNECTED
        await trio.sleep(29)
        back = await house.desk("agt_ana", "ses_next")

        assert back.status.status is Status.READY
        assert [card.state for card in back.view.legs] == [LegState.ACTIVE]


async def test_who_was_off_line_before_a_restart_is_gone_after_it(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        watcher = await house.desk("agt_sofia", reads="agt_bruno")

        assert presence_of(watcher) is Presence.GONE
        assert watcher.status.status is Status.OFFLINE
        await trio.sleep(1_000)
        assert watcher.heard == []


async def test_who_was_taken_out_of_the_account_keeps_their_work_and_gets_nothing_more(
    autojump_clock: MockClock,
) -> None:
    full = account()
    async with agents_house(full) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await talking(house, ana)
        others = {name: agent for name, agent in full.agents.items() if name != "agt_ana"}
        house.registry.reload(attrs.evolve(full, agents=others))
        await wait_all_tasks_blocked()

        assert house.told_queue("que_chat", MemberIs)[-1].member is None
        (said,) = await house.reserves("int_2", "agt_ana")
        assert said == Busy("int_2", "agt_ana", said.purpose, RuledOut.NOT_A_MEMBER)
        await ana.do(EndInteraction("int_1"))


async def test_a_client_whose_agent_crashed_is_sent_back_and_finds_everything(autojump_clock: MockClock) -> None:
    async with virtual_server(account()) as server, server.agent("agt_ana") as ana, server.service() as bot:
        await bot.ask("interaction.create", {"queue": "que_mail"})
        await ana.event("leg.started")
        registry = server.house.registry
        registry.agent("agt_ana").tell("nonsense")
        assert (await ana.closed())[0] == CloseCode.INTERNAL

        async with server.connect() as again:
            welcome = await again.resume(server.token("agt_ana"), ana, {"agent/agt_ana": ["e0", 1]})
            snapshot = await again.snapshot("agent/agt_ana")

    assert welcome["session"]["resumed"]
    assert snapshot["state"]["status"]["status"] == "ready"
    assert [card["channel"] for card in snapshot["state"]["legs"]] == ["email"]
