"""What the account has set up, as far as the people inside need it to read their lists."""

from typing import Any

import attrs

from ringline_server.actors.messages import Done
from ringline_server.config_mail import Mailbox
from ringline_server.domain.policy import Queue, target_ms
from ringline_server.domain.principal import Principal
from ringline_server.edges.server import Server


def answer(server: Server, by: Principal) -> Done:
    """Queues with what they promise and ask, who works here, and what people may choose from.

    Names and ids only: how agents and queues are is in the directory.
    """
    account = server.account
    own = account.agents[by.id].queues if by.id in account.agents else ()
    return Done(
        {
            "queues": [_queue(queue, queue.id in own) for queue in account.queues.values()],
            "agents": [{"agent": agent.id, "name": agent.name} for agent in account.agents.values()],
            "status_reasons": account.status_reasons,
            "contact_fields": [attrs.asdict(field) for field in account.contact_fields.values()],
            "mailboxes": [_mailbox(mailbox) for mailbox in server.mailboxes],
        }
    )


def _mailbox(mailbox: Mailbox) -> dict[str, Any]:
    return {
        "mailbox": mailbox.id,
        "address": mailbox.address,
        "aliases": mailbox.aliases,
        "name": mailbox.name,
        "queue": mailbox.queue,
        "signature": dict(mailbox.signature),
    }


def _queue(queue: Queue, is_member: bool) -> dict[str, Any]:
    return {
        "queue": queue.id,
        "name": queue.name,
        "channel": queue.channel,
        "upgrades": queue.upgrades,
        "acceptance": queue.acceptance,
        "member": is_member,
        "target_ms": target_ms(queue),
        "target_percent": queue.service_level.target_percent,
        "decline_reasons": queue.decline_reasons,
        "decline_reason_required": queue.decline_reason_required,
    }
