"""Promise: what comes over HTTP to a real process is in no line of its log, in no error and in no figure.

The socket's half of it is test_promises_secrets.py.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest
from kit.process import SECRET, ServerProcess
from kit.raw_client import Closed, raw_client
from ringline_protocol.values import PrincipalKind

CANARY = "kanarienvogel"
PHONE = "+34600987123"
CONFIG = """
[[queues]]
id = "que_chat"
name = "Chat"
channel = "messaging"

[[agents]]
id = "agt_sofia"
name = "Sofía"
supervisor = true

[public]
queues = ["que_chat"]
"""
VALUE = {"name": "pnr", "value": f"{CANARY}_value", "masked": True}
SEGMENT = {"segment": "s1", "role": "consumer", "text": f"{CANARY}_words"}
MADE: dict[str, Any] = {
    "queue": "que_chat",
    "consumer": {"name": f"{CANARY}_name", "phone": PHONE, "email": f"{CANARY}@example.com"},
    "subject": f"{CANARY}_subject",
    "variables": [VALUE],
    "transcript": [SEGMENT],
    "summary": {"text": f"{CANARY}_summary", "by": "flow"},
}


@attrs.define(eq=False)
class Talk:
    """One service at a server, and everything that it was told."""

    http: httpx.AsyncClient
    answers: list[httpx.Response] = attrs.field(factory=list)

    async def says(self, verb: str, path: str, body: object = None, **headers: str) -> httpx.Response:
        """With a key that is a canary as well, unless another is given. `body`: bytes as they are."""
        given = {"idempotency-key": f"{CANARY}-key-{len(self.answers)}", **headers}
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.answers.append(await self.http.request(verb, path, content=content, headers=given))
        return self.answers[-1]


@asynccontextmanager
async def talk(server: ServerProcess) -> AsyncIterator[Talk]:
    """Authorised."""
    token = server.token("svc_1", PrincipalKind.SERVICE)
    base = f"http://127.0.0.1:{server.port}"
    async with httpx.AsyncClient(base_url=base, headers={"authorization": f"Bearer {token}"}, trust_env=False) as http:
        yield Talk(http)


async def works(service: Talk) -> list[str]:
    """What is right, with a canary in every field. Returns the secrets that were handed out."""
    made = (await service.says("POST", "/v1/interactions", MADE)).json()
    one = f"/v1/interactions/{made['interaction']}"
    await service.says("POST", f"{one}/segments", {**SEGMENT, "segment": "s2"})
    begun = await service.says("POST", "/v1/conversations", {"queue": "que_chat", "text": f"{CANARY}_first"})
    found = await service.says("GET", "/v1/interactions?text=" + CANARY)
    ticket = await service.says("POST", "/v1/tickets")
    assert [answer.status_code for answer in service.answers] == [201, 200, 201, 200, 201], found.text
    return [made["consumer_token"], begun.json()["consumer_token"], ticket.json()["ticket"]]


async def errs(service: Talk) -> None:
    """What is wrong, in every place of a request."""
    before = len(service.answers)
    await service.says("GET", f"/v1/interactions/{CANARY}")
    await service.says("GET", f"/{CANARY}")
    await service.says(CANARY.upper(), "/v1/interactions")
    await service.says("GET", f"/v1/interactions?limit={CANARY}")
    await service.says("GET", f"/v1/interactions?cursor={CANARY}")
    await service.says("POST", "/v1/interactions", {**MADE, "queue": f"que_{CANARY}"})
    await service.says("POST", "/v1/interactions", {**MADE, "subject": [CANARY]})
    await service.says("POST", "/v1/interactions", {**MADE, "consumer": {"name": CANARY, "phone": [PHONE]}})
    await service.says("POST", "/v1/interactions", f'{{"queue": "{CANARY}'.encode())
    await service.says("POST", "/v1/interactions", CANARY.encode() * 10_000)
    await service.says("POST", "/v1/interactions", MADE, **{"idempotency-key": CANARY * 100})
    await service.says("POST", "/v1/interactions", MADE, authorization=f"Bearer {CANARY}")
    await service.says("POST", "/v1/interactions", MADE, authorization=f"{CANARY} x")
    await service.says("POST", "/v1/conversations", MADE, origin=f"https://{CANARY}.example")
    assert [answer for answer in service.answers[before:] if answer.status_code < 400] == []


async def knocks(server: ServerProcess) -> str:
    """A hello that is refused, from a page that may not connect, and one whose token is nonsense. What was answered."""
    async with raw_client(server.url) as stranger:
        with pytest.raises(Closed) as closed:
            await stranger.hello(f"{CANARY}.{CANARY}.{CANARY}", device=f"{CANARY}_device")
    return f"{closed.value} {stranger.seen}"


@pytest.mark.timeout(150)
async def test_a_real_process_keeps_what_it_is_told_to_itself(tmp_path: Path) -> None:
    server = ServerProcess.make(tmp_path, CONFIG)
    await server.start()
    try:
        async with talk(server) as service:
            secrets = await works(service)
            done = len(service.answers)
            await errs(service)
            told = [answer.text for answer in service.answers[done:]]
            bearer = service.http.headers["authorization"].split()[1]
            seen = [(await service.says("GET", path)).text for path in ("/metrics", "/readyz", "/healthz")]
        knocked = await knocks(server)
    finally:
        await server.kill()
    log = server.log.read_text()

    assert "hello refused" in log, "the log is the one that is meant"
    assert "ringline_" in seen[0], "the figures are those that are meant"
    for place in (log, knocked, *seen):
        assert [bird for bird in (CANARY, PHONE, SECRET.decode(), bearer, *secrets) if bird in place] == []
    assert [text for text in told if CANARY in text or PHONE in text] == []
