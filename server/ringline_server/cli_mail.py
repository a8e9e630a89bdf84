"""Commands about mail: `ringline mail outbox`, which lists what is not sent, and has it tried again."""

import sys
from datetime import UTC, datetime
from typing import Annotated, Final

import httpx
import trio
from cyclopts import App, Parameter
from ringline_protocol.values import PrincipalKind

from ringline_server import serving
from ringline_server.cli_settings import Where, counted, fail
from ringline_server.clock import Clock
from ringline_server.config import Config
from ringline_server.ids import Ids
from ringline_server.serving import CannotServe
from ringline_server.serving_address import address_of
from ringline_server.store.mails import Outgoing
from ringline_server.upkeep.files import UpkeepRefused
from ringline_server.upkeep.outbox import failed, unfinished

app = App()
mail = App(name="mail", help="Look after mail.")
app.command(mail)
HERE: Final = Where()
DAYS: Final = 30
"""How old a failed mail may be that is listed and tried again."""
DAY_MS: Final = 24 * 3_600_000
TOKEN_MINUTES: Final = 5
PATIENCE_S: Final = 30.0
ALL: Final = "all"
FAULTY: Final = 1


@mail.command
def outbox(
    *,
    where: Annotated[Where, Parameter(name="*")] = HERE,
    days: int = DAYS,
    retry: Annotated[tuple[str, ...], Parameter(negative="")] = (),
    as_: Annotated[str | None, Parameter(name="--as")] = None,
    url: str | None = None,
) -> int:
    """List the mails that are not sent: queued, being sent or deferred, until when and why; and those that failed, in
    the words of the server that refused them. The server may run meanwhile.

    With --retry failed ones wait to be sent again, to those who do not have them; for that the server must run. Exit
    status 0: done; 1: some could not be tried again, and each is told; 2: nothing was done.

    Parameters
    ----------
    days
        Failed mails that were written in so many days.
    retry
        The id of a failed mail (again for several), or `all` that are listed.
    as_
        The supervisor in whose name it is tried again. Without it: the account's first.
    url
        Where the server is reached, as http://127.0.0.1:8080. Without it: as the settings say.
    """
    store, settings = where.store(), where.settings()
    if store is None or settings is None:
        return 2
    try:
        waiting, gone = unfinished(store), failed(store, trio.run(_now_ms) - days * DAY_MS)
    except UpkeepRefused as error:
        return fail(str(error))
    if retry:
        wanted = [one.row.mail for one in gone] if ALL in retry else list(dict.fromkeys(retry))
        return _again(settings, where, wanted, as_, url)
    for one in (*waiting, *gone):
        print(_line(one))
    print(f"{counted(waiting, 'mail')} not finished, {len(gone):,} failed in {counted(days, 'day')}", file=sys.stderr)
    return 0


def _line(one: Outgoing) -> str:
    row = one.row
    next_at = (
        "" if row.next_at_ms is None else datetime.fromtimestamp(row.next_at_ms / 1000, UTC).strftime(" %F %T UTC")
    )
    told = f"{row.mail}  {one.interaction}  {one.mailbox}  {row.state}{next_at}  {counted(row.attempts, 'attempt')}"
    return f"{told}  {row.reason}" if row.reason else told


def _again(settings: Config, where: Where, mails: list[str], supervisor: str | None, url: str | None) -> int:
    if not mails:
        print("no mail has failed", file=sys.stderr)
        return 0
    supervisors = [agent.id for agent in settings.policies().agents.values() if agent.supervisor]
    name = supervisor or next(iter(supervisors), None)
    if name not in supervisors:
        return fail(f"{name or 'nobody'} is no supervisor of the account: --as one of {', '.join(supervisors) or '…'}")
    at = url or address_of(settings, where.data).http
    try:
        token = serving.make_token(settings, where.data, name, PrincipalKind.SUPERVISOR, TOKEN_MINUTES, None)
        refused = trio.run(_refused, at, token, mails)
    except CannotServe as error:
        return fail(str(error))
    except httpx.HTTPError as error:
        return fail(f"{at}: {error}; is the server running? --url says where")
    print(f"{counted(len(mails) - len(refused), 'mail')} to be sent again", file=sys.stderr)
    return FAULTY if refused else 0


async def _now_ms() -> int:
    await trio.lowlevel.checkpoint()
    return Clock().now_ms()


async def _refused(at: str, token: str, mails: list[str]) -> list[str]:
    """Those that are not tried again. Raises: httpx.HTTPError."""
    headers = {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=at, headers=headers, timeout=PATIENCE_S, trust_env=False) as http:
        return [mail for mail in mails if not await _asked_for(http, mail)]


async def _asked_for(http: httpx.AsyncClient, mail: str) -> bool:
    """Whether it is tried again; if not, why is told. Raises: httpx.HTTPError."""
    key = Ids().secret()
    while True:
        answer = await http.post(f"/v1/mails/{mail}/retry", headers={"idempotency-key": key})
        if answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
            break
        await trio.sleep(answer.json()["error"]["retry_after_ms"] / 1000)  # as the server asks
    if answer.is_success:
        print(f"{mail}  queued")
        return True
    error = answer.json()["error"]
    print(f"{mail}  {error['message']} ({error['code']})", file=sys.stderr)
    return False
