"""Letters to a relay that fails in every way: what is said of each recipient, and what the relay has in the end."""

import socket
import ssl
from collections.abc import AsyncIterator, Callable
from typing import Final

import attrs
import pytest
import trio
import trustme
from kit.smtp_sink import DROP, RESET, Drop, SmtpSink, open_sink
from ringline_server.config_mail import Tls
from ringline_server.edges.mail.sending import Answer, Fate, Letter, Line, Patience, Relay, Report

A, B, C = "a@example.org", "b@example.org", "c@example.org"
RAW: Final = b"Message-ID: <mail_1@ringline.test>\r\n\r\nHello\r\n"
SHORT: Final = Patience(connect_s=5, command_s=5, final_s=5)


def letter(*recipients: str, raw: bytes = RAW) -> Letter:
    return Letter("help@ringline.test", recipients or (A,), raw)


def relay(sink: SmtpSink) -> Relay:
    return Relay("127.0.0.1", sink.port, own_name="ringline.test", patience=SHORT)


async def delivered(line: Line, given: Letter) -> Report:
    return await trio.to_thread.run_sync(line.deliver, given)


@pytest.fixture
async def sink() -> AsyncIterator[SmtpSink]:
    async with open_sink() as found:
        yield found


@pytest.fixture
async def line(sink: SmtpSink) -> AsyncIterator[Line]:
    made = Line(relay(sink))
    yield made
    await trio.to_thread.run_sync(made.close)


def fates(report: Report) -> dict[str, Fate]:
    return {address: answer.fate for address, answer in report.answers.items()}


async def test_a_letter_is_taken_for_everybody_byte_by_byte(sink: SmtpSink, line: Line) -> None:
    raw = b"Subject: dots\r\n\r\n.\r\n..two\r\n.dot\r\nend\r\n"
    report = await delivered(line, letter(A, B, raw=raw))

    assert fates(report) == {A: Fate.TAKEN, B: Fate.TAKEN}
    (taken,) = sink.taken
    assert (taken.sender, taken.recipients, taken.raw) == ("help@ringline.test", (A, B), raw)
    assert taken.is_answered


async def test_half_a_line_end_and_a_missing_last_one_are_mended(sink: SmtpSink, line: Line) -> None:
    await delivered(line, letter(raw=b"Subject: x\n\nsmuggled\n.\nMAIL FROM:<evil@example.org>\rend"))

    assert sink.taken[0].raw == b"Subject: x\r\n\r\nsmuggled\r\n.\r\nMAIL FROM:<evil@example.org>\r\nend\r\n"
    assert sink.steps.count("mail") == 1


async def test_an_empty_letter_is_a_letter(sink: SmtpSink, line: Line) -> None:
    await delivered(line, letter(raw=b""))
    assert sink.taken[0].raw == b"\r\n"


@pytest.mark.parametrize("step", ["greeting", "ehlo", "mail", "rcpt", "data", "dot"])
@pytest.mark.parametrize(
    ("answer", "later"), [("451 4.3.0 not now", True), ("421 4.3.2 going down", True), ("554 5.7.1 never", False)]
)
async def test_what_a_server_says_at_a_step_is_the_reason(
    sink: SmtpSink, line: Line, step: str, answer: str, later: bool
) -> None:
    sink.fails(step, answer, times=2)
    report = await delivered(line, letter())

    about_us = step in ("greeting", "ehlo")
    assert report == Report({A: Answer(Fate.LATER if later or about_us else Fate.NEVER, answer)})
    assert sink.taken == []


@pytest.mark.parametrize("step", ["greeting", "ehlo", "mail", "rcpt", "data", "body", "dot"])
@pytest.mark.parametrize("how", [DROP, RESET])
async def test_a_dropped_connection_is_tried_later_and_unknown_only_behind_the_dot(
    sink: SmtpSink, line: Line, step: str, how: Drop
) -> None:
    sink.fails(step, how)
    report = await delivered(line, letter(raw=RAW + b"x" * 3_000_000))

    assert fates(report) == {A: Fate.LATER}
    assert report.is_unknown == (step == "dot")
    assert [one.is_answered for one in sink.taken] == ([False] if step == "dot" else [])
    assert f"127.0.0.1 port {sink.port}" in report.answers[A].words
    assert ("it may have taken the message" in report.answers[A].words) == (step == "dot")


@pytest.mark.parametrize("step", ["mail", "rcpt", "data", "body", "dot"])
async def test_a_server_that_does_not_answer_is_given_up(sink: SmtpSink, step: str) -> None:
    sink.fails(step, trio.sleep_forever)
    line = Line(attrs.evolve(relay(sink), patience=Patience(5, 5 if step == "dot" else 0.05, 0.05)))
    more_than_sockets_hold = 20_000_000 if step == "body" else 0
    report = await delivered(line, letter(raw=RAW + b"x" * more_than_sockets_hold))

    assert fates(report) == {A: Fate.LATER}
    assert report.is_unknown == (step == "dot")
    assert "does not answer" in report.answers[A].words


async def test_each_recipient_has_an_answer_of_their_own(sink: SmtpSink, line: Line) -> None:
    sink.fails("rcpt", "550 5.1.1 no such user", address=B)
    sink.fails("rcpt", "452 4.5.3 too many recipients", address=C)
    report = await delivered(line, letter(A, B, C))

    assert report == Report(
        {
            A: Answer(Fate.TAKEN, "250 ok"),
            B: Answer(Fate.NEVER, "550 5.1.1 no such user"),
            C: Answer(Fate.LATER, "452 4.5.3 too many recipients"),
        }
    )
    assert sink.taken[0].recipients == (A,)


async def test_nobody_has_it_when_the_message_itself_is_refused(sink: SmtpSink, line: Line) -> None:
    sink.fails("rcpt", "550 5.1.1 no such user", address=B)
    sink.fails("dot", "451 4.7.1 greylisted")
    report = await delivered(line, letter(A, B))

    assert fates(report) == {A: Fate.LATER, B: Fate.NEVER}


async def test_nobody_has_it_when_the_server_leaves_between_recipients(sink: SmtpSink, line: Line) -> None:
    sink.fails("rcpt", "421 4.3.2 going down", address=B)
    report = await delivered(line, letter(A, B, C))

    assert fates(report) == {A: Fate.LATER, B: Fate.LATER, C: Fate.LATER}
    assert sink.taken == []


async def test_no_message_is_sent_that_nobody_is_to_have(sink: SmtpSink, line: Line) -> None:
    sink.fails("rcpt", "550 5.1.1 no such user", times=None)
    report = await delivered(line, letter(A, B))

    assert set(fates(report).values()) == {Fate.NEVER}
    assert "data" not in sink.steps


async def test_one_connection_carries_letter_after_letter(sink: SmtpSink, line: Line) -> None:
    sink.fails("rcpt", "550 5.1.1 no such user", address=B)
    reports = [await delivered(line, letter(one)) for one in (A, B, C)]

    assert [*map(fates, reports)] == [{A: Fate.TAKEN}, {B: Fate.NEVER}, {C: Fate.TAKEN}]
    assert [one.recipients for one in sink.taken] == [(A,), (C,)]
    assert sink.connections == 1


async def test_a_connection_that_ended_meanwhile_is_made_anew(sink: SmtpSink, line: Line) -> None:
    await delivered(line, letter(A))
    sink.fails("rset", DROP)
    assert fates(await delivered(line, letter(B))) == {B: Fate.TAKEN}
    sink.fails("rset", "421 4.4.2 idle for too long")
    assert fates(await delivered(line, letter(C))) == {C: Fate.TAKEN}
    assert sink.connections == 3


async def test_after_a_failure_the_same_line_works_again(sink: SmtpSink, line: Line) -> None:
    for step in ("greeting", "ehlo", "mail", "rcpt", "data", "body", "dot"):
        await trio.to_thread.run_sync(line.close)
        sink.fails(step, DROP)
        assert fates(await delivered(line, letter())) == {A: Fate.LATER}
        assert fates(await delivered(line, letter())) == {A: Fate.TAKEN}


async def test_a_server_that_speaks_something_else_is_tried_later(sink: SmtpSink, line: Line) -> None:
    sink.fails("mail", "HTTP/1.1 400 Bad Request")
    assert fates(await delivered(line, letter())) == {A: Fate.LATER}
    sink.fails("greeting", "9" * 10_000)
    assert fates(await delivered(line, letter())) == {A: Fate.LATER}


async def test_nobody_listening_and_no_such_host_are_told(sink: SmtpSink) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        closed = await delivered(Line(attrs.evolve(relay(sink), port=nobody.getsockname()[1])), letter())
    unknown = await delivered(Line(attrs.evolve(relay(sink), host="no-such-host.invalid")), letter())

    assert fates(closed) == fates(unknown) == {A: Fate.LATER}
    assert "refused" in closed.answers[A].words
    assert "no-such-host.invalid" in unknown.answers[A].words


async def test_a_message_larger_than_the_server_takes_is_not_even_tried(sink: SmtpSink, line: Line) -> None:
    sink.extensions = ("SIZE 1000",)
    assert fates(await delivered(line, letter(raw=b"x" * 990))) == {A: Fate.TAKEN}
    report = await delivered(line, letter(raw=b"x" * 1001))

    assert report.answers[A] == Answer(Fate.NEVER, "the message has 1001 bytes, and 127.0.0.1 takes 1000")
    assert sink.steps.count("mail") == 1


async def test_addresses_with_other_letters_need_a_server_that_knows_them(sink: SmtpSink, line: Line) -> None:
    assert fates(await delivered(line, letter("josé@example.org"))) == {"josé@example.org": Fate.TAKEN}
    assert sink.taken[0].recipients == ("josé@example.org",)
    sink.extensions = ()
    await trio.to_thread.run_sync(line.close)
    assert fates(await delivered(line, letter("josé@example.org"))) == {"josé@example.org": Fate.NEVER}


async def test_a_waiting_line_is_aborted_from_another_thread(sink: SmtpSink, line: Line) -> None:
    sink.fails("dot", trio.sleep_forever)
    reports: list[Report] = []

    async def deliver() -> None:
        reports.append(await delivered(line, letter()))

    async with trio.open_nursery() as nursery:
        nursery.start_soon(deliver)
        await sink.reached("dot")
        line.abort()

    assert fates(reports[0]) == {A: Fate.LATER}
    assert reports[0].is_unknown


async def test_the_words_of_a_server_are_bounded_and_printable(sink: SmtpSink, line: Line) -> None:
    sink.fails("rcpt", "550-5.1.1 first\r\n550 \x1b[31msecond\t" + "x" * 2_000)
    words = (await delivered(line, letter())).answers[A].words

    assert words.startswith("550 5.1.1 first [31msecond xxx")
    assert len(words) == 500


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def server_side(authority: trustme.CA, name: str = "127.0.0.1") -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.TLS])
async def test_the_connection_is_encrypted_and_the_password_right(authority: trustme.CA, tls: Tls) -> None:
    async with open_sink(server_side(authority), is_implicit_tls=tls is Tls.TLS) as sink:
        sink.users["ringline"] = "secret"
        ours = attrs.evolve(relay(sink), tls=tls, username="ringline", password="secret", trust=trusting(authority))
        line = Line(ours)

        assert fates(await delivered(line, letter())) == {A: Fate.TAKEN}
        await trio.to_thread.run_sync(line.close)
        assert (sink.taken[0].is_tls, sink.taken[0].user) == (True, "ringline")
        assert "secret" not in repr(ours)


Change = Callable[[Relay], Relay]
NOT_OURS: dict[str, tuple[Change, str]] = {
    "a wrong password": (lambda ours: attrs.evolve(ours, password="guess"), "535 5.7.8 wrong password"),
    "no password": (lambda ours: attrs.evolve(ours, username=""), "530 5.7.0 authentication required"),
    "an unknown certificate": (lambda ours: attrs.evolve(ours, trust=ssl.create_default_context()), "CERTIFICATE"),
    "another host's certificate": (lambda ours: attrs.evolve(ours, host="localhost"), "CERTIFICATE"),
}


@pytest.mark.parametrize("name", NOT_OURS)
async def test_what_the_operator_can_mend_condemns_no_message(authority: trustme.CA, name: str) -> None:
    change, words = NOT_OURS[name]
    async with open_sink(server_side(authority)) as sink:
        sink.users["ringline"] = "secret"
        ours = relay(sink)
        ours = attrs.evolve(ours, tls=Tls.STARTTLS, username="ringline", password="secret", trust=trusting(authority))
        line = Line(change(ours))
        report = await delivered(line, letter())
        await trio.to_thread.run_sync(line.close)

        assert fates(report) == {A: Fate.LATER}
        assert words in report.answers[A].words
        assert sink.taken == []


async def test_without_the_encryption_that_was_asked_for_nothing_is_sent(sink: SmtpSink) -> None:
    report = await delivered(Line(attrs.evolve(relay(sink), tls=Tls.STARTTLS)), letter())

    assert fates(report) == {A: Fate.LATER}
    assert "STARTTLS" in report.answers[A].words
    assert "mail" not in sink.steps
