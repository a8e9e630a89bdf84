"""Somebody signs in on another device, which throws the first one out."""

from playwright.sync_api import Page

from kit.browser import SampleServer

_HELLO = """async ([url, token]) => {
  const socket = new WebSocket(url.replace("http", "ws") + "ws", ["ringline.v1"]);
  const say = (frame) => socket.send(JSON.stringify(frame));
  socket.onopen = () => say({ type: "hello", id: "h", auth: { scheme: "bearer", token },
    client: { name: "test", version: "1", device: "dev_test" }, session: { mode: "new", on_conflict: "replace" } });
  await new Promise((resolve) => (socket.onmessage = resolve));
}"""


def sign_in_elsewhere(page: Page, server: SampleServer, name: str) -> None:
    """From a new page of the same browser, as a client that wants to be the only one."""
    other = page.context.new_page()
    other.goto(server.url)
    other.evaluate(_HELLO, [server.url, server.token(name)])
