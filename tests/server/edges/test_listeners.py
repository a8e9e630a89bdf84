"""Sockets, plain and TLS."""

import ssl
from pathlib import Path

import pytest
import trio
import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from ringline_server.edges.listeners import addresses, open_listeners, tls_context


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[trustme.CA, Path, Path]:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    issued.private_key_pem.write_to_path(tmp_path / "key.pem")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    return authority, tmp_path / "cert.pem", tmp_path / "key.pem"


async def test_a_free_port_is_found_and_told() -> None:
    [listener] = await open_listeners("127.0.0.1", 0)
    [(host, port)] = addresses([listener])
    await (await trio.open_tcp_stream(host, port)).aclose()
    await listener.aclose()

    assert host == "127.0.0.1"
    assert port > 0


async def test_tls_speaks_http_1_1_only(certificate: tuple[trustme.CA, Path, Path]) -> None:
    authority, chain, key = certificate
    [listener] = await open_listeners("127.0.0.1", 0, tls_context(chain, key))
    client_context = ssl.create_default_context()
    client_context.set_alpn_protocols(["h2", "http/1.1"])
    authority.configure_trust(client_context)

    async with trio.open_nursery() as nursery:
        plain = await trio.open_tcp_stream(*addresses([listener])[0])
        client = trio.SSLStream(plain, client_context, server_hostname="127.0.0.1", https_compatible=True)
        served = await listener.accept()
        assert isinstance(served, trio.SSLStream)
        nursery.start_soon(served.do_handshake)
        await client.do_handshake()

    assert client.selected_alpn_protocol() == "http/1.1"
    for one in (client, served, listener):
        await trio.aclose_forcefully(one)


async def test_old_tls_is_refused(certificate: tuple[trustme.CA, Path, Path]) -> None:
    _, chain, key = certificate

    assert tls_context(chain, key).minimum_version is ssl.TLSVersion.TLSv1_2


def test_a_missing_certificate_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        tls_context(tmp_path / "cert.pem", tmp_path / "key.pem")


def test_a_key_that_wants_a_passphrase_is_told_and_nobody_is_asked(
    certificate: tuple[trustme.CA, Path, Path], tmp_path: Path
) -> None:
    _, chain, key = certificate
    locked = load_pem_private_key(key.read_bytes(), None).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
    )
    (tmp_path / "locked.pem").write_bytes(locked)
    with pytest.raises(OSError, match="without a passphrase"):
        tls_context(chain, tmp_path / "locked.pem")
