"""Signals that get lost: a call comes about all the same, and says everything again that nobody answered."""

import json
from typing import Final

import pytest
from kit.browser import SampleServer
from kit.calling import Caller
from playwright.sync_api import Browser, WebSocketRoute


@pytest.fixture
def browser(browser_with_devices: Browser) -> Browser:
    return browser_with_devices


NEEDED: Final = {"join", "description", "candidates"}
"""Kinds of signals without which there is no call."""


def loses_the_first(side: Caller) -> set[str]:
    """Of each kind that comes to this page from now on. Which kinds it was so far."""
    lost: set[str] = set()

    def is_lost(frame: dict[str, object]) -> bool:
        data = frame.get("data")
        kind = data.get("kind") if frame.get("event") == "call.signal" and isinstance(data, dict) else None
        if kind not in NEEDED - lost:
            return False
        lost.add(str(kind))
        return True

    def handle(route: WebSocketRoute) -> None:
        def comes(message: str | bytes) -> None:
            frames = json.loads(message)
            kept = [one for one in (frames if isinstance(frames, list) else [frames]) if not is_lost(one)]
            if kept:
                route.send(json.dumps(kept if len(kept) > 1 else kept[0]))

        route.connect_to_server().on_message(comes)

    side.context.route_web_socket("**/ws", handle)
    side.page.reload()
    return lost


@pytest.mark.timeout(300)
def test_a_call_comes_about_though_the_first_signal_of_each_kind_is_lost_on_both_sides(
    browser: Browser, phones: SampleServer
) -> None:
    ana, maria = Caller.desk(browser, phones, "agt_ana"), Caller.widget(browser, phones)
    lost = [loses_the_first(side) for side in (ana, maria)]
    ana.desk_page.live()

    maria.calls("voice", "María")
    ana.accepts()

    for side in (maria, ana):
        side.sees("In the call")
        assert side.gets("energy", count=1)
    for one in lost:
        assert one >= {"description", "candidates"}
    assert set.union(*lost) == NEEDED, "who joined first was heard by nobody yet"
