"""The token file of a sample server, and what else may be under its name."""

import json
from pathlib import Path

import pytest
from ringline_client.tokens import BadTokenFile, TokenFile

FILE = {
    "url": "ws://here/ws",
    "agents": {"agt_ana": "a", "agt_bruno": "b"},
    "supervisors": {},
    "services": {"svc_1": "s"},
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "tokens.json"
    write(file, FILE)
    return file


def write(path: Path, plain: object) -> None:
    path.write_text(json.dumps(plain))


async def test_a_token_is_read_anew_each_time(path: Path) -> None:
    tokens = TokenFile.open(path)
    source = tokens.source("agt_ana")
    assert (tokens.url, await source()) == ("ws://here/ws", "a")

    write(path, {**FILE, "agents": {"agt_ana": "newer"}})
    assert await source() == "newer"


def test_a_url_of_ones_own_goes_before_the_files(path: Path) -> None:
    assert TokenFile.open(path, "ws://there/ws").url == "ws://there/ws"
    assert TokenFile.open(path).names("agents") == ("agt_ana", "agt_bruno")


def test_an_unknown_name_is_told_the_known_ones(path: Path) -> None:
    with pytest.raises(BadTokenFile, match="no token for agt_eva; it has agt_ana, agt_bruno, svc_1"):
        TokenFile.open(path).token("agt_eva")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"url": 3}'])
def test_another_file_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "tokens.json"
    file.write_text(text)
    with pytest.raises(BadTokenFile):
        TokenFile.open(file)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadTokenFile, match="No such file"):
        TokenFile.open(tmp_path / "none.json")
