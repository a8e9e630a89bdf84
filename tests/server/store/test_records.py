"""An append is well formed or cannot be made."""

import pytest
from ringline_server.store.records import APPEND_RECORDS_MAX, Append, Record


@pytest.mark.parametrize("seqs", [(1,), (3, 4), (2, 4), (3, 2), (2, 2)])
def test_records_must_follow_what_is_expected_without_gaps(seqs: tuple[int, ...]) -> None:
    with pytest.raises(AssertionError):
        Append("a", 1, tuple(Record(seq, 0, "note.saved", b"") for seq in seqs))


def test_an_append_has_a_limit() -> None:
    at_most = tuple(Record(seq + 1, 0, "note.saved", b"") for seq in range(APPEND_RECORDS_MAX))

    assert Append("a", 0, at_most).last_seq == APPEND_RECORDS_MAX
    with pytest.raises(AssertionError):
        Append("a", 0, (*at_most, Record(APPEND_RECORDS_MAX + 1, 0, "note.saved", b"")))
