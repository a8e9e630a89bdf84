"""The JavaScript client, as it is shipped: its types, its views, its connection, its example."""

import os
import subprocess
from functools import partial
from pathlib import Path

import pytest
import trio
from kit.accounts import account
from kit.raw_client import raw_client
from kit.server import running_server
from kit.web import BUILT, WEB, node, write_histories

CLIENT = BUILT / "ringline-client.js"


def run_node(*args: str, **env: str) -> subprocess.CompletedProcess[str]:
    """In the folder of the sources."""
    whole = {**os.environ, **env}
    return subprocess.run([node(), *args], cwd=WEB, env=whole, capture_output=True, text=True, timeout=50, check=False)


pytestmark = pytest.mark.xdist_group("javascript")
"""On one core: its fixture is made once."""


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    node()
    return write_histories(tmp_path_factory.mktemp("web") / "histories.jsonl")


def test_the_types_and_tables_are_those_of_the_schema() -> None:
    done = run_node("scripts/generate.mjs", "--check")

    assert done.returncode == 0, done.stderr


def test_the_types_hold() -> None:
    done = run_node("node_modules/typescript/bin/tsc", "--noEmit")

    assert done.returncode == 0, done.stdout


def test_what_is_shipped_is_what_the_sources_make(tmp_path: Path) -> None:
    done = run_node("scripts/build.mjs", OUT_DIR=str(tmp_path))

    assert done.returncode == 0, done.stderr
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    shipped = {
        path.name: path.read_bytes() for path in BUILT.iterdir() if path.suffix in (".js", ".css", ".html", ".svg")
    }
    assert made.keys() == shipped.keys()
    assert [name for name in made if made[name] != shipped[name]] == []


def test_the_views_are_those_of_the_protocol_after_every_event(histories: Path) -> None:
    done = run_node("--test", "test/views.test.mjs", HISTORIES=str(histories))

    assert done.returncode == 0, done.stdout[-4_000:]


@pytest.mark.parametrize(
    ("genuine", "forged"),
    [
        ("is_lost: true", "is_lost: false"),
        ('"leg.opened": (view, { leg })', '"leg.seen": (view, { leg })'),
        ("seq: view.seq + 1", "seq: view.seq"),
        ('"queue.no_takers"', '"queue.some_takers"'),
    ],
)
def test_a_view_that_is_wrong_is_found(histories: Path, tmp_path: Path, genuine: str, forged: str) -> None:
    text = CLIENT.read_text(encoding="utf-8")
    assert genuine in text
    client = tmp_path / "client.mjs"
    client.write_text(text.replace(genuine, forged), encoding="utf-8")

    done = run_node("--test", "test/views.test.mjs", HISTORIES=str(histories), CLIENT=client.as_uri())

    assert done.returncode != 0


def test_the_connection_keeps_the_protocol() -> None:
    done = run_node("--test", "test/client.test.mjs")

    assert done.returncode == 0, done.stdout[-4_000:]


def test_who_talks_with_whom_in_a_call() -> None:
    done = run_node("--test", "test/calls.test.mjs")

    assert done.returncode == 0, done.stdout[-4_000:]


async def test_the_example_of_the_readme_greets_a_consumer(tmp_path: Path) -> None:
    command = [node(), "test/example.mjs"]
    async with running_server(tmp_path, account()) as server, trio.open_nursery() as nursery:
        env = {**os.environ, "RINGLINE_URL": server.url, "RINGLINE_TOKEN": server.token("agt_ana")}
        start = partial(trio.run_process, command, cwd=WEB, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        example: trio.Process = await nursery.start(start)
        assert example.stdin is not None
        assert example.stdout is not None
        assert await example.stdout.receive_some() == b"ready\n"
        async with raw_client(server.url) as bot:
            await bot.hello(server.token("svc_bot"))
            made = await bot.ask("interaction.create", {"queue": "que_chat"})
            await bot.ask("stream.subscribe", {"stream": f"interaction/{made['interaction']}"})
            greeting = await bot.event("segment.final")
        await example.stdin.aclose()
        assert await example.wait() == 0

    assert (greeting["data"]["participant"], greeting["data"]["text"]) == ("Ana", "Hello! How can I help?")
