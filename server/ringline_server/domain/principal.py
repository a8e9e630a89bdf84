"""Who speaks: what a verified token or ticket says, and nothing that the peer merely claims."""

from typing import Final

import attrs
from ringline_protocol.values import PrincipalKind

_AGENTS: Final = (PrincipalKind.AGENT, PrincipalKind.SUPERVISOR)


@attrs.frozen
class Principal:
    """One authenticated party. Idempotency keys, audit and rights hang on it."""

    kind: PrincipalKind
    id: str
    expires_at_ms: int
    """When the proof runs out; the session then ends with 4200."""
    name: str = ""
    interaction: str | None = None
    """The one interaction that a consumer's token is bound to; None for everybody else."""

    @property
    def is_agent(self) -> bool:
        """A supervisor is an agent with more rights."""
        return self.kind in _AGENTS
