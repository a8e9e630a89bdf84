"""The words of the pages, as their sources have them: so that a test can press a button in either language.

say = words("es")
page.get_by_role("button", name=say["ring.accept"])
"""

import json
import re
from functools import cache

from kit.source import ROOT

_LINE = re.compile(r'^  "(?P<key>[^"]+)": (?P<text>"(?:[^"\\]|\\.)*"),$', re.MULTILINE)


@cache
def words(language: str, page: str = "desk") -> dict[str, str]:
    """By their names."""
    files = (ROOT / "clients" / "web" / "src" / page).glob(f"words*_{language}.ts")
    found = [_LINE.finditer(file.read_text(encoding="utf-8")) for file in files]
    return {line["key"]: json.loads(line["text"]) for lines in found for line in lines}
