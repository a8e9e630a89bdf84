"""Settings of e-mail: each rule refuses what is beyond it, at its place, and lets its bounds pass."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from kit.certified import certified
from ringline_server.config import BadConfig, parse
from ringline_server.config_mail_rules import MIB, SIGNATURE_CHARS_MAX, warnings_of_mail

QUEUES = "".join(
    f'[[queues]]\nid = "que_{name}"\nname = "A"\nchannel = "{channel}"\n'
    for name, channel in (("chat", "messaging"), ("mail", "email"))
)
HELP = {"id": "mbx_help", "address": "help@example.com", "queue": "que_mail"}


def faults(plain: dict[str, Any], folder: Path = Path()) -> list[str]:
    try:
        parse({**tomllib.loads(QUEUES), **plain}, {}, folder)
    except BadConfig as bad:
        return [str(fault) for fault in bad.faults]
    return []


def mailbox(**more: Any) -> dict[str, Any]:
    return {"mailboxes": [{**HELP, **more}]}


GOOD: list[dict[str, Any]] = [
    {"mail": {"smtp_listen": "127.0.0.1:2525", "lmtp_listen": "[::1]:0", "size_bytes_max": 100 * MIB}},
    {"mail": {"out": {"host": "smtp.example.com", "port": 65_535, "tls": "none"}, "peer_timeout": "1s"}},
    {"mail": {"out": {"folder": "sent", "connections": 100, "mails_per_minute": 1}}},
    mailbox(aliases=["ayuda@example.com"], signature={"en": "x" * SIGNATURE_CHARS_MAX}),
    mailbox(imap={"host": "imap.example.com", "username": "help"}),
    {"mailboxes": [HELP, {**HELP, "id": "mbx_2", "address": "sales@example.com"}]},
]
WAY_OUT = "either the host of a relay, or a folder to write mails to"
LISTEN = 'an address and a port are expected, as "127.0.0.1:2525"'
BAD: list[tuple[dict[str, Any], str]] = [
    ({"mail": {"smtp_listen": "2525"}}, f"config.mail.smtp_listen: {LISTEN}"),
    ({"mail": {"lmtp_listen": "localhost:65536"}}, f"config.mail.lmtp_listen: {LISTEN}"),
    ({"mail": {"size_bytes_max": 100 * MIB + 1}}, f"config.mail.size_bytes_max: {MIB // 16} to {100 * MIB}"),
    ({"mail": {"connections_max": 0}}, "config.mail.connections_max: 1 to 10000"),
    ({"mail": {"connections_per_peer_max": 0}}, "config.mail.connections_per_peer_max: 1 to 10000"),
    ({"mail": {"mails_per_peer_per_minute": 0}}, "config.mail.mails_per_peer_per_minute: 1 to 1000000"),
    ({"mail": {"peer_timeout": "999ms"}}, "config.mail.peer_timeout: 1s to 10min"),
    ({"mail": {"auth_required": True}}, "config.mail.auth_required: needs users"),
    ({"mail": {"out": {"host": "a", "port": 0}}}, "config.mail.out.port: 1 to 65535"),
    ({"mail": {"out": {"host": "a", "connections": 101}}}, "config.mail.out.connections: 1 to 100"),
    ({"mail": {"out": {"host": "a", "mails_per_minute": 0}}}, "config.mail.out.mails_per_minute: 1 to 100000"),
    ({"mail": {"out": {}}}, f"config.mail.out: {WAY_OUT}"),
    ({"mail": {"out": {"host": "a", "folder": "sent"}}}, f"config.mail.out: {WAY_OUT}"),
    ({"mail": {"out": {"host": "a", "username": "b"}}}, "config.mail.out: username and password_file go together"),
    (mailbox(id="box_1"), "config.mailboxes[0].id: mbx_ and 1 to 60 letters, digits, - or _ are expected"),
    (mailbox(address="help"), 'config.mailboxes[0].address: an address is expected, as "help@example.com"'),
    (mailbox(queue="que_mial"), "config.mailboxes[0].queue: there is no queue que_mial; did you mean que_mail?"),
    (
        mailbox(queue="que_chat"),
        "config.mailboxes[0].queue: a queue for email is needed; que_chat is for another channel",
    ),
    (mailbox(aliases=["HELP@example.com"]), "config.mailboxes: help@example.com is there 2 times"),
    (
        mailbox(signature={"en": "x" * (SIGNATURE_CHARS_MAX + 1)}),
        f"config.mailboxes[0].signature.en, characters: 1 to {SIGNATURE_CHARS_MAX}",
    ),
    (mailbox(imap={"host": "a", "port": 0}), "config.mailboxes[0].imap.port: 1 to 65535"),
]


@pytest.mark.parametrize("plain", GOOD)
def test_what_is_within_the_rules_is_fine(plain: dict[str, Any]) -> None:
    assert faults(plain) == []


@pytest.mark.parametrize(("plain", "fault"), BAD)
def test_what_is_beyond_a_rule_is_named_with_its_place(plain: dict[str, Any], fault: str) -> None:
    assert faults(plain) == [fault]


def test_files_are_beside_the_settings_and_must_be_there(tmp_path: Path) -> None:
    mail = {
        "tls_certificate": "cert.pem",
        "tls_key": "key.pem",
        "users": [{"name": "relay", "password_file": "relay.password"}],
        "out": {"host": "a", "username": "b", "password_file": "out.password"},
    }
    plain = {"mail": mail, **mailbox(imap={"host": "a", "password_file": "imap.password"})}

    missing = faults(plain, tmp_path)
    names = ("cert.pem", "key.pem", "relay.password", "out.password", "imap.password")
    assert [text.rpartition("/")[2] for text in missing] == list(names)
    for name in names:
        (tmp_path / name).touch()
    [useless] = faults(plain, tmp_path)
    assert useless.startswith(f"config.mail.tls_key: cannot be used with {tmp_path}/cert.pem: PEM files are expected")
    certified(tmp_path)
    assert faults(plain, tmp_path) == []


def test_a_certificate_needs_its_key_and_passwords_need_both(tmp_path: Path) -> None:
    certified(tmp_path)
    (tmp_path / "a.password").touch()
    users = [{"name": "relay", "password_file": "a.password"}]

    together = "tls_certificate and tls_key go together"
    assert faults({"mail": {"tls_certificate": "cert.pem"}}, tmp_path) == [f"config.mail: {together}"]
    assert faults({"mail": {"users": users}}, tmp_path) == [
        "config.mail.users: passwords need tls_certificate and tls_key"
    ]
    twice = faults({"mail": {"tls_certificate": "cert.pem", "tls_key": "key.pem", "users": users * 2}}, tmp_path)
    assert twice == ["config.mail.users: relay is there 2 times"]


def test_a_password_does_not_go_in_the_clear(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    out = {"host": "a", "username": "b", "password_file": "secret"}
    assert faults({"mail": {"out": out}}, tmp_path) == []
    assert faults({"mail": {"out": {**out, "tls": "none"}}}, tmp_path) == [
        "config.mail.out.tls: a password in the clear: starttls or tls"
    ]


DOOR = {"mail": {"smtp_listen": "0.0.0.0:25"}}
NO_DOOR = "config.mailboxes[0]: no mail reaches it: no smtp_listen, no lmtp_listen, no imap"


@pytest.mark.parametrize(
    ("plain", "told"),
    [
        (mailbox(), [NO_DOOR]),
        (mailbox(imap={"host": "imap.example.com"}), []),
        ({**mailbox(), **DOOR}, []),
        (DOOR, ["config.mail: every mail is refused: there are no mailboxes"]),
        (
            {**mailbox(), "mail": {"lmtp_listen": "0.0.0.0:24"}},
            ["config.mail.lmtp_listen: LMTP asks nobody who they are: listen on loopback only"],
        ),
        ({**mailbox(), "mail": {"lmtp_listen": "[::1]:24"}}, []),
    ],
)
def test_what_is_probably_not_meant_is_told(plain: dict[str, Any], told: list[str]) -> None:
    config = parse({**tomllib.loads(QUEUES), **plain}, {})

    assert [str(warning) for warning in warnings_of_mail(config)] == told
