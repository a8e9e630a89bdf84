"""A configured server from its settings to its end, in this very process: real files, ports and signals."""

import json
import os
import signal
import ssl
import stat
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import apsw
import attrs
import httpx
import pytest
import trio
import trustme
from kit.certified import certified
from kit.raw_client import raw_client
from ringline_protocol.codes import CloseCode
from ringline_protocol.values import PrincipalKind
from ringline_server import serving
from ringline_server.cli import app
from ringline_server.config import Config, load, parse
from ringline_server.edges.auth import BadToken
from ringline_server.serving import OWN_KEY, SAMPLE, CannotServe, Wish, make_token, make_tokens
from ringline_server.serving_address import TOKENS_FILE, Address
from ringline_server.store.sqlite import StoreRefused


def queue(name: str = "que_a", **more: Any) -> dict[str, Any]:
    return {"id": name, "name": name, "channel": "messaging", **more}


def settings(*queues: dict[str, Any], **sections: Any) -> Config:
    agents = [{"id": "agt_a", "name": "Ana", "queues": ["que_a"]}]
    return parse({"queues": list(queues) or [queue()], "agents": agents, **sections}, {})


class Served:
    """A server under way, and what it said."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.greeted = trio.Event()
        self.next: Config | None = None
        self.asked = trio.Event()
        self.is_told_to_stop = False

    def say(self, line: str) -> None:
        self.lines.append(line)
        if line.startswith("Ctrl-C"):
            self.greeted.set()

    def load(self) -> Config | None:
        self.asked.set()
        return self.next

    def stop(self) -> None:
        if not self.is_told_to_stop:
            self.is_told_to_stop = True
            os.kill(os.getpid(), signal.SIGTERM)

    @property
    def http(self) -> str:
        return self.lines[0].rpartition(" ")[2]

    @property
    def websocket(self) -> str:
        (line,) = [line for line in self.lines if line.startswith("  WebSocket")]
        return line.rpartition(" ")[2]


@asynccontextmanager
async def served(config: Config, data: Path, **more: Any) -> AsyncIterator[Served]:
    """Until it has been told to stop and has."""
    running = Served()
    async with trio.open_nursery() as nursery:
        nursery.start_soon(serving.run, Wish(config, data, port=0, say=running.say, load=running.load, **more))
        with trio.fail_after(20):
            await running.greeted.wait()
        yield running
        running.stop()


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_a_server_says_where_it_is_and_is_there(tmp_path: Path) -> None:
    async with served(settings(), tmp_path) as server, httpx.AsyncClient(trust_env=False) as http:
        assert (await http.get(f"{server.http}/readyz")).status_code == 200
        assert server.websocket == f"ws{server.http.removeprefix('http')}/ws"
        assert not any("token" in line.lower() for line in server.lines)
    assert (tmp_path / "ringline.db").exists()


async def test_at_sigterm_clients_are_told_to_come_back_and_it_ends(tmp_path: Path) -> None:
    token = await serving._make_token(settings(), tmp_path, "agt_a", PrincipalKind.AGENT, 5, None)
    async with served(settings(), tmp_path) as server, raw_client(server.websocket) as ana:
        await ana.hello(token)
        server.stop()
        assert await ana.frame(lambda frame: frame["type"] == "notice" and frame["notice"] == "draining")
        assert (await ana.closed())[0] == CloseCode.RESTART


async def test_the_sample_hands_out_tokens_that_work_and_only_to_its_owner(tmp_path: Path) -> None:
    async with served(load(SAMPLE, {}), tmp_path / "var", is_sample=True) as server:
        path = tmp_path / "var" / TOKENS_FILE
        tokens = json.loads(path.read_text())
        assert (tokens["http"], tokens["url"]) == (server.http, server.websocket)
        assert set(tokens["agents"]) == {"agt_ana", "agt_bruno", "agt_carla", "agt_dev"}
        assert (list(tokens["supervisors"]), list(tokens["services"])) == (["agt_sofia"], ["svc_sample"])
        for kind, name in (("agents", "agt_ana"), ("supervisors", "agt_sofia"), ("services", "svc_sample")):
            async with raw_client(tokens["url"]) as client:
                assert (await client.hello(tokens[kind][name]))["principal"]["kind"] == kind.removesuffix("s")
        assert mode_of(path) == mode_of(tmp_path / "var" / OWN_KEY) == 0o600
        assert mode_of(tmp_path / "var") == 0o700


async def test_the_sample_prints_an_address_that_signs_in(tmp_path: Path) -> None:
    async with served(load(SAMPLE, {}), tmp_path, is_sample=True) as server:
        [link] = [line.split()[-1] for line in server.lines if "#token=" in line]
        address, token = link.split("#token=")
        assert address == f"{server.http}/"
        async with raw_client(server.websocket) as ana:
            assert (await ana.hello(token))["principal"]["id"] == "agt_ana"


async def test_the_sample_says_where_its_mails_go(tmp_path: Path) -> None:
    async with served(load(SAMPLE, {}), tmp_path, is_sample=True) as server:
        told = [line for line in server.lines if "Sent mail" in line]

    assert told == [f"  Sent mail  {tmp_path / 'sent'}, written there and sent nowhere"]


async def test_the_commands_that_the_sample_suggests_exist(tmp_path: Path) -> None:
    async with served(load(SAMPLE, {}), tmp_path, is_sample=True) as server:
        pass
    suggested = [line.split() for line in server.lines if line.startswith("  ringline ")]
    assert len(suggested) >= 3
    for _, *words in suggested:
        app.parse_args(words, exit_on_error=False, print_error=False)


async def test_the_pages_that_it_names_are_there_and_those_that_are_off_are_not_named(tmp_path: Path) -> None:
    async with (
        served(load(SAMPLE, {}), tmp_path / "sample", is_sample=True) as server,
        httpx.AsyncClient(trust_env=False) as http,
    ):
        pages = [line.split()[1 if "Try it " not in line else 2] for line in server.lines if line.startswith("  ")][:3]
        assert [page.removeprefix(server.http) for page in pages] == ["/", "/widget", "/try"]
        assert [(await http.get(page)).headers["content-type"][:9] for page in pages] == ["text/html"] * 3
    async with served(settings(), tmp_path / "own") as server:
        assert not [line for line in server.lines if "/widget" in line or "/try" in line]


async def test_contacts_of_the_file_are_known_by_any_form_of_their_phone(tmp_path: Path) -> None:
    config = load(SAMPLE, {})
    token = await serving._make_token(config, tmp_path, "svc_1", PrincipalKind.SERVICE, 5, None)
    async with served(config, tmp_path) as server, client_of(server, token) as http:
        body = {"queue": "que_support", "consumer": {"phone": "0034 612345678"}}
        made = await http.post("/v1/interactions", json=body, headers={"idempotency-key": "k"})
        seen = await http.get(f"/v1/interactions/{made.json()['interaction']}")
    assert seen.json()["interaction"]["consumer"]["contact"] == "cnt_maria"


async def test_settings_reach_the_edges(tmp_path: Path) -> None:
    config = settings(public={"queues": ["que_a"]}, server={"origins": ["https://shop.example"]})
    async with served(config, tmp_path) as server, client_of(server) as http:
        wish = {"idempotency-key": "a-key-that-is-long", "origin": "https://shop.example"}
        answer = await http.post("/v1/conversations", json={"queue": "que_a"}, headers=wish)
    assert answer.status_code == 201
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"


async def test_at_sighup_the_file_counts_as_it_is_now_and_is_audited_and_faults_change_nothing(tmp_path: Path) -> None:
    config = settings()
    token = await serving._make_token(config, tmp_path, "svc_1", PrincipalKind.SERVICE, 5, None)
    async with served(config, tmp_path) as server, client_of(server, token) as http:
        await hang_up(server)
        before = [one["queue"] for one in (await http.get("/v1/queues")).json()["queues"]]
        server.next = settings(queue(), queue("que_b"), public={"queues": ["que_b"]})
        await hang_up(server)
        with trio.fail_after(10):
            while len((await http.get("/v1/queues")).json()["queues"]) == 1:
                pass  # the next answer, until it is another one
        after = [one["queue"] for one in (await http.get("/v1/queues")).json()["queues"]]
        begun = await http.post(
            "/v1/conversations", json={"queue": "que_b"}, headers={"idempotency-key": "a-key-that-is-long"}
        )
    assert (before, after) == (["que_a"], ["que_a", "que_b"])
    assert begun.status_code == 201
    assert audited(tmp_path) == [("system:operator", "config.reload", "*")]


def audited(data: Path) -> list[tuple[str, str, str]]:
    """What the audit log has of the operator, after the end."""
    db = apsw.Connection(str(data / "ringline.db"), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return list(db.execute("select principal, act, object from audit where principal like 'system:%' order by id"))
    finally:
        db.close()


async def hang_up(server: Served) -> None:
    server.asked = trio.Event()
    os.kill(os.getpid(), signal.SIGHUP)
    with trio.fail_after(10):
        await server.asked.wait()


async def test_with_a_certificate_it_speaks_tls_alone(tmp_path: Path) -> None:
    ca, certificate, key = trustme.CA(), tmp_path / "cert.pem", tmp_path / "key.pem"
    certified(tmp_path, ca)
    first = certificate.read_bytes()
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    config = settings(server={"tls_certificate": str(certificate), "tls_key": str(key)})
    async with served(config, tmp_path / "var") as server:
        assert server.http.startswith("https://127.0.0.1:")
        assert server.websocket.startswith("wss://127.0.0.1:")
        context = ssl.create_default_context(cafile=tmp_path / "ca.pem")
        async with httpx.AsyncClient(verify=context, trust_env=False) as http:
            assert (await http.get(f"{server.http}/healthz")).status_code == 200
        server.next = config
        trustme.CA().issue_cert("127.0.0.1").private_key_pem.write_to_path(key)
        await hang_up(server)
        certified(tmp_path, ca)
        await hang_up(server)
        with trio.fail_after(10):
            while await shown(server, context) == first:
                pass  # the next handshake, until it shows another one


async def shown(server: Served, context: ssl.SSLContext) -> bytes:
    """The certificate of a handshake, as PEM."""
    host, _, port = server.http.removeprefix("https://").partition(":")
    stream = await trio.open_ssl_over_tcp_stream(host, int(port), ssl_context=context, https_compatible=True)
    async with stream:
        await stream.do_handshake()
        return ssl.DER_cert_to_PEM_cert(stream.getpeercert(binary_form=True)).encode()


async def test_a_port_in_use_is_told_before_anything_is_opened(tmp_path: Path) -> None:
    [listener] = await trio.open_tcp_listeners(0, host="127.0.0.1")
    async with listener:
        port = listener.socket.getsockname()[1]
        with pytest.raises(CannotServe, match=f"cannot listen on 127.0.0.1 port {port}: Address already in use"):
            await serving.run(Wish(settings(), tmp_path, port=port))
    assert not (tmp_path / "ringline.db").exists()


async def test_a_store_in_use_is_told_and_the_port_is_free_again(tmp_path: Path) -> None:
    async with served(settings(), tmp_path):
        with pytest.raises(StoreRefused, match="another server is using this store"):
            await serving.run(Wish(settings(), tmp_path, port=0))


async def test_a_certificate_that_is_none_is_told(tmp_path: Path) -> None:
    certificate, key = certified(tmp_path)
    config = settings(server={"tls_certificate": str(certificate), "tls_key": str(key)})
    key.write_text("nonsense")  # since they were read
    with pytest.raises(CannotServe, match="cannot use"):
        await serving.run(Wish(config, tmp_path, port=0))


def test_a_key_of_its_own_is_made_once(tmp_path: Path) -> None:
    first = make_token(settings(), tmp_path, "agt_a", PrincipalKind.AGENT, 5, None)
    assert make_tokens(settings(), tmp_path).verify(first, in_a_minute()).id == "agt_a"
    with pytest.raises(BadToken):
        make_tokens(settings(), tmp_path / "other").verify(first, in_a_minute())


def test_the_keys_of_the_file_are_used_and_the_first_one_issues(tmp_path: Path) -> None:
    keys = []
    for kid in ("new", "old"):
        (tmp_path / kid).write_text(f"a secret called {kid} of more than thirty-two bytes\n")
        keys.append({"kid": kid, "algorithm": "HS256", "secret_file": str(tmp_path / kid)})
    both, old = settings(tokens={"keys": keys}), settings(tokens={"keys": keys[1:]})
    token = make_token(both, tmp_path, "svc_1", PrincipalKind.SERVICE, 5, None)
    earlier = make_token(old, tmp_path, "svc_1", PrincipalKind.SERVICE, 5, None)

    assert make_tokens(both, tmp_path).verify(earlier, in_a_minute()).id == "svc_1"
    with pytest.raises(BadToken):
        make_tokens(old, tmp_path).verify(token, in_a_minute())
    assert not (tmp_path / OWN_KEY).exists()


def test_a_consumer_s_token_is_theirs_by_interaction(tmp_path: Path) -> None:
    token = make_token(settings(), tmp_path, "María", PrincipalKind.CONSUMER, 5, "int_1")
    consumer = make_tokens(settings(), tmp_path).verify(token, in_a_minute())
    assert (consumer.id, consumer.name, consumer.interaction) == ("con_int_1", "María", "int_1")


@pytest.mark.parametrize("secret", ["short", None])
def test_a_key_that_cannot_be_used_is_told(tmp_path: Path, secret: str | None) -> None:
    path = tmp_path / "token.pem"
    path.write_text(secret or "nonsense")
    algorithm = "HS256" if secret else "ES256"
    config = settings(tokens={"keys": [{"kid": "a", "algorithm": algorithm, "secret_file": str(path)}]})
    with pytest.raises(CannotServe, match="token key a"):
        make_tokens(config, tmp_path)


def test_a_key_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "token.pem").touch()
    key = {"kid": "a", "algorithm": "HS256", "secret_file": str(tmp_path / "token.pem")}
    config = settings(tokens={"keys": [key]})
    (tmp_path / "token.pem").unlink()
    with pytest.raises(CannotServe, match=r"token.pem: No such file"):
        make_tokens(config, tmp_path)


def test_an_address_of_ipv6_is_written_in_brackets() -> None:
    address = Address("::1", 80, is_secure=True)
    assert (address.http, address.websocket) == ("https://[::1]:80", "wss://[::1]:80/ws")
    assert attrs.evolve(address, host="ring.example", is_secure=False).websocket == "ws://ring.example:80/ws"


def client_of(server: Served, token: str | None = None) -> httpx.AsyncClient:
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    return httpx.AsyncClient(base_url=server.http, headers=headers, trust_env=False)


def in_a_minute() -> int:
    """A moment at which tokens made just now are good."""
    return time.time_ns() // 1_000_000 + 60_000
