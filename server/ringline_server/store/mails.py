"""Mails and uploads as the store keeps them: rows that ride in appends, and bytes in pieces.

A small mail travels whole in the append of the event that names it. The pieces of a large one are written before it,
each by itself, so that no other commit waits behind 25 MB; without a row they are forgotten after a while.

    small   Append(records, (…, MailRow(…, pieces=(raw,))))
    large   keep_pieces(mail, …) × n, then Append(records, (…, MailRow(…)))
"""

from collections.abc import Iterator
from typing import Final

import attrs

from ringline_server.domain.parts import Undelivered

PIECE_BYTES: Final = 262_144
"""Of each piece but the last."""
PIECES_IN_APPEND_MAX: Final = 1
"""A mail of more pieces is kept before its event is appended."""
ORPHAN_MS: Final = 24 * 3_600_000
"""Pieces that no row names by then are forgotten: whoever wrote them is gone. Uploads that nobody sent, too."""
MAILS_FOUND_MAX: Final = 200
"""Mails in one answer of `mails_by_message_id`."""
OUTGOING_MAX: Final = 1_000
"""Rows in one answer of `outgoing`."""
UPLOADS_MAX: Final = 200
"""Rows in one answer of `uploads`."""
FORGOTTEN_MAX: Final = 100
"""Mails or uploads that one `forget_pieces` takes."""


@attrs.frozen
class MailRow:
    """A mail that the journal names. Immutable. Of those received (mailbox, message_id, digest) is unique: a second one
    fails its append with RowTaken."""

    mail: str
    interaction: str
    direction: str
    mailbox: str
    message_id: str
    digest: bytes
    size: int
    """In bytes."""
    at_ms: int
    pieces: tuple[bytes, ...] = attrs.field(default=(), repr=False)
    """Written with it. Empty: they were kept before. Never read back into it."""


@attrs.frozen
class OutgoingRow:
    """How sending a mail of ours stands from now on. Upserted by mail."""

    mail: str
    state: str
    attempts: int = 0
    next_at_ms: int | None = None
    reason: str = ""
    left: tuple[Undelivered, ...] = ()
    """Who does not have it."""


@attrs.frozen
class Outgoing:
    """A mail that is not finished, for the outbox."""

    row: OutgoingRow
    interaction: str
    mailbox: str


@attrs.frozen
class UploadRow:
    """An attachment that was uploaded and not yet sent. Its pieces are kept before."""

    upload: str
    interaction: str
    name: str
    type: str
    size: int
    """In bytes."""
    at_ms: int


@attrs.frozen
class UploadGoneRow:
    """That upload is part of a mail now, or not wanted any more: it is forgotten, with its pieces."""

    upload: str


@attrs.frozen
class MailPlace:
    """How far a mailbox that lives elsewhere has been read."""

    source: str
    """Whose mailbox, on which server, which folder."""
    validity: int
    """UIDVALIDITY of the folder: with another one the uids mean nothing."""
    uid: int
    """All up to this one are durable here, or were refused for good."""


def pieces_of(raw: bytes) -> Iterator[bytes]:
    """`raw` in pieces, at least one; each is a copy, so that `raw` can go."""
    yield from (bytes(raw[start : start + PIECE_BYTES]) for start in range(0, max(len(raw), 1), PIECE_BYTES))
