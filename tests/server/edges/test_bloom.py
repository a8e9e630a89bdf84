"""What was added is there for as long as it has to be; what was not is there seldom; old layers go."""

import pytest
from ringline_server.edges import bloom
from ringline_server.edges.bloom import Bloom

NOW_MS = 1_800_000_000_000
DAY_MS = 86_400_000
IN_ERROR_MAX = 0.01


def names(word: str, count: int) -> list[bytes]:
    return [f"{word} {number}".encode() for number in range(count)]


def filled(count: int, at_ms: int = NOW_MS) -> Bloom:
    made = Bloom(DAY_MS)
    for name in names("known", count):
        made.add(name, at_ms)
    return made


def test_what_was_added_is_there_and_an_empty_one_has_nothing() -> None:
    assert b"known 1" not in Bloom(DAY_MS)
    assert all(name in filled(1_000) for name in names("known", 1_000))


def test_few_are_taken_for_known_even_when_layers_are_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bloom, "LAYER_NAMES_MIN", 1_024)
    made = filled(7 * 1_024)  # three full layers

    assert sum(name in made for name in names("never", 10_000)) < 10_000 * IN_ERROR_MAX
    assert all(name in made for name in names("known", 7 * 1_024))


def test_a_name_takes_two_bytes_and_a_layer_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bloom, "LAYER_NAMES_MIN", 1_024)
    monkeypatch.setattr(bloom, "LAYER_NAMES_MAX", 2_048)

    assert filled(1_024).size_bytes == 2 * 1_024
    assert filled(1_024 + 2_048).size_bytes == 2 * (1_024 + 2_048)
    assert filled(1_024 + 2_048 + 1).size_bytes == 2 * (1_024 + 2_048 + 2_048)


def test_a_layer_goes_when_all_its_names_are_old_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bloom, "LAYER_NAMES_MIN", 1_024)
    early, late = filled(1_024), filled(1_024)
    early.add(b"later", NOW_MS + DAY_MS)
    late.add(b"later", NOW_MS + DAY_MS + 1)

    assert all(name in early for name in names("known", 1_024))
    assert not any(name in late for name in names("known", 1_024) if name != b"later")
    assert b"later" in late


def test_the_same_names_have_the_same_places_in_every_process() -> None:
    assert bloom._places(b"agent:agt_ana k1") == (2872475445, 3958808137, 2586013304, 1343763544)
