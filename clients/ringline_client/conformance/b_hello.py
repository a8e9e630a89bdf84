"""B. Hello and credentials."""

import base64
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

import trio

from ringline_client.conformance.account import ANA, BRUNO, CARLA, DEV, SERVICE
from ringline_client.conformance.broken import Broken, Skipped, check, equal, one_of
from ringline_client.conformance.cases import case
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.raw_client import Closed

BAD_TOKENS_FROM: Final = 20
TOKENS_WITH_URLS_FROM: Final = 23
USED_TICKET_FROM: Final = 24
EXPIRED_FROM: Final = 25
REVOKED_FROM: Final = 27
MANY_BAD_HELLOS_FROM: Final = 28
BAD_HELLOS: Final = 6
REFUSED_WITHIN_S: Final = 0.5
PATIENT_LIFE_S: Final = 65
SHORT_LIFE_S: Final = 4
NOTICE_S: Final = 60
REVOKED_WITHIN_S: Final = 5
REVOKED_SECOND_S: Final = 1.5


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
    """A bad signature, `alg: none`, an unknown key; and those that are well signed, if the kit has the key."""
    good = at.tokens.token(ANA)
    header, claims, signature = good.split(".")
    reasons = set()
    tokens = [
        f"{header}.{claims}.{signature[:-4]}{'AAAA' if not signature.endswith('AAAA') else 'BBBB'}",
        f"{_json_part({'alg': 'none', 'typ': 'JWT'})}.{claims}.",
        f"{_json_part({'alg': 'HS256', 'typ': 'JWT', 'kid': 'nobody'})}.{claims}.{signature}",
    ]
    with suppress(Skipped):
        begins_s = json.loads(base64.urlsafe_b64decode(claims + "=="))["nbf"]
        tokens += [at.power.token(ANA, 60, **{claim: "somebody else"}) for claim in ("aud", "iss")]
        tokens += [at.power.token(ANA, 0, nbf=begins_s - 60), at.power.token(ANA, 120, nbf=begins_s + 60)]
    for number, token in enumerate(tokens):
        reasons.add(await _refusal(at, at.neighbour(BAD_TOKENS_FROM + number % 2), token))
    check(len(reasons) == 1, f"they can be told apart: {reasons}")
    equal("the close code", reasons.pop()[0], 4300)


@case("B21")
async def asks_nobody_whose_name_is_in_a_token(at: Floor) -> None:
    """Not signed with its key, and, where the kit has that, signed: no claim makes the server call anybody."""
    called: list[trio.abc.Stream] = []
    async with trio.open_nursery() as nursery:
        listeners = await nursery.start(trio.serve_tcp, _noting(called), 0)
        url = f"http://127.0.0.1:{listeners[0].socket.getsockname()[1]}/keys"
        header, claims, signature = at.tokens.token(ANA).split(".")
        said = {**json.loads(base64.urlsafe_b64decode(claims + "==")), "iss": url}
        head = {"alg": "HS256", "kid": "conformance", "jku": url, "x5u": url}
        tokens = [f"{_json_part(head)}.{_json_part(said)}.{signature}", f"{header}.{_json_part(said)}.{signature}"]
        with suppress(Skipped):
            tokens.append(at.power.token(ANA, 60, iss=url, jku=url))
        for token in tokens:
            equal("the close code", (await _refusal(at, at.neighbour(TOKENS_WITH_URLS_FROM), token))[0], 4300)
        nursery.cancel_scope.cancel()
    equal("connections to the address in the token", len(called), 0)


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


@case("B25", DEV, patience_s=PATIENT_LIFE_S + 20)
async def ends_when_the_token_ends(at: Floor) -> None:
    """A token of a minute and a bit if there is time; else of some seconds: then the notice comes at once."""
    life_s = PATIENT_LIFE_S if at.power.is_patient else SHORT_LIFE_S
    token = at.power.token(DEV, life_s)
    dev = await at.greet(DEV, token)
    dev.patience_s, started_s = life_s + 5, trio.current_time()
    notice = await dev.frame(lambda frame: frame["type"] == "notice")
    equal("the notice", notice["notice"], "token_expiring")
    if at.power.is_patient:
        early_s = trio.current_time() - started_s
        check(abs(early_s - (life_s - NOTICE_S)) <= 1.5, f"told after {early_s:.1f} of {life_s} s")
    equal("the close code", (await dev.closed())[0], 4200)
    took_s = trio.current_time() - started_s
    check(life_s - 1.5 <= took_s <= life_s + 1, f"closed after {took_s:.1f} of {life_s} s")
    late = await at.connect(source=at.neighbour(EXPIRED_FROM))
    await late.send(at.hello_frame(DEV, token))
    equal("the close code of who comes back with it", (await late.closed())[0], 4300)


@case("B26", ANA, BRUNO)
async def takes_only_ones_own_newer_token(at: Floor) -> None:
    ana = await at.greet(ANA)
    error = await ana.error("auth.refresh", {"token": at.tokens.token(BRUNO)}, key=None)
    equal("the error", error["code"], "unauthenticated")
    await ana.ask("auth.refresh", {"token": at.tokens.token(ANA)}, key=None)
    await ana.reads(ana.own)


@case("B27", CARLA)
async def throws_out_who_is_revoked(at: Floor) -> None:
    token = at.tokens.token(CARLA)
    devices = [await at.greet(CARLA, token, device=f"dev_{number}") for number in range(2)]
    started_s = trio.current_time()
    await at.power.revoke(CARLA)
    for device in devices:
        equal("the close code", (await device.closed())[0], 4201)
    took_s = trio.current_time() - started_s
    check(took_s <= REVOKED_WITHIN_S, f"closed after {took_s:.1f} s")
    late = await at.connect(source=at.neighbour(REVOKED_FROM))
    await late.send(at.hello_frame(CARLA, token))
    equal("the close code of who comes back", (await late.closed())[0], 4300)
    await trio.sleep(REVOKED_SECOND_S)  # what is signed within this second is revoked, too


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


def _noting(called: list[trio.abc.Stream]) -> Callable[[trio.abc.Stream], Awaitable[None]]:
    async def note(stream: trio.abc.Stream) -> None:
        called.append(stream)
        await trio.aclose_forcefully(stream)

    return note


def _json_part(plain: dict[str, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")
