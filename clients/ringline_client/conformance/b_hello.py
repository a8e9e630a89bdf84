"""B. Hello and credentials."""

import base64
import json
from typing import Final

import trio

from ringline_client.conformance.account import ANA, BRUNO, SERVICE
from ringline_client.conformance.broken import Broken, check, equal, one_of
from ringline_client.conformance.cases import case
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.raw_client import Closed

BAD_TOKENS_FROM: Final = 20
USED_TICKET_FROM: Final = 22
MANY_BAD_HELLOS_FROM: Final = 28
BAD_HELLOS: Final = 6
REFUSED_WITHIN_S: Final = 0.5


@case("B17", ANA)
async def welcomes_once(at: Floor) -> None:
    ana = await at.greet(ANA)
    kinds = [frame["type"] for frame in ana.seen if frame["type"] in ("welcome", "snapshot", "event", "caught_up")]
    equal("the first frame", kinds[0], "welcome")
    check("snapshot" in kinds[1:-1], f"no snapshot between welcome and caught_up: {kinds}")
    equal("welcomes and caught_ups", (kinds.count("welcome"), kinds.count("caught_up")), (1, 1))
    equal("the ids", {frame["id"] for frame in ana.seen if frame["type"] in ("welcome", "caught_up")}, {"h1"})


@case("B18")
async def wants_hello_first(at: Floor) -> None:
    wire = await at.upgraded()
    command = {"type": "command", "id": "c1", "method": "interaction.create", "key": "k", "params": {"queue": "x"}}
    await wire.say_json(command)
    equal("the close code", await wire.closed(), 4303)


@case("B19")
async def takes_hello_once(at: Floor) -> None:
    service = await at.service()
    await service.send(at.hello_frame(SERVICE))
    equal("the close code", (await service.closed())[0], 4303)


@case("B20")
async def tells_nothing_about_bad_tokens(at: Floor) -> None:
    """Those that can be made without the key: a bad signature, `alg: none`, an unknown key. The others are in
    tests/server/edges/test_auth.py."""
    good = at.tokens.token(ANA)
    header, claims, signature = good.split(".")
    reasons = set()
    for token in (
        f"{header}.{claims}.{signature[:-4]}{'AAAA' if not signature.endswith('AAAA') else 'BBBB'}",
        f"{_json_part({'alg': 'none', 'typ': 'JWT'})}.{claims}.",
        f"{_json_part({'alg': 'HS256', 'typ': 'JWT', 'kid': 'nobody'})}.{claims}.{signature}",
    ):
        reasons.add(await _refusal(at, at.neighbour(BAD_TOKENS_FROM), token))
    check(len(reasons) == 1, f"they can be told apart: {reasons}")
    equal("the close code", reasons.pop()[0], 4300)


@case("B22")
async def takes_a_ticket_once(at: Floor) -> None:
    ticket = (await (await at.service()).ask("session.make_ticket", {}, key=None))["ticket"]
    await at.greet(SERVICE, ticket, scheme="ticket")
    again = await at.connect(SERVICE, source=at.neighbour(USED_TICKET_FROM))
    await again.send(at.hello_frame(SERVICE, ticket, scheme="ticket"))
    equal("the close code", (await again.closed())[0], 4300)


@case("B23")
async def refuses_a_large_hello(at: Floor) -> None:
    wire = await at.upgraded()
    await wire.say_json({**at.hello_frame(SERVICE), "pos": {f"interaction/int_{n:050}": ["e", 1] for n in range(120)}})
    one_of("the close code", await wire.closed(), 1009, 4302)


@case("B26", ANA, BRUNO)
async def takes_only_ones_own_newer_token(at: Floor) -> None:
    ana = await at.greet(ANA)
    error = await ana.error("auth.refresh", {"token": at.tokens.token(BRUNO)}, key=None)
    equal("the error", error["code"], "unauthenticated")
    await ana.ask("auth.refresh", {"token": at.tokens.token(ANA)}, key=None)
    await ana.reads(ana.own)


@case("B28")
async def slows_down_who_guesses(at: Floor) -> None:
    source = at.neighbour(MANY_BAD_HELLOS_FROM)
    for _ in range(BAD_HELLOS):
        equal("the close code", (await _refusal(at, source, "not.a.token"))[0], 4300)
    guesser = await at.connect(SERVICE, source=source)
    with trio.move_on_after(REFUSED_WITHIN_S):
        try:
            await guesser.hello(at.tokens.token(SERVICE))
            raise Broken("the seventh hello of that address was welcomed at once")
        except Closed as closed:
            equal("the close code", closed.code, 4300)
    await at.service()


async def _refusal(at: Floor, source: str, token: str) -> tuple[int, str]:
    party = await at.connect(source=source)
    await party.send(at.hello_frame(ANA, token))
    return await party.closed()


def _json_part(plain: dict[str, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")
