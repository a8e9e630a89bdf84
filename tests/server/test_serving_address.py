"""Where a server is, in the form in which people and programs read it."""

import json
from pathlib import Path

from ringline_server.config import Config
from ringline_server.serving_address import TOKENS_FILE, Address, address_of, sign_in_link


def test_an_address_is_written_for_http_and_for_sockets() -> None:
    assert Address("127.0.0.1", 80).http == "http://127.0.0.1:80"
    assert Address("::1", 80, is_secure=True).websocket == "wss://[::1]:80/ws"


def test_a_running_sample_is_where_its_token_file_says(tmp_path: Path) -> None:
    assert address_of(Config(), tmp_path) == Address("127.0.0.1", 8080)
    (tmp_path / TOKENS_FILE).write_text(json.dumps({"http": "http://127.0.0.1:4711"}))
    assert address_of(Config(), tmp_path) == Address("127.0.0.1", 4711)


def test_a_link_carries_its_token_where_browsers_keep_it() -> None:
    assert sign_in_link(Address("127.0.0.1", 80), "abc") == "http://127.0.0.1:80/#token=abc"
