"""Limits and names: each rule refuses what is beyond it, at its place, and lets its bounds pass."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
import trustme
from kit.certified import certified
from ringline_server.config import BadConfig, Config, parse
from ringline_server.config_rules import SPANS, WRAP_UP_SPANS
from ringline_server.edges.listeners import NO_PAIR, NO_PEM

TREE = '[dispositions]\nt = [{ id = "a", label = "A", children = [{ id = "b", label = "B" }] }]\n'


def queue(more: str = "", name: str = "que_a", channel: str = "messaging") -> str:
    return f'[[queues]]\nid = "{name}"\nname = "A"\nchannel = "{channel}"\n{more}\n'


def agent(more: str = "", name: str = "agt_a") -> str:
    return f'[[agents]]\nid = "{name}"\nname = "Ana"\n{more}\n'


def faults(text: str) -> list[str]:
    try:
        parse(tomllib.loads(text), {})
    except BadConfig as bad:
        return [str(fault) for fault in bad.faults]
    return []


def read(text: str) -> Config:
    return parse(tomllib.loads(text), {})


GOOD = [
    queue(),
    queue('ring = "5s"\nwaiting_max = 5000\nmax_wait = "30d"\nmissed_max = 1\nageing_rate = 0.0'),
    queue('ring = "10min"\nwaiting_max = 1\nring_many = 100'),
    queue('[queues.wrap_up]\nduration = "900s"\nextensions_max = 0'),
    queue('[queues.wrap_up]\ndispositions = "t"\nmandatory = true\non_expiry = "default"\ndefault_disposition = "b"')
    + TREE,
    queue('[queues.overflow.closed]\nmessage = "We are closed"'),
    queue('[queues.overflow.max_wait]\nqueue = "que_b"') + queue(name="que_b"),
    queue('[[queues.skill_stages]]\nneeds = [{ skill = "es", min = 10 }]\nfor = "30s"\n[[queues.skill_stages]]'),
    queue('[queues.open_hours]\ntimezone = "Europe/Madrid"\ndays = { mon = ["09:00-14:00"] }'),
    queue() + agent('queues = ["que_a"]\nskills = { es = 1, en = 10 }'),
    queue() + agent("[agents.capacity]\nunits = 1\noccupied_rules = [{ voice = 100 }]\n"),
    queue("agent_weight = { agt_a = 5 }") + agent(),
    queue() + '[public]\nqueues = ["que_a"]',
    queue()
    + '[server]\norigins = ["https://desk.example"]\nproxies = ["10.0.0.0/8"]\nport = 0\n[account]\nregion = "FR"',
    queue(name="que_" + "x" * 60),
]

BAD = [
    ("", "config.queues: at least one queue is needed"),
    (queue('ring = "4999ms"'), "config.queues[0].ring: 5s to 10min"),
    (queue('ring = "601s"'), "config.queues[0].ring: 5s to 10min"),
    (queue("waiting_max = 0"), "config.queues[0].waiting_max: 1 to 5000"),
    (queue("waiting_max = 5001"), "config.queues[0].waiting_max: 1 to 5000"),
    (queue("ring_many = 0"), "config.queues[0].ring_many: 1 to 100"),
    (queue("missed_max = 0"), "config.queues[0].missed_max: 1 to 100"),
    (queue("ageing_rate = -0.1"), "config.queues[0].ageing_rate: 0 to 1000"),
    (queue("ageing_rate = nan"), "config.queues[0].ageing_rate: 0 to 1000"),
    (
        queue('upgrades = ["messaging"]'),
        "config.queues[0].upgrades: messaging is no richer than messaging; possible: voice, video",
    ),
    (queue('idle_warn = "5min"\nidle_close = "5min"'), "config.queues[0].idle_warn: must be before idle_close"),
    (queue('[queues.wrap_up]\nduration = "901s"'), "config.queues[0].wrap_up.duration: 0s to 15min"),
    (queue("[queues.wrap_up]\nextensions_max = -1"), "config.queues[0].wrap_up.extensions_max: 0 to 100"),
    (queue("[queues.wrap_up]\nmandatory = true"), "config.queues[0].wrap_up.mandatory: needs dispositions"),
    (queue('[queues.wrap_up]\non_expiry = "default"'), "config.queues[0].wrap_up.on_expiry: needs default_disposition"),
    (
        queue('[queues.wrap_up]\ndispositions = "tt"') + TREE,
        "config.queues[0].wrap_up.dispositions: there is no tree tt; did you mean t?",
    ),
    (
        queue('[queues.wrap_up]\ndispositions = "t"\ndefault_disposition = "a"') + TREE,
        "config.queues[0].wrap_up.default_disposition: no leaf a in the queue's tree",
    ),
    (queue("[queues.service_level]\ntarget_percent = 101"), "config.queues[0].service_level.target_percent: 1 to 100"),
    (queue('[queues.overflow.closed]\nqueue = "que_a"'), "config.queues[0].overflow.closed.queue: is the queue itself"),
    (queue("[queues.overflow.closed]"), "config.queues[0].overflow.closed: needs a queue, or a message"),
    (
        queue('[queues.overflow.closed]\nqueue = "que_bb"') + queue(name="que_b"),
        "config.queues[0].overflow.closed.queue: there is no queue que_bb; did you mean que_b?",
    ),
    (
        queue('[queues.overflow.closed]\nqueue = "que_b"') + queue(name="que_b", channel="voice"),
        "config.queues[0].overflow.closed.queue: que_b is for voice",
    ),
    (
        queue('[queues.overflow.maxwait]\nmessage = "x"'),
        "config.queues[0].overflow.maxwait: one of max_wait, queue_full, closed, no_agents is expected; "
        "did you mean max_wait?",
    ),
    (
        queue("[[queues.skill_stages]]\nneeds = []\n[[queues.skill_stages]]\nneeds = []"),
        "config.queues[0].skill_stages[0].for: only the last stage holds for ever",
    ),
    (queue('[[queues.skill_stages]]\nfor = "1s"\n' * 7), "config.queues[0].skill_stages: 0 to 6"),
    (
        queue('[[queues.skill_stages]]\nneeds = [{ skill = "es", min = 11 }]'),
        "config.queues[0].skill_stages[0].needs[0].min: 1 to 10",
    ),
    (
        queue('[queues.open_hours]\ntimezone = "Europe/Madird"'),
        "config.queues[0].open_hours: unknown time zone: 'Europe/Madird'",
    ),
    (queue("agent_weight = { agt_b = 1 }"), "config.queues[0].agent_weight: there is no agent agt_b"),
    (queue() + queue(), "config.queues: que_a is there 2 times"),
    (queue() + '[store]\nforget_after = "23h"', "config.store.forget_after: 1d to 36500d"),
    (queue() + '[store]\nforget_after = "36501d"', "config.store.forget_after: 1d to 36500d"),
    (queue(name="a"), "config.queues[0].id: que_ and 1 to 60 letters, digits, - or _ are expected"),
    (queue(name="agt_a"), "config.queues[0].id: que_ and 1 to 60 letters, digits, - or _ are expected"),
    (queue(name="que_" + "x" * 61), "config.queues[0].id: que_ and 1 to 60 letters, digits, - or _ are expected"),
    (queue().replace('"A"', '" "'), "config.queues[0].name: 1 to 100 characters"),
    (queue() + agent() + agent(), "config.agents: agt_a is there 2 times"),
    (queue() + agent(name="ana"), "config.agents[0].id: agt_ and 1 to 60 letters, digits, - or _ are expected"),
    (queue() + agent('queues = ["que_b"]'), "config.agents[0].queues[0]: there is no queue que_b; did you mean que_a?"),
    (queue() + agent('queues = ["que_a", "que_a"]'), "config.agents[0].queues: que_a is there 2 times"),
    (queue() + agent("skills = { es = 0 }"), "config.agents[0].skills.es: 1 to 10"),
    (queue() + agent("[agents.capacity]\nunits = 0"), "config.agents[0].capacity.units: 1 to 10000"),
    (queue() + agent("[agents.capacity]\ncost = { voice = -1 }"), "config.agents[0].capacity.cost.voice: 0 to 10000"),
    (
        queue() + agent("[agents.capacity]\nchannel_max = { email = 1001 }"),
        "config.agents[0].capacity.channel_max.email: 0 to 1000",
    ),
    (
        queue() + agent("[agents.capacity]\noccupied_rules = [{}]"),
        "config.agents[0].capacity.occupied_rules[0]: names no channel",
    ),
    (
        queue() + agent("[agents.capacity]\noccupied_rules = [{ voice = 101 }]"),
        "config.agents[0].capacity.occupied_rules[0].voice: 1 to 100",
    ),
    (
        queue() + agent("[agents.capacity]\ntransfer_may_exceed = true\ntransfer_ceiling_units = 99"),
        "config.agents[0].capacity.transfer_ceiling_units: is below units",
    ),
    (
        queue() + '[dispositions]\nt = [{ id = "a", label = "A" }, { id = "a", label = "B" }]',
        "config.dispositions.t: a is there 2 times",
    ),
    (
        queue() + '[[contacts]]\nid = "x"\nname = "X"',
        "config.contacts[0].id: cnt_ and 1 to 60 letters, digits, - or _ are expected",
    ),
    (
        queue() + '[public]\nqueues = ["que_a"]\nforms = { que_b = {} }',
        "config.public.forms: que_b is not in queues; did you mean que_a?",
    ),
    (
        queue() + '[public]\npages = ["www.example.com"]',
        "config.public.pages: not an origin as browsers write it (https://desk.example): 'www.example.com'",
    ),
    (queue() + '[public]\nqueues = ["que_b"]', "config.public.queues[0]: there is no queue que_b; did you mean que_a?"),
    (
        queue(channel="email") + '[public]\nqueues = ["que_a"]',
        "config.public.queues[0]: a live queue is needed; que_a is for email",
    ),
    (queue() + "[server]\nport = 65536", "config.server.port: 0 to 65535"),
    (queue() + '[server]\ngrace = "6min"', "config.server.grace: 0s to 5min"),
    (queue() + "[server]\nservice_commands_per_s = 0", "config.server.service_commands_per_s: 1 to 100000"),
    (
        queue() + '[server]\norigins = ["https://desk.example/"]',
        "config.server.origins: not an origin as browsers write it (https://desk.example): 'https://desk.example/'",
    ),
    (
        queue() + '[server]\nproxies = ["10.0.0.0/33"]',
        "config.server.proxies: '10.0.0.0/33' does not appear to be an IPv4 or IPv6 network",
    ),
    (
        queue() + '[[tokens.keys]]\nkid = "a"\nalgorithm = "HS256"\nsecret_file = "nowhere.key"',
        "config.tokens.keys[0].secret_file: there is no file nowhere.key",
    ),
    (
        queue() + '[account]\nregion = "es"',
        'config.account.region: a country in two capital letters is expected, as "ES"',
    ),
    (queue() + '[account]\noffline_after = "9s"', "config.account.offline_after: 10s to 1d"),
    (queue() + '[account]\nstatus_reasons = ["a", "a"]', "config.account.status_reasons: a is there 2 times"),
    (queue() + '[account]\nstatus_reasons = [" "]', "config.account.status_reasons: 1 to 64 characters each"),
    (queue() + f"[account]\nstatus_reasons = {[f'r{n}' for n in range(51)]}", "config.account.status_reasons: 0 to 50"),
    (queue('decline_reasons = ["a", "a"]'), "config.queues[0].decline_reasons: a is there 2 times"),
]


@pytest.mark.parametrize("text", GOOD)
def test_what_is_within_its_limits_is_accepted(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(("text", "fault"), BAD, ids=[fault for _, fault in BAD])
def test_what_is_beyond_is_refused_at_its_place_and_nothing_else_is(text: str, fault: str) -> None:
    assert faults(text) == [fault]


@pytest.mark.parametrize("name", SPANS)
def test_every_span_of_a_queue_has_both_bounds(name: str) -> None:
    low, high = SPANS[name]
    setting = name.removesuffix("_ms")
    for inside in (low, high):
        assert faults(queue(f'{setting} = "{inside}ms"')) == []
    for outside in (*([low - 1] if low else []), high + 1):
        [fault] = faults(queue(f'{setting} = "{outside}ms"'))
        assert fault.startswith(f"config.queues[0].{setting}: ")


@pytest.mark.parametrize("name", WRAP_UP_SPANS)
def test_every_span_of_a_wrap_up_has_both_bounds(name: str) -> None:
    low, high = WRAP_UP_SPANS[name]
    setting = name.removesuffix("_ms")
    assert faults(queue(f'[queues.wrap_up]\n{setting} = "{high}ms"')) == []
    assert len(faults(queue(f'[queues.wrap_up]\n{setting} = "{high + 1}ms"'))) == 1
    assert len(faults(queue(f'[queues.wrap_up]\n{setting} = "{low - 1}ms"')) if low else [""]) == 1


def test_a_tree_has_at_most_four_levels() -> None:
    def tree(depth: int) -> str:
        node = '{ id = "leaf", label = "L" }'
        for level in range(depth - 1):
            node = f'{{ id = "n{level}", label = "N", children = [{node}] }}'
        return queue() + f"[dispositions]\nt = [{node}]"

    assert faults(tree(4)) == []
    assert faults(tree(5)) == ["config.dispositions.t: at most 4 levels"]


def test_a_certificate_needs_its_key_and_both_need_to_exist(tmp_path: Path) -> None:
    one, other = tmp_path / "cert.pem", tmp_path / "key.pem"
    one.touch()
    alone = queue() + f'[server]\ntls_certificate = "{one}"'
    assert faults(alone) == ["config.server: tls_certificate and tls_key go together"]
    both = f'{alone}\ntls_key = "{other}"'
    assert faults(both) == [f"config.server.tls_key: there is no file {other}"]
    other.touch()
    assert faults(both) == [f"config.server.tls_key: cannot be used with {one}: {NO_PEM}"]
    certified(tmp_path)
    assert faults(both) == []
    trustme.CA().issue_cert("127.0.0.1").private_key_pem.write_to_path(other)
    assert faults(both) == [f"config.server.tls_key: cannot be used with {one}: {NO_PAIR}"]


def test_two_keys_of_one_name_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "token.key"
    secret.touch()
    key = f'[[tokens.keys]]\nkid = "a"\nalgorithm = "HS256"\nsecret_file = "{secret}"\n'
    assert faults(queue() + key) == []
    assert faults(queue() + key + key) == ["config.tokens.keys: a is there 2 times"]


def test_all_faults_are_told_at_once() -> None:
    text = queue('ring = "1s"\nwaiting_max = 0') + agent('queues = ["que_c"]') + "[server]\nport = -1"
    assert len(faults(text)) == 4


def test_a_good_file_gives_what_it_says() -> None:
    config: Any = read(queue('ring = "45s"') + agent('queues = ["que_a"]'))
    assert config.policies().queues["que_a"].ring_ms == 45_000
