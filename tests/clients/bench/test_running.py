"""Processes that stand for servers: started, weighed, ended."""

import os
import sys
from pathlib import Path

import pytest
from ringline_client.bench.running import NoServer, cpu_s, serving

LISTENS = "print('listening on http://127.0.0.1:4711', flush=True)"
WORKS = f"{LISTENS}\nwhile True: pass"


def test_a_server_is_up_when_it_says_its_port_and_gone_afterwards() -> None:
    with serving([sys.executable, "-c", f"{LISTENS}\nimport time; time.sleep(600)"], {}) as server:
        assert server.address == ("127.0.0.1", 4711)
        os.kill(server.pid, 0)
        assert server.resident_kb() > 1_000
        assert server.descriptors() >= 0

    with pytest.raises(ProcessLookupError):
        os.kill(server.pid, 0)


def test_what_it_computes_is_counted() -> None:
    with serving([sys.executable, "-c", WORKS], {}) as server:
        before_s = server.cpu_s()
        while server.cpu_s() < before_s + 0.05:
            pass

        assert cpu_s(server.pid) >= before_s + 0.05


@pytest.mark.skipif(sys.platform != "linux", reason="there is no clock for each process")
def test_it_is_counted_finer_than_in_hundredths() -> None:
    with serving([sys.executable, "-c", LISTENS + "; input()"], {}) as server:
        computed_s = server.cpu_s()

        assert 0 < computed_s != round(computed_s, 2)


def test_what_it_said_instead_is_told(tmp_path: Path) -> None:
    log = tmp_path / "log"
    dies = "import sys; print('I cannot'); sys.exit('the port is taken')"

    with pytest.raises(NoServer, match=r"I cannot[\s\S]*the port is taken"):  # noqa: SIM117
        with serving([sys.executable, "-c", dies], {}, log):
            pass


def test_a_server_has_the_environment_that_it_is_given() -> None:
    says = "import os; print('listening on x:' + os.environ['BENCH_PORT'], flush=True); input()"

    with serving([sys.executable, "-c", says], {"BENCH_PORT": "99"}) as server:
        assert server.port == 99
