"""What agents write down, and what machines add."""

import pytest
from kit.story import CONSUMER, SERVICE, STRANGER, SUPERVISOR, SYSTEM, Tale, account, agent, queue
from ringline_protocol.codes import ErrorCode
from ringline_protocol.commands import (
    LinkContact,
    ReleaseInteraction,
    SaveDraft,
    SaveNote,
    SetSummary,
    SetVariable,
    StartTransfer,
)
from ringline_protocol.limits import NOTE_BYTES_MAX, TEXT_CHARS_MAX
from ringline_protocol.values import Channel, Consumer, Contact, Summary, SummaryBy, Target, TransferMode, Variable
from ringline_server.domain.events import DraftSaved, NoteSaved, SummaryMade, VariableSet
from ringline_server.domain.masking import MASK
from ringline_server.domain.notes import VARIABLES_BYTES_MAX, VARIABLES_MAX
from ringline_server.domain.orders import Summarized
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import NOTES_MAX


def talking() -> Tale:
    return Tale(account(queue(channel=Channel.EMAIL))).arrives().talks()


def writes(tale: Tale, text: str, note: str | None = None, rev: int | None = None, name: str = "ana") -> str:
    tale.does(SaveNote("int_1", text, note), agent(name), expect_rev=rev)
    return str(tale.result["note"])


# --- notes


def test_a_note_is_made_changed_and_counted() -> None:
    tale = talking()
    note = writes(tale, "call", rev=0)
    assert tale.of(NoteSaved) == [NoteSaved(note, "ana", "Ana", "call", 1)]

    writes(tale, "call back", note, rev=1)

    assert tale.result == {"note": note, "rev": 2}
    assert tale.state.notes[note].text == "call back"


def test_a_note_saved_against_an_old_revision_is_a_conflict_with_the_current_text() -> None:
    tale = talking()
    note = writes(tale, "one")
    writes(tale, "two", note, rev=1)

    details = tale.refuses(SaveNote("int_1", "three", note), agent("ana"), ErrorCode.CONFLICT, expect_rev=1)

    assert details == {"current": {"note": note, "rev": 2, "text": "two"}}
    assert tale.state.notes[note].text == "two"


def test_a_new_note_has_no_revision_yet() -> None:
    details = talking().refuses(SaveNote("int_1", "x"), agent("ana"), ErrorCode.CONFLICT, expect_rev=1)

    assert details == {"current": {"rev": 0, "text": ""}}


def test_saving_the_same_text_again_changes_nothing() -> None:
    tale = talking()
    note = writes(tale, "one")

    writes(tale, "one", note)

    assert (tale.last, tale.result) == ((), {"note": note, "rev": 1})


def test_only_its_author_or_a_supervisor_changes_a_note() -> None:
    tale = talking()
    note = writes(tale, "mine")
    tale.does(StartTransfer("int_1", Target(agent="ben"), TransferMode.COLD_UNASSURED), agent("ana"))
    tale.does(SaveNote("int_1", "afterthought"), agent("ana"))
    tale.refuses(SaveNote("int_1", "yours", note), agent("ben"), ErrorCode.FORBIDDEN)

    tale.does(SaveNote("int_1", "checked", note), SUPERVISOR)

    assert (tale.state.notes[note].text, tale.state.notes[note].agent) == ("checked", "ana")


def test_whoever_took_part_may_still_write_when_it_is_closed_nobody_else() -> None:
    tale = Tale().arrives().talks().ends().passes(30_000)

    assert writes(tale, "they called again") in tale.state.notes
    for who in (agent("ben"), CONSUMER, SERVICE):
        tale.refuses(SaveNote("int_1", "x"), who, ErrorCode.FORBIDDEN)


def test_an_unknown_note_is_not_found() -> None:
    assert talking().refuses(SaveNote("int_1", "x", "not_9"), agent("ana"), ErrorCode.NOT_FOUND) == {"note": "not_9"}


def test_the_limit_of_a_note_is_in_bytes_and_inclusive() -> None:
    tale = talking()
    writes(tale, "ñ" * (NOTE_BYTES_MAX // 2))

    details = tale.refuses(SaveNote("int_1", "ñ" * (NOTE_BYTES_MAX // 2) + "x"), agent("ana"), ErrorCode.TOO_LARGE)

    assert (details["path"], details["bytes_max"]) == ("params.text", NOTE_BYTES_MAX)


def test_there_is_room_for_a_hundred_notes() -> None:
    tale = talking()
    for n in range(NOTES_MAX):
        writes(tale, f"note {n}")

    assert tale.refuses(SaveNote("int_1", "x"), agent("ana"), ErrorCode.TOO_LARGE) == {"notes_max": NOTES_MAX}


# --- the unsent reply


def test_the_reply_is_saved_as_typed_with_a_revision() -> None:
    tale = talking()
    for n, text in enumerate(("D", "De", "Dear"), 1):
        tale.does(SaveDraft("int_1", text), agent("ana"), expect_rev=n - 1)
        assert tale.of(DraftSaved) == [DraftSaved("ana", text, n)]

    tale.does(SaveDraft("int_1", "Dear"), agent("ana"))
    assert (tale.last, tale.result) == ((), {"rev": 3})
    details = tale.refuses(SaveDraft("int_1", "Dear M"), agent("ana"), ErrorCode.CONFLICT, expect_rev=2)
    assert details == {"current": {"rev": 3, "text": "Dear"}}


def test_an_empty_draft_is_none_and_the_revision_goes_on() -> None:
    tale = talking()
    tale.does(SaveDraft("int_1", "Dear"), agent("ana"))

    tale.does(SaveDraft("int_1", ""), agent("ana"))

    assert (tale.state.draft, tale.state.draft_rev) == (None, 2)
    tale.does(SaveDraft("int_1", "Dear"), agent("ana"), expect_rev=2)
    assert tale.state.draft_rev == 3


def test_the_draft_goes_on_to_the_next_agent() -> None:
    tale = talking()
    tale.does(SaveDraft("int_1", "Dear"), agent("ana"))
    tale.does(ReleaseInteraction("int_1"), agent("ana"))
    tale.talks("ben")

    tale.does(SaveDraft("int_1", "Dear Sir"), agent("ben"), expect_rev=1)

    assert tale.state.draft is not None
    assert (tale.state.draft.agent, tale.state.draft.text) == ("ben", "Dear Sir")


def test_who_has_no_part_in_it_any_more_saves_no_draft() -> None:
    tale = Tale().arrives().talks().ends().passes(30_000)

    tale.refuses(SaveDraft("int_1", "x"), agent("ana"), ErrorCode.INVALID_STATE)
    tale.refuses(SaveDraft("int_1", "x"), agent("ben"), ErrorCode.FORBIDDEN)


# --- variables


def test_a_known_variable_keeps_its_flags() -> None:
    tale = Tale().arrives(variables=(Variable("pnr", "A1", "Booking", in_ring=True, masked=True),)).talks()

    tale.does(SetVariable("int_1", Variable("pnr", "B2")), agent("ana"))

    assert tale.of(VariableSet) == [VariableSet(Variable("pnr", "B2", "Booking", masked=True), "agent:ana", 2)]


@pytest.mark.parametrize("by", [SERVICE, SUPERVISOR, agent("ana")])
def test_agents_of_it_its_maker_and_supervisors_set_variables(by: Principal) -> None:
    tale = talking()

    tale.does(SetVariable("int_1", Variable("mood", "good")), by)

    assert tale.state.variables["mood"].value == "good"


@pytest.mark.parametrize("by", [STRANGER, CONSUMER, agent("ben")])
def test_nobody_else_sets_variables(by: Principal) -> None:
    talking().refuses(SetVariable("int_1", Variable("mood", "good")), by, ErrorCode.FORBIDDEN)


MARIA = Contact("cnt_1", "María Ruiz")


@pytest.mark.parametrize("by", [SERVICE, SUPERVISOR, agent("ana")])
def test_agents_of_it_its_maker_and_supervisors_say_who_the_consumer_is(by: Principal) -> None:
    tale = talking()

    tale.does(LinkContact("int_1", "cnt_old"), by, contact=MARIA)
    assert (tale.state.consumer.contact, tale.result) == ("cnt_1", {"contact": "cnt_1"})
    tale.does(LinkContact("int_1", "cnt_1"), by, contact=MARIA)
    assert tale.last == ()

    tale.does(LinkContact("int_1"), by)
    assert tale.state.consumer.contact is None


@pytest.mark.parametrize("by", [STRANGER, CONSUMER, agent("ben")])
def test_nobody_else_says_who_the_consumer_is(by: Principal) -> None:
    talking().refuses(LinkContact("int_1", "cnt_nobody"), by, ErrorCode.FORBIDDEN)


def test_a_contact_that_is_not_there_is_not_found() -> None:
    talking().refuses(LinkContact("int_1", "cnt_nobody"), agent("ana"), ErrorCode.NOT_FOUND)


def test_a_missing_name_is_filled_in_for_those_inside_and_not_for_the_consumer() -> None:
    tale = Tale().arrives(consumer=Consumer(phone="999")).talks()
    tale.does(LinkContact("int_1", "cnt_1"), agent("ana"), contact=MARIA)
    assert (tale.state.consumer, tale.state.own_name) == (Consumer("María Ruiz", "999", contact="cnt_1"), "")

    named = Tale().arrives(consumer=Consumer("Mari")).talks()
    named.does(LinkContact("int_1", "cnt_1"), agent("ana"), contact=MARIA)
    assert (named.state.consumer.name, named.state.own_name) == ("Mari", "Mari")


def test_the_same_value_again_changes_nothing_but_another_type_does() -> None:
    tale = talking()
    tale.does(SetVariable("int_1", Variable("n", 1)), SERVICE)
    tale.does(SetVariable("int_1", Variable("n", 1)), SERVICE)
    assert tale.last == ()

    tale.does(SetVariable("int_1", Variable("n", True)), SERVICE)

    assert tale.state.variables["n"].value is True


def test_a_variable_has_a_revision_that_a_change_can_be_based_on() -> None:
    tale = Tale().arrives(variables=(Variable("pnr", "A1"),)).talks()
    for rev, name in ((1, "pnr"), (0, "seat"), (2, "pnr"), (1, "seat")):
        tale.does(SetVariable("int_1", Variable(name, f"{rev}!")), SERVICE, expect_rev=rev)
        assert tale.result == {"variable": name, "rev": rev + 1}

    tale.does(SetVariable("int_1", Variable("pnr", "2!")), agent("ana"), expect_rev=3)

    assert (tale.last, tale.result) == ((), {"variable": "pnr", "rev": 3})
    assert tale.state.variable_rev("pnr") == 3


@pytest.mark.parametrize(("name", "rev", "current"), [("pnr", 1, {"value": "B2", "rev": 2}), ("x", 1, {"rev": 0})])
def test_an_old_revision_of_a_variable_is_a_conflict_with_what_is_there(
    name: str, rev: int, current: dict[str, object]
) -> None:
    tale = Tale().arrives(variables=(Variable("pnr", "A1"),)).talks()
    tale.does(SetVariable("int_1", Variable("pnr", "B2")), SERVICE)

    details = tale.refuses(SetVariable("int_1", Variable(name, "C3")), agent("ana"), ErrorCode.CONFLICT, expect_rev=rev)

    assert details == {"current": {"name": name, "value": None, **current}}
    assert tale.state.variables["pnr"].value == "B2"


def test_a_conflict_about_a_masked_variable_shows_no_more_than_may_be_seen() -> None:
    tale = Tale().arrives(variables=(Variable("card", "4111111111111111", masked=True),)).talks()

    details = tale.refuses(SetVariable("int_1", Variable("card", "1")), agent("ana"), ErrorCode.CONFLICT, expect_rev=4)

    assert details == {"current": {"name": "card", "value": MASK + "11", "rev": 1}}


def test_variables_have_limits() -> None:
    tale = talking()
    for name in ("", "n" * 65):
        tale.refuses(SetVariable("int_1", Variable(name, 1)), SERVICE, ErrorCode.BAD_REQUEST)
    tale.refuses(SetVariable("int_1", Variable("n", "x" * (TEXT_CHARS_MAX + 1))), SERVICE, ErrorCode.TOO_LARGE)
    for n in range(VARIABLES_MAX):
        tale.does(SetVariable("int_1", Variable(f"v{n}", n)), SERVICE)

    tale.refuses(SetVariable("int_1", Variable("more", 1)), SERVICE, ErrorCode.TOO_LARGE)
    tale.does(SetVariable("int_1", Variable("v0", 7)), SERVICE)


def test_the_values_of_all_variables_have_a_limit_together() -> None:
    tale = talking()
    for n in range(4):
        tale.does(SetVariable("int_1", Variable(f"v{n}", "x" * (VARIABLES_BYTES_MAX // 4))), SERVICE)

    details = tale.refuses(SetVariable("int_1", Variable("more", "x")), SERVICE, ErrorCode.TOO_LARGE)

    assert details == {"path": "params.variable.value", "bytes_max": VARIABLES_BYTES_MAX}
    tale.does(SetVariable("int_1", Variable("v0", "shorter")), SERVICE)
    tale.does(SetVariable("int_1", Variable("more", "x")), SERVICE)


# --- summaries


def test_a_newer_summary_replaces_an_older_one_never_the_other_way() -> None:
    tale = Tale().arrives(summary=Summary("bot talk", SummaryBy.FLOW)).talks()
    tale.does(Summarized("so far", "extractive", 7), SYSTEM)
    assert tale.of(SummaryMade) == [SummaryMade(Summary("so far", SummaryBy.EXTRACTIVE, 7))]

    tale.does(Summarized("late", "extractive", 3), SYSTEM)
    assert tale.last == ()
    tale.does(SetSummary("int_1", Summary("old", SummaryBy.MODEL, 6)), SERVICE)
    assert tale.result == {"accepted": False}
    tale.does(SetSummary("int_1", Summary("better", SummaryBy.MODEL, 7)), SERVICE)

    assert tale.state.summary == Summary("better", SummaryBy.MODEL, 7)


def test_the_same_summary_again_changes_nothing() -> None:
    tale = talking()
    tale.does(Summarized("so far", "model", 7), SYSTEM)
    tale.does(Summarized("so far", "model", 7), SYSTEM)

    assert tale.last == ()


def test_only_its_maker_sets_a_summary() -> None:
    command = SetSummary("int_1", Summary("x", SummaryBy.MODEL))

    for who in (STRANGER, CONSUMER, agent("ana"), SUPERVISOR):
        talking().refuses(command, who, ErrorCode.FORBIDDEN)
    long = SetSummary("int_1", Summary("x" * (TEXT_CHARS_MAX + 1), SummaryBy.MODEL))
    talking().refuses(long, SERVICE, ErrorCode.TOO_LARGE)
