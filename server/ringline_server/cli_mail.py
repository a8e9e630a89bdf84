"""Commands about mail: `ringline mail outbox`."""

import sys
from datetime import UTC, datetime
from typing import Annotated, Final

from cyclopts import App, Parameter

from ringline_server.cli_settings import Where, counted, fail
from ringline_server.store.mails import Outgoing
from ringline_server.upkeep.files import UpkeepRefused
from ringline_server.upkeep.outbox import unfinished

app = App()
mail = App(name="mail", help="Look after mail.")
app.command(mail)
HERE: Final = Where()


@mail.command
def outbox(*, where: Annotated[Where, Parameter(name="*")] = HERE) -> int:
    """List the mails that are written and not finished: what is queued, being sent, or deferred, until when and why.

    The server may run meanwhile. A failed mail is tried again at the desk, by whoever handles its thread.
    """
    store = where.store()
    if store is None:
        return 2
    try:
        found = unfinished(store)
    except UpkeepRefused as error:
        return fail(str(error))
    for one in found:
        print(_line(one))
    print(f"{counted(found, 'mail')} not finished", file=sys.stderr)
    return 0


def _line(one: Outgoing) -> str:
    row = one.row
    next_at = (
        "" if row.next_at_ms is None else datetime.fromtimestamp(row.next_at_ms / 1000, UTC).strftime(" %F %T UTC")
    )
    told = f"{row.mail}  {one.interaction}  {one.mailbox}  {row.state}{next_at}  {counted(row.attempts, 'attempt')}"
    return f"{told}  {row.reason}" if row.reason else told
