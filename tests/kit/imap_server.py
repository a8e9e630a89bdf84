"""A real IMAP server (pymap, its mails in memory) in a process of its own, and a gate before it where things go wrong.

with open_imap() as imap:
    async with open_gate(imap.port) as gate:
        await imap.put(b"Subject: hi\\r\\n\\r\\nhello")
        gate.cuts_after(b"BODY[]", 100)            # the next answer with these bytes ends 100 bytes behind them
        gate.hides_idle = True
        ...                                        # read from gate.port, as USER with PASSWORD
        imap.stop(), imap.start()                  # other port, other UIDVALIDITY, no mails

`python -m kit.imap_server [CERTIFICATE KEY]` is that process; with a certificate it asks for STARTTLS.
"""

import asyncio
import imaplib
import os
import ssl
import subprocess
import sys
from argparse import Namespace
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final

import attrs
import trio
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer
from pysasl.hashing import BuiltinHash

from kit.source import PACKAGES, ROOT

USER: Final = "ana"
PASSWORD: Final = "secret"
READY: Final = b"listening on "
CHUNK: Final = 65_536


@attrs.define(eq=False)
class ImapServer:
    certificate: tuple[Path, Path] | None = None
    folder: str = "INBOX"
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """On a port of its own, empty."""
        paths = [str((ROOT / package).parent) for package in PACKAGES]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*paths, str(ROOT / "tests")])}
        command = [sys.executable, "-m", "kit.imap_server", *(str(path) for path in self.certificate or ())]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline().removeprefix(READY))

    def stop(self) -> None:
        """All its mails are gone."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()

    async def another_folder(self, name: str) -> "ImapServer":
        """The same server, with an empty folder in view."""
        found = attrs.evolve(self, folder=name)
        await trio.to_thread.run_sync(found._make)
        return found

    def _make(self) -> None:
        with self._client() as client:
            assert client.create(self.folder)[0] == "OK"

    async def put(self, *raws: bytes, flags: str = "") -> None:
        """New mails in the folder, in this order."""
        await trio.to_thread.run_sync(self._put, raws, flags)

    def _put(self, raws: tuple[bytes, ...], flags: str) -> None:
        with self._client() as client:
            for raw in raws:
                answer, _ = client.append(self.folder, flags, "", raw)
                assert answer == "OK"

    async def seen(self) -> list[int]:
        """Numbers of the mails that are marked as seen."""
        return await trio.to_thread.run_sync(self._seen)

    def _seen(self) -> list[int]:
        with self._client() as client:
            client.select(self.folder, readonly=True)
            _, found = client.search(None, "SEEN")
            return [int(number) for number in (found[0] or b"").split()]

    async def delete(self, number: int) -> None:
        """A mail is gone."""
        await trio.to_thread.run_sync(self._delete, number)

    def _delete(self, number: int) -> None:
        with self._client() as client:
            client.select(self.folder)
            client.store(str(number), "+FLAGS", r"(\Deleted)")
            client.expunge()

    def _client(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        if self.certificate is not None:
            context = ssl.create_default_context(cafile=str(self.certificate[0]))
            context.check_hostname = False
            context.verify_mode = ssl.CERT_NONE
            client.starttls(context)
        client.login(USER, PASSWORD)
        return client


@attrs.define(eq=False)
class Gate:
    """Passes bytes on, both ways, except where it is told otherwise."""

    target: int
    port: int = 0
    tls: ssl.SSLContext | None = None
    hides_idle: bool = False
    connections: int = 0
    """So far."""
    said: list[bytes] = attrs.field(factory=list)
    """What clients said, in pieces."""
    _cut: tuple[bytes, int] | None = None
    _open: set[trio.CancelScope] = attrs.field(factory=set)

    def cuts_after(self, marker: bytes, more: int) -> None:
        """Once."""
        self._cut = (marker, more)

    def drop(self) -> None:
        """Every connection ends now."""
        for scope in self._open:
            scope.cancel()

    async def serve(self, client: trio.SocketStream) -> None:
        self.connections += 1
        with trio.CancelScope() as scope:
            self._open.add(scope)
            try:
                await self._between(client)
            except (trio.BrokenResourceError, trio.ClosedResourceError, OSError):
                pass
            finally:
                self._open.discard(scope)
                await trio.aclose_forcefully(client)

    async def _between(self, client: trio.SocketStream) -> None:
        stream: trio.abc.Stream = client
        if self.tls is not None:
            stream = trio.SSLStream(client, self.tls, server_side=True, https_compatible=True)
        async with await trio.open_tcp_stream("127.0.0.1", self.target) as server, trio.open_nursery() as nursery:
            nursery.start_soon(self._there, stream, server, nursery.cancel_scope)
            await self._back(server, stream)
            nursery.cancel_scope.cancel()

    async def _there(self, client: trio.abc.Stream, server: trio.abc.Stream, scope: trio.CancelScope) -> None:
        try:
            while data := await client.receive_some(CHUNK):
                self.said.append(bytes(data))
                await server.send_all(data)
        except trio.BrokenResourceError:
            pass
        scope.cancel()

    async def _back(self, server: trio.abc.Stream, client: trio.abc.Stream) -> None:
        try:
            while data := await server.receive_some(CHUNK):
                if self.hides_idle:
                    data = data.replace(b" IDLE", b" HIDE")
                if self._cut is not None and self._cut[0] in data:
                    marker, more = self._cut
                    self._cut = None
                    await client.send_all(data[: data.index(marker) + len(marker) + more])
                    return
                await client.send_all(data)
        except trio.BrokenResourceError:
            pass  # a client that trusts nobody here has hung up within the handshake


@contextmanager
def open_imap(certificate: tuple[Path, Path] | None = None) -> Iterator[ImapServer]:
    server = ImapServer(certificate)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@asynccontextmanager
async def open_gate(target: int, tls: ssl.SSLContext | None = None) -> AsyncIterator[Gate]:
    gate = Gate(target, tls=tls)
    async with trio.open_nursery() as nursery:
        listeners = await trio.open_tcp_listeners(0, host="127.0.0.1")
        gate.port = listeners[0].socket.getsockname()[1]
        nursery.start_soon(trio.serve_listeners, gate.serve, listeners)
        yield gate
        nursery.cancel_scope.cancel()


async def _serve(certificate: str | None, key: str | None) -> None:
    arguments = Namespace(
        host="127.0.0.1",
        port=0,
        debug=False,
        cert=certificate,
        key=key,
        tls=certificate is not None,
        passlib_cfg=None,
        proxy_protocol=None,
        inherited_sockets=None,
        demo_data=False,
        demo_user=USER,
        demo_password=PASSWORD,
    )
    backend, config = await DictBackend.init(arguments, hash_context=BuiltinHash(rounds=1))
    config.apply_context()
    callback = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(backend.login, config))
    server = await asyncio.start_server(callback, "127.0.0.1", 0)
    sys.stdout.write(f"{READY.decode()}{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(*(*sys.argv[1:], None, None)[:2]))
