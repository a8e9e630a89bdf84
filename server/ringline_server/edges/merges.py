"""Merging contacts at the edge: previewed, done, undone. What is merged is in domain/merging.py."""

from functools import partial
from typing import Any, Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import MergeContacts, PreviewMerge, UnmergeContacts
from ringline_protocol.values import Contact

from ringline_server.actors.messages import Done
from ringline_server.domain import contacts, merging
from ringline_server.domain.merging import UNMERGE_MS, Merge
from ringline_server.domain.principal import Principal
from ringline_server.edges import addresses
from ringline_server.edges.addresses import missing, there
from ringline_server.edges.calls import EdgeCall
from ringline_server.edges.server import Server
from ringline_server.store import sqlite_merges
from ringline_server.store.sqlite_contacts import Pages, Result
from ringline_server.store.sqlite_merges import KeptMerge

OPEN_UNDO: Final = "it was merged into another contact since: undo that first"


async def preview(server: Server, asked: PreviewMerge, by: Principal) -> Done:
    """The contact that would be made, and each conflict with the word that would be lost."""
    survivor = await server.disk.book.read(asked.contact)
    other = await server.disk.book.read(asked.other)
    for name, found in ((asked.contact, survivor), (asked.other, other)):
        if found is None:
            raise missing(name)
    assert survivor is not None
    assert other is not None
    made = _merged(server, asked, survivor, other)
    return Done({"contact": made, "conflicts": merging.conflicts(survivor, other)})


def merge(server: Server, new_id: str, now_ms: int, command: MergeContacts, call: EdgeCall, pages: Pages) -> Result:
    """Done; `undo_until_ms` says how long it can be undone."""
    before = there(pages, command.contact, call.expect_rev)
    other = there(pages, command.other)
    made = attrs.evolve(_merged(server, command, before, other), rev=before.rev + 1)
    by = f"{call.by.kind}:{call.by.id}"
    sqlite_merges.absorb(pages, KeptMerge(new_id, before.id, other.id, now_ms, by, Merge(before, other, made)))
    return {"contact": made.id, "rev": made.rev, "merge": new_id, "undo_until_ms": now_ms + UNMERGE_MS}


def unmerge(now_ms: int, command: UnmergeContacts, pages: Pages) -> Result:
    """Two contacts again, each with a new revision."""
    kept = sqlite_merges.merge(pages.db, command.merge)
    if kept is None or kept.at_ms + UNMERGE_MS <= now_ms:
        raise Refused(ErrorCode.NOT_FOUND, details={"merge": command.merge})
    now = pages.read(kept.survivor)
    if now is None or now.id != kept.survivor:
        raise Refused(ErrorCode.INVALID_STATE, OPEN_UNDO, {"contact": kept.survivor})
    others = [one.merge.other for one in sqlite_merges.merges(pages.db, kept.survivor) if one.id != kept.id]
    key = partial(addresses.key, region=pages.region)
    survivor = attrs.evolve(merging.unmerged(now, kept.merge, others, key), rev=now.rev + 1)
    other = attrs.evolve(kept.merge.other, rev=kept.merge.other.rev + 1)
    sqlite_merges.part(pages, kept, survivor, other)
    return {"contact": survivor.id, "rev": survivor.rev, "other": other.id}


def told(kept: KeptMerge, now_ms: int) -> dict[str, Any] | None:
    """As `contact.read` names it; None: too late to undo."""
    until_ms = kept.at_ms + UNMERGE_MS
    if until_ms <= now_ms:
        return None
    other = {"other": kept.other, "name": kept.merge.other.name}
    return {"merge": kept.id, **other, "at_ms": kept.at_ms, "by": kept.by, "undo_until_ms": until_ms}


def _merged(server: Server, wish: PreviewMerge | MergeContacts, survivor: Contact, other: Contact) -> Contact:
    if survivor.id == other.id:
        raise Refused(ErrorCode.BAD_REQUEST, "these are one contact", {"path": "params.other"})
    key = partial(addresses.key, region=server.region)
    made = merging.merged(survivor, other, wish.name, wish.fields, key)
    return contacts.checked(made, server.account.contact_fields)
