"""The conversation with whoever brings mail, and with whoever brings trouble."""

import pytest
import trio
from kit.post import HELP, SALES, Wire, mail, post
from ringline_server.edges.mail.smtp import ERRORS_MAX, RECIPIENTS_MAX
from ringline_server.edges.mail.wire import LINE_BYTES_MAX, MESSAGE_MS_MAX
from trio.testing import MockClock


async def test_a_mail_is_answered_when_it_is_on_disk(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp() as wire:
        stall = letters.at.server.medium.faults.stalls_before = trio.Event()
        codes = []

        async def hand_in() -> None:
            codes.append(await wire.hands_in(mail()))

        async with trio.open_nursery() as nursery:
            nursery.start_soon(hand_in)
            await letters.at.settles()
            assert codes == []
            letters.at.server.medium.faults.stalls_before = None
            stall.set()
        assert codes == ["250"]
        assert await wire.hands_in(mail("more", Message_ID="<2@x.org>")) == "250"


async def test_a_store_that_cannot_is_451_and_the_next_try_is_taken_once(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp() as wire:
        letters.at.server.medium.faults.fails = True
        assert await wire.hands_in(mail()) == "451"
        letters.at.server.medium.faults.fails = False
        assert [await wire.hands_in(mail()) for _ in range(2)] == ["250", "250"]
        again = await letters.receiving.receive(HELP, mail())
        assert len(await letters.mails(again.interaction)) == 1


async def test_each_recipients_mailbox_gets_it_once(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp() as wire:
        assert await wire.hands_in(mail(), HELP.address, SALES.address, *HELP.aliases) == "250"
        rows = [
            await letters.at.server.server.disk.mails_by_message_id(box.id, ["<1@example.org>"])
            for box in (HELP, SALES)
        ]
        assert [len(found) for found in rows] == [1, 1]


async def test_lmtp_answers_for_each_recipient(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp(is_lmtp=True) as wire:
        assert await wire.hands_in(mail(), HELP.address, SALES.address) == "250"
        assert (await wire.answer())[:3] == "250"
        assert await wire.asks("EHLO x") == "500"
        assert await wire.asks("HELO x") == "500"
        assert await wire.asks("NOOP") == "250"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("MAIL FROM:<a@b.org>", "RCPT TO:<nobody@example.com>"), "550"),
        (("RCPT TO:<help@example.com>",), "503"),
        (("DATA",), "503"),
        (("MAIL FROM:<a@b.org>", "DATA"), "503"),
        (("MAIL FROM:<a@b.org>", "MAIL FROM:<a@b.org>"), "503"),
        (("MAIL FROM: a@b.org",), "501"),
        (("MAIL FROM:<a@b.org", ), "501"),
        (("MAIL FROM:<a@b.org> SIZE=99999999999",), "552"),
        (("MAIL FROM:<>", "RCPT TO:<@relay.org:help@example.com>"), "250"),
        (("MAIL FROM:<a@b.org>", "RSET", "RCPT TO:<help@example.com>"), "503"),
        (("STARTTLS",), "502"),
        (("AUTH PLAIN AGEAYg==",), "502"),
        (("VRFY help",), "252"),
        (("HELO",), "250"),
        (("EHLO",), "501"),
        (("LHLO x",), "500"),
        (("EXPN all",), "500"),
        (("",), "500"),
        (("QUIT",), "221"),
    ],
)  # fmt: skip
async def test_what_is_said_out_of_turn_or_wrongly_gets_its_code(
    autojump_clock: MockClock, lines: tuple[str, ...], code: str
) -> None:
    async with post() as letters, letters.smtp() as wire:
        assert [await wire.asks(line) for line in lines][-1] == code


async def test_a_greeting_comes_before_mail(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp(greets=False) as wire:
        await wire.answer()
        assert await wire.asks("MAIL FROM:<a@b.org>") == "503"


async def test_what_comes_before_the_greeting_and_all_at_once_is_answered_in_order(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp(greets=False) as wire:
        script = b"EHLO x\r\nMAIL FROM:<a@b.org>\r\nRCPT TO:<help@example.com>\r\nDATA\r\n"
        await wire.says(script + mail() + b".\r\nQUIT\r\n")
        assert [(await wire.answer())[:3] for _ in range(7)] == ["220", "250", "250", "250", "354", "250", "221"]
        assert await wire.answer() == ""


@pytest.mark.parametrize("end", [b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r\n.\r", b"\r.\r\n"])
async def test_a_second_mail_cannot_be_smuggled_behind_a_broken_end(autojump_clock: MockClock, end: bytes) -> None:
    async with post() as letters, letters.smtp() as wire:
        for line in ("MAIL FROM:<a@b.org>", "RCPT TO:<help@example.com>", "DATA"):
            await wire.asks(line)
        smuggled = b"MAIL FROM:<boss@b.org>\r\nRCPT TO:<help@example.com>\r\nDATA\r\n" + mail("give me money")
        await wire.says(mail()[:-2] + end + smuggled + b".\r\n")
        assert (await wire.answer())[:3] == "550"
        assert await wire.answer() == ""
        assert await letters.at.server.server.disk.mails_by_message_id(HELP.id, ["<1@example.org>"]) == []


async def test_lines_that_begin_with_dots_and_bare_line_feeds_are_kept(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp() as wire:
        raw = mail(".a\n..b\nc") + b"old\nstyle\r\n"
        assert await wire.hands_in(raw) == "250"
        kept = await letters.receiving.receive(HELP, raw)
        assert not kept.is_new
        assert await letters.at.server.server.disk.piece(kept.mail, 0) == raw


async def test_bytes_that_no_mail_should_have_are_kept(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp() as wire:
        raw = mail().replace(b"Where", b"\0\xff\xfe" + b"y" * 100_000)[:30_000] + b"\r\n"
        assert await wire.hands_in(raw) == "250"
        kept = await letters.receiving.receive(HELP, raw)
        assert await letters.at.server.server.disk.piece(kept.mail, 0) == raw


async def test_a_mail_that_is_too_large_is_refused_and_the_next_one_taken(autojump_clock: MockClock) -> None:
    async with post(size_bytes_max=2_000) as letters, letters.smtp() as wire:
        assert await wire.hands_in(mail("x" * 5_000)) == "552"
        assert await wire.hands_in(mail()) == "250"
        assert letters.doors[False].room.held == 0


async def test_who_sends_without_end_is_let_go(autojump_clock: MockClock) -> None:
    async with post(size_bytes_max=2_000) as letters, letters.smtp() as wire:
        for line in ("MAIL FROM:<a@b.org>", "RCPT TO:<help@example.com>", "DATA"):
            await wire.asks(line)
        await wire.says(b"x" * 1_000_000)
        assert await wire.answer() == ""


@pytest.mark.parametrize("line", [b"NOOP \0", b"NO\rOP", b"x" * (LINE_BYTES_MAX - 1), b"\xff\xfe", b"MAIL FROM:<\xff>"])
async def test_lines_that_are_none_are_answered_and_the_talk_goes_on(autojump_clock: MockClock, line: bytes) -> None:
    async with post() as letters, letters.smtp() as wire:
        assert (await wire.asks(line))[0] in "25"
        assert await wire.asks("NOOP") == "250"


async def test_a_command_behind_a_bare_line_feed_is_none(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp() as wire:
        await wire.says("NOOP\n")
        assert (await wire.answer())[:3] == "500"


async def test_a_line_without_end_ends_the_talk(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp() as wire:
        await wire.says(b"x" * (LINE_BYTES_MAX + 1))
        assert await wire.answer() == ""


async def test_after_many_errors_the_talk_ends(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp() as wire:
        assert [await wire.asks("NONSENSE") for _ in range(ERRORS_MAX + 1)] == ["500"] * ERRORS_MAX + ["421"]
        assert await wire.answer() == ""


async def test_so_many_recipients_and_the_others_come_again(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp() as wire:
        await wire.asks("MAIL FROM:<a@b.org>")
        codes = [await wire.asks("RCPT TO:<help@example.com>") for _ in range(RECIPIENTS_MAX + 1)]
        assert codes == ["250"] * RECIPIENTS_MAX + ["452"]
        assert await wire.asks("DATA") == "354"
        assert await wire.asks(mail() + b".") == "250"


async def test_who_says_nothing_is_let_go(autojump_clock: MockClock) -> None:
    async with post(peer_timeout_ms=5_000) as letters, letters.smtp() as wire:
        before_ms = letters.at.now_ms
        assert await wire.answer() == ""
        assert letters.at.now_ms - before_ms == 5_000


async def drips_until_gone(wire: Wire) -> int:
    """How many drops the server took."""
    for drops in range(100):
        try:
            await wire.says(b"x\r\n")
        except trio.BrokenResourceError:
            return drops
        await trio.sleep(50)
    return 100


async def test_who_sends_drop_by_drop_is_let_go(autojump_clock: MockClock) -> None:
    async with post(peer_timeout_ms=60_000) as letters, letters.smtp() as wire:
        for line in ("MAIL FROM:<a@b.org>", "RCPT TO:<help@example.com>", "DATA"):
            await wire.asks(line)
        before_ms = letters.at.now_ms
        assert await drips_until_gone(wire) < 20
        assert letters.at.now_ms - before_ms <= MESSAGE_MS_MAX + 50_000


async def test_who_hangs_up_in_the_middle_leaves_nothing(autojump_clock: MockClock) -> None:
    async with post() as letters:
        async with letters.smtp() as wire:
            for line in ("MAIL FROM:<a@b.org>", "RCPT TO:<help@example.com>", "DATA"):
                await wire.asks(line)
            await wire.says(mail())
        await letters.at.settles()
        assert letters.doors[False].room.held == 0
        assert await letters.at.server.server.disk.mails_by_message_id(HELP.id, ["<1@example.org>"]) == []


async def test_a_password_is_asked_for_where_one_is_needed(autojump_clock: MockClock) -> None:
    async with post(auth_required=True) as letters, letters.smtp() as wire:
        assert await wire.asks("MAIL FROM:<a@b.org>") == "530"


async def test_a_server_that_stops_says_so(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp() as wire:
        letters.doors[False].draining.set()
        assert await wire.asks("NOOP") == "250"
        assert (await wire.answer())[:3] == "421"


async def test_so_many_conversations_and_mails_and_no_more(autojump_clock: MockClock) -> None:
    async with post(connections_max=1, mails_per_peer_per_minute=2) as letters, letters.smtp() as wire:
        async with letters.smtp(greets=False) as other:
            assert (await other.answer())[:3] == "421"
        codes = [await wire.hands_in(mail(Message_ID=f"<{n}@x.org>")) for n in range(3)]
        assert codes == ["250", "250", "451"]
        await trio.sleep(30)
        assert await wire.hands_in(mail(Message_ID="<4@x.org>")) == "250"


async def test_all_together_hold_so_many_bytes(autojump_clock: MockClock) -> None:
    async with post() as letters, letters.smtp() as wire:
        letters.doors[False].room.bytes_max = 100_000
        assert await wire.hands_in(mail("x" * 200_000)) == "421"
        assert letters.doors[False].room.held == 0
