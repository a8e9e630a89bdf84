"""What lists need to know of the account."""

from typing import Any

import attrs
from kit.accounts import account, queue
from kit.scene import scene
from ringline_protocol.values import Channel
from ringline_server.config_mail import Mailbox
from ringline_server.domain.policy import ServiceLevelPolicy
from trio.testing import MockClock


async def test_queues_say_what_they_promise_and_whether_one_is_a_member(autojump_clock: MockClock) -> None:
    promising = queue("que_chat", service_level=ServiceLevelPolicy(target_ms=90_000, target_percent=75))
    people = account(promising, queue("que_mail", channel=Channel.EMAIL))
    ana = attrs.evolve(people.agents["agt_ana"], queues=("que_chat",))
    async with scene(of=attrs.evolve(people, agents={**people.agents, "agt_ana": ana})) as at:
        found = await (await at.agent("ana")).ask("account.read", {}, key=None)
        refused = await (await at.service()).error("account.read", {}, key=None)

    assert [
        (one["queue"], one["channel"], one["member"], one["target_ms"], one["target_percent"])
        for one in found["queues"]
    ] == [("que_chat", "messaging", True, 90_000, 75), ("que_mail", "email", False, 86_400_000, 80)]
    assert found["status_reasons"] == list(people.status_reasons)
    names: dict[str, Any] = {one["agent"]: one["name"] for one in found["agents"]}
    assert names["agt_ana"] == people.agents["agt_ana"].name
    assert refused["code"] == "forbidden"


async def test_mailboxes_say_which_addresses_are_ours(autojump_clock: MockClock) -> None:
    ours = Mailbox("mbx_help", "help@example.com", "que_mail", "Help", ("ayuda@example.com",), {"en": "Your help desk"})
    async with scene(of=account(queue("que_mail", channel=Channel.EMAIL))) as at:
        at.server.server.mailboxes = (ours,)
        found = await (await at.agent("ana")).ask("account.read", {}, key=None)

    assert found["mailboxes"] == [
        {
            "mailbox": "mbx_help",
            "address": "help@example.com",
            "aliases": ["ayuda@example.com"],
            "name": "Help",
            "queue": "que_mail",
            "signature": {"en": "Your help desk"},
        }
    ]


async def test_queues_say_which_reasons_they_want_for_a_decline(autojump_clock: MockClock) -> None:
    strict = queue("que_voice", Channel.VOICE, decline_reasons=("busy", "sick"), decline_reason_required=True)
    async with scene(of=account(strict, queue("que_chat"))) as at:
        found = await (await at.agent("ana")).ask("account.read", {}, key=None)

    assert [(one["decline_reasons"], one["decline_reason_required"]) for one in found["queues"]] == [
        (["busy", "sick"], True),
        ([], False),
    ]
