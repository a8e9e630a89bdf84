"""`attrs.frozen` for what is made hundreds of times for each conversation: closed by the type checker alone.

To mypy it is `attrs.frozen`: whoever sets a field of one is told so. When the program runs it is a plain class with
slots and a hash: a field of `attrs.frozen` is set through `object.__setattr__`, which costs seven times an assignment.
"""

from typing import TYPE_CHECKING, Any

import attrs

__all__ = ["frozen"]

if TYPE_CHECKING:
    from attrs import frozen
else:

    def frozen(cls: type[Any] | None = None, **options: Any) -> Any:
        """With a hash, as `attrs.frozen` has one, unless they are compared by identity."""
        return attrs.define(cls, unsafe_hash=options.get("eq", True) or None, **options)
