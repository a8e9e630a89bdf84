"""The few words that say something about themselves."""

import pytest
from ringline_protocol.values import Channel, OfferState


@pytest.mark.parametrize("channel", Channel)
def test_live_channels_ring_and_the_others_are_silent(channel: Channel) -> None:
    assert channel.is_live == (channel in ("messaging", "voice", "video"))


@pytest.mark.parametrize("state", OfferState)
def test_an_offer_is_live_until_it_is_decided(state: OfferState) -> None:
    assert state.is_live == (state in ("pending", "accepting"))
