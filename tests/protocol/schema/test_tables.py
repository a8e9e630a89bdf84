"""The tables are complete."""

from ringline_protocol import limits
from ringline_protocol.codes import CloseCode, ErrorCode
from ringline_protocol.commands import COMMANDS
from ringline_protocol.schema.tables import close_code_table, error_table, limit_table, method_table


def test_every_limit_has_a_value_and_a_sentence() -> None:
    table = limit_table()

    assert set(table) == {name for name in vars(limits) if name.isupper()}
    assert table["MESSAGE_BYTES_MAX"]["value"] == 65_536
    assert all(row["what"] for row in table.values())


def test_every_error_close_code_and_method_is_in_its_table() -> None:
    assert set(error_table()) == set(ErrorCode)
    assert set(close_code_table()["codes"]) == {str(code.value) for code in CloseCode}
    assert set(method_table()) == set(COMMANDS)


def test_a_method_says_who_may_use_it_and_whether_it_needs_a_key() -> None:
    row = method_table()["offer.accept"]

    assert row["who"] == ["agent", "supervisor"]
    assert row["needs_key"]
    assert row["what"]
