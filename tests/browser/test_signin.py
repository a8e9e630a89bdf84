"""Signing in by a link, staying signed in past a token's end, and being told the truth when a session is over."""

import re
import time
from pathlib import Path

from kit.browser import Desk, SampleServer
from kit.elsewhere import sign_in_elsewhere
from playwright.sync_api import Browser, expect
from ringline_protocol.values import PrincipalKind
from ringline_server.config import load
from ringline_server.domain.principal import Principal
from ringline_server.serving import SAMPLE, make_tokens

SOON_MS = 55_000
"""So soon that the desk says it at once, and long enough for all that is done until then."""
LIFE_MS = 20_000
"""Long enough to sign in and type, short enough to wait for."""


def short_token(data: Path, life_ms: int) -> str:
    """Of Ana, for a few seconds."""
    now_ms = time.time_ns() // 1_000_000
    ana = Principal(PrincipalKind.AGENT, "agt_ana", now_ms + life_ms, "Ana García")
    return make_tokens(load(SAMPLE, {}), data).issue(ana, now_ms)


def test_a_link_opens_the_desk_signed_in_and_leaves_no_token_behind(browser: Browser, server: SampleServer) -> None:
    desk = Desk.at(browser, server)
    requests: list[str] = []
    desk.page.on("request", lambda request: requests.append(request.url))
    desk.page.goto("about:blank")
    desk.page.goto(f"{server.url}#token={server.token('agt_ana')}")

    expect(desk.page.locator(".who")).to_have_text("Ana García")
    expect(desk.page).to_have_url(f"{server.url}#/")
    assert not any("token=" in url for url in requests)
    desk.reload()
    expect(desk.page.locator(".who")).to_have_text("Ana García")
    desk.page.evaluate("token => location.hash = `#token=${token}`", server.token("agt_bruno"))
    expect(desk.page.locator(".who")).to_have_text("Bruno Silva")
    expect(desk.page).to_have_url(re.compile("^((?!token).)*$"))
    desk.page.evaluate("() => { location.hash = '#token=nonsense' }")
    expect(desk.page.get_by_role("alert")).to_contain_text("not accepted")
    assert desk.faults == []


def test_a_sign_in_is_renewed_in_band_by_a_link_in_another_tab(browser: Browser, server: SampleServer) -> None:
    desk = Desk.at(browser, server)
    page = desk.page
    desk.sign_in(short_token(server.data, SOON_MS))
    expect(page.locator(".link")).to_contain_text("Your sign-in ends soon")
    expect(page.locator(".link").get_by_role("timer")).to_have_text(re.compile(r"^\d:\d\d$"))
    page.get_by_label("Access token").fill(server.token("agt_bruno"))
    page.get_by_role("button", name="Go on").click()
    expect(page.locator(".link")).to_contain_text("not accepted")
    other = desk.context.new_page()
    other.goto(f"{server.url}#token={server.token('agt_ana')}")
    other.locator(".desk").wait_for()

    expect(page.locator(".link")).to_be_empty()
    desk.sees("Signed in for longer.")
    assert desk.faults == []


def test_an_expired_sign_in_goes_on_where_it_was(browser: Browser, server: SampleServer) -> None:
    desk = Desk.at(browser, server)
    page = desk.page
    desk.sign_in(short_token(server.data, LIFE_MS))
    desk.ready()
    interaction = server.hands_over()
    desk.accept()
    page.get_by_label("Write to").fill("half a sen")

    expect(page.locator(".link")).to_contain_text("Your sign-in has expired")
    server.says(interaction, "Are you there?")
    page.get_by_label("Access token").fill(server.token("agt_ana"))
    page.get_by_role("button", name="Go on").click()

    expect(page.locator(".link")).to_be_empty()
    desk.sees("Are you there?")
    expect(page.get_by_label("Write to")).to_have_value("half a sen")
    assert desk.faults == []


def test_signing_out_elsewhere_is_told(browser: Browser, server: SampleServer) -> None:
    first = Desk.open(browser, server, "agt_ana")
    sign_in_elsewhere(first.page, server, "agt_ana")

    expect(first.page.get_by_role("alert")).to_contain_text("Signed out elsewhere")
    first.page.get_by_role("button", name="Use the desk here").click()
    first.page.locator(".desk").wait_for()
    assert first.faults == []
