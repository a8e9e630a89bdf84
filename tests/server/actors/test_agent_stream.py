"""An agent's stream: differences only, one end for every offer, and a snapshot that is the fold of the events."""

import attrs
from kit.accounts import account, queue
from kit.desks import AgentsHouse, Desk, agents_house
from kit.house import principal
from kit.scene import scene
from kit.story import CONSUMER as CALLER
from kit.story import Tale
from kit.story import account as tale_account
from kit.story import agent as tale_agent
from kit.story import queue as tale_queue
from ringline_protocol import events as told
from ringline_protocol.commands import AcceptOffer, EndInteraction, OpenInteraction, ParkInteraction, SendMessage
from ringline_protocol.handshake import NotRecoveredReason
from ringline_protocol.values import Acceptance, Channel, LegState, OfferDetail, OfferState, PrincipalKind
from ringline_protocol.view import AgentView, apply, view_from_json, view_to_json
from ringline_server.actors.agent_stream import AgentStream
from ringline_server.actors.messages import Announce
from ringline_server.domain.orders import Summarized
from ringline_server.domain.policy import MediaReports
from ringline_server.domain.state import Interaction
from trio.testing import MockClock, wait_all_tasks_blocked

START_MS = 1_800_000_000_000
CONSUMER = principal("con_1", PrincipalKind.CONSUMER, "int_1")


def stream() -> AgentStream:
    return AgentStream.make(tale_account().agents["ana"], "e1", START_MS)


def shares(told_to: AgentStream, state: Interaction, session: str | None = None) -> list[object]:
    """What the share makes the stream say."""
    before = told_to.head
    told_to.share(state, START_MS, session)
    kept = list(told_to.feed.window._events)
    return [one.event for one in kept[len(kept) - (told_to.head - before) :]] if told_to.head > before else []


# --- differences


def test_the_same_share_twice_publishes_nothing() -> None:
    tale, ana = Tale().arrives(), stream()
    tale.rings("ana")
    assert [type(event) for event in shares(ana, tale.state)] == [told.OfferCreated]
    assert shares(ana, tale.state) == []
    tale.accepts("ana")
    assert [type(event) for event in shares(ana, tale.state)] == [told.OfferEnded, told.LegStarted]
    assert shares(ana, tale.state) == []
    tale.ends("ana").passes(900_000)
    assert [type(event) for event in shares(ana, tale.state)] == [told.LegEnded]
    assert shares(ana, tale.state) == []


def test_a_summary_that_is_made_while_it_rings_is_told_for_its_card_once() -> None:
    tale, ana = Tale().arrives(), stream()
    tale.rings("ana")
    shares(ana, tale.state)
    tale.does(Summarized("A parcel.", "model", tale.state.seq))

    made = tale.state.summary
    assert made is not None
    assert shares(ana, tale.state) == [told.SummaryMade(made, "off_1", "int_1")]
    assert shares(ana, tale.state) == []
    card = ana.view.offers[0].card
    assert card is not None
    assert card.summary == made
    tale.accepts("ana")
    shares(ana, tale.state)
    tale.does(Summarized("Two parcels.", "model", tale.state.seq))
    assert shares(ana, tale.state) == [], "nothing rings: whoever reads it hears of it there"


async def test_the_state_says_since_when_it_is_so(autojump_clock: MockClock) -> None:
    """Its loads change meanwhile."""
    async with scene() as at:
        ana = await at.agent("ana")
        ready = ana.last("agent.state_changed")
        ready_ms = at.now_ms
        await at.passes(5_000)
        interaction = await at.talks(ana)
        talking = ana.last("agent.state_changed")
        await at.passes(5_000)
        await ana.ends(interaction)
        wrapping = ana.last("agent.state_changed")
        ended_ms = at.now_ms

    assert (ready["since_at_ms"], talking["since_at_ms"], wrapping["since_at_ms"]) == (ready_ms, ready_ms, ended_ms)
    assert (ready["units_used"], talking["units_used"], wrapping["state"]) == (0, 25, "wrap_up")


def test_an_offer_that_ended_in_an_earlier_life_is_not_told() -> None:
    tale = Tale().arrives()
    tale.rings("ana")
    tale.declines("ana")

    assert shares(stream(), tale.state) == []


def test_who_decided_is_named_so_that_other_devices_know_it_was_answered_elsewhere() -> None:
    tale, ana = Tale().arrives(), stream()
    tale.rings("ana")
    shares(ana, tale.state)
    tale.accepts("ana")
    ended = shares(ana, tale.state, "ses_phone")[0]

    assert isinstance(ended, told.OfferEnded)
    assert (ended.state, ended.by_session) == (OfferState.ACCEPTED, "ses_phone")


def test_accepting_is_told_with_its_own_deadline_and_device() -> None:
    calls = tale_account(tale_queue(channel=Channel.VOICE, media=MediaReports.BOTH))
    tale, ana = Tale(calls).arrives(), stream()
    tale.rings("ana")
    shares(ana, tale.state)
    tale.accepts("ana")
    (accepting,) = shares(ana, tale.state, "ses_phone")

    assert isinstance(accepting, told.OfferAccepting)
    assert accepting.expires_at_ms == tale.now_ms + 10_000
    assert ana.view.offers[0].by_session == "ses_phone"
    tale.passes(10_000)
    (ended,) = shares(ana, tale.state)
    assert isinstance(ended, told.OfferEnded)
    assert (ended.state, ended.detail) == (OfferState.FAILED, OfferDetail.MEDIA)


def test_an_automatic_call_is_shown_before_its_media_flows_and_told_once() -> None:
    calls = tale_account(tale_queue(channel=Channel.VOICE, acceptance=Acceptance.AUTOMATIC))
    tale, ana = Tale(calls).arrives(), stream()
    tale.rings("ana")
    assert [type(event) for event in shares(ana, tale.state)] == [told.OfferCreated, told.OfferAccepting]
    tale.reports_media(tale_agent("ana")).reports_media(CALLER)
    assert [type(event) for event in shares(ana, tale.state)] == [told.OfferEnded, told.LegStarted]


def test_what_begins_by_itself_is_told_with_its_card_its_end_and_its_leg() -> None:
    tale = Tale(tale_account(tale_queue(acceptance=Acceptance.AUTOMATIC))).arrives(subject="refund")
    tale.rings("ana")
    created, ended, started = shares(stream(), tale.state)

    assert isinstance(created, told.OfferCreated)
    assert created.card is not None
    assert (created.acceptance, created.card.subject) == (Acceptance.AUTOMATIC, "refund")
    assert isinstance(ended, told.OfferEnded)
    assert ended.state is OfferState.ACCEPTED
    assert isinstance(started, told.LegStarted)
    assert started.offer == created.offer == ended.offer


def test_what_began_by_itself_before_a_restart_is_only_a_leg_again() -> None:
    tale = Tale(tale_account(tale_queue(acceptance=Acceptance.AUTOMATIC))).arrives()
    tale.rings("ana")
    ana = stream()
    ana.born_at_ms = tale.now_ms + 1

    assert [type(event) for event in shares(ana, tale.state)] == [told.LegStarted]


def test_an_offer_that_nobody_remembers_stops_ringing() -> None:
    tale, ana = Tale().arrives(), stream()
    tale.rings("ana")
    shares(ana, tale.state)
    (ended,) = shares(ana, attrs.evolve(tale.state, offers=()))
    assert isinstance(ended, told.OfferEnded)
    assert (ended.state, ended.detail) == (OfferState.CANCELED, OfferDetail.ENDED)


def test_another_interaction_ends_nothing_here() -> None:
    tale, ana = Tale().arrives(), stream()
    tale.rings("ana")
    shares(ana, tale.state)

    assert shares(ana, Interaction(id="int_2")) == []
    assert [offer.interaction for offer in ana.view.offers] == ["int_1"]


def test_missed_and_answered_are_news_once() -> None:
    tale, ana = Tale().arrives(), stream()
    tale.rings("ana")
    assert [rung.offer for rung in ana.share(tale.state, START_MS, None).rung] == [tale.offer("ana").id]
    tale.passes(30_000)
    assert [offer.id for offer in ana.share(tale.state, START_MS, None).missed] == [tale.offer("ana").id]
    assert ana.share(tale.state, START_MS, None).missed == ()
    tale.passes(30_000)
    tale.rings("ana")
    ana.share(tale.state, START_MS, None)
    tale.does(AcceptOffer(tale.offer("ana").id), tale_agent("ana"))
    news = ana.share(tale.state, START_MS, None)
    assert (news.is_answered, news.is_assigned) == (True, True)
    assert not ana.share(tale.state, START_MS, None).is_answered


def test_what_begins_by_itself_answers_nothing() -> None:
    tale = Tale(tale_account(tale_queue(channel=Channel.EMAIL))).arrives()
    tale.rings("ana")
    news = stream().share(tale.state, START_MS, None)

    assert (news.is_answered, news.is_assigned, news.rung) == (False, True, ())


# --- with the actors around it


async def folds(house: AgentsHouse, desk: Desk, start: AgentView) -> None:
    """fold(events, old snapshot) is the snapshot that a newcomer gets."""
    view = start
    for _, name, data in desk.heard:
        view = apply(view, name, data, house.registry.clock.now_ms())
    newcomer = await house.desk("agt_sofia", "ses_new", reads="agt_ana")
    assert newcomer.view == view
    assert view_from_json(AgentView, view_to_json(newcomer.view)) == view


async def test_a_snapshot_is_the_fold_of_all_events(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await house.desk("agt_ana")
        start = ana.view
        await ana.ready()
        await folds(house, ana, start)
        offer = await house.rings("int_1", "agt_ana")
        await folds(house, ana, start)
        await house.desk("agt_ana", "ses_phone")
        await ana.do(AcceptOffer(offer))
        await folds(house, ana, start)
        await house.rings("int_2", "agt_ana", "que_mail")
        await ana.do(ParkInteraction("int_2", until_reply=True))
        await folds(house, ana, start)
        await ana.do(EndInteraction("int_1"))
        await folds(house, ana, start)


async def test_what_is_unread_is_counted_and_read_when_opened(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.do(AcceptOffer(await house.rings("int_1", "agt_ana")))
        await house.ask("int_1", SendMessage("int_1", "hello?"), CONSUMER)
        await wait_all_tasks_blocked()
        assert ana.view.legs[0].unread == 1
        await ana.do(OpenInteraction("int_1"))

        assert (ana.view.legs[0].unread, ana.view.legs[0].opened) == (0, True)


async def test_parked_work_says_until_when(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await house.rings("int_1", "agt_ana", "que_mail")
        until_ms = house.registry.clock.now_ms() + 60_000
        await ana.do(ParkInteraction("int_1", until_at_ms=until_ms))

        (card,) = ana.view.legs
        assert card.state is LegState.PARKED
        assert card.parked is not None
        assert card.parked.until_at_ms == until_ms
        assert ana.state.units_used == 0


async def test_an_interaction_that_tells_it_all_again_is_no_news(autojump_clock: MockClock) -> None:
    async with agents_house(account()) as house:
        ana = await (await house.desk("agt_ana")).ready()
        await ana.do(AcceptOffer(await house.rings("int_1", "agt_ana")))
        await house.rings("int_2", "agt_ana")
        ana.forget()
        for interaction in ("int_1", "int_2"):
            house.registry.interaction(interaction).tell(Announce())
        await wait_all_tasks_blocked()

        assert ana.heard == []


async def test_a_cut_off_device_gets_exactly_what_it_missed(autojump_clock: MockClock) -> None:
    async with agents_house(account(queue())) as house:
        ana = await (await house.desk("agt_ana")).ready()
        assert ana.verdict is not None
        pos = (ana.verdict.epoch, ana.head)
        await house.rings("int_1", "agt_ana")
        back = Desk(house, ana.by, "ses_agt_ana", "agt_ana", view=ana.view)
        missed = ana.view
        await back.subscribes(pos)

        assert back.verdict is not None
        assert back.verdict.recovered
        assert back.view == missed
        stranger = Desk(house, ana.by, "ses_agt_ana", "agt_ana")
        await stranger.subscribes(("e0", 1))
        assert stranger.verdict is not None
        assert stranger.verdict.reason is NotRecoveredReason.EPOCH_CHANGED
