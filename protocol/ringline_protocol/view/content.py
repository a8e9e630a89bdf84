"""What is said and written in an interaction, as its view holds it: segments, notes, the draft, mails of ours."""

from typing import Final

import attrs

from ringline_protocol.mail import MailDraft, MailHead, MailState
from ringline_protocol.values import Role, SegmentPhase

VIEW_SEGMENTS_MAX: Final = 200
"""Segments in a view; all of them can be read in pages."""
VIEW_WHISPERS_MAX: Final = 50
"""Whispers in a view."""
VIEW_MAILS_MAX: Final = 200
"""Mails of ours in a view, the last ones whose sending began."""


@attrs.frozen
class SegmentView:
    """A final segment. `seq` is its place in the stream: pages of the transcript are cut by it."""

    seq: int
    segment: str
    role: Role
    participant: str
    text: str
    phase: SegmentPhase
    said_at_ms: int
    leg: str | None = None
    number: int = 0
    start_ms: int | None = None
    end_ms: int | None = None
    language: str = ""
    by: str | None = None
    mail: MailHead | None = None
    """This segment is a mail."""


@attrs.frozen
class NoteView:
    """A note as it is now."""

    note: str
    agent: str
    agent_name: str
    text: str
    rev: int
    at_ms: int


@attrs.frozen
class DraftView:
    """The unsent reply."""

    agent: str
    text: str
    rev: int
    mail: MailDraft | None = None


@attrs.frozen
class MailStateView:
    """How sending a mail of ours stands."""

    mail: str
    state: MailState
    changed_at_ms: int
    attempts: int = 0
    next_at_ms: int | None = None
    reason: str = ""
