"""A chat that becomes a call, as both views of it tell."""

from typing import Any

import attrs
import pytest
from ringline_protocol import events as e
from ringline_protocol.values import Channel, Role, Upgrade, UpgradeResult
from ringline_protocol.view import ConsumerView, InteractionView, apply

ASKED = e.UpgradeAsked("upg_1", Channel.VOICE, "leg_1", Role.CONSUMER, 30_000)
VIEWS = (InteractionView("int_1"), ConsumerView("int_1"))


def after(view: Any, *events: object) -> Any:
    for event in events:
        view = apply(view, e.NAMES[type(event)], event, 1_000)
    return view


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_an_ask_is_shown_until_its_end_and_then_the_channel_is_another(view: Any) -> None:
    asked = after(view, ASKED)
    assert asked.upgrade == Upgrade("upg_1", Channel.VOICE, Role.CONSUMER, 30_000)

    accepted = after(asked, e.UpgradeAccepted("upg_1", 10_000))
    assert (accepted.upgrade.accepted, accepted.upgrade.until_at_ms) == (True, 10_000)

    done = after(accepted, e.ChannelChanged(Channel.VOICE), e.UpgradeEnded("upg_1", UpgradeResult.COMPLETED))
    assert (done.upgrade, done.channel) == (None, Channel.VOICE)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_an_answer_without_an_ask_changes_nothing(view: Any) -> None:
    late = after(view, e.UpgradeAccepted("upg_1", 10_000))

    assert attrs.evolve(late, seq=0) == view


def test_who_asks_is_not_silent() -> None:
    warned = attrs.evolve(InteractionView("int_1"), idle_closes_at_ms=5_000)

    assert after(warned, ASKED).idle_closes_at_ms is None
