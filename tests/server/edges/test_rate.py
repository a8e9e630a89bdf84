"""The buckets on integers for time."""

from ringline_protocol.limits import (
    BAD_HELLOS_PER_MINUTE_MAX,
    COMMANDS_BURST_MAX,
    COMMANDS_PER_S_MAX,
    RATE_ABUSE_FACTOR_MAX,
)
from ringline_server.edges.rate import MINUTE_MS, BadHellos, Bucket, Buckets, CommandRate, Pace

NOW_MS = 1_795_334_400_000


def test_a_burst_then_the_pace() -> None:
    bucket = Bucket(100, 3)

    assert [bucket.take(NOW_MS) for _ in range(4)] == [0, 0, 0, 100]
    assert [bucket.take(NOW_MS + 100) for _ in range(2)] == [0, 100]
    assert [bucket.take(NOW_MS + 10_000) for _ in range(4)] == [0, 0, 0, 100]


def test_who_waits_as_long_as_told_is_let_in() -> None:
    bucket = Bucket(1000 / 3, 1)
    bucket.take(NOW_MS)

    wait = bucket.take(NOW_MS)

    assert wait == 334
    assert bucket.take(NOW_MS + wait - 1) == 1
    assert bucket.take(NOW_MS + wait) == 0


def test_the_31st_command_at_once_is_limited_and_the_next_after_the_wait_is_fine() -> None:
    rate = CommandRate()
    paces = [rate.ask(NOW_MS).pace for _ in range(COMMANDS_BURST_MAX)]
    limited = rate.ask(NOW_MS)

    assert set(paces) == {Pace.FINE}
    assert (limited.pace, limited.retry_after_ms) == (Pace.LIMITED, 1000 // COMMANDS_PER_S_MAX)
    assert rate.ask(NOW_MS + limited.retry_after_ms).pace is Pace.FINE


def test_a_costly_command_that_was_limited_is_fine_after_the_wait_it_was_told() -> None:
    rate = CommandRate()
    for _ in range(COMMANDS_BURST_MAX - 1):
        rate.ask(NOW_MS)

    limited = rate.ask(NOW_MS, 3)

    assert (limited.pace, limited.retry_after_ms) == (Pace.LIMITED, 2 * 1000 // COMMANDS_PER_S_MAX)
    assert rate.ask(NOW_MS).pace is Pace.FINE  # a refused one takes nothing of what is left
    assert rate.ask(NOW_MS + 3 * 1000 // COMMANDS_PER_S_MAX, 3).pace is Pace.FINE


def test_all_connections_of_a_principal_together_have_three_bursts_and_three_times_the_rate() -> None:
    buckets, factor = Buckets(), 3
    lines = [buckets.command_rate("consumer:con_1", factor) for _ in range(5)]
    paces = [[line.ask(NOW_MS).pace for _ in range(COMMANDS_BURST_MAX)] for line in lines]
    limited = lines[4].ask(NOW_MS)

    assert [set(each) for each in paces] == [{Pace.FINE}] * factor + [{Pace.LIMITED}] * 2
    assert 0 < limited.retry_after_ms <= 1000 / (COMMANDS_PER_S_MAX * factor) + 1
    assert lines[4].ask(NOW_MS + limited.retry_after_ms).pace is Pace.FINE
    assert buckets.command_rate("consumer:con_2", factor).ask(NOW_MS).pace is Pace.FINE


def test_what_all_together_may_not_costs_the_one_that_asked_nothing() -> None:
    shared = Bucket(100, 30)
    modest = CommandRate(1, 10, shared)
    shared.take(NOW_MS, 30)

    assert modest.ask(NOW_MS).pace is Pace.LIMITED
    assert [modest.ask(NOW_MS + 3_000).pace for _ in range(10)] == [Pace.FINE] * 10


def test_only_so_many_principals_are_remembered() -> None:
    buckets = Buckets(principals_max=2)
    first = buckets.of("a", 1, 1)
    for name in ("b", "a", "c"):
        buckets.of(name, 1, 1)

    assert buckets.of("a", 1, 1) is first
    assert buckets.of("c", 1, 1) is buckets.of("c", 1, 1)
    buckets.of("b", 1, 1)
    assert buckets.of("a", 1, 1) is not first


def paces_at(times_the_rate: float, seconds: int) -> set[Pace]:
    rate = CommandRate()
    attempts = int(seconds * COMMANDS_PER_S_MAX * times_the_rate)
    return {rate.ask(NOW_MS + n * seconds * 1000 // attempts).pace for n in range(attempts)}


def test_ten_times_the_rate_sustained_is_abuse() -> None:
    assert Pace.ABUSE not in paces_at(RATE_ABUSE_FACTOR_MAX, 5)
    assert Pace.ABUSE in paces_at(RATE_ABUSE_FACTOR_MAX, 7)


def test_less_than_half_of_that_never_is() -> None:
    assert paces_at(RATE_ABUSE_FACTOR_MAX / 2, 600) == {Pace.FINE, Pace.LIMITED}
    assert paces_at(1, 600) == {Pace.FINE}


def test_the_sixth_bad_hello_in_a_minute_is_refused_and_others_are_not() -> None:
    hellos = BadHellos()
    for _ in range(BAD_HELLOS_PER_MINUTE_MAX):
        assert hellos.wait_ms("192.0.2.1", NOW_MS) == 0
        hellos.note("192.0.2.1", NOW_MS)

    wait = hellos.wait_ms("192.0.2.1", NOW_MS)

    assert wait == MINUTE_MS // BAD_HELLOS_PER_MINUTE_MAX
    assert hellos.wait_ms("192.0.2.2", NOW_MS) == 0
    assert hellos.wait_ms("192.0.2.1", NOW_MS + wait) == 0


def test_only_so_many_addresses_are_remembered() -> None:
    hellos = BadHellos(per_minute=1, addresses_max=2)
    for address in ("a", "b", "a", "c"):
        hellos.note(address, NOW_MS)

    assert [bool(hellos.wait_ms(address, NOW_MS)) for address in ("a", "b", "c")] == [True, False, True]
