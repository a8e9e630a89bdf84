"""Forgetting a person: asked by a supervisor, noted at once, carried out behind the answer, also after a restart.

    asked    closed interactions only; one transaction notes them, removes the contact, and is in the audit log
    worker   each interaction's actor empties it; then the indexes are merged and the files rid of what lay in them

Backups that were made before still hold everything: whoever keeps them says for how long.
"""

from functools import partial
from typing import Final

import attrs
import trio
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import ForgetConsumer, ReadForgetting

from ringline_server import logs
from ringline_server.actors.forgetting import Forget
from ringline_server.actors.messages import Done
from ringline_server.domain.principal import Principal
from ringline_server.domain.state import Interaction
from ringline_server.edges.addresses import missing
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.inquiry import ask, look
from ringline_server.edges.server import Server
from ringline_server.store import sqlite_forget
from ringline_server.store.records import StoreUnavailable
from ringline_server.store.sqlite_contacts import Pages, Result
from ringline_server.store.sqlite_forget import Forgetting

AGAIN_MS: Final = 60_000
"""What could not be emptied, or cleaned up after, is tried again."""

log = logs.logger("forgetting")


@attrs.frozen
class Person:
    """Whom a request is about. `contact`: their entry, if there is one."""

    subject: str
    contact: str | None
    interactions: tuple[str, ...]


async def whom(server: Server, command: ForgetConsumer) -> Person:
    """Who is meant, and everything of theirs. Raises: Refused (`bad_request`, `not_found`, `forbidden`)."""
    if (command.contact is None) is (command.interaction is None):
        raise Refused(ErrorCode.BAD_REQUEST, "a contact or an interaction is named", {"path": "params"})
    if command.contact is not None:
        return await _contact(server, command.contact, command.contact)
    assert command.interaction is not None
    state = await _state(server, command.interaction)
    consumer = state.consumer
    if consumer.contact is not None:
        return await _contact(server, consumer.contact, command.interaction)
    key = consumer.external_id or consumer.phone or consumer.email
    keys = [] if key is None else [key]
    found = await server.disk.book.interactions_of(keys, keys, server.region)
    return Person(command.interaction, None, tuple(sorted({*found, command.interaction})))


def begin(new_id: str, now_ms: int, person: Person, call: EdgeCall, pages: Pages) -> Result:
    """Noted. Raises: Refused (`invalid_state`, with those that are open)."""
    still_open = sqlite_forget.open_ones(pages.db, person.interactions)
    if still_open:
        raise Refused(ErrorCode.INVALID_STATE, "end them first", {"open": still_open})
    by = f"{call.by.kind}:{call.by.id}"
    count = len(person.interactions)
    request = Forgetting(new_id, person.subject, by, now_ms, count, None, is_compact=False, left=count)
    sqlite_forget.begin(pages, request, person.contact, person.interactions)
    return {"forgetting": new_id, "contact": person.subject, "interactions": count}


async def read(server: Server, asked: ReadForgetting, by: Principal) -> Done:
    """How far it has come."""
    found = await server.disk.book.forgetting(asked.forgetting)
    if found is None:
        raise Refused(ErrorCode.NOT_FOUND, details={"forgetting": asked.forgetting})
    return Done(attrs.asdict(found))


async def run(server: Server) -> None:
    """Until cancelled: what is noted is emptied, now, when somebody asks, and again when something was in the way."""
    while True:
        server.to_forget = trio.Event()
        try:
            is_owed = await _work(server)
        except StoreUnavailable:
            is_owed = True
            log.warning("forgetting put off", reason="store unavailable")
        with trio.move_on_after(AGAIN_MS / 1000 if is_owed else float("inf")):
            await server.to_forget.wait()


async def _work(server: Server) -> bool:
    """Whether something is left to do."""
    book = server.disk.book
    due = await book.to_forget()
    if not due and not await book.owes_compacting():
        return False
    for interaction in due:
        try:
            await ask(server.registry.interaction(interaction), server.registry.overseer, partial(Forget, interaction))
        except Refused as refusal:
            log.warning("forgetting put off", interaction=interaction, reason=str(refusal.code))
    is_compact = await book.forgotten(server.clock.now_ms())
    log.info("forgotten", count=len(due), reason="compact" if is_compact else "not written anew")
    return bool(await book.to_forget())


async def _contact(server: Server, contact: str, subject: str) -> Person:
    keys, addresses = await server.disk.book.person_of(contact, server.region)
    entry = await server.disk.book.read(contact)
    interactions = await server.disk.book.interactions_of(keys, addresses, server.region)
    if entry is None and not interactions:
        raise missing(contact)
    return Person(subject, None if entry is None else entry.id, tuple(interactions))


async def _state(server: Server, interaction: str) -> Interaction:
    if interaction not in server.registry and await server.disk.interaction(interaction) is None:
        raise Refused(ErrorCode.FORBIDDEN)
    found = await look(server.registry.interaction(interaction), server.registry.overseer, None)
    state: Interaction = found.result["state"]
    return state
