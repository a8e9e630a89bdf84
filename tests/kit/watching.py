"""Whatever a page complains about: broken policy, uncaught errors, errors in the console.

faults = watched(context)
"""

from playwright.sync_api import BrowserContext, ConsoleMessage

POLICY = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.effectiveDirective} ${event.blockedURI}`);
});
"""
FAULTS: list[str] = []
"""What any page complained about since the test began: see the fixture `no_faults`."""
IS_EXPECTED = ("net::ERR", "WebSocket connection", "the server responded with a status of")
"""Chromium's words about a network or a server that is not there, and about refusals: tests want them."""


def watched(context: BrowserContext) -> list[str]:
    """What pages of this context complain about from now on: broken policy, uncaught errors, errors in the console."""
    faults: list[str] = []

    def note(text: str) -> None:
        faults.append(text)
        FAULTS.append(text)

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and not any(words in message.text for words in IS_EXPECTED):
            note(message.text)

    context.add_init_script(POLICY)
    context.on("console", hear)
    context.on("weberror", lambda error: note(str(error.error)))
    return faults
