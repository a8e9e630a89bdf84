"""Questions: they change nothing and need no key."""

import attrs

from ringline_protocol.values import Channel, Phase


@attrs.frozen
class ListInteractions:
    """A page of interactions that one may see, newest change first unless `oldest_first`."""

    open_only: bool = False
    mine: bool = False
    channels: tuple[Channel, ...] = ()
    phases: tuple[Phase, ...] = ()
    queue: str | None = None
    agent: str | None = None
    consumer: str | None = None
    created_from_ms: int | None = None
    created_to_ms: int | None = None
    oldest_first: bool = False
    needs_disposition: bool = False
    """Only what still owes an outcome: the to-do list of wrap-ups that time released."""
    cursor: str | None = None
    limit: int = 50
    text: str | None = None
    """Words in the consumer's name or address, or in the subject, whatever their case and accents. A page may then hold
    few lines or none and still have a cursor."""


@attrs.frozen
class ReadInteraction:
    """One interaction as the asker may see it, without subscribing. Of its segments and notes the newest that one
    answer holds; `more` says whether `transcript.read` and `note.read` have older ones."""

    interaction: str
    via: str | None = None
    """An interaction of the same consumer that the agent may read: it opens what began before its end."""


@attrs.frozen
class ReadTranscript:
    """A page of final segments: those after, or those before, a seq. A mail has its head, as in the view."""

    interaction: str
    after_seq: int | None = None
    before_seq: int | None = None
    limit: int = 100
    via: str | None = None
    """As in `interaction.read`."""


@attrs.frozen
class ReadNotes:
    """A page of notes in the order in which they were made: the newest, or those before a note."""

    interaction: str
    before: str | None = None
    """The oldest note that one has."""
    limit: int = 50
    via: str | None = None
    """An interaction with the same consumer that one may read: see `interaction.read`."""


@attrs.frozen
class SearchTranscripts:
    """Case- and accent-insensitive search in one interaction, or in all that one may see. Answers offsets."""

    text: str
    interaction: str | None = None
    cursor: str | None = None
    limit: int = 50
    via: str | None = None
    """In one interaction: as in `interaction.read`."""


@attrs.frozen
class StartLiveSearch:
    """Search one interaction and be told of new hits as people talk, until stopped."""

    interaction: str
    text: str


@attrs.frozen
class StopLiveSearch:
    """End a live search."""

    search: str


@attrs.frozen
class ReadProfile:
    """Address-book contact, flow variables and earlier interactions of the consumer."""

    interaction: str


@attrs.frozen
class ReadAccount:
    """What the account has set up: queues with their targets, names of agents, reasons to choose for a status and, for
    each queue, for a decline. The same until the server reloads its configuration: ask again with each session."""


@attrs.frozen
class ReadDirectory:
    """Queues and agents that one may transfer to or consult, with availability; `text` filters."""

    text: str = ""
    limit: int = 50


@attrs.frozen
class ReadQueue:
    """Waiting list and figures of a queue, as far as one may see them."""

    queue: str


@attrs.frozen
class ReadDispositions:
    """The disposition tree that applies to an interaction."""

    interaction: str


@attrs.frozen
class ReadCanned:
    """The canned answers of a queue. Placeholders such as `{{consumer.name}}` are yours to fill in."""

    queue: str


@attrs.frozen
class MakeSummary:
    """Ask for a summary of all that was said so far. It comes as `summary.made`, later; `is_coming` says whether one
    does. Asking again meanwhile is the same wish. Three a minute for one interaction."""

    interaction: str


@attrs.frozen
class ExplainWaiting:
    """Why is it still waiting: which agents were considered and what rules each out."""

    interaction: str
