"""The verdict over a request head, without a socket. Conformance A 1 to 10 and 15."""

import h11
import pytest
from ringline_protocol.limits import SUBPROTOCOL, SUBPROTOCOL_ANY
from ringline_server.edges.origins import Origins
from ringline_server.edges.peek import Head, head_of
from ringline_server.edges.upgrade import HttpRequest, Refusal, Verdict, WebSocketUpgrade, judge

GOOD = {
    "host": "ring.example",
    "connection": "Upgrade",
    "upgrade": "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-protocol": SUBPROTOCOL,
}


def head(path: str = "/ws", method: str = "GET", **changes: str | None) -> Head:
    headers = {**GOOD, **{name.replace("_", "-"): value for name, value in changes.items()}}
    pairs = [(name.encode(), value.encode("latin-1")) for name, value in headers.items() if value is not None]
    return head_of(method.encode(), path.encode(), pairs)


def verdict(asked: Head, *, is_secure: bool = False) -> Verdict:
    return judge(asked, Origins(), is_secure=is_secure)


def status(asked: Head) -> int:
    refusal = verdict(asked)
    assert isinstance(refusal, Refusal)
    return int(refusal.status)


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        ("ringline.v1", SUBPROTOCOL),
        ("ringline.v9, ringline.v1", SUBPROTOCOL),
        ("ringline.any, ringline.v1", SUBPROTOCOL),
        ("ringline.v9,ringline.any", SUBPROTOCOL_ANY),
    ],
)
def test_the_best_known_subprotocol_is_chosen(offered: str, chosen: str) -> None:
    assert verdict(head(sec_websocket_protocol=offered)) == WebSocketUpgrade(chosen)


@pytest.mark.parametrize("offered", [None, "", "ringline.v9", "Ringline.v1", "ringline.v1.1", "ringline.v1é"])
def test_without_a_known_subprotocol_the_answer_is_400(offered: str | None) -> None:
    assert status(head(sec_websocket_protocol=offered)) == 400


def test_another_websocket_version_is_told_the_right_one() -> None:
    for version in ("12", "8", "13, 8", None):
        refusal = verdict(head(sec_websocket_version=version))
        assert isinstance(refusal, Refusal)
        assert (refusal.status, refusal.headers) == (426, {"sec-websocket-version": "13"})


@pytest.mark.parametrize(
    "origin", ["https://evil.test", "null", "http://ring.example.evil.test", "http://Ring.example"]
)
def test_a_foreign_page_is_refused(origin: str) -> None:
    assert status(head(origin=origin)) == 403


def test_a_page_of_ours_and_a_native_client_are_not() -> None:
    assert verdict(head(origin="http://ring.example")) == WebSocketUpgrade(SUBPROTOCOL)
    assert verdict(head(origin="https://ring.example"), is_secure=True) == WebSocketUpgrade(SUBPROTOCOL)
    assert verdict(head()) == WebSocketUpgrade(SUBPROTOCOL)


def test_two_origins_are_one_too_many() -> None:
    pairs = [(name.encode(), value.encode()) for name, value in GOOD.items()]
    pairs += [(b"origin", b"http://ring.example"), (b"origin", b"http://ring.example")]

    assert status(head_of(b"GET", b"/ws", pairs)) == 403


@pytest.mark.parametrize("path", ["/", "/wss", "/ws/", "/WS", "/v1/ws"])
def test_no_websocket_at_another_path(path: str) -> None:
    assert status(head(path)) == 404


def test_the_query_is_not_part_of_the_path() -> None:
    assert verdict(head("/ws?x=1")) == WebSocketUpgrade(SUBPROTOCOL)


def test_http_goes_to_the_application_except_at_our_path() -> None:
    assert verdict(head("/v1/queues", upgrade=None)) == HttpRequest()
    assert verdict(head("/v1/queues", method="POST", upgrade="h2c")) == HttpRequest()
    assert status(head("/ws", upgrade=None)) == 400


@pytest.mark.parametrize(
    "asked",
    [
        head(method="POST"),
        head(connection="keep-alive"),
        head(connection=None),
        head(upgrade="websocket, h2c, websocket", connection="x"),
        head(sec_websocket_key=None),
        head(sec_websocket_key="short"),
        head(sec_websocket_key="!!!"),
        head(host="xn--99999999999"),
        head(host=""),
        head(host="é.test"),
        head(sec_websocket_extensions="é"),
        Head(h11.Request(method="GET", target="/ws", headers=list(GOOD.items()), http_version="1.0"), b""),
    ],
)
def test_a_broken_handshake_is_refused(asked: Head) -> None:
    assert status(asked) == 400
