"""What MAIL and RCPT say."""

import pytest
from ringline_server.edges.mail import envelope


@pytest.mark.parametrize(
    ("argument", "read"),
    [
        ("FROM:<a@b.org>", ("a@b.org", "")),
        ("from: <a@b.org> SIZE=5 BODY=8BITMIME", ("a@b.org", " SIZE=5 BODY=8BITMIME")),
        ("FROM:<>", ("", "")),
        ("FROM:<@one.org,@two.org:a@b.org>", ("a@b.org", "")),
        ("FROM:a@b.org", None),
        ("FROM:<a@b.org", None),
        ("TO:<a@b.org>", None),
        ("", None),
    ],
)
def test_an_address_stands_in_angle_brackets(argument: str, read: tuple[str, str] | None) -> None:
    assert envelope.path("FROM:", argument) == read


@pytest.mark.parametrize(
    ("options", "size"), [(" SIZE=5", 5), (" BODY=7BIT size=77 X", 77), (" XSIZE=5", 0), (" SIZE=x", 0), ("", 0)]
)
def test_the_size_is_said_among_other_things(options: str, size: int) -> None:
    assert envelope.size_bytes(options) == size
