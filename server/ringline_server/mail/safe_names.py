"""Names of attachments that a file may be saved under, on any system: no path, no device, no trick with directions."""

import re
import unicodedata

NAME_BYTES_MAX = 180
"""In UTF-8. File systems allow 255; programs add their own endings."""
EXTENSION_CHARS_MAX = 12

_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f]')
_EXTENSIONS = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/pgp-signature": ".asc",
    "application/pgp-encrypted": ".asc",
    "application/pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "application/x-pkcs7-signature": ".p7s",
    "application/ms-tnef": ".dat",
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "text/calendar": ".ics",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/rfc822-headers": ".txt",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
}


def safe_name(name: str, media_type: str, number: int) -> str:
    """`name` without what is dangerous; where nothing is left, `attachment-<number>` with an ending for its type."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(one for one in _FORBIDDEN.sub("_", last) if not _is_hidden(one))
    kept = re.sub(r"\s+", " ", kept).strip(" .")
    if not kept.strip("_- ."):
        return f"attachment-{number}{_EXTENSIONS.get(media_type, '')}"
    if _DEVICES.fullmatch(kept):
        kept = f"_{kept}"
    return _shortened(kept)


def _is_hidden(one: str) -> bool:
    """Characters of direction make `gpj.exe` look like `exe.jpg`; lone halves of pairs are no text at all."""
    return unicodedata.category(one) in ("Cf", "Cs", "Cn", "Co", "Zl", "Zp")


def _shortened(name: str) -> str:
    """At most NAME_BYTES_MAX, and with the same ending."""
    if len(name.encode()) <= NAME_BYTES_MAX:
        return name
    stem, dot, extension = name.rpartition(".")
    if not stem or len(extension) > EXTENSION_CHARS_MAX:
        stem, dot, extension = name, "", ""
    room = NAME_BYTES_MAX - len((dot + extension).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(" .") + dot + extension
