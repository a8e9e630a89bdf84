"""Devices of one agent: the primary one, who comes back, and how long nobody has been there."""

import pytest
from ringline_protocol.values import Presence
from ringline_server.domain.devices import LEFT_MAX, Device, Devices

PHONE, LAPTOP = Device("ses_phone", "dev_1"), Device("ses_laptop", "dev_2", "desk")
GRACE_MS = 300


def test_the_first_device_rings_audibly_and_the_next_one_when_it_goes() -> None:
    devices = Devices()
    devices.join(PHONE)
    devices.join(LAPTOP)
    assert devices.primary == "ses_phone"

    assert devices.leave("ses_phone", 5, ended=False) == PHONE
    assert devices.primary == "ses_laptop"
    devices.leave("ses_laptop", 6, ended=False)
    assert devices.primary == ""
    devices.join(LAPTOP)
    assert devices.primary == "ses_laptop"


def test_the_audible_ring_moves_only_to_a_device_that_is_here() -> None:
    devices = Devices()
    devices.join(PHONE)
    devices.join(LAPTOP)

    assert devices.make_primary("ses_laptop")
    assert not devices.make_primary("ses_laptop")
    assert not devices.make_primary("ses_none")
    assert devices.primary == "ses_laptop"
    devices.leave("ses_phone", 5, ended=False)
    assert devices.primary == "ses_laptop"


def test_a_session_that_comes_back_is_not_new_unless_it_had_ended() -> None:
    devices = Devices()
    assert devices.join(PHONE)
    assert not devices.join(PHONE)
    devices.leave("ses_phone", 5, ended=False)
    assert not devices.join(PHONE)
    devices.leave("ses_phone", 6, ended=True)
    assert devices.join(PHONE)


def test_only_so_many_sessions_that_left_are_remembered() -> None:
    devices = Devices()
    for number in range(LEFT_MAX + 1):
        devices.join(Device(f"ses_{number}", "dev"))
        devices.leave(f"ses_{number}", number, ended=False)

    assert devices.join(Device("ses_0", "dev"))
    assert not devices.join(Device("ses_1", "dev"))


def test_who_was_not_here_does_not_leave() -> None:
    assert Devices().leave("ses_none", 5, ended=True) is None


@pytest.mark.parametrize(
    ("now_ms", "presence"), [(1_000, Presence.GRACE), (1_299, Presence.GRACE), (1_300, Presence.GONE)]
)
def test_the_grace_begins_when_the_last_device_goes(now_ms: int, presence: Presence) -> None:
    devices = Devices()
    devices.join(PHONE)
    devices.join(LAPTOP)
    devices.leave("ses_phone", 500, ended=False)
    assert devices.presence(now_ms, GRACE_MS) is Presence.CONNECTED
    assert devices.gone_at_ms(GRACE_MS) is None

    devices.leave("ses_laptop", 1_000, ended=True)

    assert devices.presence(now_ms, GRACE_MS) is presence
    assert devices.gone_at_ms(GRACE_MS) == 1_300


def test_who_lost_the_line_is_known_until_their_session_ends() -> None:
    devices = Devices()
    devices.join(Device("s1", "d1"))
    devices.join(Device("s2", "d2"))
    devices.leave("s1", 1_000, ended=False)
    devices.leave("s2", 1_000, ended=True)

    assert [devices.is_known(session) for session in ("s1", "s2", "s3")] == [True, False, False]
