"""What the account has set up."""

from ringline_client.answers import read
from ringline_client.set_up import AccountSetUp

PLAIN = {
    "queues": [
        {
            "queue": "que_chat",
            "name": "Chat",
            "channel": "messaging",
            "acceptance": "manual",
            "member": True,
            "target_ms": 20_000,
            "target_percent": 80,
            "of_a_later_version": 1,
        }
    ],
    "agents": [{"agent": "agt_ana", "name": "Ana"}],
    "status_reasons": ["lunch"],
}


def test_a_queue_is_found_by_its_id() -> None:
    account = read(AccountSetUp, PLAIN)

    found = account.queue("que_chat")
    assert found is not None
    assert (found.name, found.target_ms, found.decline_reasons) == ("Chat", 20_000, ())
    assert account.queue("que_none") is None
