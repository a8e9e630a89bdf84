"""Deepgram's live messages. An utterance is known by its channel and the second at which it starts."""

from ringline_client.transcription.heard import BadMessage, Heard, Message, field, first, milliseconds, optional


def deepgram(message: Message) -> tuple[Heard, ...]:
    """`Results`, as far as they hold words; `Metadata`, `UtteranceEnd` and `SpeechStarted` say nothing.

    Several finals may make one utterance (`speech_final` ends it): each is a segment of its own. Raises: BadMessage.
    """
    if message.get("type") != "Results":
        return ()
    best = first(field(message, "channel", dict), "alternatives")
    text = "" if best is None else field(best, "transcript", str).strip()
    if best is None or not text:
        return ()
    start_s, duration_s = field(message, "start", float), field(message, "duration", float)
    channel = first(message, "channel_index") or 0
    if type(channel) is not int:
        raise BadMessage("channel_index: not a whole number")
    start_ms = milliseconds(start_s)
    language = first(best, "languages")
    return (
        Heard(
            key=f"{channel}-{start_ms}",
            text=text,
            is_final=bool(optional(message, "is_final", bool)),
            channel=channel,
            start_ms=start_ms,
            end_ms=milliseconds(start_s + duration_s),
            language=language if isinstance(language, str) else "",
        ),
    )
