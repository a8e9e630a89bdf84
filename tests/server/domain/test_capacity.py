"""Units, channel maxima, occupied rules and interruptions: never negative, never above the capacity."""

from collections.abc import Mapping, Sequence
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringline_protocol.values import Channel, ChannelState
from ringline_server.domain import capacity
from ringline_server.domain.capacity import Holding, Use
from ringline_server.domain.policy import Capacity
from ringline_server.domain.queue import RuledOut

CHAT, VOICE, VIDEO, EMAIL = Channel.MESSAGING, Channel.VOICE, Channel.VIDEO, Channel.EMAIL
DEFAULT = Capacity()


def held(channel: Channel, use: Use = Use.ACTIVE, count: int = 1, **more: Any) -> tuple[Holding, ...]:
    return tuple(Holding(f"int_{channel}_{use}_{n}", channel, use, **more) for n in range(count))


def units_used(limits: Capacity, holdings: Sequence[Holding]) -> int:
    return capacity.weigh(limits, holdings).units


def test_one_call_or_four_chats_and_never_both() -> None:
    assert capacity.without_room(DEFAULT, held(VOICE), CHAT) is RuledOut.NO_CAPACITY
    assert capacity.without_room(DEFAULT, held(CHAT), VOICE) is RuledOut.NO_CAPACITY
    assert capacity.without_room(DEFAULT, held(CHAT, count=3), CHAT) is None
    assert capacity.without_room(DEFAULT, held(CHAT, count=4), CHAT) is RuledOut.CHANNEL_FULL


@pytest.mark.parametrize("use", [Use.ACTIVE, Use.HELD, Use.TRANSFERRING, Use.LOST, Use.ACCEPTING, Use.OFFERED])
def test_units_are_held_from_the_reservation_to_the_end(use: Use) -> None:
    assert units_used(DEFAULT, held(CHAT, use)) == 25
    assert units_used(DEFAULT, held(CHAT, Use.RESERVED)) == 25
    assert units_used(DEFAULT, ()) == 0


@pytest.mark.parametrize("use", [Use.WRAPPING, Use.PARKED])
def test_parked_work_and_wrap_ups_hold_what_their_queue_says(use: Use) -> None:
    assert units_used(DEFAULT, held(CHAT, use)) == 25
    assert units_used(DEFAULT, held(CHAT, use, counts=False)) == 0
    assert capacity.without_room(DEFAULT, held(VOICE, use, counts=False), VOICE) is None


@pytest.mark.parametrize("rings", [Use.OFFERED, Use.RESERVED])
@pytest.mark.parametrize(("first", "second"), [(VOICE, VIDEO), (VIDEO, VOICE)])
def test_one_call_rings_at_a_time(rings: Use, first: Channel, second: Channel) -> None:
    wide = Capacity(units=1_000, channel_max={VOICE: 5, VIDEO: 5})
    expected = RuledOut.RINGING_ELSEWHERE if rings is Use.OFFERED else RuledOut.RESERVED_ELSEWHERE

    assert capacity.without_room(wide, held(first, rings), second) is expected
    assert capacity.without_room(wide, held(first, Use.ACCEPTING), second) is None


def test_chats_ring_in_parallel_up_to_the_free_places() -> None:
    assert capacity.without_room(DEFAULT, held(CHAT, Use.OFFERED, 3), CHAT) is None
    assert capacity.without_room(DEFAULT, held(CHAT, Use.OFFERED, 4), CHAT) is RuledOut.CHANNEL_FULL


def test_what_only_a_reservation_takes_is_said_to_be_reserved() -> None:
    assert capacity.without_room(DEFAULT, held(VOICE, Use.RESERVED), CHAT) is RuledOut.RESERVED_ELSEWHERE
    both = (*held(VOICE), *held(CHAT, Use.RESERVED))
    assert capacity.without_room(DEFAULT, both, CHAT) is RuledOut.NO_CAPACITY


@pytest.mark.parametrize(
    ("chats", "emails", "is_occupied"),
    [(2, 0, False), (3, 0, True), (2, 5, True), (1, 5, False), (2, 4, False), (0, 10, False)],
)
def test_any_occupied_rule_with_all_its_thresholds_met_makes_occupied(
    chats: int, emails: int, is_occupied: bool
) -> None:
    rules: tuple[Mapping[Channel, int], ...] = ({CHAT: 75}, {CHAT: 50, EMAIL: 50})
    limits = Capacity(occupied_rules=rules)
    holdings = (*held(CHAT, count=chats), *held(EMAIL, count=emails))

    assert capacity.weigh(limits, holdings).is_occupied is is_occupied
    assert (capacity.without_room(limits, holdings, Channel.WORK_ITEM) is RuledOut.OCCUPIED) is is_occupied


def test_an_occupied_rule_without_thresholds_says_nothing() -> None:
    assert not capacity.weigh(Capacity(occupied_rules=({},)), held(VOICE)).is_occupied


def test_emails_do_not_stand_in_the_way_of_a_call_that_may_interrupt_them() -> None:
    limits = Capacity(interruptible_by={EMAIL: frozenset({VOICE})})
    emails = held(EMAIL, count=10)

    assert capacity.without_room(DEFAULT, emails, VOICE) is RuledOut.NO_CAPACITY
    assert capacity.without_room(limits, emails, VOICE) is None
    assert capacity.without_room(limits, emails, CHAT) is RuledOut.NO_CAPACITY
    assert units_used(limits, (*emails, *held(VOICE))) == 100
    assert capacity.without_room(limits, held(VOICE), EMAIL) is RuledOut.NO_CAPACITY


def test_a_transfer_may_exceed_up_to_the_ceiling_where_the_operator_allows_it() -> None:
    generous = Capacity(transfer_may_exceed=True, transfer_ceiling_units=200)

    assert capacity.without_room(generous, held(VOICE), VOICE, may_exceed=True) is None
    assert capacity.without_room(generous, held(VOICE, count=2), VOICE, may_exceed=True) is RuledOut.NO_CAPACITY
    assert capacity.without_room(generous, held(VOICE), VOICE) is RuledOut.CHANNEL_FULL
    assert capacity.without_room(DEFAULT, held(VOICE), VOICE, may_exceed=True) is RuledOut.CHANNEL_FULL
    assert capacity.without_room(generous, held(VOICE, Use.OFFERED), VOICE, may_exceed=True)


@pytest.mark.parametrize(
    ("holdings", "chat", "voice"),
    [
        ((), ChannelState.IDLE, ChannelState.IDLE),
        (held(CHAT, Use.OFFERED), ChannelState.OFFERED, ChannelState.FULL),
        (held(CHAT, Use.RESERVED), ChannelState.OFFERED, ChannelState.FULL),
        (held(CHAT), ChannelState.ACTIVE, ChannelState.FULL),
        (held(CHAT, count=4), ChannelState.FULL, ChannelState.FULL),
        (held(CHAT, Use.WRAPPING), ChannelState.WRAPPING, ChannelState.FULL),
        (held(VOICE, Use.WRAPPING), ChannelState.FULL, ChannelState.WRAPPING),
        (held(VOICE, Use.HELD), ChannelState.FULL, ChannelState.FULL),
        (held(VOICE, Use.WRAPPING, counts=False), ChannelState.IDLE, ChannelState.WRAPPING),
        (held(CHAT, Use.PARKED, counts=False), ChannelState.IDLE, ChannelState.IDLE),
    ],
)
def test_each_channel_has_one_word(holdings: tuple[Holding, ...], chat: ChannelState, voice: ChannelState) -> None:
    loads = capacity.weigh(DEFAULT, holdings).loads

    assert (loads[CHAT].state, loads[VOICE].state) == (chat, voice)


def test_a_channel_says_how_many_of_how_many_and_one_without_places_is_not_there() -> None:
    loads = capacity.weigh(Capacity(channel_max={VIDEO: 0}), (*held(CHAT, count=2), *held(CHAT, Use.RESERVED))).loads

    assert (loads[CHAT].used, loads[CHAT].max) == (3, 4)
    assert VIDEO not in loads


def test_of_several_parts_of_one_interaction_the_strongest_counts_once() -> None:
    wrapping = Holding("int_1", CHAT, Use.WRAPPING, counts=False)
    ringing = Holding("int_1", CHAT, Use.OFFERED)

    assert capacity.strongest([wrapping, ringing]) == ringing
    assert capacity.strongest([ringing, wrapping]) == ringing
    assert capacity.strongest([wrapping]) == wrapping
    assert capacity.strongest([]) is None


def test_the_load_is_a_share_of_all_units_and_who_has_none_is_full() -> None:
    assert capacity.weigh(Capacity(units=200), held(CHAT, count=3)).percent == 37
    assert capacity.weigh(Capacity(units=0), ()).percent == 100
    assert capacity.weigh(Capacity(units=0), ()).is_full


policies = st.builds(
    Capacity,
    units=st.integers(0, 300),
    cost=st.dictionaries(st.sampled_from(Channel), st.integers(0, 150)),
    channel_max=st.dictionaries(st.sampled_from(Channel), st.integers(0, 5)),
    occupied_rules=st.lists(st.dictionaries(st.sampled_from(Channel), st.integers(0, 100)), max_size=2).map(tuple),
    interruptible_by=st.dictionaries(
        st.sampled_from(Channel), st.frozensets(st.sampled_from(Channel), max_size=2), max_size=3
    ),
)
steps = st.lists(st.tuples(st.sampled_from([*Channel, None]), st.integers(0, 20), st.sampled_from(Use)), max_size=40)


@given(limits=policies, steps=steps)
def test_whatever_is_granted_and_freed_the_units_stay_within_the_capacity(
    limits: Capacity, steps: list[tuple[Channel | None, int, Use]]
) -> None:
    holdings: list[Holding] = []
    for number, (channel, place, use) in enumerate(steps):
        if channel is None and holdings:
            holdings.pop(place % len(holdings))
        elif channel is not None and capacity.without_room(limits, holdings, channel) is None:
            holdings.append(Holding(f"int_{number}", channel, use))
        used = units_used(limits, holdings)
        assert 0 <= used <= limits.units
        for load in capacity.weigh(limits, holdings).loads.values():
            assert 0 <= load.used <= load.max
    assert units_used(limits, []) == 0


one = st.builds(Holding, st.uuids().map(str), st.sampled_from(Channel), st.sampled_from(Use), st.booleans())


@given(limits=policies, holdings=st.lists(one, max_size=8))
def test_all_questions_at_once_have_the_answers_of_each_alone(limits: Capacity, holdings: list[Holding]) -> None:
    weight = capacity.weigh(limits, holdings)
    alone = {channel: capacity.without_room(limits, holdings, channel) for channel in Channel}

    assert dict(weight.without_room) == alone
    assert weight.is_full is all(alone.values())


@given(limits=policies, others=policies, holdings=st.lists(one, max_size=8))
def test_scales_that_remember_weigh_like_new_ones(limits: Capacity, others: Capacity, holdings: list[Holding]) -> None:
    scales = capacity.Scales()
    for size in range(len(holdings) + 1):
        alike = [Holding("int_other", held.channel, held.use, held.counts) for held in holdings[:size]]
        assert scales.weigh(limits, holdings[:size]) is scales.weigh(limits, alike)
        for mine in (limits, others):
            assert attrs.asdict(scales.weigh(mine, alike)) == attrs.asdict(capacity.weigh(mine, alike))


def test_scales_remember_so_much_and_no_more() -> None:
    scales = capacity.Scales()
    for count in range(capacity.WEIGHED_MAX + 1):
        limits = Capacity(units=count)
        assert scales.weigh(limits, held(EMAIL)) is scales.weigh(limits, held(EMAIL))
        assert attrs.asdict(scales.weigh(limits, held(EMAIL))) == attrs.asdict(capacity.weigh(limits, held(EMAIL)))

    assert len(scales._known) == 1
