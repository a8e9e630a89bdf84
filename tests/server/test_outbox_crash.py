"""`kill -9` of a real process at every step of sending a mail: nothing is lost, and what goes again is the same message
under the same Message-ID."""

import json
from pathlib import Path
from typing import Any, Final

import apsw
import httpx
import pytest
import trio
from kit.process import ServerProcess
from kit.raw_client import RawClient, raw_client
from kit.smtp_sink import DROP, Drop, SmtpSink, open_sink
from ringline_protocol.values import PrincipalKind
from ringline_server.mail.parsing import parse
from ringline_server.upkeep.verify import verify

CONFIG: Final = """
[mail.out]
host = "127.0.0.1"
port = %d
tls = "none"
connections = 1

[[mailboxes]]
id = "mbx_help"
address = "help@ringline.example"
queue = "que_mail"

[[queues]]
id = "que_mail"
name = "Mail"
channel = "email"

[[agents]]
id = "agt_ana"
name = "Ana"
queues = ["que_mail"]
"""
STEPS: Final = ("greeting", "ehlo", "mail", "rcpt", "data", "body", "dot")
PATIENCE_S: Final = 60


async def begun(server: ServerProcess) -> str:
    """A new email."""
    token = server.token("svc_1", PrincipalKind.SERVICE)
    headers = {"authorization": f"Bearer {token}", "idempotency-key": f"begin-{server.pid}"}
    async with httpx.AsyncClient(trust_env=False) as http:
        url = f"http://127.0.0.1:{server.port}/v1/interactions"
        made = await http.post(url, json={"queue": "que_mail"}, headers=headers)
    assert made.status_code == 201, made.text
    return str(made.json()["interaction"])


async def signed_in(server: ServerProcess, ana: RawClient) -> None:
    await ana.hello(server.token("agt_ana", PrincipalKind.AGENT))
    await ana.ask("agent.set_status", {"status": "ready"})


def written(interaction: str, text: str) -> dict[str, Any]:
    return {"interaction": interaction, "to": [{"address": "mar@example.org"}], "subject": text, "text": text}


def bookkeeping(server: ServerProcess) -> dict[str, list[str]]:
    """Mail -> all the states that its journal has, in order."""
    states: dict[str, list[str]] = {}
    db = apsw.Connection(str(server.database), flags=apsw.SQLITE_OPEN_READONLY)
    sql = "select body from record where kind = 'mail.state_changed' order by stream, seq"
    for (body,) in db.execute(sql):
        said = json.loads(body)
        states.setdefault(said["mail"], []).append(said["state"])
    db.close()
    return states


@pytest.mark.timeout(300)
async def test_a_kill_at_any_step_of_sending_loses_no_mail_and_sends_none_under_another_name(tmp_path: Path) -> None:
    async with open_sink() as sink:
        server = ServerProcess.make(tmp_path, CONFIG % sink.port)
        await server.start()
        mails: list[str] = []
        for step in STEPS:
            mails.append(await _killed_at(server, sink, step))
            await server.start()
            with trio.fail_after(PATIENCE_S):
                await sink.mails(len(mails))
        assert await server.stop() == 0

    states = bookkeeping(server)
    for step, mail in zip(STEPS, mails, strict=True):
        copies = [one for one in sink.taken if parse(one.raw).message_id == f"<{mail}@ringline.example>"]
        assert [one.is_answered for one in copies] == ([False, True] if step == "dot" else [True]), step
        assert len({one.raw for one in copies}) == 1
        assert states[mail] == ["queued", "sending", "sending", "sent"], step
    assert verify(server.database).findings == ()


async def _killed_at(server: ServerProcess, sink: SmtpSink, step: str) -> str:
    """A mail that its writer was told is queued, and in whose sending the process dies."""
    acknowledged, is_dead = trio.Event(), trio.Event()

    async def kill() -> Drop:
        await acknowledged.wait()
        await server.kill()
        is_dead.set()
        return DROP

    async with raw_client(server.url) as ana:
        await signed_in(server, ana)
        interaction = await begun(server)
        await _gets(ana, interaction)
        sink.fails("rset", DROP)  # it connects anew
        sink.fails(step, kill)
        done = await ana.ask("mail.send", written(interaction, f"killed at {step}"))
        acknowledged.set()
        with trio.fail_after(PATIENCE_S):
            await is_dead.wait()
    sink.heals()
    return str(done["mail"])


async def _gets(ana: RawClient, interaction: str) -> None:
    await ana.frame(
        lambda frame: (
            frame["type"] == "event"
            and frame["event"] == "leg.started"
            and frame["data"].get("card", {}).get("interaction") == interaction
        )
    )
