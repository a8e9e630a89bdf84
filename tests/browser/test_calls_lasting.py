"""What a call outlives: reloads, a lost network, a transcript that goes on, and an agent who is gone."""

from pathlib import Path

import pytest
from kit.browser import SampleServer
from kit.calling import CALM, Caller, connected
from kit.speech import engine
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def browser(browser_with_devices: Browser) -> Browser:
    return browser_with_devices


HEARD = f'{CALM}\ntranscribers = ["svc_sample"]'
IMPATIENT = f'{CALM}\nlost_grace = "8s"'


def seconds(page: Page) -> int:
    """How long the call lasts, as the page says."""
    minutes, _, rest = page.locator(".call .clock").inner_text().partition(":")
    return int(minutes) * 60 + int(rest)


@pytest.mark.parametrize("phones", [{"both": HEARD}], indirect=True)
@pytest.mark.timeout(180)
def test_a_call_outlives_reloads_and_another_network_and_its_transcript_goes_on(
    browser: Browser, phones: SampleServer, tmp_path: Path
) -> None:
    maria, ana = connected(browser, phones, "voice")
    ana.desk_page.tab("Transcript")
    with engine(phones, maria.interaction, tmp_path) as ears:
        ears.says({"partial": "quisiera cambiar"})
        expect(ana.page.locator(".spoken.partial")).to_contain_text("quisiera cambiar")
        ears.says({"partial": "quisiera cambiar mi"}, {"text": "quisiera cambiar mi vuelo"}, {"partial": "al"})
        expect(ana.page.locator(".spoken:not(.partial)")).to_contain_text("quisiera cambiar mi vuelo")

        ana.page.reload()
        ana.page.get_by_role("navigation").get_by_role("button", name="María").click()
        ana.sees("In the call")
        assert maria.gets("energy", count=1)
        assert ana.gets("energy", count=1)
        ana.desk_page.tab("Transcript")
        ears.says({"partial": "al miércoles"}, {"text": "al miércoles"})
        words = ana.page.locator(".spoken:not(.partial) .text")
        expect(words).to_have_text(["quisiera cambiar mi vuelo", "al miércoles"])

    ana.page.get_by_role("searchbox").fill("miercoles")
    expect(ana.page.locator(".transcript mark")).to_have_text("miércoles")

    before_s = seconds(maria.page)
    maria.page.reload()
    maria.sees("In the call")
    assert seconds(maria.page) >= before_s > 0, "it is the same call"
    for side in (maria, ana):
        assert side.gets("energy", count=1)

    paths = {side: side.paths() for side in (maria, ana)}
    maria.context.set_offline(True)
    maria.page.locator(".link").wait_for()
    assert ana.gets("energy", count=1), "what flows needs no server"
    maria.context.set_offline(False)
    for side in (maria, ana):
        assert side.is_renewed(paths[side])
        assert side.gets("energy", count=1)


@pytest.mark.parametrize("phones", [{"both": IMPATIENT}], indirect=True)
@pytest.mark.timeout(180)
def test_a_consumer_whose_agent_is_gone_is_told_and_is_the_first_that_rings_at_the_next(
    browser: Browser, phones: SampleServer
) -> None:
    maria, ana = connected(browser, phones, "voice")
    lucia = Caller.widget(browser, phones)
    lucia.calls("voice", "Lucía")
    lucia.page.get_by_text("You are next.").wait_for()

    ana.context.close()
    maria.page.locator(".standing", has_text="Ana").wait_for()
    maria.sees("You are in line")
    maria.page.get_by_text("You are next.").wait_for()
    lucia.page.get_by_text("You are number 2").wait_for()

    bruno = Caller.desk(browser, phones, "agt_bruno")
    bruno.page.get_by_role("region", name="María").wait_for()
    bruno.accepts()
    for side in (maria, bruno):
        assert side.gets("energy", count=1)
