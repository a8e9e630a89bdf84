"""Settings of the summaries' endpoint: an address, a model, a key that is there, and time limits."""

import tomllib
from pathlib import Path

import pytest
from ringline_server.config import BadConfig, parse
from ringline_server.config_summary import SummarySettings
from ringline_server.config_warnings import warnings_of

QUEUE = '[[queues]]\nid = "que_a"\nname = "A"\nchannel = "messaging"\n'


def faults(text: str, folder: Path = Path()) -> list[str]:
    try:
        parse(tomllib.loads(QUEUE + "[summary]\n" + text), {}, folder)
    except BadConfig as bad:
        return [str(fault) for fault in bad.faults]
    return []


def test_without_an_address_there_is_no_endpoint() -> None:
    assert not parse(tomllib.loads(QUEUE), {}).summary.is_on


def test_the_key_is_in_a_file_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "k").write_text("secret")
    text = 'url = "https://api.example.com/v1"\nmodel = "m"\nkey_file = "k"\nwhole = "20s"'

    settings = parse(tomllib.loads(f"{QUEUE}[summary]\n{text}"), {}, tmp_path).summary

    assert settings == SummarySettings("https://api.example.com/v1", "m", str(tmp_path / "k"), 3_000, 20_000)


BAD = [
    ('url = "api.example.com"\nmodel = "m"', 'url: an address is expected, as "https://api.example.com/v1"'),
    ('url = "ftp://a.example"\nmodel = "m"', 'url: an address is expected, as "https://api.example.com/v1"'),
    ('url = "https://a.example:x"\nmodel = "m"', 'url: an address is expected, as "https://api.example.com/v1"'),
    ('url = "https://a.example?q=1"\nmodel = "m"', 'url: an address is expected, as "https://api.example.com/v1"'),
    ('url = "https://a.example"', "model, characters: 1 to 200"),
    ('whole = "500ms"', "whole: 1s to 2min"),
    ('connect = "1min"', "connect: 100ms to 30s"),
]


@pytest.mark.parametrize(("text", "fault"), BAD, ids=[text for text, _ in BAD])
def test_what_cannot_work_is_refused_at_its_place(text: str, fault: str) -> None:
    assert faults(text) == [f"config.summary.{fault}"]


def test_a_key_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert [text.partition(":")[0] for text in faults('key_file = "nowhere"', tmp_path)] == ["config.summary.key_file"]


@pytest.mark.parametrize(
    ("url", "count"),
    [("http://10.0.0.7/v1", 1), ("http://127.0.0.1:8000/v1", 0), ("http://localhost/v1", 0), ("https://a.example", 0)],
)
def test_a_network_that_is_spoken_to_in_the_clear_is_warned_of(url: str, count: int) -> None:
    config = parse(tomllib.loads(f'{QUEUE}[summary]\nurl = "{url}"\nmodel = "m"'), {})

    assert len([one for one in warnings_of(config) if one.place == "config.summary.url"]) == count
