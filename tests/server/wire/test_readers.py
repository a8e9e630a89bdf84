"""Every kind of principal is one kind of reader."""

from ringline_protocol.values import PrincipalKind
from ringline_server.wire import Reader, reader_of


def test_every_principal_is_a_reader_of_its_own_kind() -> None:
    assert {reader_of(kind) for kind in PrincipalKind} == set(Reader)
    assert all(reader_of(kind).value == kind.value for kind in PrincipalKind)
