"""Python client for Ringline, on Trio: sessions that come back by themselves, typed commands, a view of everything.

agent.py, supervisor.py, consumer.py, service.py   the roles      client.py    what they have in common
session.py     one session over many connections                 streams.py   positions and the view
reconnect.py   what a close code asks for                        cli/, demo/  to play it in a terminal
"""

from ringline_client.agent import AgentClient
from ringline_client.client import Client
from ringline_client.consumer import ConsumerClient
from ringline_client.errors import CannotConnect, ClientError, CommandFailed, FellBehind, SessionOver
from ringline_client.service import ServiceClient
from ringline_client.supervisor import SupervisorClient
from ringline_client.told import Connected, Disconnected, Listener, Restarted, Told

connect = Client.connect

__all__ = [
    "AgentClient",
    "CannotConnect",
    "Client",
    "ClientError",
    "CommandFailed",
    "Connected",
    "ConsumerClient",
    "Disconnected",
    "FellBehind",
    "Listener",
    "Restarted",
    "ServiceClient",
    "SessionOver",
    "SupervisorClient",
    "Told",
    "connect",
]
