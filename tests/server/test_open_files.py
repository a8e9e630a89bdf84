"""As many open files as there may be connections, as far as the system lets us; else somebody is told what to do."""

import json
import resource
import sys
from pathlib import Path

import pytest
from kit.bench import queue_toml
from kit.process import ServerProcess
from ringline_server.edges.admission import CONNECTIONS_MAX
from ringline_server.open_files import FILES_BESIDE_MAX, FILES_NEEDED, allowed, is_too_few

NO_LIMIT = resource.RLIM_INFINITY
LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, ({0}, {1}))
os.execv(sys.argv[1], sys.argv[1:])
"""


def limits_of(pid: int) -> list[str]:
    """Open files that another process is allowed: soft, hard."""
    lines = Path(f"/proc/{pid}/limits").read_text().splitlines()
    return next(line.split()[3:5] for line in lines if line.startswith("Max open files"))


@pytest.mark.parametrize(
    ("soft", "hard", "expected"),
    [
        (1_024, 1_048_576, FILES_NEEDED),
        (1_024, NO_LIMIT, FILES_NEEDED),
        (1_024, 4_096, 4_096),
        (4_096, 4_096, 4_096),
        (50_000, 1_048_576, 50_000),
        (NO_LIMIT, NO_LIMIT, NO_LIMIT),
    ],
)
def test_the_soft_limit_is_raised_to_what_is_needed_as_far_as_the_hard_one_goes(
    soft: int, hard: int, expected: int
) -> None:
    assert allowed(soft, hard) == expected


def test_too_few_are_fewer_than_the_connections_that_there_may_be_and_some_more() -> None:
    assert FILES_NEEDED == CONNECTIONS_MAX + FILES_BESIDE_MAX
    assert is_too_few(FILES_NEEDED - 1)
    assert not is_too_few(FILES_NEEDED)
    assert not is_too_few(NO_LIMIT)


async def test_a_real_server_raises_its_limit_and_tells_the_operator_what_to_do(tmp_path: Path) -> None:
    hard = min(2_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    server = ServerProcess.make(tmp_path, queue_toml("que_0"))
    said = await server.begin(None, sys.executable, "-c", LIMITED.format(hard // 2, hard))
    try:
        limits = limits_of(server.pid)
        logged = [json.loads(line) for line in server.log.read_text().splitlines() if "few open files" in line]
    finally:
        await server.stop()

    assert limits == [str(hard), str(hard)]
    assert b"listening" in said
    assert [(line["limit"], line["level"]) for line in logged] == [(hard, "warning")]
    assert f"LimitNOFILE={FILES_NEEDED}" in logged[0]["reason"]
