"""What an agent asks of their own actor: durable, its effects first, and refused with the reason."""

import pytest
import trio
from kit.accounts import account, queue
from kit.desks import AgentsHouse, Desk, agents_house
from kit.house import principal
from ringline_protocol import events as told
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import (
    AcceptOffer,
    CompleteWrapUp,
    DeclineOffer,
    EndInteraction,
    SetOptOuts,
    SetStatus,
)
from ringline_protocol.values import (
    AgentState,
    Channel,
    LegState,
    OfferDetail,
    OfferState,
    Presence,
    PrincipalKind,
    Status,
)
from ringline_server.actors.messages import Key
from ringline_server.domain.agent_events import StatusChosen
from ringline_server.domain.policy import MediaReports
from ringline_server.domain.queue import RuledOut
from ringline_server.store import facts
from trio.testing import MockClock, wait_all_tasks_blocked

KEY = Key("agent:agt_ana", "k-1", b"hash")


def status_of(desk: Desk) -> tuple[Status, str | None]:
    return desk.status.status, desk.status.reason


async def journal(house: AgentsHouse, agent: str = "agt_ana") -> list[str]:
    return [record.kind for record in await house.registry.disk.read(f"agent/{agent}")]


async def busy(house: AgentsHouse, desk: Desk, queue_id: str = "que_chat") -> None:
    """With one live interaction in hand."""
    await desk.do(AcceptOffer(await house.rings("int_1", desk.agent, queue_id)))


# --- conformance 85 and its row: not ready while ringing


async def test_conformance_85_not_ready_while_ringing_declines_what_rings_without_a_miss(
    autojump_clock: MockClock,
) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.rings("int_1", "agt_ana", "que_voice")
        ana.forget()
        done = await ana.chooses(Status.NOT_READY, reason="lunch")

        ended = ana.told(told.OfferEnded)
        assert [(end.state, end.detail) for end in ended] == [(OfferState.CANCELED, OfferDetail.STATUS_CHANGE)]
        assert done.pos["agent/agt_ana"] == ana.head
        assert await journal(house) == ["agent.status_chosen", "agent.status_chosen", "agent.status_chosen"]
        assert (await house.state("int_1")).waiting is not None


async def test_conformance_85_not_ready_while_ringing_keeps_what_rings_when_asked_to(
    autojump_clock: MockClock,
) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        offer = await house.rings("int_1", "agt_ana")
        await ana.chooses(Status.NOT_READY, reason="lunch", pending_offers="keep")

        assert [ring.offer for ring in ana.view.offers] == [offer]
        assert house.stands("agt_ana").out is RuledOut.NOT_READY
        await ana.do(AcceptOffer(offer))
        assert status_of(ana) == (Status.NOT_READY, "lunch")


# --- the row: not ready or off line with live work


async def test_agent_sets_not_ready_with_live_work_and_gets_it_when_the_wrap_up_is_done(
    autojump_clock: MockClock,
) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await busy(house, ana)
        done = await ana.chooses(Status.NOT_READY, reason="lunch")

        assert done.result["next_status"] == {"status": Status.NOT_READY, "reason": "lunch"}
        assert status_of(ana) == (Status.READY, None)
        assert ana.state.state is AgentState.NOT_READY
        assert house.stands("agt_ana").out is RuledOut.NOT_READY
        await ana.do(EndInteraction("int_1"))
        assert status_of(ana) == (Status.READY, None)
        await ana.do(CompleteWrapUp("int_1"))
        assert status_of(ana) == (Status.NOT_READY, "lunch")
        assert ana.status.next_status is None


async def test_agent_sets_not_ready_with_live_work_and_a_newer_choice_replaces_it(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await busy(house, ana)
        await ana.chooses(Status.NOT_READY, reason="lunch")
        await ana.chooses(Status.READY)

        assert ana.status.next_status is None
        assert house.stands("agt_ana").out is None
        await ana.do(EndInteraction("int_1"))
        await ana.do(CompleteWrapUp("int_1"))
        assert status_of(ana) == (Status.READY, None)


async def test_agent_goes_off_line_with_live_work_only_when_forced_and_then_is_lost(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await busy(house, ana)
        refused = await ana.tries(SetStatus(Status.OFFLINE))
        assert isinstance(refused, Refused)
        assert refused.code is ErrorCode.INVALID_STATE
        assert refused.details["interactions"] == ["int_1"]

        done = await ana.chooses(Status.OFFLINE, forced=True)

        assert ana.view.legs == ()
        assert done.pos["agent/agt_ana"] == ana.head
        state = await house.state("int_1")
        assert state.waiting is not None
        assert state.waiting.at_front
        assert ana.view.presence is Presence.CONNECTED


async def test_off_line_by_force_does_not_wait_for_the_media_of_a_call(autojump_clock: MockClock) -> None:
    async with agents_house(account(queue("que_voice", Channel.VOICE, media=MediaReports.BOTH))) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await busy(house, ana, "que_voice")
        assert [ring.state for ring in ana.view.offers] == [OfferState.ACCEPTING]
        await ana.chooses(Status.OFFLINE, forced=True)

        assert ana.view.offers == ()
        assert (await house.state("int_1")).waiting is not None


async def test_emails_do_not_keep_an_agent_from_leaving_and_wait_for_them(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.rings("int_1", "agt_ana", "que_mail")
        await ana.chooses(Status.OFFLINE)
        assert [card.state for card in ana.view.legs] == [LegState.LOST]
        await ana.chooses(Status.READY)
        assert [card.state for card in ana.view.legs] == [LegState.ACTIVE]


async def test_who_is_off_line_on_a_connected_device_is_back_with_one_choice(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.chooses(Status.OFFLINE)
        await ana.leaves()
        await ana.comes_back()
        assert status_of(ana) == (Status.OFFLINE, None)
        await ana.chooses(Status.READY)
        assert house.stands("agt_ana").out is None


# --- offers


async def test_conformance_77_an_unknown_offer_is_not_found(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        for command in (AcceptOffer("off_none"), DeclineOffer("off_none")):
            refused = await ana.tries(command)
            assert isinstance(refused, Refused)
            assert refused.code is ErrorCode.NOT_FOUND


async def test_conformance_76_a_foreign_offer_is_answered_like_an_unknown_one(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        await (await house.desk("agt_ana")).ready()
        bruno = await (await house.desk("agt_bruno")).ready()
        offer = await house.rings("int_1", "agt_ana")
        foreign, unknown = await bruno.tries(AcceptOffer(offer)), await bruno.tries(AcceptOffer("off_none"))

        assert isinstance(foreign, Refused)
        assert isinstance(unknown, Refused)
        assert (foreign.code, foreign.details) == (unknown.code, unknown.details)


# --- opt-outs


async def test_opt_outs_are_durable_and_told_to_the_queues_that_they_concern(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.do(SetOptOuts((Channel.VOICE,), ("que_chat",)))
        out = {name: house.stands("agt_ana", name).out for name in ("que_chat", "que_voice", "que_mail")}
        medium = house.medium
    assert out == {
        "que_chat": RuledOut.OPTED_OUT_QUEUE,
        "que_voice": RuledOut.OPTED_OUT_CHANNEL,
        "que_mail": None,
    }
    async with agents_house(account(), medium) as house:
        ana = await house.desk("agt_ana")
        assert ana.view.opt_outs == told.AgentOptOutsChanged((Channel.VOICE,), ("que_chat",))
        refused = await ana.tries(SetOptOuts(queues=("que_none",)))
        assert isinstance(refused, Refused)


# --- supervisors


async def test_a_supervisor_sets_the_status_of_an_agent(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        sofia = await house.desk("agt_sofia")
        done = await sofia.do(SetStatus(Status.NOT_READY, "meeting", agent="agt_ana"))

        assert ana.status.by == "supervisor:agt_sofia"
        assert done.pos["agent/agt_ana"] == ana.head
        assert "agent/agt_sofia" in done.pos


async def test_a_supervisor_cannot_bring_back_who_is_gone_nor_move_who_is_unknown(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        sofia = await house.desk("agt_sofia")
        gone = await sofia.tries(SetStatus(Status.READY, agent="agt_ana"))
        unknown = await sofia.tries(SetStatus(Status.READY, agent="agt_none"))

        assert isinstance(gone, Refused)
        assert gone.code is ErrorCode.INVALID_STATE
        assert isinstance(unknown, Refused)
        assert unknown.code is ErrorCode.NOT_FOUND


async def test_an_agent_sets_nobody_elses_status(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await house.desk("agt_ana")
        await (await house.desk("agt_bruno")).ready()
        refused = await ana.tries(SetStatus(Status.OFFLINE, agent="agt_bruno"))

        assert isinstance(refused, Refused)
        assert refused.code is ErrorCode.FORBIDDEN
        assert (await ana.do(SetStatus(Status.READY, agent="agt_ana"))).result["status"] is Status.READY


# --- durable, then told


async def test_the_answer_is_stored_with_the_choice(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await house.desk("agt_ana")
        await ana.do(SetStatus(Status.READY), KEY)
        row = await house.registry.disk.answered("agent:agt_ana", "k-1")
        assert row is not None
        assert b"ready" in row.reply

        again = await ana.tries(SetStatus(Status.NOT_READY), KEY)
        assert isinstance(again, Refused)
        assert again.code is ErrorCode.TIMEOUT
        assert status_of(ana) == (Status.READY, None)


async def test_a_choice_is_told_only_when_it_is_on_disk(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await house.desk("agt_ana")
        ana.forget()
        house.medium.faults.stalls_before = stalled = trio.Event()
        async with trio.open_nursery() as nursery:
            nursery.start_soon(ana.ready)
            await wait_all_tasks_blocked()
            assert ana.heard == []
            stalled.set()
        assert status_of(ana) == (Status.READY, None)


async def test_a_choice_that_the_store_cannot_take_changes_nothing(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await house.desk("agt_ana")
        house.medium.faults.fails = True
        refused = await ana.tries(SetStatus(Status.READY))
        house.medium.faults.fails = False

        assert isinstance(refused, Refused)
        assert refused.code is ErrorCode.UNAVAILABLE
        assert status_of(ana) == (Status.NOT_READY, "signed_in")
        assert status_of(await ana.ready()) == (Status.READY, None)


async def test_the_journal_alone_makes_the_status(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.chooses(Status.NOT_READY, reason="lunch")
        records = await house.registry.disk.read("agent/agt_ana")

    assert [record.seq for record in records] == [1, 2, 3]
    last = facts.agent_event(records[-1])
    assert last == StatusChosen(Status.NOT_READY, "lunch", "agent:agt_ana")


# --- looking


async def test_the_report_says_how_the_agent_is(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        assert (await house.report("agt_ana"))["presence"] is Presence.GONE
        ana = await (await house.desk("agt_ana")).ready()
        await busy(house, ana)
        report = await house.report("agt_ana")

        assert (report["status"], report["state"], report["units_used"]) == (Status.READY, AgentState.READY, 25)
        assert report["channels"]["messaging"].used == 1


@pytest.mark.parametrize(
    ("who", "kind"),
    [("agt_bruno", PrincipalKind.AGENT), ("svc_1", PrincipalKind.SERVICE), ("agt_ana", PrincipalKind.CONSUMER)],
)
async def test_only_the_agent_and_supervisors_read_the_stream(
    autojump_clock: MockClock, who: str, kind: PrincipalKind
) -> None:
    async with agents_house(account()) as house:
        foreign = Desk(house, principal(who, kind), "ses_1", "agt_ana")
        await foreign.subscribes()
        assert foreign.is_refused
        watcher = await house.desk("agt_sofia", reads="agt_ana")
        assert watcher.view.agent == "agt_ana"
