"""Two contacts that are one person become one, and can become two again.

merge     the survivor keeps what it says; what only the other says is added; what they say differently is a conflict:
          the survivor's word stands unless another is chosen
unmerge   what came with the other goes, what was there before comes back, and what people changed since stays
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

import attrs
from ringline_protocol.values import Contact

UNMERGE_MS: Final = 30 * 86_400_000
"""How long a merge can be undone."""

K = TypeVar("K")
V = TypeVar("V")
Key = Callable[[str], str]
"""An address as it is compared."""


@attrs.frozen
class Conflict:
    """Both say something, and not the same. `field`: `name`, or `fields.` and its name."""

    field: str
    kept: str
    other: str


@attrs.frozen
class Merge:
    """What was made of whom, kept so that it can be undone: all three as they were at that moment."""

    before: Contact
    other: Contact
    after: Contact


def conflicts(survivor: Contact, other: Contact) -> tuple[Conflict, ...]:
    """Where one of two words is lost, the name first."""
    found = [Conflict("name", survivor.name, other.name)] if _differ(survivor.name, other.name) else []
    for name, value in other.fields.items():
        if _differ(survivor.fields.get(name, ""), value):
            found.append(Conflict(f"fields.{name}", survivor.fields[name], value))
    return tuple(found)


def merged(survivor: Contact, other: Contact, name: str | None, fields: Mapping[str, str], key: Key) -> Contact:
    """One contact of both. `name`, `fields`: what is chosen where they conflict. Of a consent the later word holds."""
    return attrs.evolve(
        survivor,
        name=name or survivor.name or other.name,
        phones=_together(survivor.phones, other.phones, key),
        emails=_together(survivor.emails, other.emails, key),
        fields={**other.fields, **survivor.fields, **fields},
        consents={
            purpose: max((one.consents[purpose] for one in (other, survivor) if purpose in one.consents), key=_said_at)
            for purpose in (*survivor.consents, *other.consents)
        },
    )


def unmerged(now: Contact, merge: Merge, others: Iterable[Contact], key: Key) -> Contact:
    """The survivor without what came with `merge.other`. `others`: who is merged into it still."""
    theirs = (merge.before, *others)
    return attrs.evolve(
        now,
        name=merge.before.name if now.name == merge.after.name else now.name,
        phones=_left(now.phones, merge.other.phones, [one.phones for one in theirs], key),
        emails=_left(now.emails, merge.other.emails, [one.emails for one in theirs], key),
        fields=_back(now.fields, merge.after.fields, merge.before.fields),
        consents=_back(now.consents, merge.after.consents, merge.before.consents),
    )


def _differ(one: str, other: str) -> bool:
    return bool(one) and bool(other) and one != other


def _said_at(consent: Any) -> tuple[int, bool]:
    """Of two words of the same moment the no."""
    return (consent.at_ms, not consent.granted)


def _together(first: Iterable[str], second: Iterable[str], key: Key) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for address in (*first, *second):
        found.setdefault(key(address), address)
    return tuple(found.values())


def _left(now: Iterable[str], gone: Iterable[str], stays: Iterable[Iterable[str]], key: Key) -> tuple[str, ...]:
    kept = {key(address) for some in stays for address in some}
    going = {key(address) for address in gone} - kept
    return tuple(address for address in now if key(address) not in going)


def _back(now: Mapping[K, V], after: Mapping[K, V], before: Mapping[K, V]) -> dict[K, V]:
    """What nobody has touched since is as it was before."""
    untouched = {name for name in {*now, *after} if now.get(name) == after.get(name)}
    kept = {name: value for name, value in now.items() if name not in untouched}
    return {**{name: value for name, value in before.items() if name in untouched}, **kept}
