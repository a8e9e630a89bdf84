"""The asynchronous sentence of the source document, from the first letter to the last. Pictures: `screens.py`."""

from pathlib import Path

from kit.browser import Desk
from kit.letters import World
from kit.sentence import Sentence
from kit.visited import visited
from kit.words import words
from playwright.sync_api import Browser


def test_a_mail_is_assigned_worked_on_transferred_released_and_resolved(
    browser: Browser, world: World, tmp_path: Path
) -> None:
    seen: list[str] = []
    with visited(browser, tmp_path / "data", world.settings(tmp_path)) as server:
        ana, bruno = (Desk.open(browser, server, name) for name in ("agt_ana", "agt_bruno"))
        Sentence(ana, bruno, world, words("en")).play(lambda screen, _: seen.append(screen))

        assert seen[-1] == "sentence-resolved"
        assert (ana.faults, bruno.faults) == ([], [])
