"""The WebSockets of a page, on a line that a test has in hand; the server behind it is the real one.

line = Line.of(page)                       # before the page connects
line.holds()                               # lost; of the next connections nothing that the page says arrives
line.ends(4301, "version")                 # as if the server had said so
"""

import attrs
from playwright.sync_api import Page, WebSocketRoute

LOST = 4002
"""No sign of life: everybody comes back after it."""
POLL_MS = 100


@attrs.define(eq=False)
class Line:
    """Carries everything, until it is told otherwise."""

    page: Page
    codes: list[int | None] = attrs.field(factory=list)
    """With which the server has closed connections, one after the other."""
    is_held: bool = False
    _routes: list[WebSocketRoute] = attrs.field(factory=list)

    @classmethod
    def of(cls, page: Page) -> "Line":
        """Of all connections that the page makes after it is loaded again."""
        line = cls(page)
        page.route_web_socket("**/ws", lambda route: line._carry(route))  # its API marks methods that it is given
        page.reload()
        return line

    def holds(self) -> None:
        """The connection is lost; of the next ones the server hears nothing."""
        self.is_held = True
        self.ends(LOST, "heartbeat")

    def flows(self) -> None:
        """The next connection is as it should be."""
        self.is_held = False

    def ends(self, code: int, reason: str) -> None:
        """The newest connection is closed with this."""
        self._routes[-1].close(code=code, reason=reason)

    def waits(self, code: int, within_ms: int) -> None:
        """Until the server has closed a connection with this."""
        for _ in range(within_ms // POLL_MS):
            if code in self.codes:
                return
            self.page.wait_for_timeout(POLL_MS)
        raise AssertionError(self.codes)

    def _carry(self, route: WebSocketRoute) -> None:
        self._routes.append(route)
        server = route.connect_to_server()

        def closed(code: int | None, reason: str | None) -> None:
            self.codes.append(code)
            route.close(code=code, reason=reason)

        server.on_close(closed)
        if self.is_held:
            route.on_message(lambda _: None)
