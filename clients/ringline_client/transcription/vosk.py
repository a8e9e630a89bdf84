"""Vosk's messages. They name no utterance: the adapter counts. One adapter for each recogniser."""

import attrs

from ringline_client.transcription.heard import Heard, Message, field, milliseconds, optional, span


@attrs.define
class Vosk:
    """Remembers how many utterances are over. `channel`: of the audio that this recogniser hears."""

    channel: int = 0
    _over: int = 0

    def __call__(self, message: Message) -> tuple[Heard, ...]:
        """`partial`s and `text`s with words in them. Silence ends no utterance. Raises: BadMessage."""
        partial = optional(message, "partial", str)
        if partial is not None:
            return (Heard(str(self._over), partial.strip(), is_final=False, channel=self.channel),) if partial else ()
        text = field(message, "text", str).strip()
        if not text:
            return ()
        start_s, end_s = span(optional(message, "result", list) or (), "start", "end", float)
        key, self._over = str(self._over), self._over + 1
        return (
            Heard(
                key,
                text,
                is_final=True,
                channel=self.channel,
                start_ms=milliseconds(start_s),
                end_ms=milliseconds(end_s),
            ),
        )
