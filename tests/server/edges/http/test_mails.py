"""What strangers sent is handed out so that nothing of it runs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import attrs
import pytest
from kit.accounts import account, queue
from kit.http_client import HttpClient, http_client
from kit.post import HELP, KEY, mail
from kit.server import running_server
from ringline_protocol.values import Channel
from ringline_server.edges.mail import access
from ringline_server.edges.mail.receiving import Receiving

BODY: Final = b"""--b\r
Content-Type: text/html\r
\r
<p onclick="x()">Hello</p><img src="cid:pic"><img src="https://spy.example/1.png" width=9 height=9>\r
--b\r
Content-Type: image/png; name="a.png"\r
Content-ID: <pic>\r
Content-Disposition: inline\r
\r
PNG\r
--b\r
Content-Type: image/svg+xml; name="../evil<script>.svg"\r
Content-Disposition: attachment\r
\r
<svg onload="x()"/>\r
--b--\r
"""
RAW: Final = mail("", Content_Type='multipart/related; boundary="b"') + BODY


@attrs.frozen
class Shelf:
    """A mail, and a client without a token."""

    http: HttpClient
    mail: str
    word: str
    interaction: str
    signed_in: HttpClient
    stranger: HttpClient


@asynccontextmanager
async def shelf(folder: Path) -> AsyncIterator[Shelf]:
    async with running_server(folder, account(queue("que_mail", Channel.EMAIL))) as running:
        running.server.mailboxes = (HELP,)
        kept = await Receiving(running.server, KEY).receive(HELP, RAW)
        until_at_ms = running.server.clock.now_ms() + 60_000
        word = access.grant(running.server.mail_access_key, kept.mail, until_at_ms)
        async with (
            http_client(running, None) as http,
            http_client(running, "agt_sofia") as signed_in,
            http_client(running, "agt_ana") as stranger,
        ):
            yield Shelf(http, kept.mail, word, kept.interaction, signed_in, stranger)


async def test_a_part_is_for_saving_and_only_pictures_are_shown(tmp_path: Path) -> None:
    async with shelf(tmp_path) as at:
        picture = await at.http.get(f"/v1/mails/{at.mail}/parts/1", access=at.word, inline="1")
        assert (picture.status, picture.body) == (200, "PNG")
        assert (picture.headers["content-type"], picture.headers["content-disposition"]) == ("image/png", "inline")
        saved = await at.http.get(f"/v1/mails/{at.mail}/parts/1", access=at.word)
        assert saved.headers["content-disposition"].startswith("attachment; filename*=UTF-8''a.png")
        drawing = await at.http.get(f"/v1/mails/{at.mail}/parts/2", access=at.word, inline="1")
        assert drawing.headers["content-type"] == "application/octet-stream"
        assert drawing.headers["content-disposition"].startswith("attachment")
        for answer in (picture, saved, drawing):
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("number", ["0", "3", "x", "-1", "1e3", "٣"])
async def test_a_part_that_is_not_there_is_not_found(tmp_path: Path, number: str) -> None:
    async with shelf(tmp_path) as at:
        assert (await at.http.get(f"/v1/mails/{at.mail}/parts/{number}", access=at.word)).code == "not_found"


async def test_the_page_shows_its_own_pictures_and_others_only_when_asked(tmp_path: Path) -> None:
    async with shelf(tmp_path) as at:
        page = await at.http.get(f"/v1/mails/{at.mail}/page", access=at.word)
        assert f"/v1/mails/{at.mail}/parts/1?access={at.word}&amp;inline=1" in page.body
        assert not [word for word in ("onclick", "spy.example", "<script") if word in page.body]
        policy = page.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "sandbox allow-popups" in policy
        assert "allow-scripts" not in policy
        assert "img-src 'self';" in policy
        asked = await at.http.get(f"/v1/mails/{at.mail}/page", access=at.word, images="1")
        assert "https://spy.example/1.png" in asked.body
        assert "img-src 'self' https: http:;" in asked.headers["content-security-policy"]


async def test_the_raw_message_is_what_came(tmp_path: Path) -> None:
    async with shelf(tmp_path) as at:
        answer = await at.http.get(f"/v1/mails/{at.mail}/raw", access=at.word)
        assert answer.body.encode() == RAW
        assert answer.headers["content-disposition"] == f'attachment; filename="{at.mail}.eml"'


@pytest.mark.parametrize("what", ["parts/1", "page", "raw"])
async def test_without_leave_nothing_is_handed_out(tmp_path: Path, what: str) -> None:
    async with shelf(tmp_path) as at:
        assert (await at.http.get(f"/v1/mails/{at.mail}/{what}")).code == "unauthenticated"
        assert (await at.http.get(f"/v1/mails/{at.mail}/{what}", access="1f.x")).code == "forbidden"
        assert (await at.http.get(f"/v1/mails/mail_none/{what}", access=at.word)).code == "forbidden"
        assert (await at.stranger.get(f"/v1/mails/{at.mail}/{what}")).code == "forbidden"
        assert (await at.signed_in.get(f"/v1/mails/{at.mail}/{what}")).status == 200
        assert (await at.signed_in.get(f"/v1/mails/mail_none/{what}")).code == "forbidden"
