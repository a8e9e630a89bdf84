"""A configuration from its file and the environment to what the house is given."""

import re
from pathlib import Path

import attrs
import pytest
from ringline_protocol.values import Acceptance, Channel
from ringline_server.config import (
    AccountSettings,
    BadConfig,
    Config,
    KeySettings,
    ServerSettings,
    StoreSettings,
    TokenSettings,
    load,
    parse,
)
from ringline_server.config_public import Choice, Form, PublicSettings, Question, TryoutSettings
from ringline_server.domain.canned import CannedAnswer
from ringline_server.domain.policy import (
    Agent,
    Capacity,
    Disposition,
    ExpiryPolicy,
    OpenHours,
    Overflow,
    Queue,
    ServiceLevelPolicy,
    WrapUpPolicy,
)
from ringline_server.serving import SAMPLE

REFERENCE = (
    *(Config, ServerSettings, StoreSettings, TokenSettings, KeySettings, AccountSettings, PublicSettings, Form),
    *(TryoutSettings, Question, Choice),
    *(Queue, OpenHours, Overflow, WrapUpPolicy, ServiceLevelPolicy, Agent, Capacity, Disposition, CannedAnswer),
)

QUEUE = '[[queues]]\nid = "que_a"\nname = "A"\nchannel = "messaging"\n'


def sample(**environment: str) -> Config:
    return load(SAMPLE, environment)


def faults_of(path: Path, **environment: str) -> list[str]:
    with pytest.raises(BadConfig) as caught:
        load(path, environment)
    return [str(fault) for fault in caught.value.faults]


def written(folder: Path, text: str) -> Path:
    path = folder / "ringline.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_sample_has_a_queue_for_every_channel_and_people_for_every_queue() -> None:
    account = sample().policies()
    assert {queue.channel for queue in account.queues.values()} == set(Channel)
    assert {queue.acceptance for queue in account.queues.values()} == set(Acceptance)
    staffed = {queue for agent in account.agents.values() if not agent.supervisor for queue in agent.queues}
    assert staffed == set(account.queues)
    assert [agent.id for agent in account.agents.values() if agent.supervisor] == ["agt_sofia"]
    assert all(
        tree in account.dispositions for queue in account.queues.values() if (tree := queue.wrap_up.dispositions)
    )


@pytest.mark.parametrize("cls", REFERENCE)
def test_the_sample_is_the_reference_of_every_setting(cls: type) -> None:
    """As a setting, or in a comment that shows how it is written."""
    text = SAMPLE.read_text(encoding="utf-8")
    names = [field.name.removesuffix("_ms") for field in attrs.fields(cls)]
    missing = [
        name for name in names if not re.search(rf"^(# *)?(\[\[?([a-z_.]+\.)?{name}[\].]|.*\b{name} *=)", text, re.M)
    ]
    assert missing == []


def test_spans_of_the_file_become_milliseconds() -> None:
    support = sample().policies().queues["que_support"]
    assert (support.ring_ms, support.max_wait_ms, support.wrap_up.duration_ms) == (30_000, 900_000, 30_000)
    assert support.wrap_up.on_expiry is ExpiryPolicy.RELEASE


def test_contacts_and_their_region_are_read() -> None:
    config = sample()
    assert config.account.region == "ES"
    assert config.contacts[0].phones == ("+34 612 345 678",)
    assert config.contacts[0].fields["tier"] == "gold"


def test_settings_of_the_account_reach_the_policies(tmp_path: Path) -> None:
    text = QUEUE + '[account]\nstatus_reasons = ["tea"]\noffline_after = "1min"\nregion = "FR"'
    account = load(written(tmp_path, text), {}).policies()
    assert (account.status_reasons, account.offline_after_ms) == (("tea",), 60_000)


def test_what_is_left_out_has_a_default(tmp_path: Path) -> None:
    config = load(written(tmp_path, QUEUE), {})
    assert (config.server.host, config.server.port) == ("127.0.0.1", 8080)
    assert config.public.queues == ()


def test_the_environment_overrides_the_file() -> None:
    config = sample(RINGLINE_HOST="0.0.0.0", RINGLINE_PORT="9000", RINGLINE_DATABASE="/data/x.db")
    assert (config.server.host, config.server.port, config.store.path) == ("0.0.0.0", 9000, "/data/x.db")


def test_the_environment_sets_what_the_file_does_not_mention(tmp_path: Path) -> None:
    assert load(written(tmp_path, QUEUE), {"RINGLINE_PORT": "0"}).server.port == 0


def test_other_variables_are_left_alone() -> None:
    assert sample(RINGLINE_COLOUR="red") == sample()


@pytest.mark.parametrize("port", ["", "many", "-1", "80.0", "٣"])
def test_a_port_of_the_environment_that_is_none_is_told_by_its_variable(port: str) -> None:
    assert faults_of(SAMPLE, RINGLINE_PORT=port) == ["RINGLINE_PORT: a whole number is expected"]


def test_a_port_of_the_environment_has_the_same_limits() -> None:
    assert faults_of(SAMPLE, RINGLINE_PORT="65536") == ["config.server.port: 0 to 65535"]


def test_faults_of_the_environment_and_of_the_file_are_told_together(tmp_path: Path) -> None:
    path = written(tmp_path, 'server = 3\n[[queues]]\nid = "que_a"\n')
    assert faults_of(path, RINGLINE_PORT="many", RINGLINE_HOST="::1") == [
        "RINGLINE_PORT: a whole number is expected",
        "config.server: a table is expected",
        "config.queues[0].name: is missing",
        "config.queues[0].channel: is missing",
    ]


def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path, "[server]\nport = \n")
    [fault] = faults_of(path)
    assert fault.startswith(f"{path}: ")
    assert "line 2" in fault


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ringline.toml"
    path.write_bytes(b"\xff\xfe")
    assert len(faults_of(path)) == 1


def test_a_file_that_is_not_there_is_an_operating_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.toml", {})


def test_reading_does_not_change_what_was_given() -> None:
    plain = {"queues": [{"id": "que_a", "name": "A", "channel": "messaging"}], "server": {"port": 1}}
    parse(plain, {"RINGLINE_PORT": "2"})
    assert plain["server"] == {"port": 1}
