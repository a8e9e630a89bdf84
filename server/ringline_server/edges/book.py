"""The address book at the edge: who may, what is written beside a change, what is answered.

A change is one transaction of the store: the contact, the answer under its key, the line in the audit log. The answer
has ids and revisions and nothing of the person, so that forgetting a person need not look through answers.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import attrs
from ringline_protocol import codec
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import (
    BY_CLASS,
    CreateContact,
    DeleteContact,
    ForgetConsumer,
    MergeContacts,
    ReadContact,
    SearchContacts,
    SetConsent,
    UnmergeContacts,
    UpdateContact,
)
from ringline_protocol.values import Consent, Contact

from ringline_server.actors.messages import Done
from ringline_server.domain import contacts
from ringline_server.domain.principal import Principal
from ringline_server.edges import forgetting, merges
from ringline_server.edges.addresses import missing, there
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.listing import limited
from ringline_server.edges.server import Server
from ringline_server.store.book import SHARING_MAX
from ringline_server.store.records import AnsweredRow, AuditRow, Row, RowTaken
from ringline_server.store.sqlite_contacts import Pages, Result

CONSENTS_MAX: Final = 16
"""Purposes of one contact."""


async def carry_out(server: Server, command: Any, call: EdgeCall) -> None:
    """The command is durable when the call is answered. Raises: Refused, StoreUnavailable; then nothing changed."""
    now_ms = server.clock.now_ms()
    work = _work(server, command, call, now_ms)
    if isinstance(command, ForgetConsumer):
        work = partial(forgetting.begin, server.ids.new("fgt"), now_ms, await forgetting.whom(server, command), call)
    try:
        result = await server.disk.book.change(server.region, work, partial(_rows, call, command, now_ms))
    except RowTaken:  # answered so long ago that only the store remembers: a retry reads it there
        raise Refused(ErrorCode.TIMEOUT) from None
    call.finish(Done(result))
    if isinstance(command, ForgetConsumer):
        server.to_forget.set()


async def search(server: Server, asked: SearchContacts, by: Principal) -> Done:
    """A page of contacts."""
    page = await server.disk.book.search(asked.text, server.region, asked.cursor, limited(asked.limit))
    return Done({"contacts": page.items, "cursor": page.cursor})


async def read(server: Server, asked: ReadContact, by: Principal) -> Done:
    """One contact; of one that was merged away the survivor."""
    found = await server.disk.book.read(asked.contact)
    if found is None:
        raise missing(asked.contact)
    now_ms = server.clock.now_ms()
    merged = (merges.told(kept, now_ms) for kept in await server.disk.book.merges(found.id))
    return Done({"contact": found, "merges": [one for one in merged if one is not None]})


def _work(server: Server, command: Any, call: EdgeCall, now_ms: int) -> Callable[[Pages], Result]:
    match command:
        case CreateContact():
            return partial(_create, server, server.ids.new("cnt"), command)
        case UpdateContact():
            return partial(_update, server, command, call)
        case DeleteContact():
            return partial(_delete, command, call)
        case SetConsent():
            return partial(_consent, now_ms, command, call)
        case MergeContacts():
            return partial(merges.merge, server, server.ids.new("mrg"), now_ms, command, call)
        case UnmergeContacts():
            return partial(merges.unmerge, now_ms, command)
    return lambda pages: {}


def _create(server: Server, contact: str, command: CreateContact, pages: Pages) -> Result:
    made = contacts.created(contact, command, server.account.contact_fields)
    pages.write(made)
    return _saved(pages, made)


def _update(server: Server, command: UpdateContact, call: EdgeCall, pages: Pages) -> Result:
    found = there(pages, command.contact, call.expect_rev)
    made = contacts.updated(found, command, server.account.contact_fields)
    if made != found:
        made = attrs.evolve(made, rev=found.rev + 1)
        pages.write(made)
    return _saved(pages, made)


def _delete(command: DeleteContact, call: EdgeCall, pages: Pages) -> Result:
    found = there(pages, command.contact, call.expect_rev)
    pages.remove(found.id)
    return {"contact": found.id}


def _consent(now_ms: int, command: SetConsent, call: EdgeCall, pages: Pages) -> Result:
    found = there(pages, command.contact)
    consents = {purpose: one for purpose, one in found.consents.items() if purpose != command.purpose}
    if command.granted is not None:
        consents[command.purpose] = Consent(command.granted, now_ms, f"{call.by.kind}:{call.by.id}")
    if len(consents) > CONSENTS_MAX:
        raise Refused(ErrorCode.TOO_LARGE, f"at most {CONSENTS_MAX} purposes", {"path": "params.purpose"})
    if consents == found.consents:
        return {"contact": found.id, "rev": found.rev}
    pages.write(attrs.evolve(found, consents=consents, rev=found.rev + 1))
    return {"contact": found.id, "rev": found.rev + 1}


def _saved(pages: Pages, contact: Contact) -> Result:
    duplicates = [other.id for other in pages.sharing(contact, SHARING_MAX)]
    return {"contact": contact.id, "rev": contact.rev, "duplicates": duplicates}


def _rows(call: EdgeCall, command: Any, now_ms: int, result: Result) -> tuple[Row, ...]:
    """The stored answer, and who did what to whom: for everybody, not only for supervisors. No content."""
    method = BY_CLASS[type(command)].method
    rows: list[Row] = [AuditRow(now_ms, f"{call.by.kind}:{call.by.id}", method, str(result["contact"]))]
    if call.key is not None:
        reply = codec.encode_data({"result": result, "pos": {}})
        rows.append(AnsweredRow(call.key.principal, call.key.key, call.key.params_hash, reply, now_ms))
    return tuple(rows)
