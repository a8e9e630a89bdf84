"""Files of contacts over HTTP."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import pytest
from kit.accounts import account
from kit.http_client import http_client
from kit.server import running_server
from ringline_server.edges.contact_files import importing
from ringline_server.edges.contact_files.importing import BATCH_ROWS
from ringline_server.edges.contact_files.rows import Row, UnreadableFile
from ringline_server.edges.http import contact_files

FILE = b"Who;phone\nAna;600111222\nEva;x\n"


async def test_a_file_is_previewed_imported_and_exported(tmp_path: Path) -> None:
    async with running_server(tmp_path, account()) as server, http_client(server) as http:
        path = "/v1/contacts/import?columns=Who%3Dname"
        shown = await http.post(f"{path}&preview=true", FILE, key=None)
        assert (shown.body["created"], (await http.get("/v1/contacts")).body["contacts"]) == (1, [])
        done = await http.post(path, FILE, key=None)
        assert done.body["faults"] == [{"row": 3, "column": "phone", "fault": "no phone number"}]
        assert (await http.post(f"{path}&policy=update", FILE, key=None)).body["updated"] == 1
        sheet = await http.get("/v1/contacts/export")
        assert sheet.headers["content-type"] == "text/csv; charset=utf-8"
        assert sheet.body.splitlines()[0] == "id,name,phones,emails"
        assert sheet.body.splitlines()[1].endswith(",Ana,600111222,")


async def test_a_column_may_have_commas_and_equals_signs_in_its_name(tmp_path: Path) -> None:
    file = b'"Who, in full";"a=b, c"\nAna;600111222\n'
    async with running_server(tmp_path, account()) as server, http_client(server) as http:
        path = "/v1/contacts/import?columns=Who%2C%20in%20full%3Dname&columns=a%3Db%2C%20c%3Dphone"
        assert (await http.post(path, file, key=None)).body["created"] == 1
        (ana,) = (await http.get("/v1/contacts")).body["contacts"]

    assert (ana["name"], ana["phones"]) == ("Ana", ["600111222"])


async def test_what_cannot_be_read_is_refused_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running_server(tmp_path, account()) as server, http_client(server) as http:
        wrong = await http.post("/v1/contacts/import", b"a;b\n1;2\n", key=None)
        assert (wrong.code, wrong.body["error"]["details"]) == ("bad_request", {"path": "body"})
        monkeypatch.setattr(contact_files, "FILE_BYTES_MAX", 10)
        assert (await http.post("/v1/contacts/import", FILE, key=None)).code == "too_large"
        async with http_client(server, "agt_ana") as ana:
            assert (await ana.post("/v1/contacts/import", FILE, key=None)).code == "forbidden"
            assert (await ana.get("/v1/contacts/export")).code == "forbidden"


@pytest.mark.parametrize("end", [b"", b"BROKEN"])
async def test_how_far_an_import_has_come_is_told_on_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: bytes
) -> None:
    many = b"name,phone\n" + b"".join(b"Mar,6%08d\n" % number for number in range(2 * BATCH_ROWS + 1))
    async with running_server(tmp_path, account()) as server, http_client(server) as http:
        if end:
            break_after(monkeypatch, BATCH_ROWS + 1)
        sent = {"content": many, "headers": {"accept": contact_files.LINES}}
        answer = await http.send("POST", "/v1/contacts/import", **sent)
        lines = [json.loads(line) for line in answer.body.splitlines()]
        kept = (await http.get("/v1/contacts", limit=1)).body["contacts"]

    rows = 2 * BATCH_ROWS + 1
    if end:
        assert lines[:-1] == [{"rows": BATCH_ROWS, "rows_about": rows}]
        assert (lines[-1]["report"]["created"], lines[-1]["error"]["code"]) == (BATCH_ROWS, "bad_request")
    else:
        assert [line["rows"] for line in lines[:-1]] == [BATCH_ROWS, 2 * BATCH_ROWS, rows]
        assert {line["rows_about"] for line in lines[:-1]} == {rows}
        assert lines[-1]["report"]["created"] == rows
    assert len(kept) == 1


def break_after(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """No row can be read behind this one, as in a CSV with a cell of megabytes."""
    whole = importing.rows_of

    def cut(raw: bytes, columns: Mapping[str, str]) -> Iterator[Row]:
        yield from islice(whole(raw, columns), count)
        raise UnreadableFile("a cell that is too long")

    monkeypatch.setattr(importing, "rows_of", cut)
