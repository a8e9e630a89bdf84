"""HTTP requests to a running server, as a service's program sends them.

async with running_server(tmp_path, account()) as server, http_client(server) as http:
    made = await http.post("/v1/interactions", {"queue": "que_chat"})
    assert made.status == 201
"""

import itertools
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import attrs
import httpx

from kit.server import RunningServer

_keys = itertools.count(1)


@attrs.frozen
class Answer:
    """`body` is parsed where it is JSON."""

    status: int
    body: Any
    headers: httpx.Headers

    @property
    def code(self) -> str:
        """Of an error."""
        return str(self.body["error"]["code"])


@attrs.define(eq=False)
class HttpClient:
    """Every POST has a key of its own unless it is given; None leaves it out."""

    client: httpx.AsyncClient

    async def get(self, path: str, **query: Any) -> Answer:
        """A question. `token` takes the place of the client's own."""
        return await self.send("GET", path, params=query)

    async def post(self, path: str, body: Any = None, *, key: str | None = "", **headers: str) -> Answer:
        """A command. `headers`: with _ for -."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if key is not None:
            sent["idempotency-key"] = key or f"http-key-number-{next(_keys)}"
        content = body if isinstance(body, bytes) else json.dumps({} if body is None else body).encode()
        return await self.send("POST", path, content=content, headers=sent)

    async def send(self, method: str, path: str, **more: Any) -> Answer:
        """Anything."""
        response = await self.client.request(method, path, **more)
        is_json = response.headers.get("content-type") == "application/json"
        return Answer(response.status_code, response.json() if is_json else response.text, response.headers)


@asynccontextmanager
async def http_client(
    server: RunningServer, name: str | None = "svc_1", *, interaction: str | None = None, token: str | None = None
) -> AsyncIterator[HttpClient]:
    """With the bearer token of `name`; None: without one."""
    if token is None and name is not None:
        token = server.token(name, interaction=interaction)
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=server.http, headers=headers, trust_env=False) as client:
        yield HttpClient(client)
