"""Who speaks."""

import pytest
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.principal import Principal


@pytest.mark.parametrize(
    ("kind", "is_agent"),
    [
        (PrincipalKind.AGENT, True),
        (PrincipalKind.SUPERVISOR, True),
        (PrincipalKind.CONSUMER, False),
        (PrincipalKind.SERVICE, False),
    ],
)
def test_a_supervisor_is_an_agent_with_more_rights(kind: PrincipalKind, is_agent: bool) -> None:
    assert Principal(kind, "agt_1", 0).is_agent is is_agent
