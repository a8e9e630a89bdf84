"""When a queue is open, by the wall clock of its time zone.

A span that ends before it begins ends on the next day; "24:00" is midnight at the end of the day. The start belongs to
a span, the end does not. A clock that is set forward or back for summer time is followed: what counts is what it shows.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ringline_server.domain.policy import OpenHours

DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY_MINUTES: Final = 24 * 60

_SPAN: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))")


def is_open(hours: OpenHours | None, now_ms: int) -> bool:
    """Whether somebody may enter. No hours, or none of any day: always open."""
    if hours is None or not hours.days:
        return True
    local = datetime.fromtimestamp(now_ms // 1000, UTC).astimezone(zone(hours.timezone))
    minute = local.hour * 60 + local.minute
    today, yesterday = DAYS[local.weekday()], DAYS[local.weekday() - 1]
    return any(start <= minute < end for start, end in _spans(hours, today)) or any(
        minute < end - DAY_MINUTES for _, end in _spans(hours, yesterday)
    )


def opens_at_ms(hours: OpenHours | None, now_ms: int) -> int | None:
    """The moment at which it opens next; None: it is open, or it never opens."""
    if hours is None or is_open(hours, now_ms):
        return None
    today = datetime.fromtimestamp(now_ms // 1000, UTC).astimezone(zone(hours.timezone))
    days = (today + timedelta(days=ahead) for ahead in range(len(DAYS) + 1))
    starts = (
        round(day.replace(hour=start // 60, minute=start % 60, second=0).timestamp()) * 1000
        for day in days
        for start, _ in sorted(_spans(hours, DAYS[day.weekday()]))
    )
    return next((start_ms for start_ms in starts if start_ms > now_ms), None)


def day_start_ms(timezone: str, now_ms: int) -> int:
    """Midnight of the day that it is there."""
    local = datetime.fromtimestamp(now_ms // 1000, UTC).astimezone(zone(timezone))
    return round(local.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()) * 1000


def parse_span(text: str) -> tuple[int, int]:
    """ "09:00-17:30" as minutes of the day; the end may lie beyond midnight. Raises: ValueError."""
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValueError(f"not a span HH:MM-HH:MM: {text!r}")
    start_hour, start_minute, *end_parts = (int(part) for part in match.groups() if part is not None)
    start, end = start_hour * 60 + start_minute, end_parts[0] * 60 + end_parts[1]
    return start, end if end > start else end + DAY_MINUTES


def zone(timezone: str) -> tzinfo:
    """A time zone by its name. Raises: ValueError."""
    if timezone == "UTC":
        return UTC
    try:
        return ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone: {timezone!r}") from error


def faults(hours: OpenHours) -> list[str]:
    """What an operator has to mend, one sentence each."""
    found = [f"not a day: {day!r}" for day in hours.days if day not in DAYS]
    found += _fault(zone, hours.timezone)
    for spans in hours.days.values():
        for text in spans:
            found += _fault(parse_span, text)
    return found


def _fault(parse: Callable[[str], object], text: str) -> list[str]:
    try:
        parse(text)
    except ValueError as error:
        return [str(error)]
    return []


def _spans(hours: OpenHours, day: str) -> Iterator[tuple[int, int]]:
    return (parse_span(text) for text in hours.days.get(day, ()))
