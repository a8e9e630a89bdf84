"""A conference of six, from browser to browser: each hears all others? `python tests/longrun/mesh.py [--video]`

One Chromium with devices that are not real, a page for the consumer and one for each of five agents: 15 connections,
30 streams of sound. Ana invites the others one after the other; after each, everybody must hear everybody. Then one
leaves, and the rest go on. Some 20 s of processor time for the pages' driver, more for the browser; with `--video`
each page sends its picture five times. Exit status 1: somebody was not heard.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / name) for name in ("protocol", "server", "clients", "tests")]

from kit.browser import PATIENCE_MS, SampleServer  # noqa: E402 - the path comes first
from kit.calling import CALM, Caller, call_settings  # noqa: E402
from kit.chromium import WITH_DEVICES, chromium  # noqa: E402
from playwright.sync_api import Browser, expect, sync_playwright  # noqa: E402

OTHERS = {"agt_bruno": "Bruno", "agt_carla": "Carla", "agt_dev": "Dev", "agt_sofia": "Sofía"}
FIRST = "agt_ana"
"""Ana handles it."""


def mesh(browser: Browser, server: SampleServer, channel: str) -> bool:
    """Up to six, and back to five. Whether everybody was heard by everybody."""
    what = "frames" if channel == "video" else "energy"
    ana, maria = Caller.desk(browser, server, FIRST), Caller.widget(browser, server)
    maria.calls(channel, "María")
    ana.accepts()
    sides, is_well = {"maria": maria, FIRST: ana}, True
    is_well &= said(sides, what)
    for name, shown in OTHERS.items():
        sides[name] = Caller.desk(browser, server, name)
        ana.desk_page.hands_on("Add", shown)
        sides[name].accepts()
        is_well &= said(sides, what)
    sides["agt_dev"].does("deed.leave")
    del sides["agt_dev"]
    return said(sides, what) and is_well


def said(sides: dict[str, Caller], what: str) -> bool:
    """One line; whether each gets it from each."""
    began = time.perf_counter()
    deaf = [name for name, side in sides.items() if not side.gets(what, count=len(sides) - 1)]
    took_s = time.perf_counter() - began
    streams, shown = len(sides) * (len(sides) - 1), ", ".join(deaf) + " not" if deaf else "all"
    print(f"{len(sides)} parties, {streams} streams: {shown} heard, {took_s:.1f} s")
    return not deaf


def main() -> int:
    """Exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--video", action="store_true", help="pictures, too: needs more than two processors")
    channel = "video" if parser.parse_args().video else "voice"
    expect.set_options(timeout=PATIENCE_MS)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = SampleServer.start(Path(folder) / "data", call_settings(Path(folder), both=CALM))
        args = ["--no-sandbox", "--use-fake-device-for-media-stream"]
        browser = playwright.chromium.launch(executable_path=chromium(WITH_DEVICES), args=args)
        try:
            return 0 if mesh(browser, server, channel) else 1
        finally:
            browser.close()
            server.close()


if __name__ == "__main__":
    sys.exit(main())
