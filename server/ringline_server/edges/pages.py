"""The pages for people: a folder of built files, served as they are, with a policy that lets nothing else in.

Read once at the start; every file has its ETag, so that a reload costs one small answer. No inline script or style, no
other host, and no frame around it but for the widget, and there only pages that the operator listed: what a consumer
wrote cannot become code, even if a page forgot to show it as text. `widget.js` is for the pages of others.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final

import attrs
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}
"""Files of other kinds are not served."""
FRAMES: Final = "frame-ancestors "
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        f"{FRAMES}'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
    "vary": "accept-encoding",
}
GZIP_BYTES_MIN: Final = 1_024
"""Smaller files are not worth compressing."""
GZIP_LEVEL: Final = 5
"""The highest, 9, saves two hundredths and takes twice as long, at each start."""
INDEX: Final = "index.html"
FRAMES_OWN: Final = "; frame-src 'self'"
"""The desk shows the page of a mail in a frame, which has a policy of its own and may do nothing."""
FRAMED: Final = "widget.html"
"""The page that sites show in a frame."""
EMBEDDED: Final = "widget.js"
"""The script that sites load, which makes that frame."""

Pages = Callable[[], Iterable[str]]


@attrs.frozen
class Page:
    """One file, in both forms."""

    kind: str
    body: bytes
    packed: bytes | None
    etag: str
    name: str

    @classmethod
    def of(cls, path: Path) -> "Page":
        """Raises: OSError, KeyError for a kind that is not served."""
        body = path.read_bytes()
        return cls(KINDS[path.suffix], body, _packed(body), f'"{hashlib.sha256(body).hexdigest()[:32]}"', path.name)


@cache
def _packed(body: bytes) -> bytes | None:
    """Once for a process, however many servers are made in it: this is the dearest part of making one."""
    return gzip.compress(body, GZIP_LEVEL, mtime=0) if len(body) >= GZIP_BYTES_MIN else None


def routes(folder: Path, framing: Pages = tuple) -> list[Route]:
    """One for each file of the folder. `framing`: origins that may show the widget in a frame. Raises: OSError."""
    paths = sorted(path for path in folder.iterdir() if path.suffix in KINDS)
    return [Route(address_of(path.name), partial(_answer, Page.of(path), framing)) for path in paths]


def address_of(name: str) -> str:
    """Where a file is found: pages without their suffix, `index.html` at the root."""
    return f"/{'' if name == INDEX else name.removesuffix('.html')}"


async def _answer(page: Page, framing: Pages, request: Request) -> Response:
    """The page; nothing but its ETag when the browser has it; packed when the browser can unpack it."""
    headers = {**HEADERS, **_exceptions(page.name, framing), "etag": page.etag}
    if page.etag in _listed(request, "if-none-match"):
        return Response(status_code=304, headers=headers)
    if page.packed is not None and "gzip" in _listed(request, "accept-encoding"):
        return Response(page.packed, headers={**headers, "content-encoding": "gzip"}, media_type=page.kind)
    return Response(page.body, headers=headers, media_type=page.kind)


def _exceptions(name: str, framing: Pages) -> dict[str, str]:
    """Headers of the desk, and of the two files that are for other sites."""
    if name == INDEX:
        return {"content-security-policy": POLICY + FRAMES_OWN}
    if name == EMBEDDED:
        return {"cross-origin-resource-policy": "cross-origin"}
    if name == FRAMED:
        ancestors = " ".join(("'self'", *framing()))
        return {"content-security-policy": POLICY.replace(f"{FRAMES}'none'", FRAMES + ancestors)}
    return {}


def _listed(request: Request, header: str) -> Sequence[str]:
    items = (item.strip() for value in request.headers.getlist(header) for item in value.split(","))
    return [item.removeprefix("W/") for item in items if not item.replace(" ", "").endswith(";q=0")]
