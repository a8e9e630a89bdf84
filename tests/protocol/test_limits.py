"""The numbers that a client is told."""

from ringline_protocol import limits


def test_a_welcome_tells_the_limits_that_a_client_must_keep() -> None:
    told = limits.welcome_limits()

    assert told["message_bytes"] == 65_536
    assert told["in_flight"] == 16
    assert told["subscriptions"] == 64
    assert (told["uploads"], told["upload_bytes"], told["uploads_bytes"]) == (20, 15_728_640, 18_000_000)
    assert limits.welcome_limits(supervisor=True)["subscriptions"] == 512


def test_a_hello_with_all_its_positions_can_be_parsed() -> None:
    assert limits.POSITIONS_MAX <= limits.OBJECT_KEYS_MAX
