"""Files of contacts over HTTP."""

from pathlib import Path

import pytest
from kit.accounts import account
from kit.http_client import http_client
from kit.server import running_server
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


async def test_what_cannot_be_read_is_refused_and_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with running_server(tmp_path, account()) as server, http_client(server) as http:
        wrong = await http.post("/v1/contacts/import", b"a;b\n1;2\n", key=None)
        assert (wrong.code, wrong.body["error"]["details"]) == ("bad_request", {"path": "body"})
        monkeypatch.setattr(contact_files, "FILE_BYTES_MAX", 10)
        assert (await http.post("/v1/contacts/import", FILE, key=None)).code == "too_large"
        async with http_client(server, "agt_ana") as ana:
            assert (await ana.post("/v1/contacts/import", FILE, key=None)).code == "forbidden"
            assert (await ana.get("/v1/contacts/export")).code == "forbidden"
