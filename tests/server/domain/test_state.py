"""What the state says of itself."""

import attrs
from kit.story import Tale, account, agent, queue
from ringline_protocol.commands import InviteAgent, ParkInteraction
from ringline_protocol.values import Channel, OfferPurpose, Phase, Presence
from ringline_server.domain.policy import Selection
from ringline_server.domain.state import Interaction, evolve


def test_the_phase_follows_the_facts() -> None:
    tale = Tale(account(queue(channel=Channel.VOICE))).arrives()
    phases = [tale.state.phase]
    tale.rings("ana")
    phases.append(tale.state.phase)
    tale.accepts("ana")
    phases.append(tale.state.phase)
    tale.reports_media(agent("ana")).passes(1_000).passes(9_000).talks("ben")
    phases.append(tale.state.phase)
    tale.ends("ben")
    phases.append(tale.state.phase)
    tale.passes(10**6)

    assert [*phases, tale.state.phase] == [
        Phase.QUEUED,
        Phase.OFFERED,
        Phase.CONNECTING,
        Phase.ACTIVE,
        Phase.WRAPPING,
        Phase.CLOSED,
    ]


def test_what_is_put_aside_is_parked() -> None:
    tale = Tale(account(queue(channel=Channel.EMAIL))).arrives().talks()

    tale.does(ParkInteraction("int_1", until_reply=True), agent("ana"))

    assert tale.state.phase is Phase.PARKED
    assert tale.state.primary == tale.leg("ana"), "it still belongs to its agent"


def test_work_that_waits_again_waits_although_the_lost_agents_leg_is_remembered() -> None:
    tale = Tale().arrives().talks().present("ana", Presence.GONE)

    assert tale.state.phase is Phase.QUEUED
    assert tale.state.took_part("ana")
    assert tale.state.leg_of("ana") is None


def test_the_leg_of_an_agent_is_the_one_that_talks_else_the_one_that_wraps_up() -> None:
    tale = Tale().arrives().talks()
    assert tale.state.leg_of("ana") == tale.leg("ana")

    tale.ends()

    assert tale.state.leg_of("ana") == tale.leg("ana")
    assert tale.state.wrapping == (tale.leg("ana"),)
    assert tale.state.leg_of("ben") is None


def test_only_the_primary_leg_handles_it() -> None:
    tale = Tale().arrives().talks()
    tale.does(InviteAgent("int_1", "ben"), agent("ana"))
    tale.rings("ben", OfferPurpose.CONFERENCE)
    tale.accepts("ben")

    assert tale.state.talking == (tale.leg("ana"), tale.leg("ben"))
    assert tale.state.primary == tale.leg("ana")


def test_live_offers_are_those_that_are_still_to_be_decided() -> None:
    tale = Tale(account(queue(selection=Selection.SIMULTANEOUS))).arrives()
    tale.rings("ana")
    tale.rings("ben")
    tale.declines("ana")

    assert tale.state.live_offers == (tale.offer("ben"),)
    assert tale.state.offer(tale.offer("ana").id) == tale.offer("ana")
    assert tale.state.offer("off_unknown") is None


def test_evolve_is_attrs_evolve() -> None:
    state = Tale().arrives().state

    assert evolve(state) == state
    assert evolve(state, seq=9, subject="s") == attrs.evolve(state, seq=9, subject="s")
    assert all(field.init and field.alias == field.name for field in attrs.fields(Interaction))
