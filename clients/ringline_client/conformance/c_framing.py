"""C. WebSocket frames and JSON: what is taken, what is refused, and that refusing harms nobody else."""

import json
from typing import Any, Final

from ringline_client.chance import new_name
from ringline_client.conformance.account import QUIET, SERVICE
from ringline_client.conformance.broken import check, equal, one_of
from ringline_client.conformance.cases import case
from ringline_client.conformance.floor import Floor
from ringline_client.conformance.wire import BINARY, CLOSE, PING, TEXT, Wire, fragments, framed

MESSAGE_BYTES: Final = 65_536
FRAGMENTS: Final = 10_000
HUGE: Final = 2 * 1024 * 1024
STRANGE_TEXTS: Final = {
    "U+0000": "a\u0000b",
    "right to left": "a\u202eb",
    "a family": "👩‍👩‍👧‍👦",
    "combining marks": "a" + "\u0301" * 16_383,
}


@case("C30")
async def refuses_binary(at: Floor) -> None:
    wire = await at.greeted()
    await wire.say(b'{"type":"ping"}', BINARY)
    one_of("the close code", await wire.closed(), 1003, 4302)


@case("C31")
async def refuses_bad_utf8(at: Floor) -> None:
    wire = await at.greeted()
    await wire.say(b'{"type":"ping","id":"\xff\xfe"}')
    one_of("the close code", await wire.closed(), 1007, 1006)
    await at.service()


@case("C32")
async def limits_a_message(at: Floor) -> None:
    wire = await at.greeted()
    await wire.say(_padded(MESSAGE_BYTES))
    await wire.until("pong", id="p")
    await wire.say(_padded(MESSAGE_BYTES + 1))
    equal("the close code", await wire.closed(), 1009)


@case("C33")
async def counts_bytes_and_not_characters(at: Floor) -> None:
    wire = await at.greeted()
    await wire.say(_padded(MESSAGE_BYTES, "😀"))
    answer = [frame for frame in await wire.frames() if frame["type"] in ("error", "pong", "reply")]
    check(bool(answer), "65,536 bytes of four-byte characters were not answered")
    await wire.say(_padded(MESSAGE_BYTES + 1, "😀"))
    equal("the close code", await wire.closed(), 1009)


@case("C34")
async def takes_many_fragments(at: Floor) -> None:
    """That memory stays bounded cannot be seen from here."""
    wire = await at.greeted()
    text = _padded(FRAGMENTS)
    await wire.send(fragments([text[place : place + 1] for place in range(FRAGMENTS)]))
    opcode, payload = await wire.frame()
    if opcode == CLOSE:
        equal("the close code", payload[:2], (1009).to_bytes(2, "big"))
    else:
        check(b'"pong"' in payload, f"answered {payload[:200]!r}")


@case("C35")
async def survives_a_ping_after_its_close(at: Floor) -> None:
    await _after_its_close(at, framed(b"late", PING))


@case("C36")
async def survives_a_large_message_after_its_close(at: Floor) -> None:
    await _after_its_close(at, framed(b"x" * HUGE))


@case("C37")
async def ignores_what_comes_after_its_close(at: Floor) -> None:
    create, key = {"queue": QUIET}, new_name("key")
    late = {"type": "command", "id": "late", "method": "interaction.create", "key": key, "params": create}
    await _after_its_close(at, framed(json.dumps(late).encode()))
    made = await (await at.service()).request("interaction.create", create, key=key)
    at.interactions.append(made["result"]["interaction"])
    equal("replayed, under the key of the late command", made["replayed"], False)


@case("C38")
async def gives_three_chances_to_send_frames(at: Floor) -> None:
    for text in ('{"type":', "", "42", '"x"', "null", "[]", "[[]]", "{}"):
        wire = await at.greeted()
        for chance in (1, 2, 3):
            await wire.say(text.encode())
            error = await wire.until("error")
            one_of(f"the answer to {text!r}", error["error"]["code"], "parse_error", "bad_request")
            equal(f"fatal, at chance {chance} with {text!r}", bool(error.get("fatal")), chance == 3)
        equal(f"the close code after {text!r}", await wire.closed(), 4302)


@case("C39")
async def refuses_a_member_twice(at: Floor) -> None:
    await _is_no_json(at, '{"type":"ping","id":"a","id":"b"}')


@case("C40")
async def refuses_what_is_no_number(at: Floor) -> None:
    for number in ("NaN", "Infinity", "-Infinity", "1e999"):
        await _is_no_json(at, _ack(number))


@case("C41")
async def refuses_half_a_character(at: Floor) -> None:
    made = await at.arrives(QUIET)
    other = await at.service()
    await other.reads(f"interaction/{made['interaction']}")
    await _is_no_json(at, '{"type":"ping","id":"\\ud800"}')
    await other.send({"type": "ping", "id": "still here"})
    await other.frame(lambda frame: frame["type"] == "pong" and frame.get("id") == "still here")


@case("C42")
async def survives_deep_json(at: Floor) -> None:
    """As deep as a message may be long."""
    await _is_no_json(at, "[" * 60_000)


@case("C43")
async def survives_a_long_integer(at: Floor) -> None:
    error = await _refused(at, _ack("9" * 5_000))
    one_of("the error", error["code"], "parse_error", "bad_request")


@case("C44")
async def refuses_integers_that_not_everybody_has(at: Floor) -> None:
    error = await _refused(at, _ack(str(2**53)))
    equal("the error", error["code"], "bad_request")


@case("C45")
async def keeps_strange_texts_as_they_are(at: Floor) -> None:
    interaction = (await at.arrives(QUIET))["interaction"]
    service = await at.service()
    for number, (name, text) in enumerate(STRANGE_TEXTS.items()):
        segment = {"segment": f"strange{number}", "role": "bot", "text": text}
        reply = await service.request("segment.push", {"interaction": interaction, "segment": segment})
        if "error" in reply:
            one_of(f"{name}: the error", reply["error"]["code"], "bad_request", "too_large", "parse_error")
            continue
        read = await service.ask("transcript.read", {"interaction": interaction}, key=None)
        texts = [one["text"] for one in read["segments"]]
        check(text in texts, f"{name} is not there as it was sent: {[one[:20] for one in texts]}")


@case("C46")
async def limits_the_commands_of_a_batch(at: Floor) -> None:
    service = await at.service()
    interaction = (await at.arrives(QUIET))["interaction"]
    await service.send([_set_variable(interaction, number, "large") for number in range(17)])
    error = await service.frame(lambda frame: frame["type"] in ("error", "reply"))
    equal("the answer to 17", (error["type"], error["error"]["code"]), ("error", "bad_request"))
    equal("variables after 17", (await at.state(interaction)).get("variables") or [], [])
    service.promises.owed.clear()
    await service.send([_set_variable(interaction, number, "small") for number in range(16)])
    for number in range(16):
        check("result" in await service.reply(f"small{number}"), f"command {number} of 16 was refused")


@case("C47")
async def reads_every_form_of_the_same(at: Floor) -> None:
    wire = await at.greeted()
    await wire.say(b' \t\n{ "id" :\r"p\\u0031" , "type":"\\u0070ing" } ')
    await wire.until("pong", id="p1")


def _padded(size: int, character: str = "x") -> bytes:
    """A ping of exactly so many bytes: an unknown field would be refused, white space is none. Characters of more
    bytes stand in a text, where they have to be answered, with whatever."""
    if character == "x":
        return b'{"type":"ping","id":"p"}'.ljust(size)
    head, tail = b'{"type":"ping","id":"', b'"}'
    room = size - len(head) - len(tail)
    return head + character.encode() * (room // 4) + b"x" * (room % 4) + tail


def _ack(number: str) -> str:
    return f'{{"type":"ack","pos":{{"interaction/int_1":{number}}}}}'


def _set_variable(interaction: str, number: int, prefix: str) -> dict[str, Any]:
    variable = {"name": f"{prefix}{number}", "value": "v"}
    params = {"interaction": interaction, "variable": variable}
    command_id = f"{prefix}{number}"
    return {"type": "command", "id": command_id, "method": "variable.set", "key": f"{interaction}{command_id}"} | {
        "params": params
    }


async def _refused(at: Floor, text: str) -> dict[str, Any]:
    """The error; and the connection goes on."""
    wire: Wire = await at.greeted(SERVICE)
    await wire.say(text.encode(), TEXT)
    error: dict[str, Any] = (await wire.until("error"))["error"]
    await wire.say_json({"type": "ping", "id": "on"})
    await wire.until("pong", id="on")
    return error


async def _is_no_json(at: Floor, text: str) -> None:
    equal(f"the answer to {text[:60]}", (await _refused(at, text))["code"], "parse_error")


async def _after_its_close(at: Floor, late: bytes) -> None:
    wire = await at.greeted()
    await wire.say_json(at.hello_frame(SERVICE))
    while (await wire.frame())[0] != CLOSE:
        pass
    await wire.send(late)
    await wire.closed()
    await at.service()
    check((await at.upgraded()) is not None, "the server takes nobody any more")
