"""Defaults that depend on the channel."""

from collections.abc import Callable
from typing import Any

import pytest
from kit.story import queue
from ringline_protocol.values import Channel
from ringline_server.domain import policy
from ringline_server.domain.policy import (
    ExpiryPolicy,
    MediaReports,
    MissedPolicy,
    ServiceLevelPolicy,
    WrapUpPolicy,
)

M, V, D, E, W = Channel.MESSAGING, Channel.VOICE, Channel.VIDEO, Channel.EMAIL, Channel.WORK_ITEM

DEFAULTS = {
    policy.ring_ms: {V: 20_000, D: 20_000, M: 30_000, E: 30_000, W: 30_000},
    policy.wrap_up_ms: {V: 60_000, D: 60_000, M: 30_000, E: 60_000, W: 60_000},
    policy.misses_max: {V: 1, D: 1, M: 2, E: 1, W: 1},
    policy.wrap_up_counts: {V: True, D: True, M: True, E: False, W: False},
    policy.target_ms: {V: 20_000, D: 20_000, M: 60_000, E: 86_400_000, W: 86_400_000},
    policy.on_expiry: {
        V: ExpiryPolicy.HOLD,
        D: ExpiryPolicy.HOLD,
        M: ExpiryPolicy.RELEASE,
        E: ExpiryPolicy.RELEASE,
        W: ExpiryPolicy.RELEASE,
    },
    policy.media_reports: {
        V: MediaReports.BOTH,
        D: MediaReports.BOTH,
        M: MediaReports.NONE,
        E: MediaReports.NONE,
        W: MediaReports.NONE,
    },
}


def defaults_of(rule: Any) -> Any:
    return DEFAULTS[rule]


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("rule", DEFAULTS, ids=lambda rule: rule.__name__)
def test_each_channel_has_the_default_of_the_table(rule: Callable[..., object], channel: Channel) -> None:
    assert rule(queue(channel=channel)) == defaults_of(rule)[channel]


@pytest.mark.parametrize(
    ("rule", "given", "expected"),
    [
        (policy.ring_ms, {"ring_ms": 7_000}, 7_000),
        (policy.wrap_up_ms, {"wrap_up": WrapUpPolicy(duration_ms=0)}, 0),
        (policy.misses_max, {"missed_max": 5}, 5),
        (policy.misses_max, {"on_missed": MissedPolicy.NONE, "missed_max": 5}, None),
        (policy.wrap_up_counts, {"wrap_up": WrapUpPolicy(counts=False)}, False),
        (policy.target_ms, {"service_level": ServiceLevelPolicy(target_ms=9)}, 9),
        (policy.on_expiry, {"wrap_up": WrapUpPolicy(on_expiry=ExpiryPolicy.DEFAULT)}, ExpiryPolicy.DEFAULT),
        (policy.media_reports, {"media": MediaReports.AGENT}, MediaReports.AGENT),
    ],
)
def test_what_the_queue_says_comes_first(rule: Callable[..., object], given: dict[str, Any], expected: object) -> None:
    assert rule(queue(**given)) == expected
