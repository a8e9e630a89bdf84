"""Cases that nobody can ask from outside, each with the reason and the test of the reference server that shows it."""

from typing import Final

_CLOCK: Final = "needs the server's clock"
_CRASH: Final = "needs kill -9 at a chosen moment"
_DISK: Final = "needs the server's disk"

ELSEWHERE: Final[dict[str, str]] = {
    "B21": "needs to watch the server's network; tests/server/edges/test_auth.py",
    "B25": f"{_CLOCK} and a token of a minute; tests/server/edges/test_hello.py",
    "B27": "needs the operator's word; tests/server/edges/test_hello.py",
    "D57": f"{_CRASH}; tests/server/edges/test_dispatch.py, tests/server/test_crash.py",
    "D63": "needs a fault inside the server; tests/server/edges/test_guard.py",
    "D64": f"{_DISK}; tests/server/edges/test_dispatch.py",
    "E70": "needs a queue that rings at several; tests/server/test_races.py",
    "E71": f"{_CLOCK}, to the millisecond; tests/server/test_races.py",
    "E82": f"{_CRASH}; tests/server/test_races.py, tests/server/test_crash.py",
    "E83": f"{_CRASH}; tests/server/test_races.py, tests/server/test_crash.py",
    "G99": f"{_DISK}: a journal that ends; tests/server/edges/test_hello.py",
    "G100": f"{_CRASH}; tests/server/test_edge_restart.py, tests/server/test_crash.py",
    "G106": f"{_CLOCK}: two minutes; tests/server/edges/test_hello.py",
    "H110": f"{_CLOCK}: ten minutes; tests/server/edges/test_connection.py",
    "H116": "the protocol has no window of acknowledgements: who does not read is closed with 4005",
    "I126": f"{_CLOCK}, to the millisecond; tests/server/test_edge_wrap_up.py",
    "I127": f"{_CRASH}; tests/server/test_app.py",
    "J135": "needs to stop the server; tests/server/edges/test_connection.py, tests/server/test_crash.py",
    "J137": f"{_DISK}; tests/server/edges/test_dispatch.py",
    "J138": f"{_CLOCK}; tests/server/test_clock.py",
    "J139": "needs the server's configuration; tests/server/test_app.py",
    "J140": "is asked of clients; tests/clients/test_session.py",
}
