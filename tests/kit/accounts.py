"""Small accounts for tests."""

from typing import Any

from ringline_protocol.values import Acceptance, Channel
from ringline_server.domain.canned import CannedAnswer
from ringline_server.domain.policy import Account, Agent, Disposition, Queue, WrapUpPolicy

OUTCOMES = (
    Disposition("sales", "Sales", (Disposition("sold", "Sold"), Disposition("lost", "Lost"))),
    Disposition("solved", "Solved"),
)

HELLO = CannedAnswer("can_hello", "Hello", "hello", "Hello {{consumer.name}}", "en")
"""For every queue."""


def queue(name: str = "que_chat", channel: Channel = Channel.MESSAGING, **more: Any) -> Queue:
    """A queue with wrap-up and optional dispositions."""
    more.setdefault("wrap_up", WrapUpPolicy(dispositions="outcomes"))
    return Queue(name, name.removeprefix("que_").title(), channel, **more)


def account(*queues: Queue, agents: tuple[str, ...] = ("ana", "bruno"), **more: Any) -> Account:
    """Agents `agt_ana` … and the supervisor `agt_sofia`, all members of all queues."""
    queues = queues or (
        queue(),
        queue("que_auto", acceptance=Acceptance.AUTOMATIC),
        queue("que_mail", Channel.EMAIL),
        queue("que_voice", Channel.VOICE),
    )
    names = tuple(one.id for one in queues)
    more.setdefault("canned", (HELLO,))
    people = [Agent(f"agt_{name}", name.title(), queues=names) for name in agents]
    people.append(Agent("agt_sofia", "Sofia", supervisor=True, queues=()))
    return Account(
        queues={one.id: one for one in queues},
        agents={one.id: one for one in people},
        dispositions={"outcomes": OUTCOMES},
        **more,
    )
