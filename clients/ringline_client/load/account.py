"""The account of a server that the load test starts itself: as many agents as it wants, one queue for all of them."""

from typing import Final

QUEUE: Final = "que_load"
SERVICE: Final = "svc_load"
_HEAD: Final = """\
[server]
service_commands_per_s = 100000

[[tokens.keys]]
kid = "conformance"
algorithm = "HS256"
secret_file = "token.key"

[[queues]]
id = "que_load"
name = "Load"
channel = "messaging"
"""
_AGENT: Final = """
[[agents]]
id = "{id}"
name = "Agent {number}"
queues = ["que_load"]
"""


def names(agents: int) -> list[str]:
    """Ids of so many."""
    return [f"agt_{number:05}" for number in range(1, agents + 1)]


def toml(agents: int) -> str:
    """The configuration file."""
    return _HEAD + "".join(_AGENT.format(id=name, number=number) for number, name in enumerate(names(agents), 1))
