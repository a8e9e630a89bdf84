"""Attachments are uploaded by whoever handles the email, kept under safe names, and bounded."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trio
from kit.accounts import account, queue
from kit.http_client import HttpClient, http_client
from kit.raw_client import raw_client
from kit.server import RunningServer, running_server
from ringline_protocol.limits import MAIL_UPLOAD_BYTES_MAX
from ringline_protocol.values import Channel
from ringline_server.edges.http.uploads import WAITING_BYTES_MAX, WAITING_MAX
from ringline_server.edges.mail.keeping import fetched
from ringline_server.store.mails import PIECE_BYTES, UploadRow


@asynccontextmanager
async def handling(path: Path) -> AsyncIterator[tuple[RunningServer, HttpClient, str]]:
    """agt_ana has an email."""
    async with (
        running_server(path, account(queue("que_mail", Channel.EMAIL))) as server,
        raw_client(server.url) as desk,
        http_client(server) as service,
        http_client(server, "agt_ana") as ana,
    ):
        await desk.hello(server.token("agt_ana"))
        await desk.ask("agent.set_status", {"status": "ready"})
        made = await service.post("/v1/interactions", {"queue": "que_mail"})
        interaction = str(made.body["interaction"])
        await desk.event("leg.started")
        yield server, ana, f"/v1/interactions/{interaction}/uploads"


async def status(server: RunningServer, *sent: bytes) -> bytes:
    """Of the answer to raw bytes that are never finished."""
    async with await trio.open_tcp_stream("127.0.0.1", server.port) as stream:
        for data in sent:
            await stream.send_all(data)
        answer = bytes(await stream.receive_some())
    return answer.split(b" ")[1]


async def test_a_file_is_kept_whole_under_a_safe_name(tmp_path: Path) -> None:
    content = bytes(number % 251 for number in range(2 * PIECE_BYTES + 5))
    async with handling(tmp_path) as (server, ana, path):
        answer = await ana.post(f"{path}?name=..%2F..%2Ffactura%20%C3%B1.pdf", content, content_type="application/pdf")

        assert answer.status == 201, answer.body
        upload = answer.body.pop("upload")
        assert answer.body == {"name": "factura ñ.pdf", "type": "application/pdf", "bytes": len(content)}
        async with fetched(server.server.disk, upload, tmp_path) as kept:
            assert b"".join(kept.pieces()) == content


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("text/plain; charset=utf-8", "text/plain"),
        ("", "application/octet-stream"),
        ("text", "application/octet-stream"),
        ("a/b/c", "application/octet-stream"),
        ("text/pl ain", "application/octet-stream"),
        (f"text/{'x' * 200}", "application/octet-stream"),
    ],
)
async def test_a_type_is_a_type_or_just_bytes(tmp_path: Path, given: str, kept: str) -> None:
    async with handling(tmp_path) as (_, ana, path):
        answer = await ana.post(path, b"", content_type=given)
        assert (answer.status, answer.body["type"], answer.body["bytes"]) == (201, kept, 0)
        assert answer.body["name"].startswith("attachment-1")


async def test_only_who_handles_it_uploads(tmp_path: Path) -> None:
    async with handling(tmp_path) as (server, ana, path):
        for name in ("agt_bruno", "agt_sofia", "svc_1", None):
            async with http_client(server, name) as other:
                assert (await other.post(path, b"x")).status in (401, 403)
        assert (await ana.post("/v1/interactions/int_none/uploads", b"x")).code == "forbidden"


async def test_a_file_that_is_too_large_is_refused_before_and_while_it_comes(tmp_path: Path) -> None:
    async with handling(tmp_path) as (server, ana, path):
        token = server.token("agt_ana")
        head = f"POST {path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\n"
        announced = f"{head}content-length: {MAIL_UPLOAD_BYTES_MAX + 1}\r\n\r\n".encode()
        assert await status(server, announced) == b"413"
        piece = b"40000\r\n" + b"x" * PIECE_BYTES + b"\r\n"
        streamed = [
            f"{head}transfer-encoding: chunked\r\n\r\n".encode(),
            *[piece] * (MAIL_UPLOAD_BYTES_MAX // PIECE_BYTES),
        ]
        assert await status(server, *streamed, b"1\r\nx\r\n") == b"413"
        assert (await ana.post(path, b"x")).status == 201
        assert [row.size for row in await server.server.disk.uploads(path.split("/")[3])] == [1]


@pytest.mark.parametrize("kind", ["files", "bytes"])
async def test_what_waits_in_one_interaction_is_bounded(tmp_path: Path, kind: str) -> None:
    async with handling(tmp_path) as (server, ana, path):
        interaction, disk = path.split("/")[3], server.server.disk
        count, size = (WAITING_MAX, 1) if kind == "files" else (1, WAITING_BYTES_MAX - 2)
        for number in range(count):
            await disk.save_upload(UploadRow(f"upl_{number}", interaction, "a", "text/plain", size, 1_000))

        assert (await ana.post(path, b"xyz")).status == 413
        if kind == "bytes":
            assert (await ana.post(path, b"xy")).status == 201
