"""Open hours follow the wall clock of their place."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from ringline_server.domain.open_hours import day_start_ms, faults, is_open, opens_at_ms, parse_span
from ringline_server.domain.policy import OpenHours

MADRID = "Europe/Madrid"
OFFICE = OpenHours(MADRID, {"mon": ("09:00-14:00", "15:00-18:30"), "fri": ("22:00-02:00",), "sun": ("00:00-24:00",)})


def at(text: str, timezone: str = MADRID) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(timezone)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23T08:59:59.999", False),
        ("2026-11-23T09:00", True),
        ("2026-11-23T13:59:59.999", True),
        ("2026-11-23T14:00", False),
        ("2026-11-23T15:00", True),
        ("2026-11-24T10:00", False),
        ("2026-11-27T23:00", True),
        ("2026-11-28T01:59", True),
        ("2026-11-28T02:00", False),
        ("2026-11-29T00:00", True),
        ("2026-11-29T23:59", True),
        ("2026-11-30T00:00", False),
    ],
)
def test_it_is_open_from_the_start_of_a_span_until_its_end(moment: str, expected: bool) -> None:
    assert is_open(OFFICE, at(moment)) is expected


def test_without_hours_it_is_always_open() -> None:
    assert is_open(None, 0)
    assert is_open(OpenHours(), 0)


def test_the_clock_on_the_wall_counts_also_after_it_was_set_back() -> None:
    summer, winter = at("2026-10-19T09:00"), at("2026-10-26T09:00")

    assert winter - summer == (7 * 24 + 1) * 3_600_000
    assert is_open(OFFICE, summer)
    assert is_open(OFFICE, winter)
    assert not is_open(OFFICE, winter - 1)


def test_another_place_has_another_day() -> None:
    hours = OpenHours("Asia/Tokyo", {"mon": ("00:00-24:00",)})

    assert is_open(hours, at("2026-11-22T20:00", "UTC"))
    assert not is_open(hours, at("2026-11-23T20:00", "UTC"))


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-23T07:00", "2026-11-23T09:00"),  # a Monday
        ("2026-11-23T10:00", None),
        ("2026-11-23T23:00", "2026-11-24T09:00"),
        ("2026-11-28T23:00", "2026-11-30T09:00"),
        ("2026-10-24T23:00", "2026-10-26T09:00"),  # over the end of summer time
    ],
)
def test_who_comes_too_early_is_told_when_it_opens(now: str, opens: str | None) -> None:
    hours = OpenHours("Europe/Madrid", dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("09:00-17:00",)))

    assert opens_at_ms(hours, at(now)) == (None if opens is None else at(opens))


def test_what_never_opens_has_no_opening() -> None:
    assert opens_at_ms(OpenHours(days={"mon": ()}), at("2026-11-23T07:00")) is None
    assert opens_at_ms(None, at("2026-11-23T07:00")) is None


def test_the_day_begins_at_midnight_there() -> None:
    assert day_start_ms(MADRID, at("2026-11-23T10:17")) == at("2026-11-23T00:00")


def test_a_span_is_minutes_of_the_day() -> None:
    assert parse_span("09:00-17:30") == (540, 1050)
    assert parse_span("22:00-02:00") == (1320, 1560)
    assert parse_span("00:00-24:00") == (0, 1440)


@pytest.mark.parametrize(
    "text", ["9:00-17:00", "09:00", "09:00-25:00", "24:00-01:00", "09:60-10:00", "09:00-24:30", ""]
)
def test_what_is_not_a_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a span"):
        parse_span(text)


def test_all_faults_are_found_at_once() -> None:
    found = faults(OpenHours("Mars/Olympus", {"monday": ("9-17",), "tue": ("09:00-10:00",)}))

    assert found == ["not a day: 'monday'", "unknown time zone: 'Mars/Olympus'", "not a span HH:MM-HH:MM: '9-17'"]
    assert faults(OFFICE) == []
