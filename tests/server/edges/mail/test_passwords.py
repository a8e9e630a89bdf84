"""Names and passwords: who knows them, who does not, and what is none."""

import base64

import pytest
import trio.testing
from ringline_server.edges.mail import passwords
from ringline_server.edges.mail.wire import Room, Wire

KNOWN = {"relay": "a password"}


def coded(*words: str) -> str:
    return base64.b64encode("\0".join(words).encode()).decode()


async def asked(argument: str, *answers: str) -> str:
    client, server = trio.testing.memory_stream_pair()
    for answer in answers:
        await client.send_all(answer.encode() + b"\r\n")
    return await passwords.user(Wire(server, Room(1), 1_000), argument, KNOWN)


@pytest.mark.parametrize(
    ("argument", "answers"),
    [
        (f"PLAIN {coded('', 'relay', 'a password')}", ()),
        ("plain", (coded("", "relay", "a password"),)),
        ("LOGIN", (coded("relay"), coded("a password"))),
        (f"LOGIN {coded('relay')}", (coded("a password"),)),
    ],
)
async def test_who_knows_the_password_is_known(argument: str, answers: tuple[str, ...]) -> None:
    assert await asked(argument, *answers) == "relay"


@pytest.mark.parametrize(
    ("name", "password"), [("relay", "another"), ("nobody", "a password"), ("nobody", ""), ("relay", "")]
)
async def test_who_does_not_is_nobody(name: str, password: str) -> None:
    assert await asked(f"PLAIN {coded('', name, password)}") == ""


@pytest.mark.parametrize(
    ("argument", "answers"), [("CRAM-MD5", ()), ("PLAIN ***", ()), (f"PLAIN {coded('x')}", ()), ("LOGIN", ("*",))]
)
async def test_what_cannot_be_read_is_said_to_be_that(argument: str, answers: tuple[str, ...]) -> None:
    with pytest.raises(passwords.Unreadable):
        await asked(argument, *answers)
