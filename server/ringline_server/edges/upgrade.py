"""What a request head asks for: the HTTP application, our WebSocket, or something to refuse. Pure.

| head                                   | verdict                                        |
|----------------------------------------|------------------------------------------------|
| no `Upgrade: websocket`, other path    | HttpRequest: the application answers           |
| no `Upgrade: websocket`, our path      | 400                                            |
| other path                             | 404                                            |
| not a GET of HTTP/1.1, a broken header | 400                                            |
| Sec-WebSocket-Version is not 13        | 426, naming 13                                 |
| Origin not permitted                   | 403                                            |
| no subprotocol that we know            | 400; with `ringline.any` 101 and then 4301     |
"""

import base64
import binascii
from collections.abc import Mapping
from http import HTTPStatus

import attrs
from ringline_protocol.limits import SUBPROTOCOL, SUBPROTOCOL_ANY

from ringline_server.edges.origins import Origins
from ringline_server.edges.peek import Head

WS_PATH = "/ws"
WS_VERSION = b"13"
VERSIONS = (SUBPROTOCOL,)
"""The subprotocols that this server speaks, best first."""
READ_AS_TEXT = (
    b"host",
    b"connection",
    b"upgrade",
    b"sec-websocket-protocol",
    b"sec-websocket-extensions",
    b"sec-websocket-version",
)


@attrs.frozen
class HttpRequest:
    """Not for us: the HTTP application's."""


@attrs.frozen
class WebSocketUpgrade:
    subprotocol: str
    """One of VERSIONS, or SUBPROTOCOL_ANY: then the client only wants to hear which versions there are."""


@attrs.frozen
class Refusal:
    status: HTTPStatus
    sentence: str
    headers: Mapping[str, str] = attrs.Factory(dict)


Verdict = HttpRequest | WebSocketUpgrade | Refusal


def judge(head: Head, origins: Origins, *, is_secure: bool, ws_path: str = WS_PATH) -> Verdict:
    is_ours = head.path == ws_path.encode()
    if b"websocket" not in (token.lower() for token in head.tokens(b"upgrade")):
        return Refusal(HTTPStatus.BAD_REQUEST, "this path speaks WebSocket only") if is_ours else HttpRequest()
    if not is_ours:
        return Refusal(HTTPStatus.NOT_FOUND, "no WebSocket at this path")
    return _handshake_fault(head) or _origin_fault(head, origins, is_secure) or _choose(head)


def _handshake_fault(head: Head) -> Refusal | None:
    bad = HTTPStatus.BAD_REQUEST
    if head.request.method != b"GET" or head.request.http_version != b"1.1":
        return Refusal(bad, "a WebSocket begins with GET and HTTP/1.1")
    if not all(value.isascii() for name in READ_AS_TEXT for value in head.values(name)):
        return Refusal(bad, "a header is not ASCII")
    if b"upgrade" not in (token.lower() for token in head.tokens(b"connection")) or len(head.values(b"upgrade")) != 1:
        return Refusal(bad, "Connection: Upgrade is missing")
    if head.values(b"sec-websocket-version") != [WS_VERSION]:
        return Refusal(
            HTTPStatus.UPGRADE_REQUIRED, "WebSocket version 13 only", {"sec-websocket-version": WS_VERSION.decode()}
        )
    if not _is_key(head.values(b"sec-websocket-key")):
        return Refusal(bad, "Sec-WebSocket-Key is missing or not 16 bytes of base64")
    if not _is_host(head.values(b"host")):
        return Refusal(bad, "Host cannot be read")
    return None


def _origin_fault(head: Head, origins: Origins, is_secure: bool) -> Refusal | None:
    given = [value.decode("latin-1") for value in head.values(b"origin")]
    own = f"{'https' if is_secure else 'http'}://{head.values(b'host')[0].decode().lower()}"
    if not given or (len(given) == 1 and origins.permit(given[0], own)):
        return None
    return Refusal(HTTPStatus.FORBIDDEN, "this page may not connect")


def _choose(head: Head) -> Verdict:
    offered = [token.decode() for token in head.tokens(b"sec-websocket-protocol")]
    for known in (*VERSIONS, SUBPROTOCOL_ANY):
        if known in offered:
            return WebSocketUpgrade(known)
    return Refusal(HTTPStatus.BAD_REQUEST, f"offer a WebSocket subprotocol of {', '.join(VERSIONS)}")


def _is_key(values: list[bytes]) -> bool:
    try:
        return len(values) == 1 and len(base64.b64decode(values[0], validate=True)) == 16
    except binascii.Error:
        return False


def _is_host(values: list[bytes]) -> bool:
    """One, and an international name that can be read."""
    try:
        return len(values) == 1 and bool(values[0].decode("idna"))
    except UnicodeError:
        return False
