"""Sockets to listen on, plain or TLS."""

import ssl
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import trio

NO_PAIR: Final = "the key is another certificate's"
NO_PEM: Final = "PEM files are expected, with the key in the second one and without a passphrase"
Listener = trio.abc.Listener[trio.abc.Stream]


def tls_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """TLS 1.2 or newer, HTTP/1.1 only: there is no WebSocket over HTTP/2 here. Raises: OSError."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_alpn_protocols(["http/1.1"])
    read_chain(context, certificate, key)
    return context


def read_chain(context: ssl.SSLContext, certificate: Path, key: Path) -> None:
    """It shows this certificate from the next handshake on. Raises: OSError, with words for people."""
    try:
        context.load_cert_chain(certificate, key, password=str)  # none: nobody is there who could type it
    except ssl.SSLError as error:
        raise OSError(NO_PAIR if error.reason == "KEY_VALUES_MISMATCH" else NO_PEM) from error


async def open_listeners(host: str, port: int, tls: ssl.SSLContext | None = None) -> list[Listener]:
    """Listening; one listener per address that the host name has. Port 0 chooses a free one. Raises: OSError."""
    listeners = await trio.open_tcp_listeners(port, host=host)
    if tls is None:
        return list(listeners)
    return [trio.SSLListener(listener, tls, https_compatible=True) for listener in listeners]


def addresses(listeners: Sequence[Listener]) -> list[tuple[str, int]]:
    """Where they really listen."""
    found = []
    for listener in listeners:
        beneath = getattr(listener, "transport_listener", listener)
        if isinstance(beneath, trio.SocketListener):
            found.append(beneath.socket.getsockname()[:2])
    return found
