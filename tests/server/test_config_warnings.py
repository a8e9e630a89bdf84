"""What works and is probably not meant: told by `check`, and no reason not to start."""

import tomllib
from pathlib import Path

import pytest
from kit.certified import certified
from ringline_server.config import parse
from ringline_server.config_warnings import warnings_of
from ringline_server.serving import SAMPLE

KEYS = "config.tokens.keys: none: the server makes a key of its own under its data directory"


def warnings(text: str) -> list[str]:
    return [str(warning) for warning in warnings_of(parse(tomllib.loads(text), {}))]


def queue(name: str, overflow: str | None = None) -> str:
    text = f'[[queues]]\nid = "{name}"\nname = "A"\nchannel = "messaging"\n'
    return text if overflow is None else f'{text}[queues.overflow.max_wait]\nqueue = "{overflow}"\n'


def agent(*queues: str, supervisor: bool = False) -> str:
    return f'[[agents]]\nid = "agt_a"\nname = "A"\nqueues = {list(queues)}\nsupervisor = {str(supervisor).lower()}\n'


def test_the_sample_is_as_it_is_meant() -> None:
    assert warnings(SAMPLE.read_text(encoding="utf-8")) == [KEYS]


CERTIFIED = 'host = "0.0.0.0"\ntls_certificate = "FOLDER/cert.pem"\ntls_key = "FOLDER/key.pem"'


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """With a certificate and its key."""
    certified(tmp_path)
    return str(tmp_path)


@pytest.mark.parametrize("reach", [CERTIFIED, 'host = "127.0.0.1"\nproxies = ["127.0.0.0/8"]'])
def test_a_page_to_try_out_that_others_can_reach_is_told(reach: str, folder: str) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    told = warnings(text.replace('host = "127.0.0.1"', reach.replace("FOLDER", folder)))
    assert told == ["config.tryout.enabled: whoever reaches this server can ring your agents from /try", KEYS]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7"])
def test_a_network_that_is_spoken_to_in_the_clear_is_told(host: str) -> None:
    told, keys = warnings(f'{queue("que_a")}{agent("que_a")}[server]\nhost = "{host}"\n')
    assert told.startswith("config.server.host: tokens and conversations cross the network in the clear")
    assert keys == KEYS


@pytest.mark.parametrize("reach", ['host = "0.0.0.0"\nproxies = ["10.0.0.0/8"]', CERTIFIED])
def test_behind_tls_a_network_is_fine(reach: str, folder: str) -> None:
    assert warnings(f"{queue('que_a')}{agent('que_a')}[server]\n{reach.replace('FOLDER', folder)}\n") == [KEYS]


def test_a_queue_without_members_waits_for_ever() -> None:
    told = warnings(queue("que_a") + queue("que_b") + agent("que_a"))
    assert told == ["config.queues[1]: que_b has no members: nobody will ever take what waits in it", KEYS]


def test_an_overflow_that_goes_in_a_circle_is_told_to_every_queue_of_it() -> None:
    queues = queue("que_a", "que_b") + queue("que_b", "que_c") + queue("que_c", "que_b")
    told = warnings(queues + agent("que_a", "que_b", "que_c"))
    assert told == [
        "config.queues[1].overflow: goes in a circle: que_b > que_c > que_b; it ends after 5 hops",
        "config.queues[2].overflow: goes in a circle: que_c > que_b > que_c; it ends after 5 hops",
        KEYS,
    ]


def test_an_overflow_that_ends_is_fine() -> None:
    assert warnings(queue("que_a", "que_b") + queue("que_b") + agent("que_a", "que_b")) == [KEYS]


def test_an_agent_without_queues_is_told_unless_they_supervise() -> None:
    told = warnings(queue("que_a") + agent() + agent("que_a").replace("agt_a", "agt_b"))
    assert told == ["config.agents[0]: agt_a is in no queue", KEYS]
    assert warnings(queue("que_a") + agent(supervisor=True) + agent("que_a").replace("agt_a", "agt_b")) == [KEYS]


def test_a_tree_that_nobody_uses_is_told() -> None:
    told = warnings(queue("que_a") + agent("que_a") + '[dispositions]\nt = [{ id = "a", label = "A" }]')
    assert told == ["config.dispositions.t: no queue uses this tree", KEYS]


@pytest.mark.parametrize(
    ("host", "tls", "told"), [("192.0.2.7", "none", 1), ("192.0.2.7", "tls", 0), ("::1", "none", 0)]
)
def test_a_mailbox_elsewhere_that_is_read_in_the_clear_is_told(host: str, tls: str, told: int) -> None:
    mail = queue("que_a").replace("messaging", "email")
    mailbox = '[[mailboxes]]\nid = "mbx_a"\naddress = "a@example.org"\nqueue = "que_a"\n'
    found = warnings(f'{mail}{agent("que_a")}{mailbox}[mailboxes.imap]\nhost = "{host}"\ntls = "{tls}"\n')
    assert len([one for one in found if one.startswith("config.mailboxes[0].imap.tls: password and mails")]) == told
