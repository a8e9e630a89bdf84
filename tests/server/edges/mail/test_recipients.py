"""To whom a mail may go."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.mail import MailAddress
from ringline_server.edges.mail.recipients import NAME_CHARS_MAX, RECIPIENTS_MAX, Recipients, check, is_own, normalized

OWN = frozenset({"help@ringline.test"})


def addresses(*texts: str) -> tuple[MailAddress, ...]:
    return tuple(map(MailAddress, texts))


def refused(*texts: str, name: str = "") -> Refused:
    with pytest.raises(Refused) as caught:
        check([MailAddress(text, name) for text in texts], (), (), OWN)
    return caught.value


def test_each_address_goes_out_once_and_where_it_was_written_first() -> None:
    checked = check(
        addresses("a@example.org", "b@example.org"), addresses("A@Example.org"), addresses("c@x.local", "b@x.org"), OWN
    )

    assert checked == Recipients(addresses("a@example.org", "b@example.org"), (), addresses("c@x.local", "b@x.org"))
    assert checked.envelope == ("a@example.org", "b@example.org", "c@x.local", "b@x.org")


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("Ana@EXAMPLE.org", "Ana@example.org"),
        ("ana@exämple.org", "ana@xn--exmple-cua.org"),
        ("josé@exämple.org", "josé@xn--exmple-cua.org"),
        ("ana+tag@corp.local", "ana+tag@corp.local"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_an_address_is_written_as_the_envelope_wants_it(given: str, written: str) -> None:
    assert normalized(given) == written


@pytest.mark.parametrize(
    "text",
    [
        *("", "ana", "@example.org", "ana@", "a b@example.org", "ana@x..org", "a@b@example.org", "<ana@example.org>"),
        *("ana@example.org\r\nRCPT TO:<eve@example.org>", "ana\n@example.org", "ana@example.org ", "a,b@example.org"),
        *("ana@[127.0.0.1]", '"a b"@example.org', "a\x00@example.org", f"{'x' * 65}@example.{'y' * 250}"),
    ],
)
def test_what_is_no_address_is_refused_with_its_place(text: str) -> None:
    refusal = refused("a@example.org", text)

    assert refusal.code is ErrorCode.BAD_REQUEST
    assert refusal.details == {"path": "params.to[1].address"}
    assert refusal.message


@given(st.text())
def test_no_text_gets_through_that_could_end_a_line(text: str) -> None:
    try:
        written = normalized(text)
    except ValueError:
        return
    assert written.isprintable()
    assert not set(written) & set(" <>,\r\n")


@pytest.mark.parametrize(
    "text", ["help@ringline.test", "HELP@Ringline.Test", "help+i7.0a1b2c@ringline.test", "help+@ringline.test"]
)
def test_our_own_mailboxes_get_no_mail_from_us(text: str) -> None:
    assert is_own(text, OWN)
    assert refused(text).details == {"path": "params.to[0].address"}
    assert not is_own("helper@ringline.test", OWN)


@pytest.mark.parametrize("name", ["Ana\r\nBcc: eve@example.org", "\x1b[31m", "x" * (NAME_CHARS_MAX + 1)])
def test_a_name_is_one_line_of_characters(name: str) -> None:
    assert refused("a@example.org", name=name).details == {"path": "params.to[0].name"}


def test_nobody_and_too_many_are_refused() -> None:
    assert refused().details == {"path": "params.to"}
    many = [f"a{number}@example.org" for number in range(RECIPIENTS_MAX)]
    assert len(check(addresses(*many), (), (), OWN).to) == RECIPIENTS_MAX
    assert refused(*many, "b@example.org").code is ErrorCode.TOO_LARGE
