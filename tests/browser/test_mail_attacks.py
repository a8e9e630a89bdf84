"""What others put into a mail: nothing of it runs, nothing is loaded, nothing leaves its frame."""

import re
from collections.abc import Iterator

import pytest
from kit.browser import Desk, SampleServer
from kit.letters import World
from kit.visited import visited
from playwright.sync_api import Browser, Dialog, Request, expect

ELSEWHERE = "http://127.0.0.1:9"
"""Whoever asks there, has been talked into it."""
ATTACKS = [
    "<script>top.ran = 1; alert(1)</script>",
    f"<script src='{ELSEWHERE}/s.js'></script>",
    "<img src=x onerror='top.ran=1;alert(1)'>",
    f"<img src='{ELSEWHERE}/pixel.gif' width=1 height=1>",
    f"<img srcset='{ELSEWHERE}/set.png 1x'>",
    f"<picture><source srcset='{ELSEWHERE}/source.png'><img src=''></picture>",
    f"<div style='background:url({ELSEWHERE}/back.png)'>back</div>",
    f"<style>@import '{ELSEWHERE}/i.css'; body {{ background: url({ELSEWHERE}/b.png) }}</style>",
    f"<link rel=stylesheet href='{ELSEWHERE}/l.css'><link rel=prefetch href='{ELSEWHERE}/p'>",
    f"<link rel=dns-prefetch href='{ELSEWHERE}'>",
    f"<iframe src='{ELSEWHERE}/frame'></iframe><iframe srcdoc='<script>top.ran=1</script>'></iframe>",
    f"<object data='{ELSEWHERE}/o'></object><embed src='{ELSEWHERE}/e'>",
    f"<video src='{ELSEWHERE}/v' autoplay></video><audio src='{ELSEWHERE}/a' autoplay></audio>",
    f"<form action='{ELSEWHERE}/f'><input name=q autofocus onfocus='top.ran=1'><button>go</button></form>",
    f"<meta http-equiv=refresh content='0;url={ELSEWHERE}/meta'>",
    f"<base href='{ELSEWHERE}/'><a href='x' target=_top>base</a>",
    "<svg onload='top.ran=1'><animate onbegin='top.ran=1' attributeName=x dur=1s></svg>",
    f"<svg><image href='{ELSEWHERE}/svg.png'/><use href='{ELSEWHERE}/u#x'/></svg>",
    "<a href='javascript:top.ran=1'>click me</a>",
    "<a href='data:text/html,<script>top.ran=1</script>'>data</a>",
    "<math><mtext><table><mglyph><style><img src=x onerror='top.ran=1'></style></mglyph></table></mtext></math>",
    "<p style='position:fixed;top:0;left:0;width:9999px;height:9999px'>cover</p>",
    "<template><img src=x onerror='top.ran=1'></template>",
    "--><img src=x onerror='top.ran=1'><!-- -->",
]


@pytest.fixture
def world(browser: Browser) -> Iterator[World]:
    world = World.open()
    yield world
    world.close()


@pytest.fixture
def post(world: World, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[SampleServer]:
    folder = tmp_path_factory.mktemp("post")
    with visited(browser, folder / "data", world.settings(folder)) as server:
        yield server


def test_nothing_runs_and_nothing_loads(browser: Browser, post: SampleServer, world: World) -> None:
    desk = Desk.open(browser, post, "agt_ana")
    page = desk.page
    asked: list[str] = []
    dialogs: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(post.url):
            asked.append(request.url)

    def dismiss(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    desk.context.on("request", note)
    page.on("dialog", dismiss)
    desk.ready()
    everything = "".join(f"<div>{attack}</div>" for attack in ATTACKS)
    world.writes("Attack", "plain", html=f"<p>First words</p>{everything}<p>Last words</p>")
    page.get_by_role("navigation").get_by_role("button", name="Attack").click()
    page.get_by_role("button", name="As its writer made it").click()
    frame = page.frame_locator("iframe.mail-page")
    expect(frame.get_by_text("First words")).to_be_visible()
    expect(frame.get_by_text("Last words")).to_be_attached()
    assert frame.locator("script, iframe, object, embed, form, meta[http-equiv=refresh], base[href*=':9']").count() == 0
    assert frame.locator("[onerror], [onload], [onfocus], [onbegin], a[href^=javascript], a[href^=data]").count() == 0
    assert asked == []
    assert page.evaluate("window.ran") is None
    assert dialogs == []
    frame.get_by_text("click me").click()
    expect(frame.get_by_text("Last words")).to_be_attached()
    assert page.evaluate("window.ran") is None
    assert re.match(re.escape(post.url), page.url)

    with page.expect_request(lambda request: request.url.startswith(ELSEWHERE)):
        page.get_by_role("button", name="Show pictures").click()
    expect(frame.get_by_text("First words")).to_be_visible()
    expect(page.locator(".blocked")).to_have_count(0)
    assert dialogs == []
    assert page.evaluate("window.ran") is None
    assert all(url.endswith((".gif", ".png")) for url in asked), asked
