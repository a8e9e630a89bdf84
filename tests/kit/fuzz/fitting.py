"""Params that mean something here: ids of things that are there, and words of the account."""

import re
from collections import defaultdict
from typing import Any, Final

import attrs
from ringline_client.conformance.account import ANA, BRUNO, CARLA, QUEUES_OF, SALES, SOFIA, SUPPORT, TEAM
from ringline_protocol.values import Status

from kit.fuzz.chance import Chance

ID: Final = re.compile(r"\b([a-z]{3})_[a-z0-9]{24}\b")
KEPT: Final = 3
"""Of a kind, the newest: so that commands meet each other."""
WORDS: Final[dict[str, tuple[Any, ...]]] = {
    "queue": (SUPPORT, SALES, TEAM),
    "queues": ([], [SUPPORT], list(QUEUES_OF[ANA])),
    "channels": ([], ["messaging"], ["voice", "email"]),
    "phases": ([], ["queued"], ["active", "closed"]),
    "agent": (ANA, BRUNO, CARLA, SOFIA),
    "status": tuple(str(status) for status in Status),
    "reason": ("lunch", "break", None, "no"),
    "dispositions": ([], ["solved_first"], ["sold"], ["solved"], ["solved_first", "sold"]),
    "segment": ("s1", "s2", "s3"),
    "role": ("bot", "consumer", "agent", "system"),
    "text": ("hello", "", "4929 1381 3370 8274", "a *b* \u202e c"),
    "until_at_ms": (0, 1_800_000_600_000, 2**52),
    "ttl_ms": (None, 1, 60_000),
    "limit": (1, 10, 200),
    "cursor": (None,),
    "via": (None,),
    "search": ("a",),
    "name": ("pnr", "tier"),
}
KINDS: Final = {"interaction": "int", "offer": "off", "leg": "leg", "session": "ses", "note": "not", "transfer": "trf"}


@attrs.define(eq=False)
class Known:
    """What was seen of this house."""

    ids: defaultdict[str, list[str]] = attrs.field(factory=lambda: defaultdict(list))

    def see(self, said: object) -> None:
        """Any frames."""
        for found in ID.finditer(str(said)):
            kept = self.ids[found[1]]
            if found[0] not in kept:
                kept.append(found[0])
                del kept[:-KEPT]

    def all(self) -> list[str]:
        """Every id that is kept."""
        return [one for kept in self.ids.values() for one in kept]

    def fit(self, name: str, value: Any, chance: Chance) -> Any:
        """In place of a filling of that name."""
        if name in KINDS and self.ids[KINDS[name]]:
            return chance.choice(self.ids[KINDS[name]])
        if name == "stream":
            return chance.choice(
                [f"interaction/{one}" for one in self.ids["int"]] + [f"queue/{SUPPORT}", f"agent/{ANA}"]
            )
        if name == "target":
            return chance.choice(({"queue": chance.choice((SUPPORT, SALES))}, {"agent": chance.choice((ANA, BRUNO))}))
        if isinstance(value, dict):
            return {inner: self.fit(inner, one, chance) for inner, one in value.items() if chance.random() < 0.9}
        if name in WORDS:
            return chance.choice(WORDS[name])
        return value
