"""Where a running server is reached, and how one gets in: its address, sign-in links, the sample's tokens."""

import json
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import attrs
import trio
from ringline_protocol.values import PrincipalKind

from ringline_server.config import Config
from ringline_server.domain.principal import Principal
from ringline_server.edges.server import Server

TOKENS_FILE: Final = "tokens.json"
SAMPLE_AGENT: Final = "agt_ana"
SAMPLE_SERVICE: Final = "svc_sample"
TOKEN_MS: Final = 3_600_000
TOKENS_REFRESHED_MS: Final = 1_800_000
"""The sample's token file is written anew this often: its tokens always have half an hour left."""


@attrs.frozen
class Address:
    """Where the server can be reached."""

    host: str
    port: int
    is_secure: bool = False

    @property
    def http(self) -> str:
        """For HTTP."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http{'s' if self.is_secure else ''}://{host}:{self.port}"

    @property
    def websocket(self) -> str:
        """For WebSockets."""
        return f"ws{self.http.removeprefix('http')}/ws"


def address_of(settings: Config, data: Path) -> Address:
    """Where people reach the server: as the settings say; of a running sample as its token file says."""
    server, file = settings.server, data / TOKENS_FILE
    if file.exists():
        where = urlsplit(str(json.loads(file.read_text())["http"]))
        return Address(where.hostname or server.host, where.port or server.port, where.scheme == "https")
    return Address(server.host, server.port, server.tls_certificate is not None)


def sign_in_link(address: Address, token: str) -> str:
    """The desk's address that signs in. In the fragment: browsers never send that part to anybody."""
    return f"{address.http}/#token={token}"


def sample_token(server: Server) -> str:
    """Of the sample's agent."""
    now_ms = server.clock.now_ms()
    name = server.account.agents[SAMPLE_AGENT].name
    return server.tokens.issue(Principal(PrincipalKind.AGENT, SAMPLE_AGENT, now_ms + TOKEN_MS, name), now_ms)


async def keep_token_file(data: Path, server: Server, address: Address) -> None:
    """Written anew, again and again."""
    while True:
        await trio.sleep(TOKENS_REFRESHED_MS / 1000)
        write_token_file(data, server, address)


def write_token_file(data: Path, server: Server, address: Address) -> None:
    """Tokens to try the sample out with, for programs: readable by their owner only."""
    now_ms = server.clock.now_ms()
    tokens: dict[str, dict[str, str]] = {"agents": {}, "supervisors": {}, "services": {}}
    for agent in server.account.agents.values():
        kind = PrincipalKind.SUPERVISOR if agent.supervisor else PrincipalKind.AGENT
        issued = server.tokens.issue(Principal(kind, agent.id, now_ms + TOKEN_MS, agent.name), now_ms)
        tokens[f"{kind}s"][agent.id] = issued
    service = Principal(PrincipalKind.SERVICE, SAMPLE_SERVICE, now_ms + TOKEN_MS, "Sample")
    tokens["services"][SAMPLE_SERVICE] = server.tokens.issue(service, now_ms)
    path = data / TOKENS_FILE
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(json.dumps({"url": address.websocket, "http": address.http, **tokens}, indent=2) + "\n")
    fresh.replace(path)
