"""Names and passwords of who hands in mail: AUTH PLAIN (RFC 4616) and LOGIN, under TLS only."""

import base64
import binascii
import hmac
from collections.abc import Mapping

from ringline_server.edges.mail.wire import BadLine, Wire


class Unreadable(Exception):
    """Not a mechanism that is known, or not in its form."""


async def user(wire: Wire, argument: str, passwords: Mapping[str, str]) -> str:
    """Who it is; "": nobody known by this password. `argument`: of the command AUTH. Raises: Unreadable, Gone."""
    mechanism, _, initial = argument.partition(" ")
    try:
        name, password = await _said(wire, mechanism.upper(), initial.strip())
    except (ValueError, binascii.Error, BadLine):
        raise Unreadable from None
    known = passwords.get(name, "")
    is_right = hmac.compare_digest(known.encode(), password.encode())
    return name if known and is_right else ""


async def _said(wire: Wire, mechanism: str, initial: str) -> tuple[str, str]:
    if mechanism == "PLAIN":
        _, name, password = _plain(initial or await _asked(wire, "")).split("\0")
        return name, password
    if mechanism == "LOGIN":
        name = _plain(initial or await _asked(wire, "Username:"))
        return name, _plain(await _asked(wire, "Password:"))
    raise Unreadable


async def _asked(wire: Wire, what: str) -> str:
    await wire.say(f"334 {base64.b64encode(what.encode()).decode()}")
    return (await wire.line()).decode("ascii")


def _plain(text: str) -> str:
    return base64.b64decode(text, validate=True).decode()
