"""The command `ringline`: what it prints, and with which exit status."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cyclopts
import pytest
from cyclopts import App
from ringline_server import __version__, cli
from ringline_server.config import load
from ringline_server.domain.principal import Principal
from ringline_server.serving import OWN_KEY, SAMPLE, make_tokens
from ringline_server.serving_address import TOKENS_FILE

Captured = pytest.CaptureFixture[str]

NOWHERE = "ws://127.0.0.1:9/ws"
ENDS_S = 90
"""For a whole process, from its start: it computes 2.3 s, and a busy machine may give it a twentieth of a core."""
GOOD = """
[[queues]]
id = "que_a"
name = "A"
channel = "messaging"

[[agents]]
id = "agt_a"
name = "Ana"
queues = ["que_a"]
"""


def run(*words: str | Path) -> int:
    """The exit status."""
    status = cli.app(
        [str(word) for word in words], result_action="return_int_as_exit_code_else_zero", exit_on_error=False
    )
    assert isinstance(status, int)
    return status


def written(folder: Path, text: str) -> Path:
    path = folder / "ringline.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_called_fine_and_counted(tmp_path: Path, capsys: Captured) -> None:
    path = written(tmp_path, GOOD)
    assert run("check", path) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[-1] == f"{path}: fine. 1 queue, 1 agent, 1 warning."
    assert out.startswith("warning: config.tokens.keys: none")
    assert err == ""


def test_every_fault_of_a_file_is_printed_with_its_place(tmp_path: Path, capsys: Captured) -> None:
    path = written(tmp_path, GOOD.replace("messaging", "pigeon") + 'quues = []\n[server]\nport = "x"')
    assert run("check", path) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "config.server.port: a whole number is expected",
        "config.queues[0].channel: one of messaging, voice, video, email, work_item is expected",
        "config.agents[0]: unknown setting quues; did you mean queues?",
        f"ringline: {path}: 3 faults",
    ]


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: Captured) -> None:
    assert run("check", tmp_path / "none.toml") == 1
    assert capsys.readouterr().err == f"ringline: {tmp_path}/none.toml: No such file or directory\n"


def test_the_sample_is_printed_as_it_is_and_is_good(tmp_path: Path, capsys: Captured) -> None:
    assert run("sample") == 0
    text = capsys.readouterr().out
    assert text == SAMPLE.read_text(encoding="utf-8")
    assert run("check", written(tmp_path, text)) == 0


@pytest.mark.parametrize(
    ("principal", "kind"), [("agt_ana", "agent"), ("agt_sofia", "supervisor"), ("svc_any", "service")]
)
def test_a_token_is_printed_for_everybody_of_the_account(
    tmp_path: Path, capsys: Captured, principal: str, kind: str
) -> None:
    assert run("token", principal, "--data", tmp_path, "--minutes", "5") == 0
    [token] = capsys.readouterr().out.split()
    found = verified(tmp_path, token)
    assert (found.kind, found.id) == (kind, principal)
    assert (tmp_path / OWN_KEY).exists()


def test_a_link_opens_the_desk_with_a_token_that_no_server_sees(tmp_path: Path, capsys: Captured) -> None:
    assert run("token", "agt_ana", "--link", "--data", tmp_path) == 0
    address, token = capsys.readouterr().out.strip().split("#token=")
    assert address == "http://127.0.0.1:8080/"
    assert verified(tmp_path, token).id == "agt_ana"


def test_a_link_leads_to_the_sample_that_runs(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / TOKENS_FILE).write_text('{"http": "http://127.0.0.1:41234"}')
    assert run("token", "agt_ana", "--link", "--data", tmp_path) == 0
    assert capsys.readouterr().out.startswith("http://127.0.0.1:41234/#token=")


def test_only_those_with_a_desk_get_a_link(tmp_path: Path, capsys: Captured) -> None:
    assert run("token", "svc_bot", "--link", "--data", tmp_path) == 2
    assert "only agents and supervisors" in capsys.readouterr().err


def test_a_token_of_a_consumer_is_bound_to_the_interaction(tmp_path: Path, capsys: Captured) -> None:
    assert run("token", "María", "--interaction", "int_1", "--data", tmp_path) == 0
    found = verified(tmp_path, capsys.readouterr().out.strip())
    assert (found.kind, found.name, found.interaction) == ("consumer", "María", "int_1")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["agt_ghost"], "the account has no agent agt_ghost; services begin with svc_"),
        (["agt_ana", "--minutes", "0"], "--minutes is 1 to 60"),
        (["agt_ana", "--minutes", "61"], "--minutes is 1 to 60"),
    ],
)
def test_a_token_that_nobody_would_take_is_refused(
    tmp_path: Path, capsys: Captured, words: list[str], text: str
) -> None:
    assert run("token", *words, "--data", tmp_path) == 2
    assert capsys.readouterr() == ("", f"ringline: {text}\n")


@pytest.mark.parametrize("words", [[], ["--sample", "--config", str(SAMPLE)]])
def test_serve_wants_either_a_file_or_the_sample(capsys: Captured, words: list[str]) -> None:
    assert run("serve", *words) == 2
    assert capsys.readouterr().err == "ringline: say either --config FILE or --sample\n"


def test_serve_prints_the_faults_of_its_file_and_ends(tmp_path: Path, capsys: Captured) -> None:
    assert run("serve", "--config", written(tmp_path, "[server]\nport = 1"), "--data", tmp_path / "var") == 2
    assert capsys.readouterr().err.splitlines()[0] == "config.queues: at least one queue is needed"
    assert not (tmp_path / "var").exists()


def test_serve_tells_in_one_line_that_a_port_is_in_use(tmp_path: Path, capsys: Captured) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run("serve", "--sample", "--port", str(port), "--data", tmp_path) == 2
    assert capsys.readouterr().err == f"ringline: cannot listen on 127.0.0.1 port {port}: Address already in use\n"


def test_serve_tells_in_one_line_that_a_store_has_no_place(tmp_path: Path, capsys: Captured) -> None:
    path = written(tmp_path, GOOD + f'[store]\npath = "{tmp_path}/nowhere/x.db"')
    assert run("serve", "--config", path, "--port", "0", "--data", tmp_path) == 2
    [line] = capsys.readouterr().err.splitlines()
    assert "No such file or directory" in line


def test_help_names_every_command_and_every_role(capsys: Captured) -> None:
    assert run("--help") == 0
    out = capsys.readouterr().out
    assert all(
        command in out for command in ("serve", "check", "sample", "token", "agent", "consumer", "service", "demo")
    )


def unexplained(commands: App, path: str = "ringline") -> Iterator[str]:
    """Options without a word on what they mean."""
    if commands.default_command is not None:
        for argument in commands.assemble_argument_collection(parse_docstring=True):
            if argument.show and not argument.parameter.help:
                yield f"{path} {argument.name}"
    for name in commands:
        if not name.startswith("-"):
            yield from unexplained(commands[name], f"{path} {name}")


def test_help_explains_every_option_of_every_command() -> None:
    assert list(unexplained(cli.app)) == []


def test_an_option_that_nobody_explains_is_found() -> None:
    bare = App()

    @bare.command
    def bake(*, hot: bool = False) -> None:
        """Bake."""

    assert list(unexplained(bare)) == ["ringline bake --hot"]


def test_a_switch_has_no_second_name_that_turns_it_off(capsys: Captured) -> None:
    assert run("simulate", "--help") == 0
    out = capsys.readouterr().out
    assert "--calm" in out
    assert "--no-calm" not in out
    assert "disk_full" in out, "which troubles there are"


def test_the_version_is_that_of_the_package(capsys: Captured) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.strip() == __version__


@pytest.mark.timeout(200)
def test_python_m_is_the_same_command_and_its_status_the_process_s(tmp_path: Path) -> None:
    statuses = []
    for words in (["check", str(tmp_path / "none.toml")], ["frobnicate"]):
        with ringline(*words) as done:
            done.communicate(timeout=ENDS_S)
            statuses.append(done.returncode)
    assert statuses == [1, 2]


@pytest.mark.timeout(200)
def test_a_signal_ends_a_server_orderly(tmp_path: Path) -> None:
    served, _ = sample(tmp_path)
    served.send_signal(signal.SIGTERM)
    _, said = served.communicate(timeout=ENDS_S)
    assert served.returncode == 0
    assert "Traceback" not in said


@pytest.mark.timeout(200)
def test_a_second_signal_ends_it_at_once_whoever_is_still_connected(tmp_path: Path) -> None:
    served, port = sample(tmp_path)
    with socket.create_connection(("127.0.0.1", port)):
        served.send_signal(signal.SIGTERM)
        assert served.stderr is not None
        assert any("signal received" in line for line in served.stderr)
        served.send_signal(signal.SIGINT)
        _, said = served.communicate(timeout=ENDS_S)
    assert served.returncode == cli.INTERRUPTED
    assert "Traceback" not in said


@pytest.fixture
def can_interrupt() -> Iterator[None]:
    """Whoever begins now can be interrupted, also where all this runs in the background of a script."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.timeout(200)
@pytest.mark.usefixtures("can_interrupt")
def test_an_interruption_leaves_no_traceback_even_while_it_imports() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "ringline_server", "agent", "--token", "x", "--url", NOWHERE]
    paths = os.pathsep.join(sys.path)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths}) as begun:
        assert begun.stderr is not None
        assert any("attr._make" in line for line in begun.stderr)
        begun.send_signal(signal.SIGINT)
        assert "Traceback" not in begun.stderr.read()
    assert begun.returncode in (-signal.SIGINT, cli.INTERRUPTED)


@pytest.mark.timeout(200)
@pytest.mark.usefixtures("can_interrupt")
def test_an_interruption_in_a_nursery_leaves_none_either(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    os.mkfifo(begun)
    with ringline("certify", "--", sys.executable, "-c", f"open('{begun}', 'w').close(); input()") as judged:
        begun.open().close()  # as soon as the first client runs
        judged.send_signal(signal.SIGINT)
        _, said = judged.communicate(timeout=ENDS_S)
    assert (judged.returncode, said) == (cli.INTERRUPTED, "")


@pytest.mark.parametrize("port", ["-1", "65536", "99999"])
def test_a_port_that_there_is_not_is_refused(tmp_path: Path, port: str) -> None:
    with pytest.raises(cyclopts.ValidationError, match="--port"):
        run("serve", "--sample", "--data", tmp_path, "--port", port)


def test_a_token_that_only_a_new_key_knows_is_told(tmp_path: Path, capsys: Captured) -> None:
    assert run("token", "agt_ana", "--data", tmp_path) == 0
    assert f"{tmp_path}/token.key is new" in capsys.readouterr().err
    assert run("token", "agt_ana", "--data", tmp_path) == 0
    assert capsys.readouterr().err == ""


def test_a_file_in_the_place_of_the_data_is_told(tmp_path: Path, capsys: Captured) -> None:
    assert run("token", "agt_ana", "--data", written(tmp_path, "")) == 2
    assert capsys.readouterr().err == f"ringline: {tmp_path}/ringline.toml: this is no folder\n"


def sample(data: Path) -> tuple[subprocess.Popen[str], int]:
    """A process that serves the sample, and its port."""
    served = ringline("serve", "--sample", "--port", "0", "--data", str(data))
    assert served.stdout is not None
    return served, int(served.stdout.readline().rpartition(":")[2])


def ringline(*words: str) -> subprocess.Popen[str]:
    paths = os.pathsep.join(sys.path)
    command = [sys.executable, "-m", "ringline_server", *words]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env={**os.environ, "PYTHONPATH": paths})


def verified(data: Path, token: str) -> Principal:
    return make_tokens(load(SAMPLE, {}), data).verify(token, time.time_ns() // 1_000_000)
