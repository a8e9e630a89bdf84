"""Promise: what people say, who they are, what lets them in: in no log, close reason or error (reliability.md 6)."""

import json
from typing import Any

from conftest import LogLines
from kit.person import Person
from kit.scene import Scene, scene
from ringline_protocol.limits import MESSAGE_BYTES_MAX, TEXT_CHARS_MAX
from trio.testing import MockClock

CANARY = "kanarienvogel"
"""In everything that a client may write."""
PHONE = "+34600111222"
"""Numbers are written in their own form, and cannot be a bird."""


def planted(place: str) -> str:
    """Each place has its own, so that a failure says which."""
    return f"{CANARY}_{place}"


def hello(token: str) -> dict[str, Any]:
    """Of a stranger."""
    client = {"name": planted("client"), "version": "1", "device": planted("device")}
    return {"type": "hello", "id": planted("id"), "auth": {"scheme": "bearer", "token": token}, "client": client}


async def works(at: Scene, ana: Person) -> str:
    """One interaction with a canary in every field, from intake to wrap-up."""
    interaction = await at.arrives(
        consumer={"name": planted("name"), "phone": PHONE, "email": f"{CANARY}@example.com"},
        subject=planted("subject"),
        flow=planted("flow"),
        variables=[{"name": planted("var"), "value": planted("value"), "label": planted("label"), "masked": True}],
        transcript=[{"segment": "b1", "role": "bot", "text": planted("bot"), "participant": planted("bot_name")}],
        summary={"text": planted("summary"), "by": "flow"},
    )
    await ana.accepts(await ana.rings(interaction))
    steps: list[tuple[str, dict[str, Any]]] = [
        ("message.send", {"text": planted("message")}),
        ("note.save", {"text": planted("note")}),
        ("draft.save", {"text": planted("draft")}),
        ("variable.set", {"variable": {"name": planted("var2"), "value": planted("value2")}}),
        ("transcript.search", {"text": planted("search")}),
        ("search.start", {"text": planted("live")}),
        ("transfer.start", {"target": {"agent": "agt_bruno"}, "note": planted("packet")}),
        ("interaction.end", {}),
        ("wrap_up.complete", {}),
    ]
    for method, params in steps:
        await ana.ask(method, {**params, "interaction": interaction})
        await at.passes(300)
    return interaction


async def errs(at: Scene, ana: Person, interaction: str) -> list[dict[str, Any]]:
    """Everything wrong that a client can say, with a canary in it. Fields and ids of one's own may be told again."""
    own = {"interaction": interaction}
    asked: list[tuple[str, dict[str, Any]]] = [
        (planted("method"), {}),
        ("agent.set_status", {"status": planted("status")}),
        ("agent.set_status", {"status": "not_ready", "reason": planted("reason")}),
        ("agent.set_status", {"status": "ready", "feather": 1}),
        ("agent.set_status", {"status": "ready", "agent": planted("agent")}),
        ("offer.accept", {"offer": planted("offer")}),
        ("interaction.read", {"interaction": planted("interaction")}),
        ("stream.subscribe", {"stream": f"interaction/{planted('stream')}"}),
        ("stream.subscribe", {"stream": planted("kind")}),
        ("session.kick", {"session": planted("session")}),
        ("auth.refresh", {"token": planted("token")}),
        ("interaction.list", {"cursor": planted("cursor")}),
        ("disposition.save", {**own, "dispositions": ["feather"]}),
        ("note.save", {**own, "text": "x", "note": "feather"}),
        ("message.send", {**own, "text": planted("long") + "x" * TEXT_CHARS_MAX}),
        ("message.send", {**own, "text": [planted("list")]}),
        ("transfer.start", {**own, "target": {"queue": "feather"}}),
        ("search.stop", {"search": planted("search_id")}),
    ]
    replies = []
    for method, params in asked:
        replies.append(await ana.request(method, params))
        await at.passes(500)
    return replies


async def test_no_canary_is_in_any_log_line(autojump_clock: MockClock, log_lines: LogLines) -> None:
    async with scene() as at:
        ana, bruno = await at.agent("ana"), await at.agent("bruno", status=None)
        await bruno.chooses("not_ready", "lunch")
        interaction = await works(at, ana)
        await errs(at, ana, interaction)
        consumer = await at.consumer(interaction, planted("consumer"))
        consumer.cut()
        for text in (planted("frame"), json.dumps({"type": planted("type")}), json.dumps([planted("batch")])):
            await ana.send(text)
        await ana.closed()
        async with at.server.connect() as stranger:
            await stranger.send(hello(planted("token")))
            await stranger.closed()
        secrets = [ana.token, ana.session["token"], consumer.token, consumer.session["token"]]

    assert CANARY not in log_lines.text
    assert PHONE.removeprefix("+") not in log_lines.text
    assert [secret for secret in secrets if secret in log_lines.text] == []
    assert log_lines.text, "something was logged"


async def test_no_error_tells_again_what_it_was_told(autojump_clock: MockClock) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        replies = await errs(at, ana, await at.talks(ana))

    assert [reply for reply in replies if "error" not in reply] == []
    assert [json.dumps(reply["error"]) for reply in replies if CANARY in json.dumps(reply["error"])] == []


async def test_no_close_reason_or_error_frame_tells_what_was_said(autojump_clock: MockClock) -> None:
    said = [
        [planted("junk")] * 3,
        [json.dumps({"type": planted("type")})] * 3,
        [json.dumps({"type": "ping", "id": [planted("value")]})] * 3,
        [planted("big") + " " * MESSAGE_BYTES_MAX],
    ]
    reasons, frames = [], []
    async with scene() as at:
        for texts in said:
            ana = await at.agent("ana")
            for text in texts:
                await ana.send(text)
            reasons.append(await ana.closed())
            frames += [frame for frame in ana.seen if frame["type"] == "error"]
        async with at.server.connect() as stranger:
            await stranger.send(hello(planted("token")))
            reasons.append(await stranger.closed())

    assert frames
    assert [str(frame) for frame in frames if CANARY in str(frame)] == []
    assert CANARY not in str(reasons)


async def test_a_crashed_command_is_answered_and_logged_without_its_words(
    autojump_clock: MockClock, log_lines: LogLines
) -> None:
    async with scene() as at:
        ana = await at.agent("ana")
        interaction = await at.talks(ana)
        at.server.medium.faults.fails = True
        refused = await ana.error("message.send", {"interaction": interaction, "text": planted("lost")})
        at.server.medium.faults.fails = False

    assert refused["code"] == "unavailable"
    assert CANARY not in json.dumps(refused)
    assert CANARY not in log_lines.text
