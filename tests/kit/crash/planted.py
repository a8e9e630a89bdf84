"""Faults planted into a good history: each is what a broken server would have caused, and the checker must find it."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import attrs
from ringline_protocol.values import LegEndReason, OfferDetail, WrapUpOutcome
from ringline_server.domain.events import (
    LegEnded,
    LegStarted,
    NoteSaved,
    OfferCreated,
    OfferEnded,
    Queued,
    Unparked,
    WrapUpCompleted,
)

from kit.crash import checker
from kit.crash.checker import Check
from kit.crash.history import Command, Entry, History, Journal, Seen
from kit.crash.lifecycle import lifecycle
from kit.crash.restarts import restarts

Is = Callable[[Any], bool]
Plant = Callable[[History, Journal], None]


def copied(history: History, journal: Journal) -> tuple[History, Journal]:
    """To be spoilt: the lists are new, what is in them is replaced and never changed."""
    fresh = History(list(history.commands), list(history.seen), list(history.lines), list(history.lives))
    fresh.views, fresh.last_ready_at_ms = dict(history.views), history.last_ready_at_ms
    return fresh, Journal({name: list(entries) for name, entries in journal.streams.items()}, dict(journal.replies))


def _note(command: Command) -> bool:
    return command.method == "note.save" and command.is_ok


def _command(history: History, change: Callable[[Command], Command], fits: Is = _note) -> None:
    place = next(place for place, command in enumerate(history.commands) if fits(command))
    history.commands[place] = change(history.commands[place])


def _entry(journal: Journal, fits: Is, change: Callable[[Entry], Entry]) -> None:
    for _, entries in journal.interactions():
        for place, entry in enumerate(entries):
            if fits(entry.event):
                entries[place] = change(entry)
                return
    raise LookupError


def _event(journal: Journal, fits: Is, **changes: Any) -> None:
    _entry(journal, fits, lambda entry: attrs.evolve(entry, event=attrs.evolve(entry.event, **changes)))


def _of(*kinds: type) -> Is:
    return lambda event: isinstance(event, kinds)


def a_note_is_lost(history: History, journal: Journal) -> None:
    text = next(command for command in history.commands if _note(command)).params["text"]
    _event(journal, lambda event: isinstance(event, NoteSaved) and event.text == text, text="something else")


def a_note_is_doubled(history: History, journal: Journal) -> None:
    command = next(command for command in history.commands if _note(command))
    entries = journal.streams[f"interaction/{command.interaction}"]
    saved = next(e for e in entries if isinstance(e.event, NoteSaved) and e.event.text == command.params["text"])
    entries.append(attrs.evolve(saved, seq=len(entries) + 1, at_ms=entries[-1].at_ms, after=entries[-1].after))


def a_refused_command_happened(history: History, journal: Journal) -> None:
    refused = {"error": {"code": "invalid_state", "retry": "never"}}
    _command(history, lambda command: attrs.evolve(command, replies=[refused]))


def a_key_has_two_replies(history: History, journal: Journal) -> None:
    other = {"result": {"note": "not_other", "rev": 1}, "replayed": True}
    _command(history, lambda command: attrs.evolve(command, replies=[command.replies[0], other]))


def a_key_is_carried_out_again(history: History, journal: Journal) -> None:
    def again(command: Command) -> Command:
        return attrs.evolve(command, replies=[command.replies[0], {**command.replies[0], "replayed": False}])

    _command(history, again)


def a_reply_was_not_stored(history: History, journal: Journal) -> None:
    command = next(command for command in history.commands if _note(command))
    del journal.replies[command.who, command.key]


def a_number_is_left_out(history: History, journal: Journal) -> None:
    del max(journal.streams.values(), key=len)[2]


def _any_event(history: History, stream: str = "interaction/") -> int:
    """Where an event stands that follows another one of its stream at the same connection."""
    for place, seen in enumerate(history.seen):
        if seen.stream.startswith(stream) and seen.what not in ("snapshot", "from", "hidden"):
            return place
    raise LookupError


def an_event_is_not_delivered(history: History, journal: Journal) -> None:
    for place, (seen, later) in enumerate(zip(history.seen, history.seen[1:], strict=False)):
        is_pair = (seen.connection, seen.stream, seen.epoch, seen.seq + 1) == (
            *(later.connection, later.stream, later.epoch, later.seq),
        )
        if is_pair and seen.what not in ("snapshot", "from"):
            del history.seen[place]
            return
    raise LookupError


def an_event_is_delivered_twice(history: History, journal: Journal) -> None:
    place = _any_event(history)
    history.seen.insert(place, history.seen[place])


def somebody_saw_what_was_never_written(history: History, journal: Journal) -> None:
    seen = history.seen[_any_event(history)]
    head = len(journal.streams[seen.stream])
    history.seen += [attrs.evolve(seen, seq=head, what="snapshot"), attrs.evolve(seen, seq=head + 1)]


def somebody_saw_another_event(history: History, journal: Journal) -> None:
    place = _any_event(history)
    history.seen[place] = attrs.evolve(history.seen[place], what="interaction.reopened")


def two_readers_were_told_different_things(history: History, journal: Journal) -> None:
    seen = history.seen[_any_event(history, "agent/")]
    begin = attrs.evolve(seen, connection="other#1", what="snapshot", seq=seen.seq - 1)
    history.seen += [begin, attrs.evolve(seen, connection="other#1", data={"something": "else"})]


def the_numbering_began_anew(history: History, journal: Journal) -> None:
    place = next(place for place, seen in enumerate(history.seen) if seen.stream.startswith("interaction/"))
    seen = history.seen[place]
    history.seen.append(Seen("other#2", seen.reader, seen.stream, "epo_other", seen.seq, "snapshot"))


def _line(history: History, change: Callable[[tuple[Any, ...]], tuple[Any, ...]]) -> None:
    line = max(history.lines, key=lambda line: len(line.rows))
    history.lines.append(attrs.evolve(line, rows=change(line.rows)))


def somebody_lost_the_place_in_line(history: History, journal: Journal) -> None:
    _line(history, lambda rows: (*rows[1:], rows[0]))


def somebody_waits_since_the_restart(history: History, journal: Journal) -> None:
    _line(history, lambda rows: (*rows[:-1], (rows[-1][0], rows[-1][1] + 1_000)))


def somebody_is_not_in_line_any_more(history: History, journal: Journal) -> None:
    _line(history, lambda rows: rows[1:])


def who_came_back_has_another_place(history: History, journal: Journal) -> None:
    _event(journal, lambda event: isinstance(event, Queued) and event.reason == "release", enqueued_at_ms=1)


def an_offer_never_ended(history: History, journal: Journal) -> None:
    _event(journal, _of(OfferEnded), offer="off_other")


def a_ring_goes_on_after_the_kill(history: History, journal: Journal) -> None:
    def at_restart(event: Any) -> bool:
        return isinstance(event, OfferEnded) and event.detail is OfferDetail.SERVER_RESTART

    _event(journal, at_restart, detail=OfferDetail.AGENT_UNREACHABLE)


def a_ring_came_back_under_its_old_id(history: History, journal: Journal) -> None:
    made = [entry.event.offer for _, entries in journal.interactions() for entry in entries if _ring(entry)]
    _event(journal, lambda event: isinstance(event, OfferCreated) and event.offer == made[-1], offer=made[0])


def _ring(entry: Entry) -> bool:
    return isinstance(entry.event, OfferCreated)


def an_accept_made_no_leg(history: History, journal: Journal) -> None:
    _event(journal, lambda event: isinstance(event, LegStarted) and event.offer is not None, offer=None)


def an_agent_was_not_waited_for(history: History, journal: Journal) -> None:
    _event(journal, _of(LegEnded), reason=LegEndReason.AGENT_LOST)


def two_agents_have_it(history: History, journal: Journal) -> None:
    def doubled(entry: Entry) -> Entry:
        leg = entry.after.primary
        assert leg is not None
        legs = {**entry.after.legs, "leg_other": attrs.evolve(leg, id="leg_other", agent="agt_other")}
        return attrs.evolve(entry, after=attrs.evolve(entry.after, legs=legs))

    _entry(journal, _of(LegStarted), doubled)


def _timeout(event: Any) -> bool:
    return isinstance(event, WrapUpCompleted) and event.outcome is WrapUpOutcome.TIMEOUT


def a_wrap_up_ended_early(history: History, journal: Journal) -> None:
    def too_soon(entry: Entry) -> Entry:
        wrap_up = entry.before.legs[entry.event.leg].wrap_up
        assert wrap_up is not None
        assert wrap_up.until_at_ms is not None
        return attrs.evolve(entry, at_ms=wrap_up.until_at_ms - 1)

    _entry(journal, _timeout, too_soon)


def a_wrap_up_began_its_time_anew(history: History, journal: Journal) -> None:
    _entry(journal, _timeout, partial(_late, history))


def a_park_lasts_longer(history: History, journal: Journal) -> None:
    def unparked(event: Any) -> bool:
        return isinstance(event, Unparked) and event.reason == "time"

    _entry(journal, unparked, partial(_late, history))


def _late(history: History, entry: Entry) -> Entry:
    """Also for the last life, which owes all that no life before it had time for."""
    return attrs.evolve(entry, at_ms=max(entry.at_ms, history.last_ready_at_ms) + 30_000)


def a_note_is_not_shown_any_more(history: History, journal: Journal) -> None:
    name, view = next((name, view) for name, view in history.views.items() if view["notes"])
    history.views[name] = {**view, "notes": view["notes"][1:]}


def a_draft_is_not_shown_any_more(history: History, journal: Journal) -> None:
    name, view = next((name, view) for name, view in history.views.items() if view.get("draft"))
    history.views[name] = {**view, "draft": None}


PLANTED: Final[tuple[tuple[Plant, Check], ...]] = (
    (a_note_is_lost, checker.commands),
    (a_note_is_doubled, checker.commands),
    (a_refused_command_happened, checker.commands),
    (a_key_has_two_replies, checker.replies),
    (a_key_is_carried_out_again, checker.replies),
    (a_reply_was_not_stored, checker.replies),
    (a_number_is_left_out, checker.numbering),
    (an_event_is_not_delivered, checker.deliveries),
    (an_event_is_delivered_twice, checker.deliveries),
    (somebody_saw_what_was_never_written, checker.phantoms),
    (somebody_saw_another_event, checker.phantoms),
    (the_numbering_began_anew, checker.phantoms),
    (two_readers_were_told_different_things, checker.agreement),
    (who_came_back_has_another_place, lifecycle),
    (an_offer_never_ended, lifecycle),
    (a_ring_came_back_under_its_old_id, lifecycle),
    (an_accept_made_no_leg, lifecycle),
    (an_agent_was_not_waited_for, lifecycle),
    (two_agents_have_it, lifecycle),
    (somebody_lost_the_place_in_line, restarts),
    (somebody_waits_since_the_restart, restarts),
    (somebody_is_not_in_line_any_more, restarts),
    (a_ring_goes_on_after_the_kill, restarts),
    (a_wrap_up_ended_early, restarts),
    (a_wrap_up_began_its_time_anew, restarts),
    (a_park_lasts_longer, restarts),
    (a_note_is_not_shown_any_more, restarts),
    (a_draft_is_not_shown_any_more, restarts),
)
"""Each with the one check that is there to find it."""
