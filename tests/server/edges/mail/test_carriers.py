"""Letters leave by a line in a thread, or into a folder."""

from pathlib import Path

import trio
from kit.smtp_sink import DROP, open_sink
from ringline_server.edges.mail.carriers import DELIVERY_MS_MAX, FolderCarrier, LineCarrier
from ringline_server.edges.mail.sending import Fate, Letter, Relay, Report
from trio.testing import MockClock

A = "a@example.org"
LETTER = Letter("help@ringline.test", (A,), b"Subject: x\r\n\r\nHello\r\n")


async def test_letters_go_by_one_connection_until_the_carrier_rests() -> None:
    async with open_sink() as sink:
        carrier = LineCarrier.to(Relay("127.0.0.1", sink.port))
        for _ in range(2):
            assert (await carrier.deliver(LETTER)).answers[A].fate is Fate.TAKEN
        await carrier.rest()
        await sink.reached("quit")
        assert (await carrier.deliver(LETTER)).answers[A].fate is Fate.TAKEN
        await carrier.rest()

        assert sink.connections == 2
        assert len(sink.taken) == 3


async def test_a_cancelled_delivery_leaves_the_server_and_the_next_one_works() -> None:
    async with open_sink() as sink:
        carrier = LineCarrier.to(Relay("127.0.0.1", sink.port))
        sink.fails("dot", trio.sleep_forever)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(carrier.deliver, LETTER)
            await sink.reached("dot")
            nursery.cancel_scope.cancel()

        assert (await carrier.deliver(LETTER)).answers[A].fate is Fate.TAKEN
        await carrier.rest()


async def test_who_takes_for_ever_is_left_when_time_is_up(mock_clock: MockClock) -> None:
    async with open_sink() as sink:
        carrier = LineCarrier.to(Relay("127.0.0.1", sink.port))
        sink.fails("dot", trio.sleep_forever)
        reports: list[Report] = []

        async def deliver() -> None:
            reports.append(await carrier.deliver(LETTER))

        async with trio.open_nursery() as nursery:
            nursery.start_soon(deliver)
            await sink.reached("dot")
            mock_clock.jump(DELIVERY_MS_MAX / 1000)

    assert reports[0].is_unknown
    assert reports[0].answers[A].fate is Fate.LATER
    assert reports[0].answers[A].words == "127.0.0.1 did not end in 30 minutes"


async def test_resting_without_a_server_is_no_error() -> None:
    async with open_sink() as sink:
        carrier = LineCarrier.to(Relay("127.0.0.1", sink.port))
        await carrier.deliver(LETTER)
        sink.fails("quit", DROP)
    await carrier.rest()
    await carrier.rest()


async def test_a_folder_has_each_letter_once(tmp_path: Path) -> None:
    carrier = FolderCarrier(tmp_path / "sent")
    for _ in range(2):
        report = await carrier.deliver(LETTER)
        assert report.answers[A].fate is Fate.TAKEN
    await carrier.rest()

    assert [file.read_bytes() for file in (tmp_path / "sent").iterdir()] == [LETTER.raw.whole()]


async def test_a_folder_that_cannot_be_written_is_tried_later(tmp_path: Path) -> None:
    (tmp_path / "sent").write_text("a file")
    report = await FolderCarrier(tmp_path / "sent").deliver(LETTER)

    assert report.answers[A].fate is Fate.LATER
    assert str(tmp_path / "sent") in report.answers[A].words
