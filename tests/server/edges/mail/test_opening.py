"""What `mail.read` tells of a mail, and to whom."""

from pathlib import Path
from typing import Any

from kit.accounts import account, queue
from kit.post import HELP, KEY, Post, mail, post
from kit.server import running_server
from ringline_protocol.commands import ReadMail
from ringline_protocol.values import Channel
from ringline_server.edges import queries
from ringline_server.edges.mail import access
from ringline_server.edges.mail.opening import HTML_CHARS_MAX, TEXT_CHARS_MAX
from ringline_server.edges.mail.receiving import Receiving
from trio.testing import MockClock

HTML = (
    "<p>Hello</p><script>alert(1)</script><img src='https://spy.example/1.png' width=200 height=200>"
    "<a href='javascript:alert(1)'>x</a>"
)


async def read(letters: Post, raw: bytes) -> dict[str, Any]:
    """As a supervisor reads it."""
    agent = await letters.at.agent("sofia", None)
    kept = await letters.receiving.receive(HELP, raw)
    await letters.at.settles()
    return await agent.ask("mail.read", {"interaction": kept.interaction, "mail": kept.mail}, key=None)


async def test_the_whole_text_and_where_the_quote_begins(autojump_clock: MockClock) -> None:
    text = "Where is it?\n\nOn Mon, 2 Nov 2026 at 10:00, Help <help@example.com> wrote:\n> It is on its way.\n> Truly."
    async with post() as letters:
        found = await read(letters, mail(text))

        assert found["text"].startswith("Where is it?")
        assert "Truly" in found["text"]
        assert found["text"][: found["quote_at"]].strip() == "Where is it?"
        assert (found["head"]["subject"], found["html"], found["remote_images"]) == ("My order", "", 0)
        assert found["state"] is None
        assert not found["is_cut"]


async def test_html_is_harmless_and_names_no_foreign_picture(autojump_clock: MockClock) -> None:
    async with post() as letters:
        found = await read(letters, mail(HTML, Content_Type="text/html"))

        assert "Hello" in found["html"]
        assert not [word for word in ("script", "spy.example", "javascript") if word in found["html"]]
        assert found["remote_images"] == 1


async def test_card_numbers_stay_out_of_what_is_read_and_the_quote_begins_where_it_did(
    autojump_clock: MockClock,
) -> None:
    text = "My card is 4242 4242 4242 4242\n\nOn Mon, 2 Nov 2026 at 10:00, Help <help@example.com> wrote:\n> Pay."
    async with post() as letters:
        found = await read(letters, mail(text))

        assert "4242 4242" not in str(found)
        assert found["text"][found["quote_at"] :].lstrip().startswith("On Mon")


async def test_long_ones_are_cut_and_say_so(tmp_path: Path) -> None:
    """In real time, because they are read in a thread."""
    text = mail("word " * (TEXT_CHARS_MAX // 5 + 10))
    html = mail("<p>word</p>" * (HTML_CHARS_MAX // 11 + 10), Content_Type="text/html", Message_ID="<2@x.org>")
    async with running_server(tmp_path, account(queue("que_mail", Channel.EMAIL))) as running:
        found = []
        for raw in (text, html):
            kept = await Receiving(running.server, KEY).receive(HELP, raw)
            asked = ReadMail(kept.interaction, kept.mail)
            found.append((await queries.answer(running.server, asked, running.server.registry.overseer)).result)

    assert (len(found[0]["text"]), found[0]["is_cut"]) == (TEXT_CHARS_MAX, True)
    assert found[1]["html"] == ""


async def test_its_word_opens_this_mail_for_ten_minutes(autojump_clock: MockClock) -> None:
    async with post() as letters:
        found = await read(letters, mail())

        key, now_ms = letters.at.server.server.mail_access_key, letters.at.now_ms
        assert access.is_good(key, found["head"]["mail"], found["access"], now_ms + 600_000 - 1_000)
        assert not access.is_good(key, found["head"]["mail"], found["access"], now_ms + 600_001)


async def test_a_mail_of_another_thread_is_not_found_and_a_foreign_thread_is_forbidden(
    autojump_clock: MockClock,
) -> None:
    async with post() as letters:
        ana = await letters.at.agent("ana")
        one = await letters.receiving.receive(HELP, mail())
        two = await letters.receiving.receive(HELP, mail("other", Message_ID="<2@x.org>"))
        bruno = await letters.at.agent("bruno", "not_ready")
        await letters.at.settles()

        mixed = await ana.error("mail.read", {"interaction": one.interaction, "mail": two.mail}, key=None)
        assert mixed["code"] == "not_found"
        asked = {"interaction": one.interaction, "mail": one.mail}
        assert (await bruno.error("mail.read", asked, key=None))["code"] == "forbidden"
