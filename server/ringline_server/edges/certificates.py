"""The TLS of everything that listens: read from files, and read again when these are renewed."""

import ssl
from pathlib import Path

import attrs

from ringline_server.edges.listeners import read_chain, tls_context


@attrs.define(eq=False)
class Certificates:
    """One for a server. Every context that it gave away follows its files."""

    _given: list[tuple[ssl.SSLContext, Path, Path]] = attrs.field(factory=list)

    def context(self, certificate: str | None, key: str | None) -> ssl.SSLContext | None:
        """None where no files are named. Raises: OSError."""
        if certificate is None or key is None:
            return None
        files = Path(certificate), Path(key)
        made = tls_context(*files)
        self._given.append((made, *files))
        return made

    def renew(self) -> None:
        """From the next handshake on, what the files hold now. Raises: OSError; then nothing has changed."""
        for _, certificate, key in self._given:
            tls_context(certificate, key)  # a context that stumbles half-way has one's certificate and another's key
        for context, certificate, key in self._given:
            read_chain(context, certificate, key)
