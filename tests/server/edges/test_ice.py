"""What a TURN server is going to check: expiry, name, signature."""

import base64
import hashlib
import hmac

from ringline_server.edges.ice import IceServers


def test_without_a_configuration_there_are_none() -> None:
    assert IceServers().told("int_1", 1_000) == []


def test_a_turn_server_can_check_the_credential_by_itself_until_it_expires() -> None:
    ice = IceServers(("stun:s:3478",), ("turn:t:3478",), b"shared", 600_000)

    stun, turn = ice.told("int_1", 1_795_334_400_999)

    assert stun == {"urls": ["stun:s:3478"]}
    assert turn["urls"] == ["turn:t:3478"]
    assert turn["username"] == "1795335000:int_1"
    signature = hmac.new(b"shared", turn["username"].encode(), hashlib.sha1).digest()
    assert base64.b64decode(turn["credential"]) == signature


def test_the_secret_is_in_no_picture_of_it() -> None:
    assert "shared" not in repr(IceServers(secret=b"shared"))
