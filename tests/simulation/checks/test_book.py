"""A history read once."""

from ringline_server.domain.events import Created
from ringline_server.simulation.checks import Book
from ringline_server.simulation.checks.book import CALM_AFTER_MS, kind_of, stored
from ringline_server.simulation.history import History


def test_the_journal_is_folded_as_it_was_written(good: Book) -> None:
    for entries in good.interactions.values():
        assert isinstance(entries[0].event, Created)
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        assert entries[-1].after.seq == len(entries)
    assert any(turn.after.status.value == "ready" for turn in good.turns)


def test_commands_know_what_became_of_them_and_stored_answers_are_found(good: Book) -> None:
    outcomes = {command.outcome for command in good.commands}
    acknowledged = next(command for command in good.commands if command.method == "message.send" and command.end)
    [line] = good.answered[acknowledged.principal, acknowledged.line["key"]]

    assert {"ok", "fail"} <= outcomes <= {"ok", "fail", "info"}
    assert "result" in stored(line)


def test_troubles_are_the_spans_in_which_nothing_can_be_written(good: Book) -> None:
    moments = iter(range(10))
    history = History(1, clock=lambda: next(moments))
    steps = (
        ("crash", ""),
        ("info", "disk ill"),
        ("info", "up"),
        ("info", "disk well"),
        ("info", "drain"),
        ("info", "x"),
    )
    for kind, f in steps:
        history.note("server", kind, f)
    book = Book(history, [])

    assert sorted(book.troubles) == [(0, 2), (1, 3), (4, 5)]
    assert book.trouble_ms(1, 2) == 2
    assert book.trouble_ms(3, 4) == 0
    assert book.trouble_ms(3, 4, after_ms=1) == 1
    assert good.calm_from_ms > 60_000


def test_nothing_is_calm_while_a_drain_goes_on() -> None:
    history = History(1, clock=iter((28_794, 30_000, 40_801, 50_000, 55_000)).__next__)
    history.note("server", "info", "drain")
    history.note("nemesis", "info", "phase", data={"name": "calm"})
    history.note("server", "info", "up")
    history.note("server", "info", "drain")
    history.note("server", "info", "up")

    assert Book(history, []).calm_from_ms == 40_801 + CALM_AFTER_MS


def test_the_policies_at_a_line_are_the_last_ones_before_it(good: Book) -> None:
    account = good.accounts[0][1]
    book = Book(good.history, [(0, account), (100, good.account_at(10**9))])

    assert book.account_at(99) is account
    assert kind_of({"who": "con_12/d0"}) == "con"


def test_a_clock_that_was_set_back_is_noticed(good: Book) -> None:
    history = History(1, clock=iter((0, 1_000)).__next__)
    history.note("server", "restart", data={"at_ms": 50_000})
    history.note("server", "restart", data={"at_ms": 41_000})
    book = Book(history, [])

    assert book.was_set_back(500, 1_500)
    assert not book.was_set_back(0, 500)
    assert not good.was_set_back(-1, 10**9)
    assert (book.wall_ms(999), book.wall_ms(1_001)) == (50_999, 41_001)
