"""One row of a file as it was read, before anybody knows whether it can be kept."""

import attrs


@attrs.frozen
class Row:
    """`number`: its line in the file, from 1. `fault`: it could not even be read."""

    number: int
    name: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    fields: dict[str, str] = attrs.field(factory=dict)
    columns: dict[str, str] = attrs.field(factory=dict)
    """What the file calls `name`, `phones`, `emails` and each field: for telling where a fault is."""
    fault: str = ""


class UnreadableFile(Exception):
    """No row of it can be read. The message says why, and what to do."""


def decoded(raw: bytes) -> str:
    """The text, by its mark, as UTF-8, or as Windows writes it in western Europe."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if raw.startswith(mark):
            return raw.decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
