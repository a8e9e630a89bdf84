"""One connection to a mailbox that lives elsewhere, by IMAP. Blocking: it lives in worker threads, one call at a time.

    open -> unseen, uids_after -> size -> fetch -> mark_seen … -> begin_idle -> (readable) -> end_idle …

Only `abort`, `socket` and `is_told` may be used from another thread. Everything that goes wrong is an ImapFailed.
"""

import contextlib
import imaplib
import io
import re
import socket
import ssl
from collections.abc import Iterator
from typing import Final, cast

import attrs
import imap_tools

from ringline_server.config_mail import ImapSettings, Tls

COMMAND_S: Final = 60.0
"""A server that says nothing for so long is left."""
IDLE_TAG: Final = b"RLIDLE"


class ImapFailed(Exception):
    """The connection is of no use any more. `reason`: one word of a closed set; the text is for the operator."""

    def __init__(self, reason: str, words: str = "") -> None:
        super().__init__(f"{reason}: {words}" if words else reason)
        self.reason = reason


@attrs.frozen
class Folder:
    """What the server says when the folder is opened."""

    validity: int
    next_uid: int
    """The next mail gets this uid, or a higher one."""
    has_idle: bool


@attrs.define(eq=False)
class ImapLine:
    settings: ImapSettings
    password: str = attrs.field(default="", repr=False)
    trust: ssl.SSLContext | None = None
    """Whose certificates count. None: those that the system trusts."""
    command_s: float = COMMAND_S
    _box: imap_tools.BaseMailBox | None = attrs.field(default=None, init=False)
    _told: bool = attrs.field(default=False, init=False)
    _aborted: bool = attrs.field(default=False, init=False)

    # --- the folder ---

    def open(self) -> Folder:
        """Connected, signed in, the folder chosen."""
        with _failing("unreachable"):
            self._box = self._connected()
            if self.settings.tls is Tls.STARTTLS:
                self._box.client.starttls(self._trusted())
        if self._aborted:
            self.abort()
            raise ImapFailed("broken", "given up while it was connecting")
        with _failing("sign_in_refused"):
            if self.settings.username.isascii() and self.password.isascii():
                self._box.login(self.settings.username, self.password, initial_folder=None)
            else:
                self._box.login_utf8(self.settings.username, self.password, initial_folder=None)
        return self.select()

    def select(self) -> Folder:
        """The folder, opened (again)."""
        with _failing("no_such_folder"):
            self._choose()
        with _failing("broken"):
            validity = self._told_number("UIDVALIDITY")
            if validity is None:
                raise ImapFailed("broken", "the server names no UIDVALIDITY")
            next_uid = self._told_number("UIDNEXT") or max(self._search("ALL"), default=0) + 1
            _, capabilities = self._client.capability()
            return Folder(validity, next_uid, b"IDLE" in b" ".join(one for one in capabilities if one).upper().split())

    def unseen(self) -> list[int]:
        with _failing("broken"):
            return self._search("UNSEEN")

    def uids_after(self, uid: int) -> list[int]:
        """In order. `n:*` also names the last one when that is older."""
        with _failing("broken"):
            return [one for one in self._search(f"UID {uid + 1}:*") if one > uid]

    # --- one mail ---

    def size(self, uid: int) -> int | None:
        """In bytes. None: it is not there any more."""
        with _failing("broken"):
            for piece in self._fetched(uid, "(UID RFC822.SIZE)"):
                found = re.search(rb"RFC822\.SIZE (\d+)", piece if isinstance(piece, bytes) else piece[0])
                if found:
                    return int(found[1])
            return None

    def fetch(self, uid: int, start: int, count: int) -> bytes | None:
        """A part of it, without marking it as seen; less than asked for where it ends. None: it is gone."""
        with _failing("broken"):
            answers = self._fetched(uid, f"(UID BODY.PEEK[]<{start}.{count}>)")
            found = next((bytes(answer[1]) for answer in answers if isinstance(answer, tuple)), b"")
            return found if answers else None

    def mark_seen(self, uid: int) -> bool:
        """False: the server does not let us."""
        with _failing("broken"):
            answer, _ = self._client.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)")
            return answer == "OK"

    # --- waiting ---

    def begin_idle(self) -> None:
        """From here on the server speaks up by itself (RFC 2177)."""
        self._told = False
        with _failing("broken"):
            self._client.send(IDLE_TAG + b" IDLE\r\n")
            while not (said := self._line()).startswith(b"+"):
                self._note(said)

    def end_idle(self) -> None:
        with _failing("broken"):
            self._client.send(b"DONE\r\n")
            while not self._line().startswith(IDLE_TAG + b" "):
                pass

    def is_told(self) -> bool:
        """The server has said something that is here already: nothing would make the socket readable for it."""
        if self._told:
            return True
        self.socket.settimeout(0)
        try:
            return bool(cast(io.BufferedReader, self._client.file).peek(1))
        except (ssl.SSLWantReadError, OSError):
            return False
        finally:
            self.socket.settimeout(self.command_s)

    @property
    def socket(self) -> socket.socket:
        return self._client.socket()

    # --- the end ---

    def close(self) -> None:
        """Politely, as far as the server goes along."""
        with contextlib.suppress(ImapFailed), _failing("broken"):
            self._boxed.logout()
        self.abort()

    def abort(self) -> None:
        """At once; who waits in another thread fails."""
        self._aborted = True
        if self._box is not None:
            with contextlib.suppress(OSError):
                self.socket.shutdown(socket.SHUT_RDWR)
            with contextlib.suppress(OSError, ValueError):
                self._client.shutdown()

    # --- inside ---

    def _connected(self) -> imap_tools.BaseMailBox:
        host, port = self.settings.host, self.settings.port
        if self.settings.tls is Tls.TLS:
            return imap_tools.MailBox(host, port, timeout=self.command_s, ssl_context=self._trusted())
        return imap_tools.MailBoxUnencrypted(host, port, timeout=self.command_s)

    def _trusted(self) -> ssl.SSLContext:
        return self.trust or ssl.create_default_context()

    def _choose(self) -> None:
        """Also a folder that we may only read: then nothing is marked."""
        try:
            self._boxed.folder.set(self.settings.folder)
        except imaplib.IMAP4.readonly:
            self._boxed.folder.set(self.settings.folder, readonly=True)

    @property
    def _boxed(self) -> imap_tools.BaseMailBox:
        assert self._box is not None
        return self._box

    @property
    def _client(self) -> imaplib.IMAP4:
        return self._boxed.client

    def _told_number(self, name: str) -> int | None:
        _, found = self._client.response(name)
        last = found[-1] if found else None
        return int(last) if isinstance(last, bytes) and last.isdigit() else None

    def _search(self, criteria: str) -> list[int]:
        answer, found = self._client.uid("SEARCH", criteria)
        if answer != "OK":
            raise ImapFailed("broken", "the server does not search")
        return sorted(int(uid) for line in found if line for uid in line.split())

    def _fetched(self, uid: int, what: str) -> list[bytes | tuple[bytes, bytes]]:
        """What was answered about this mail; servers may speak of others in between."""
        answer, found = self._client.uid("FETCH", str(uid), what)
        if answer != "OK":
            raise ImapFailed("broken", "the server does not fetch")
        named = re.compile(rb"\bUID %d\b" % uid)
        return [one for one in found if one and named.search(one if isinstance(one, bytes) else one[0])]

    def _line(self) -> bytes:
        line = self._client.readline()
        if not line or line.startswith((b"* BYE", IDLE_TAG + b" NO", IDLE_TAG + b" BAD")):
            raise ImapFailed("broken", "the server has hung up")
        return bytes(line)

    def _note(self, said: bytes) -> None:
        self._told = self._told or said.startswith(b"*")


@contextlib.contextmanager
def _failing(reason: str) -> Iterator[None]:
    """Whatever the network, TLS, imaplib and imap-tools raise is one kind of failure."""
    try:
        yield
    except imaplib.IMAP4.abort as error:
        raise ImapFailed("broken", str(error)) from error
    except (imaplib.IMAP4.error, imap_tools.ImapToolsError, OSError, ValueError, AttributeError) as error:
        raise ImapFailed(reason, str(error)) from error
