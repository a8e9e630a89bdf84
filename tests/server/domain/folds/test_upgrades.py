"""Folds of channels that get richer."""

import attrs
from kit.story import START_MS, Tale, agent
from ringline_protocol.commands import EndInteraction
from ringline_protocol.values import Channel, LegState, Role, UpgradeResult
from ringline_server.domain import folds
from ringline_server.domain.events import (
    ChannelChanged,
    Event,
    MediaReported,
    UpgradeAccepted,
    UpgradeAsked,
    UpgradeEnded,
)
from ringline_server.domain.state import Interaction, Upgrade, UpgradeEnd

LATER_MS = START_MS + 1_000
ASKED = UpgradeAsked("upg_1", Channel.VOICE, "leg_2", Role.AGENT, LATER_MS + 30_000)


def after(state: Interaction, *events: Event) -> Interaction:
    for event in events:
        state = folds.apply(state, event, LATER_MS)
    return state


def test_an_ask_is_accepted_flows_and_its_end_is_remembered() -> None:
    asked = after(Tale().arrives().talks().state, ASKED)
    assert asked.upgrade == Upgrade("upg_1", Channel.VOICE, "leg_2", Role.AGENT, LATER_MS + 30_000)

    flows = after(asked, UpgradeAccepted("upg_1", LATER_MS + 10_000), MediaReported("upg_1", "agent"))
    assert flows.upgrade is not None
    assert (flows.upgrade.accepted, flows.upgrade.until_at_ms) == (True, LATER_MS + 10_000)
    assert flows.upgrade.media == {"agent"}

    over = after(flows, UpgradeEnded("upg_1", UpgradeResult.FAILED, "consumer"))
    assert over.upgrade is None
    assert over.last_upgrade == UpgradeEnd("upg_1", Channel.VOICE, UpgradeResult.FAILED)
    assert over.last_word_at_ms == LATER_MS


def test_a_leg_that_is_over_keeps_the_channel_over_which_it_talked() -> None:
    tale = Tale().arrives().talks()
    before = tale.leg("ana")
    assert before.channel is Channel.MESSAGING
    ended = attrs.evolve(before, id="leg_0", state=LegState.WRAPPING)
    state = after(attrs.evolve(tale.state, legs={"leg_0": ended, before.id: before}), ChannelChanged(Channel.VIDEO))

    assert state.channel is Channel.VIDEO
    assert [leg.channel for leg in state.legs.values()] == [Channel.MESSAGING, Channel.VIDEO]
    tale.does(EndInteraction("int_1"), agent("ana"))
    assert tale.leg("ana").channel is Channel.MESSAGING


def test_what_is_said_of_an_ask_that_is_over_changes_nothing_of_it() -> None:
    state = Tale().arrives().talks().state

    for late in (UpgradeAccepted("upg_1", LATER_MS), UpgradeEnded("upg_1", UpgradeResult.EXPIRED)):
        assert after(state, late).upgrade is None
    assert after(state, UpgradeEnded("upg_1", UpgradeResult.EXPIRED)).last_upgrade is None
