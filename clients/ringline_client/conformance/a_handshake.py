"""A. The handshake: what is let in, what is refused and how, and that no stranger can do harm."""

from contextlib import suppress
from typing import Final

import trio

from ringline_client.conformance.broken import Skipped, check, equal, one_of
from ringline_client.conformance.cases import case
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.wire import Ended

STRANGERS: Final = 100
HANDSHAKE_S: Final = 5
TOLERANCE_S: Final = 0.5
HEAD_BYTES: Final = 20_000
CLIENT_HELLO: Final = bytes.fromhex("16030100a5010000a10303") + bytes(range(154))


@case("A1")
async def echoes_the_subprotocol(at: Floor) -> None:
    answer = await (await at.wire()).upgrade("ringline.v1")
    equal("status and subprotocol", (answer.status, answer.subprotocol), (101, "ringline.v1"))


@case("A2")
async def picks_the_version_it_knows(at: Floor) -> None:
    answer = await (await at.wire()).upgrade("ringline.v9", "ringline.v1")
    equal("status and subprotocol", (answer.status, answer.subprotocol), (101, "ringline.v1"))


@case("A3")
async def tells_its_versions_to_who_asks_for_any(at: Floor) -> None:
    wire = await at.wire()
    equal("status", (await wire.upgrade("ringline.v9", "ringline.any")).status, 101)
    error = (await wire.until("error"))["error"]
    equal("the error", error["code"], "unsupported")
    check("ringline.v1" in error["details"]["versions"], f"the versions are {error['details']}")
    equal("the close code", await wire.closed(), 4301)


@case("A4")
async def refuses_unknown_versions(at: Floor) -> None:
    equal("status", (await (await at.wire()).upgrade("ringline.v9", "graphql-ws")).status, 400)


@case("A5")
async def refuses_an_upgrade_without_a_version(at: Floor) -> None:
    equal("status", (await (await at.wire()).upgrade()).status, 400)


@case("A6")
async def names_the_websocket_version(at: Floor) -> None:
    answer = await (await at.wire()).upgrade("ringline.v1", sec_websocket_version="12")
    equal("status", answer.status, 426)
    equal("Sec-WebSocket-Version", answer.headers.get("sec-websocket-version"), "13")


@case("A7")
async def refuses_a_page_from_elsewhere(at: Floor) -> None:
    answer = await (await at.wire()).upgrade("ringline.v1", origin="https://attacker.test")
    equal("status", answer.status, 403)


@case("A8")
async def compares_origins_exactly(at: Floor) -> None:
    own = f"http{'s' if at.address.is_secure else ''}://{at.address.host_header}"
    for origin in (f"{own}.evil.test", "null", f"{own}@evil.test", f"{own}/"):
        answer = await (await at.wire()).upgrade("ringline.v1", origin=origin)
        equal(f"status for {origin}", answer.status, 403)


@case("A9")
async def lets_programs_in(at: Floor) -> None:
    equal("status", (await (await at.wire()).upgrade("ringline.v1")).status, 101)


@case("A10")
async def answers_a_plain_request(at: Floor) -> None:
    wire = await at.wire()
    await wire.send(f"GET {at.address.path} HTTP/1.1\r\nHost: {at.address.host_header}\r\n\r\n".encode())
    equal("status", (await wire.answer()).status, 400)
    await _is_alive(at)


@case("A11")
async def survives_junk_and_resets(at: Floor) -> None:
    await _resets(at, b"\x00\xff\xfe junk \r\n\r\n")


@case("A12")
async def survives_tls_on_the_plain_port(at: Floor) -> None:
    if at.address.is_secure:
        raise Skipped("this port speaks TLS")
    await _resets(at, CLIENT_HELLO)


@case("A13")
async def refuses_a_large_head(at: Floor) -> None:
    """That its memory stays flat cannot be seen from here."""
    wire = await at.wire()
    try:
        answer = await wire.upgrade("ringline.v1", x_long="x" * HEAD_BYTES)
        one_of("status", answer.status, 400, 431)
    except Ended:
        pass
    await _is_alive(at)


@case("A14", patience_s=15)
async def drops_who_never_finishes_the_head(at: Floor) -> None:
    wire = await at.wire()
    started_s = trio.current_time()
    async with trio.open_nursery() as nursery:

        async def dribble() -> None:
            for byte in b"GET /ws HTTP/1.1\r\nHost: dribble":
                await wire.send(bytes([byte]))
                await trio.sleep(1)

        nursery.start_soon(dribble)
        with suppress(Ended):
            await wire.answer()
        nursery.cancel_scope.cancel()
    took_s = trio.current_time() - started_s
    check(abs(took_s - HANDSHAKE_S) <= TOLERANCE_S + 0.5, f"dropped after {took_s:.1f} s")


@case("A15")
async def has_one_path(at: Floor) -> None:
    equal("status", (await (await at.wire()).upgrade("ringline.v1", path="/elsewhere")).status, 404)


@case("A16", patience_s=15)
async def waits_five_seconds_for_hello(at: Floor) -> None:
    wire = await at.upgraded()
    started_s = trio.current_time()
    equal("the close code", await wire.closed(), 4304)
    took_s = trio.current_time() - started_s
    check(abs(took_s - HANDSHAKE_S) <= TOLERANCE_S, f"closed after {took_s:.1f} s")


async def _resets(at: Floor, junk: bytes) -> None:
    if at.address.is_secure:
        raise Skipped("this port speaks TLS: what is junk there ends in its handshake")
    for _ in range(STRANGERS):
        stream = await at.target.dial()
        await stream.send_all(junk)
        await at.target.reset(stream)
    await _is_alive(at)


async def _is_alive(at: Floor) -> None:
    equal("afterwards: status", (await (await at.wire()).upgrade("ringline.v1")).status, 101)
