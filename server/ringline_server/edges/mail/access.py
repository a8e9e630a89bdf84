"""Leave to look at one mail for a while, as a word in an address: links, frames and pictures cannot send a header.

It is good for one mail, for `MAIL_ACCESS_MS`, and until the server restarts; it opens nothing else and changes nothing.
"""

import base64
import hashlib
import hmac


def grant(key: bytes, mail: str, until_at_ms: int) -> str:
    """The word that opens this mail until then."""
    return f"{until_at_ms:x}.{_signature(key, mail, until_at_ms)}"


def is_good(key: bytes, mail: str, word: str, now_ms: int) -> bool:
    """Whether the word opens this mail now."""
    moment, _, signature = word.partition(".")
    if not (moment.isascii() and moment.isalnum() and len(moment) <= 16 and signature.isascii()):
        return False
    try:
        until_at_ms = int(moment, 16)
    except ValueError:
        return False
    return now_ms <= until_at_ms and hmac.compare_digest(signature, _signature(key, mail, until_at_ms))


def _signature(key: bytes, mail: str, until_at_ms: int) -> str:
    made = hmac.digest(key, f"ringline mail access\0{mail}\0{until_at_ms}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(made[:24]).decode()
