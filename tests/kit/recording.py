"""A Ref that keeps what it is told."""

import attrs


@attrs.define(eq=False)
class Recording:
    """Stands where an actor's mailbox would."""

    name: str = "test:1"
    heard: list[object] = attrs.field(factory=list)

    def tell(self, message: object) -> None:
        """Keep it."""
        self.heard.append(message)

    async def send(self, message: object) -> None:
        """The same."""
        self.heard.append(message)
