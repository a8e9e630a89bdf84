"""The addresses where mail is brought, by SMTP and LMTP: who may come in, how many at once, how much a minute."""

import ssl
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

import attrs
import trio

from ringline_server import logs
from ringline_server.config_mail import MailSettings
from ringline_server.edges.guard import guarded
from ringline_server.edges.listeners import Listener
from ringline_server.edges.mail.receiving import Receiving
from ringline_server.edges.mail.smtp import Talk, Terms
from ringline_server.edges.mail.wire import Gone, Room, Wire
from ringline_server.edges.rate import PrincipalRates

HELD_BYTES_MAX: Final = 134_217_728
"""Of messages on their way in, in all connections together."""

log = logs.logger("mail")


@attrs.define(eq=False)
class Door:
    """One listening address. `serve` it in a task of its own."""

    settings: MailSettings
    receiving: Receiving
    is_lmtp: bool = False
    tls: ssl.SSLContext | None = None
    passwords: Mapping[str, str] = attrs.field(factory=dict, repr=False)
    draining: trio.Event = attrs.field(factory=trio.Event)
    room: Room = attrs.field(factory=lambda: Room(HELD_BYTES_MAX))
    peers: Counter[str] = attrs.field(factory=Counter, init=False)
    _rates: PrincipalRates = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        per_minute = self.settings.mails_per_peer_per_minute
        self._rates = PrincipalRates(per_s=per_minute / 60, burst=per_minute)

    async def serve(self, listeners: Sequence[Listener]) -> None:
        """Until `draining` is set and every conversation has ended; cancel it to be rid of those that do not end."""
        async with trio.open_nursery() as talks:
            async with trio.open_nursery() as accepting:
                accepting.start_soon(partial(trio.serve_listeners, self._serve, list(listeners), handler_nursery=talks))
                await self.draining.wait()
                accepting.cancel_scope.cancel()
            for listener in listeners:
                await listener.aclose()

    async def _serve(self, stream: trio.abc.Stream) -> None:
        peer = _peer_of(stream)
        await guarded(stream, partial(self._talk, stream, peer), peer=peer)

    async def _talk(self, stream: trio.abc.Stream, peer: str) -> None:
        wire = Wire(stream, self.room, self.settings.peer_timeout_ms)
        if not self._has_room(peer):
            log.warning("mail peer turned away", peer=peer)
            try:
                await wire.say("421 4.7.0 too many connections, come again")
            except Gone:
                log.debug("mail peer left", peer=peer)
            return
        self.peers[peer] += 1
        try:
            terms = Terms(self.settings, self.receiving, self._may_send, self.is_lmtp, self.tls, self.passwords)
            await Talk(wire, terms, peer, self.draining.is_set).run()
        finally:
            await trio.aclose_forcefully(wire.stream)
            self.peers[peer] -= 1
            self.peers += Counter()  # forgets who is at zero

    def _has_room(self, peer: str) -> bool:
        is_full = self.peers.total() >= self.settings.connections_max
        return not is_full and self.peers[peer] < self.settings.connections_per_peer_max

    def _may_send(self, peer: str) -> bool:
        return not self._rates.wait_ms(peer, self.receiving.server.clock.now_ms())


def read_passwords(settings: MailSettings) -> dict[str, str]:
    """Name to password, from their files. Raises: OSError."""
    return {user.name: Path(user.password_file).read_text(encoding="utf-8").strip() for user in settings.users}


def _peer_of(stream: trio.abc.Stream) -> str:
    if not isinstance(stream, trio.SocketStream):
        return ""
    try:
        return str(stream.socket.getpeername()[0])
    except OSError:
        return ""
