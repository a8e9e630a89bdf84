"""A desk that is open all day: what is over leaves nothing behind."""

import json

from kit.browser import Desk, SampleServer
from playwright.sync_api import Browser, CDPSession, expect

AT_REST_MAX = 32
"""As in typed.ts."""
AT_ONCE = 10
"""Work items of one agent."""
CHUNK = "HeapProfiler.addHeapSnapshotChunk"


def living(cdp: CDPSession, name: str) -> int:
    """Objects of a class in the page that somebody still holds."""
    chunks: list[str] = []
    cdp.on(CHUNK, lambda event: chunks.append(event["chunk"]))
    cdp.send("HeapProfiler.collectGarbage")
    cdp.send("HeapProfiler.takeHeapSnapshot", {"reportProgress": False})
    found = json.loads("".join(chunks))
    fields, strings = found["snapshot"]["meta"]["node_fields"], found["strings"]
    types = found["snapshot"]["meta"]["node_types"][0]
    nodes = zip(*[iter(found["nodes"])] * len(fields), strict=True)
    return sum(types[node[0]] == "object" and strings[node[1]] == name for node in nodes)


def test_texts_that_are_saved_are_not_kept_for_ever(browser: Browser, server: SampleServer) -> None:
    desk = Desk.open(browser, server, "agt_ana")
    desk.ready()
    cdp = desk.context.new_cdp_session(desk.page)
    for names in (range(AT_ONCE), range(AT_ONCE, 2 * AT_ONCE)):
        tasks = [server.hands_over(queue="que_tasks", subject=f"Task {number:02}") for number in names]
        for number in names:
            desk.opens(f"Task {number:02}")
            desk.page.get_by_label("Write to").wait_for()
        expect(desk.page.locator(".toast")).to_have_count(0)  # what was asked too fast waits, and is not refused
        assert AT_ONCE <= living(cdp, "Typed") <= AT_REST_MAX
        for task in tasks:
            server.post(f"interactions/{task}/end", {})
        expect(desk.page.get_by_role("navigation").locator(".line")).to_have_count(0)
    assert desk.faults == []
