"""Bytes to text."""

import pytest
from ringline_server.edges.contact_files.rows import decoded


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_what_programs_write_is_read(encoding: str) -> None:
    assert decoded("Iñaki Peña €".encode(encoding)) == "Iñaki Peña €"
