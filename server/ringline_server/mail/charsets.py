"""Bytes of a part to text, whatever it claims to be. Never raises."""

import codecs
import re

_MEANT: dict[str, str] = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso2022_jp": "iso2022_jp_2",
    "tis-620": "cp874",
}
"""What is written under a codec's name, in the wild: its larger brother; where both know a character they agree."""
_ALIASES = {
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-6-i": "iso-8859-6",
    "ks_c_5601-1987": "cp949",
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "unicode-1-1-utf-7": "utf-7",
    "windows-874": "cp874",
    "cp-850": "cp850",
}
_NO_CHARSETS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "mbcs", "oem"})
"""Codecs that Python has for other ends; some of them are slow on purpose-made input."""
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def to_text(content: bytes, charset: str) -> str:
    """With `\\n` at line ends, and without control characters."""
    return without_controls(re.sub(r"\r\n?", "\n", _decoded(content, charset)))


def without_controls(text: str) -> str:
    """Tabs and line ends stay."""
    return _NO_TEXT.sub("", text)


def _decoded(content: bytes, charset: str) -> str:
    codec = codec_of(charset)
    for attempt in dict.fromkeys((codec or "utf-8", "utf-8")):
        try:
            return content.decode(attempt).removeprefix("\ufeff")
        except UnicodeError:
            continue
    if codec in (None, "utf-8"):
        return _nearly_utf8(content)
    return content.decode(codec, "replace")


def codec_of(charset: str) -> str | None:
    """The codec that reads what is sent under this name; None: nobody knows it."""
    name = charset.strip().strip("'\"").lower()
    try:
        codec = codecs.lookup(_ALIASES.get(name, name)).name if name.isascii() else ""
        "".encode(codec)  # raises LookupError for codecs between bytes and bytes
    except (LookupError, ValueError):  # also NUL in a name
        return None
    return None if codec in _NO_CHARSETS or not codec else _MEANT.get(codec, codec)


def _nearly_utf8(content: bytes) -> str:
    """Text in UTF-8 with a few broken places, or Western text under a wrong name: what leaves fewer holes."""
    text = content.decode("utf-8", "replace")
    holes = text.count("\ufffd")
    right = sum(1 for one in text if one > "\x7f") - holes
    return text if right > holes else content.decode("cp1252", "replace")
