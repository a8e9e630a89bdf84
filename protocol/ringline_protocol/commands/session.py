"""Commands about the session and its streams; the session itself answers them."""

import attrs


@attrs.frozen
class Subscribe:
    """Read a stream from now on, or from `pos` = (epoch, seq)."""

    stream: str
    pos: tuple[str, int] | None = None


@attrs.frozen
class Unsubscribe:
    """Stop reading a stream."""

    stream: str


@attrs.frozen
class RefreshAuth:
    """Present a newer token of the same principal."""

    token: str


@attrs.frozen
class KickSession:
    """End another session of the same principal (supervisors: of any agent)."""

    session: str


@attrs.frozen
class MakePrimary:
    """The audible ring moves to this device."""


@attrs.frozen
class MakeTicket:
    """A single-use ticket that says hello as this principal on another device. Valid for a minute."""
