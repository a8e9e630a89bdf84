"""A reply address that names its interaction and cannot be forged: `help+<interaction>.<signature>@example.org`.

It finds the thread when a mail program drops In-Reply-To and References. Letter case does not count: some servers
change it. Who knows one address can write into that one interaction, as anybody can who knows a Message-ID of it.
"""

import base64
import hashlib
import hmac
import re

LOCAL_PART_CHARS_MAX = 64
"""RFC 5321 4.5.3.1.1."""
SIGNATURE_CHARS = 12
"""60 bits. Each guess costs a mail."""
KEY_BYTES_MIN = 16

_SIGNED = re.compile(
    rf"(?P<local>.+)\+(?P<token>[a-z0-9]+)\.(?P<signature>[a-z2-7]{{{SIGNATURE_CHARS}}})@(?P<domain>.+)"
)


def sign(address: str, interaction: str, key: bytes) -> str | None:
    """The address with the interaction in it; None where that would make it too long for mail servers."""
    assert len(key) >= KEY_BYTES_MIN
    local, _, domain = address.rpartition("@")
    token = interaction.removeprefix("int_")
    signed = f"{local}+{token}.{_signature(local, token, domain, key)}"
    if len(signed.encode()) > LOCAL_PART_CHARS_MAX or not re.fullmatch("[a-z0-9]+", token):
        return None
    return f"{signed}@{domain}"


def verify(address: str, key: bytes) -> str | None:
    """The interaction that we signed into this address; None if we did not."""
    found = _SIGNED.fullmatch(address.strip().lower())
    if found is None:
        return None
    expected = _signature(found["local"], found["token"], found["domain"], key)
    return f"int_{found['token']}" if hmac.compare_digest(expected, found["signature"]) else None


def bare(address: str) -> str:
    """The address without what `sign` put into it. It asks for no key: to find a mailbox, not to trust."""
    found = _SIGNED.fullmatch(address.strip().lower())
    return address if found is None else address[: found.end("local")] + address[found.start("domain") - 1 :]


def _signature(local: str, token: str, domain: str, key: bytes) -> str:
    """Over the mailbox too: what was signed for one of them says nothing at another."""
    signed = f"ringline reply address\0{local}\0{token}\0{domain}".lower().encode()
    return base64.b32encode(hmac.digest(key, signed, hashlib.sha256)).decode().lower()[:SIGNATURE_CHARS]
