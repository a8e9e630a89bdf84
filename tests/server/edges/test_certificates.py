"""Certificates that are renewed while a server shows them."""

import ssl
from pathlib import Path

import pytest
import trio
import trustme
from kit.certified import certified
from ringline_server.edges.certificates import Certificates
from ringline_server.edges.listeners import addresses, open_listeners


async def shown(tls: ssl.SSLContext, authority: trustme.CA) -> bytes:
    """The certificate of a handshake."""
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    [listener] = await open_listeners("127.0.0.1", 0, tls)
    async with trio.open_nursery() as nursery, listener:
        plain = await trio.open_tcp_stream(*addresses([listener])[0])
        client = trio.SSLStream(plain, trust, server_hostname="127.0.0.1")
        served = await listener.accept()
        assert isinstance(served, trio.SSLStream)
        nursery.start_soon(served.do_handshake)
        await client.do_handshake()
        certificate = client.getpeercert(binary_form=True)
    for one in (client, served):
        await trio.aclose_forcefully(one)
    assert isinstance(certificate, bytes)
    return certificate


async def test_the_next_handshake_shows_what_was_renewed_and_faults_change_nothing(tmp_path: Path) -> None:
    authority, certificates = trustme.CA(), Certificates()
    tls = certificates.context(*map(str, certified(tmp_path, authority)))
    assert tls is not None
    first = await shown(tls, authority)
    certified(tmp_path, authority)
    assert await shown(tls, authority) == first
    certificates.renew()
    second = await shown(tls, authority)
    assert second != first
    trustme.CA().issue_cert("127.0.0.1").private_key_pem.write_to_path(tmp_path / "key.pem")
    with pytest.raises(OSError, match="the key is another certificate's"):
        certificates.renew()
    assert await shown(tls, authority) == second


def test_without_files_nothing_is_encrypted() -> None:
    assert Certificates().context(None, None) is None
