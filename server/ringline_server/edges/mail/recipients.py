"""To whom a mail of ours goes: addresses of a right form, each once, and never one of our own mailboxes.

A mail from one of our mailboxes to another would come in as a consumer's, be answered, and so on for ever.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

import attrs
import email_validator
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.mail import MailAddress

RECIPIENTS_MAX: Final = 100
"""Of one mail, in all its lists together. More is a mailing list, which is another program's business."""
NAME_CHARS_MAX: Final = 200

# Which names exist is the relay's knowledge: inside a company `corp.local` does, and this library would refuse it.
email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()


@attrs.frozen
class Recipients:
    """Checked. An address that was written several times stands where it was written first."""

    to: tuple[MailAddress, ...]
    cc: tuple[MailAddress, ...] = ()
    bcc: tuple[MailAddress, ...] = ()

    @property
    def envelope(self) -> tuple[str, ...]:
        """All of them, as SMTP is told."""
        return tuple(one.address for one in (*self.to, *self.cc, *self.bcc))


def check(
    to: Sequence[MailAddress], cc: Sequence[MailAddress], bcc: Sequence[MailAddress], own: Collection[str]
) -> Recipients:
    """`own`: addresses of our mailboxes, in lower case. Raises: Refused (`bad_request`, `too_large`) with the place."""
    count = len(to) + len(cc) + len(bcc)
    if not count:
        raise Refused(ErrorCode.BAD_REQUEST, "nobody to send it to", {"path": "params.to"})
    if count > RECIPIENTS_MAX:
        details = {"path": "params.to", "items": count, "items_max": RECIPIENTS_MAX}
        raise Refused(ErrorCode.TOO_LARGE, "too many recipients", details)
    seen: set[str] = set()
    lists = (("to", to), ("cc", cc), ("bcc", bcc))
    checked = {name: tuple(_each_once(f"params.{name}", given, own, seen)) for name, given in lists}
    return Recipients(**checked)


def normalized(address: str) -> str:
    """As it is written on the envelope: the domain in ASCII. Raises: ValueError, which says what is wrong with it."""
    found = email_validator.validate_email(address, check_deliverability=False, globally_deliverable=False)
    return found.ascii_email or f"{found.local_part}@{found.ascii_domain}"


def is_own(address: str, own: Collection[str]) -> bool:
    """Whether mail to it comes in here: also with a mark behind a plus, as our reply addresses have one."""
    local, _, domain = address.casefold().rpartition("@")
    return address.casefold() in own or f"{local.partition('+')[0]}@{domain}" in own


def _each_once(path: str, given: Sequence[MailAddress], own: Collection[str], seen: set[str]) -> Iterator[MailAddress]:
    for number, one in enumerate(given):
        checked = _checked(f"{path}[{number}]", one, own)
        if checked.address.casefold() not in seen:
            seen.add(checked.address.casefold())
            yield checked


def _checked(path: str, given: MailAddress, own: Collection[str]) -> MailAddress:
    try:
        address = normalized(given.address)
    except ValueError as error:
        raise Refused(ErrorCode.BAD_REQUEST, str(error), {"path": f"{path}.address"}) from None
    if is_own(address, own):
        raise Refused(ErrorCode.BAD_REQUEST, "one of our own mailboxes: use a transfer", {"path": f"{path}.address"})
    if len(given.name) > NAME_CHARS_MAX or not given.name.isprintable():
        raise Refused(ErrorCode.BAD_REQUEST, "a name of printable characters", {"path": f"{path}.name"})
    return MailAddress(address, given.name.strip())
