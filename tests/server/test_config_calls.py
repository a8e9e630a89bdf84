"""Servers that help browsers to find each other: addresses, and the secret in its file."""

from pathlib import Path

import pytest
from ringline_server.config_calls import ICE_SERVERS_MAX, CallSettings, faults_of_calls, ice_servers


def faults(**settings: object) -> list[str]:
    return [str(fault) for fault in faults_of_calls("config.calls", CallSettings(**settings))]  # type: ignore[arg-type]


def test_nothing_is_needed() -> None:
    assert faults() == []
    assert ice_servers(CallSettings()).told("int_1", 0) == []


def test_a_turn_server_comes_with_the_secret_of_its_file(tmp_path: Path) -> None:
    secret = tmp_path / "turn.key"
    secret.write_text(" shared\n")
    settings = CallSettings(("stun:s:3478",), ("turns:t:5349?transport=tcp",), str(secret))

    assert list(faults_of_calls("config.calls", settings)) == []
    assert ice_servers(settings).secret == b"shared"


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ({"stun": ("http://s",)}, "config.calls.stun[0]"),
        ({"stun": ("turn:s",)}, "config.calls.stun[0]"),
        ({"turn": ("turn:user@t",), "turn_secret_file": __file__}, "config.calls.turn[0]"),
        ({"turn": ("turn:t",)}, "config.calls.turn"),
        ({"turn_secret_file": "nowhere"}, "config.calls.turn_secret_file"),
        ({"turn_lifetime_ms": 1}, "config.calls.turn_lifetime"),
        ({"stun": tuple(f"stun:s{n}" for n in range(ICE_SERVERS_MAX + 1))}, "config.calls.stun, number"),
    ],
)
def test_a_fault_is_told_with_its_place(settings: dict[str, object], place: str) -> None:
    told = faults(**settings)

    assert len(told) == 1
    assert told[0].startswith(place)
