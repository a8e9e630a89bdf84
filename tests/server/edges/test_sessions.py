"""What outlives a connection: who may resume what, for how long, and how many."""

import pytest
from ringline_protocol.codes import CloseCode
from ringline_protocol.handshake import ClientInfo, OnConflict
from ringline_protocol.limits import AGENT_DEVICES_MAX, CONSUMER_CONNECTIONS_MAX, SESSION_WINDOW_MS
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.principal import Principal
from ringline_server.edges import sessions as module
from ringline_server.edges.sessions import HelloRefused, Session, Sessions
from ringline_server.ids import Ids

NOW_MS = 1_800_000_000_000
LATER_MS = 2**50
CLIENT = ClientInfo("desk", "1", "dev_1")
ANA = Principal(PrincipalKind.AGENT, "agt_ana", LATER_MS, "Ana")
BRUNO = Principal(PrincipalKind.AGENT, "agt_bruno", LATER_MS, "Bruno")
CONSUMER = Principal(PrincipalKind.CONSUMER, "con_1", LATER_MS, "Maria", "int_1")
SERVICE = Principal(PrincipalKind.SERVICE, "svc_1", LATER_MS, "Bot")


class Line:
    """A connection that remembers how it was ended."""

    def __init__(self) -> None:
        self.ends: list[tuple[CloseCode, bool]] = []

    def end(self, code: CloseCode, *, keep_session: bool = True) -> None:
        self.ends.append((code, keep_session))


def all_sessions() -> Sessions:
    return Sessions(Ids.seeded(1))


def connected(sessions: Sessions, principal: Principal = ANA, now_ms: int = NOW_MS) -> tuple[Session, str]:
    session, token = sessions.open(principal, CLIENT, OnConflict.JOIN, now_ms)
    session.life = Line()
    return session, token


def refusal(
    sessions: Sessions, session: str, token: str, principal: Principal = ANA, now_ms: int = NOW_MS
) -> CloseCode:
    with pytest.raises(HelloRefused) as caught:
        sessions.resume(session, token, principal, now_ms)
    return caught.value.code


def test_a_session_resumes_with_its_token_and_gets_the_next_one() -> None:
    sessions = all_sessions()
    session, token = connected(sessions)
    sessions.disconnected(session, NOW_MS)

    resumed = sessions.resume(session.id, token, ANA, NOW_MS + SESSION_WINDOW_MS - 1)

    assert resumed is not None
    assert resumed[0] is session
    assert resumed[1] != token
    assert session.ends_at_ms is None


def test_a_resume_token_works_once() -> None:
    sessions = all_sessions()
    session, token = connected(sessions)
    sessions.resume(session.id, token, ANA, NOW_MS)
    assert refusal(sessions, session.id, token) is CloseCode.SESSION_UNKNOWN


def test_only_the_hash_of_a_resume_token_is_kept() -> None:
    session, token = connected(all_sessions())
    assert token not in repr(session)
    assert token.encode() not in session.token_hash


def test_a_wrong_token_does_not_use_up_the_right_one() -> None:
    sessions = all_sessions()
    session, token = connected(sessions)
    assert refusal(sessions, session.id, "guess") is CloseCode.SESSION_UNKNOWN
    assert sessions.resume(session.id, token, ANA, NOW_MS) is not None


@pytest.mark.parametrize(
    "other",
    [
        BRUNO,
        Principal(PrincipalKind.SERVICE, "agt_ana", LATER_MS),
        Principal(PrincipalKind.AGENT, "agt_ana", LATER_MS, interaction="int_1"),
    ],
)
def test_the_token_is_no_credential_for_somebody_else(other: Principal) -> None:
    sessions = all_sessions()
    session, token = connected(sessions)
    assert refusal(sessions, session.id, token, other) is CloseCode.AUTH_FAILED
    assert sessions.resume(session.id, token, ANA, NOW_MS) is not None


def test_at_the_end_of_the_window_the_session_is_forgotten() -> None:
    sessions = all_sessions()
    session, token = connected(sessions)
    sessions.disconnected(session, NOW_MS)
    assert sessions.find(session.id) is session

    assert sessions.resume(session.id, token, ANA, NOW_MS + SESSION_WINDOW_MS) is None
    assert sessions.find(session.id) is None
    assert sessions.of(ANA) == []


def test_a_session_with_a_connection_is_never_forgotten() -> None:
    sessions = all_sessions()
    session, token = connected(sessions)
    sessions.disconnected(session, NOW_MS)
    sessions.resume(session.id, token, ANA, NOW_MS + 1)
    session.life = Line()

    connected(sessions, BRUNO, NOW_MS + 10 * SESSION_WINDOW_MS)

    assert sessions.find(session.id) is session


def test_after_a_goodbye_there_is_no_way_back_and_nothing_is_read() -> None:
    sessions = all_sessions()
    session, token = connected(sessions)
    session.streams.add("queue/que_1")
    session.life = None
    sessions.ended(session, NOW_MS)

    assert refusal(sessions, session.id, token) is CloseCode.SESSION_UNKNOWN
    assert sessions.find(session.id) is None
    assert sessions.of(ANA) == []
    assert session.streams == set()


def test_a_session_that_has_ended_does_not_wait_when_its_connection_goes() -> None:
    sessions = all_sessions()
    session, token = connected(sessions)
    sessions.ended(session, NOW_MS)
    sessions.disconnected(session, NOW_MS + 1)
    assert refusal(sessions, session.id, token) is CloseCode.SESSION_UNKNOWN


def test_devices_join_by_default_up_to_the_limit() -> None:
    sessions = all_sessions()
    for _ in range(AGENT_DEVICES_MAX):
        connected(sessions)

    with pytest.raises(HelloRefused) as caught:
        connected(sessions)

    assert caught.value.code is CloseCode.TOO_MANY_CONNECTIONS
    connected(sessions, BRUNO)


def test_a_device_that_is_gone_makes_room_and_cannot_come_back_over_the_limit() -> None:
    sessions = all_sessions()
    gone, token = connected(sessions)
    sessions.disconnected(gone, NOW_MS)
    others = [connected(sessions)[0] for _ in range(AGENT_DEVICES_MAX)]

    assert refusal(sessions, gone.id, token) is CloseCode.TOO_MANY_CONNECTIONS
    sessions.disconnected(others[0], NOW_MS)
    assert sessions.resume(gone.id, token, ANA, NOW_MS) is not None


def test_a_resume_that_takes_over_its_own_connection_is_no_further_device() -> None:
    sessions = all_sessions()
    all_of_ana = [connected(sessions) for _ in range(AGENT_DEVICES_MAX)]
    session, token = all_of_ana[0]
    assert sessions.resume(session.id, token, ANA, NOW_MS) is not None


def test_replace_signs_the_other_devices_out() -> None:
    sessions = all_sessions()
    session, _ = connected(sessions)
    line = session.life
    bystander, _ = connected(sessions, BRUNO)

    sessions.open(ANA, CLIENT, OnConflict.REPLACE, NOW_MS)

    assert isinstance(line, Line)
    assert line.ends == [(CloseCode.KICKED, False)]
    assert isinstance(bystander.life, Line)
    assert bystander.life.ends == []


def test_deny_yields_to_a_connected_device_but_not_to_one_that_is_gone() -> None:
    sessions = all_sessions()
    session, _ = connected(sessions)
    with pytest.raises(HelloRefused) as caught:
        sessions.open(ANA, CLIENT, OnConflict.DENY, NOW_MS)
    assert caught.value.code is CloseCode.TOO_MANY_CONNECTIONS

    sessions.disconnected(session, NOW_MS)
    sessions.open(ANA, CLIENT, OnConflict.DENY, NOW_MS)


def test_a_consumer_may_have_more_connections_than_an_agent_and_not_any_number() -> None:
    sessions = all_sessions()
    first, token = connected(sessions, CONSUMER)
    for _ in range(CONSUMER_CONNECTIONS_MAX - 1):
        connected(sessions, CONSUMER)
    with pytest.raises(HelloRefused) as caught:
        connected(sessions, CONSUMER)

    assert caught.value.code is CloseCode.TOO_MANY_CONNECTIONS
    assert sessions.resume(first.id, token, CONSUMER, NOW_MS) is not None, "its own connection gives way"
    sessions.disconnected(first, NOW_MS)
    connected(sessions, CONSUMER)


def test_a_service_may_have_as_many_as_it_likes() -> None:
    sessions = all_sessions()
    for _ in range(CONSUMER_CONNECTIONS_MAX + 1):
        connected(sessions, SERVICE)
    assert len(sessions.of(SERVICE)) == CONSUMER_CONNECTIONS_MAX + 1


def test_a_full_house_takes_nobody_until_somebody_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SESSIONS_MAX", 2)
    sessions = all_sessions()
    session, _ = connected(sessions)
    connected(sessions, BRUNO)
    sessions.disconnected(session, NOW_MS)

    with pytest.raises(HelloRefused) as caught:
        connected(sessions, CONSUMER)
    assert caught.value.code is CloseCode.OVERLOADED
    connected(sessions, CONSUMER, NOW_MS + SESSION_WINDOW_MS)


def test_who_connects_and_leaves_for_ever_fills_only_their_own_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEAVING_PER_PRINCIPAL_MAX", 2)
    sessions = all_sessions()
    stays, _ = connected(sessions, CONSUMER)
    left = []
    for moment in range(4):
        session, token = connected(sessions, CONSUMER)
        sessions.disconnected(session, NOW_MS + moment)
        left.append((session.id, token))

    known = [sessions.resume(session, token, CONSUMER, NOW_MS + 4) is not None for session, token in left]

    assert known == [False, False, True, True]
    assert sessions.find(stays.id) is stays


def test_is_connected_while_any_session_is() -> None:
    sessions = all_sessions()
    first, _ = connected(sessions, CONSUMER)
    second, _ = connected(sessions, CONSUMER)
    sessions.disconnected(first, NOW_MS)
    assert sessions.is_connected(CONSUMER)
    assert sessions.connected() == [second]

    sessions.disconnected(second, NOW_MS)
    assert not sessions.is_connected(CONSUMER)
    assert sessions.connected() == []


def test_a_revoked_id_is_found_whatever_its_kind() -> None:
    sessions = all_sessions()
    agent, _ = connected(sessions)
    supervisor, _ = connected(sessions, Principal(PrincipalKind.SUPERVISOR, "agt_ana", LATER_MS))
    connected(sessions, BRUNO)
    assert sessions.of_id("agt_ana") == [agent, supervisor]
