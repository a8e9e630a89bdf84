"""Every module that does something has a test file of its own name, where one looks for it."""

import ast
from collections.abc import Collection, Iterator, Mapping

from kit.source import Source

UNTESTED: dict[str, str] = {
    "clients/ringline_client/demo/live_scenes.py": "played by tests/clients/demo/test_play.py",
    "clients/ringline_client/demo/later_scenes.py": "played by tests/clients/demo/test_play.py",
    "clients/ringline_client/load/people.py": "played by tests/clients/load/test_crowd.py",
    "clients/ringline_client/load/account.py": "given to a server by tests/clients/cli/test_load.py",
    **dict.fromkeys(
        (
            f"clients/ringline_client/bench/{name}.py"
            for name in ("account", "loop", "own", "rounds", "simple", "speaking", "talk", "textbook")
        ),
        "all at work, each figure asked for, in tests/clients/cli/test_bench.py",
    ),
    **dict.fromkeys(
        (f"server/ringline_server/{layer}/forgetting.py" for layer in ("actors", "edges")),
        "tests/server/test_promises_forgetting.py looks for canaries in every file",
    ),
    "server/ringline_server/edges/http/described.py": "told by tests/server/edges/http/test_openapi.py",
    "server/ringline_server/store/sql_disk.py": "every test in tests/server/store asks it",
    **dict.fromkeys(
        (
            f"server/ringline_server/store/{name}.py"
            for name in ("sqlite_contacts", "sqlite_contact_index", "sqlite_merges", "sqlite_forget")
        ),
        "asked by tests/server/store/test_book.py, edges/test_merges.py and test_promises_forgetting.py",
    ),
    **dict.fromkeys(
        (f"server/ringline_server/actors/{name}.py" for name in ("agent_inspection", "queue_inspection")),
        "tests/server/actors/test_inspecting.py plants every fault that they know",
    ),
    **dict.fromkeys(
        (
            f"server/ringline_server/mail/{name}.py"
            for name in ("bodies", "bounces", "headers", "kinds", "message", "nesting", "structure")
        ),
        "read 90 messages, damaged ones and hostile ones in tests/server/mail/test_parsing.py",
    ),
    "server/ringline_server/edges/mail/imap_line.py": "talks to a real server in tests/server/edges/mail/test_imap.py",
    **dict.fromkeys(
        (f"server/ringline_server/mail/{name}.py" for name in ("quotation", "writing")),
        "write what tests/server/mail/test_composing.py reads back",
    ),
    **dict.fromkeys(
        (f"server/ringline_server/upkeep/{name}.py" for name in ("check_streams", "check_rows")),
        "tests/server/upkeep/test_verify.py puts every fault that they know into a store",
    ),
    **dict.fromkeys(
        (
            f"clients/ringline_client/conformance/{name}.py"
            for name in (
                *("a_handshake", "b_hello", "c_framing", "c_shapes", "d_commands", "e_offers", "e_races", "f_streams"),
                *("g_resume", "h_flow", "h_slow", "i_work", "j_operations", "k_calls", "floor", "party"),
            )
        ),
        "asked of a real server, and of proxies that lie, by tests/conformance/test_kit.py",
    ),
    **dict.fromkeys(
        (
            f"clients/ringline_client/certification/{name}.py"
            for name in ("asking", "driver", "judge", "peer", "reading", "register", "returning", "stage", "subject")
        ),
        "judges our clients, and clients that sin, in tests/certification/test_clients.py",
    ),
    **dict.fromkeys(
        (
            f"server/ringline_server/simulation/{name}.py"
            for name in (
                *("account", "connection", "device", "host", "nemesis", "world"),
                *("people/agent", "people/consumer", "people/service", "people/supervisor", "people/upgrading"),
            )
        ),
        "play whole days in tests/simulation/test_day.py",
    ),
}
"""Path of a source file: why no test file mirrors it."""

TESTS_OF = {
    "protocol/ringline_protocol/": "tests/protocol/",
    "server/ringline_server/simulation/": "tests/simulation/",
    "server/ringline_server/": "tests/server/",
    "clients/ringline_client/": "tests/clients/",
    "clients/ringline_web/": "tests/clients/web/",
}


def missing_tests(sources: Collection[Source], tests: Collection[str], excused: Mapping[str, str]) -> Iterator[str]:
    """`tests` are paths. An excuse that nobody needs any more is a fault too."""
    needing = {source.path for source in sources if does_something(source) and mirror_of(source.path) not in tests}
    yield from (f"{path}: no {mirror_of(path)}" for path in sorted(needing - excused.keys()))
    yield from (f"{path}: is excused for no reason" for path in sorted(excused.keys() - needing))


def mirror_of(path: str) -> str:
    """`…/actors/agent.py` has `…/actors/test_agent.py`; a package's `__init__.py` has `test_<package>.py` beside it."""
    for sources, tests in TESTS_OF.items():
        if path.startswith(sources):
            *folders, name = (tests + path.removeprefix(sources).removesuffix("/__init__.py")).split("/")
            return "/".join([*folders, f"test_{name.removesuffix('.py').strip('_')}.py"])
    return f"tests/test_{path}"


def does_something(source: Source) -> bool:
    """Modules of words, types and numbers alone have nothing that could be tested."""
    doing = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    return any(isinstance(node, doing) for node in ast.walk(source.tree))
