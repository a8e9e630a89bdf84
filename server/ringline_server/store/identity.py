"""Which store this is, which opening of it, and under which epoch its numbering holds.

A restored backup has fewer records than clients have seen: its streams need another epoch. It is recognised by
what changes with it: the file lies elsewhere (device and inode), or its incarnation is older than the lock file knows.
A tool that restores in place must ask for a new epoch itself (`renew_epoch`).
"""

import apsw

from ringline_server.ids import Ids
from ringline_server.store.disk import Identity
from ringline_server.store.transaction import transaction


def opened(db: apsw.Connection, ids: Ids, place: str, seen_incarnation: int = 0) -> Identity:
    """The next incarnation, written down. `place`: where the file lies; `seen_incarnation`: the newest one known."""
    with transaction(db):
        found = dict(db.execute("select key, value from meta"))
        is_restored = bool(found) and (found["place"] != place or found["incarnation"] < seen_incarnation)
        identity = Identity(
            instance=found.get("instance") or ids.new("sto"),
            incarnation=max(found.get("incarnation", 0), seen_incarnation) + 1,
            epoch=ids.new("epo") if is_restored or not found else found["epoch"],
        )
        write(db, identity, place)
        return identity


def renew_epoch(db: apsw.Connection, ids: Ids) -> None:
    """Every reader of a stream of this store gets a snapshot next time. For whoever restores a backup."""
    with transaction(db):
        db.execute("update meta set value = ? where key = 'epoch'", (ids.new("epo"),))


def write(db: apsw.Connection, identity: Identity, place: str) -> None:
    """This is the store now; writers of another incarnation are stale."""
    values = {
        "instance": identity.instance,
        "incarnation": identity.incarnation,
        "epoch": identity.epoch,
        "place": place,
    }
    db.executemany(
        "insert into meta values (?, ?) on conflict (key) do update set value = excluded.value", values.items()
    )
