"""The tables of the page for client authors come from the code."""

import pytest
from ringline_protocol.codes import ERRORS
from ringline_protocol.commands import COMMANDS
from ringline_protocol.schema.readme import filled


def page(table: str) -> str:
    return f"before\n<!-- table: {table} -->\nold\n<!-- end -->\nafter\n"


def test_what_stands_between_the_marks_is_replaced_and_the_rest_stays() -> None:
    text = filled(page("errors"))

    assert text.startswith("before\n<!-- table: errors -->\n| code |")
    assert text.endswith("<!-- end -->\nafter\n")
    assert "old" not in text
    assert filled(text) == text


@pytest.mark.parametrize(("table", "rows"), [("errors", len(ERRORS)), ("methods", len(COMMANDS))])
def test_a_table_has_a_row_for_each(table: str, rows: int) -> None:
    assert filled(page(table)).count("\n| `") == rows


@pytest.mark.parametrize("table", ["events", "ephemerals", "closes", "limits"])
def test_every_row_has_as_many_cells_as_its_head(table: str) -> None:
    lines = [line for line in filled(page(table)).splitlines() if line.startswith("|")]

    assert len({line.replace("\\|", "").count("|") for line in lines}) == 1


def test_a_mark_that_names_no_table_is_a_fault() -> None:
    with pytest.raises(KeyError):
        filled(page("wishes"))
