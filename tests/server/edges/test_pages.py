"""The pages are served as they are, cached by what is in them, and closed to everything that is not theirs."""

import gzip
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import ringline_web
from kit.accounts import account
from kit.server import running_server
from ringline_server.edges import pages
from starlette.applications import Starlette

SCRIPT = "export const greeting = 'hello';\n" * 100
SITE = "https://shop.example"
SHIPPED = Path(ringline_web.__file__).parent


@pytest.fixture
async def browser(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    (tmp_path / "index.html").write_text("<!doctype html><title>desk</title>")
    (tmp_path / "desk.js").write_text(SCRIPT)
    (tmp_path / "widget.html").write_text("<!doctype html><title>chat</title>")
    (tmp_path / "widget.js").write_text("launch();")
    (tmp_path / "secret.py").write_text("key = 1")
    transport = httpx.ASGITransport(app=Starlette(routes=list(pages.routes(tmp_path, lambda: [SITE]))))
    async with httpx.AsyncClient(transport=transport, base_url="http://ring.example") as client:
        yield client


async def test_the_index_is_at_the_root(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/")

    assert (answer.status_code, answer.text) == (200, "<!doctype html><title>desk</title>")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


async def test_what_the_browser_has_is_not_sent_again(browser: httpx.AsyncClient) -> None:
    first = await browser.get("/desk.js")
    second = await browser.get("/desk.js", headers={"if-none-match": f'"old", W/{first.headers["etag"]}'})

    assert first.headers["content-type"] == "text/javascript; charset=utf-8"
    assert (second.status_code, second.content) == (304, b"")
    assert (await browser.get("/desk.js", headers={"if-none-match": '"old"'})).status_code == 200


@pytest.mark.parametrize(("accepted", "is_packed"), [("gzip, br", True), ("identity", False), ("gzip;q=0", False)])
async def test_a_large_file_is_packed_for_who_can_unpack_it(
    browser: httpx.AsyncClient, accepted: str, is_packed: bool
) -> None:
    async with browser.stream("GET", "/desk.js", headers={"accept-encoding": accepted}) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])

    assert (answer.headers.get("content-encoding") == "gzip") is is_packed
    assert (gzip.decompress(raw) if is_packed else raw).decode() == SCRIPT


async def test_nothing_but_known_kinds_of_files_of_the_folder_is_served(browser: httpx.AsyncClient) -> None:
    for path in ("/secret.py", "/index.html", "/../secret.py", "/%2e%2e/secret.py", "/none.js"):
        assert (await browser.get(path)).status_code == 404, path
    assert (await browser.post("/")).status_code == 405


async def test_a_page_may_run_and_load_only_what_is_its_own(browser: httpx.AsyncClient) -> None:
    for path in ("/", "/desk.js"):
        headers = (await browser.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"


async def test_only_the_desk_shows_frames_and_only_of_its_own_server(browser: httpx.AsyncClient) -> None:
    policies = {path: (await browser.get(path)).headers["content-security-policy"] for path in ("/", "/widget")}

    assert policies["/"] == f"{pages.POLICY}; frame-src 'self'"
    assert "frame-src" not in policies["/widget"]


async def test_the_widget_may_be_framed_by_listed_sites_and_by_nobody_else(browser: httpx.AsyncClient) -> None:
    policy = (await browser.get("/widget")).headers["content-security-policy"]

    assert policy.count("frame-ancestors") == 1
    assert f"frame-ancestors 'self' {SITE};" in policy
    assert policy.replace(f"'self' {SITE};", "'none';", 1) == pages.POLICY


async def test_only_the_script_that_other_sites_load_may_be_loaded_by_them(browser: httpx.AsyncClient) -> None:
    policies = {
        path: (await browser.get(path)).headers["cross-origin-resource-policy"]
        for path in ("/", "/desk.js", "/widget", "/widget.js")
    }

    assert [path for path, policy in policies.items() if policy == "cross-origin"] == ["/widget.js"]


async def test_the_server_serves_the_pages_that_are_shipped(tmp_path: Path) -> None:
    shipped = [path for path in SHIPPED.iterdir() if path.suffix in pages.KINDS]
    async with running_server(tmp_path, account()) as server, httpx.AsyncClient(base_url=server.http) as browser:
        for path in shipped:
            answer = await browser.get(pages.address_of(path.name))
            assert answer.content == path.read_bytes()
        assert (await browser.get("/healthz")).status_code == 200

    assert shipped
