"""Amazon Transcribe's streaming events. An utterance is known by its `ResultId`; times are seconds."""

from ringline_client.transcription.heard import BadMessage, Heard, Message, field, first, milliseconds, optional


def amazon_transcribe(message: Message) -> tuple[Heard, ...]:
    """One for each result with words, in their order. Without a transcript: nothing. Raises: BadMessage."""
    transcript = message.get("Transcript")
    if transcript is None:
        return ()
    return tuple(heard for result in field(transcript, "Results", list) for heard in _heard(result))


def _heard(result: object) -> tuple[Heard, ...]:
    best = first(result, "Alternatives")
    text = "" if best is None else field(best, "Transcript", str).strip()
    if not text:
        return ()
    return (
        Heard(
            key=field(result, "ResultId", str),
            text=text,
            is_final=not field(result, "IsPartial", bool),
            channel=_channel(optional(result, "ChannelId", str)),
            start_ms=milliseconds(optional(result, "StartTime", float)),
            end_ms=milliseconds(optional(result, "EndTime", float)),
            language=optional(result, "LanguageCode", str) or "",
        ),
    )


def _channel(name: str | None) -> int:
    """`ch_1` is 1; audio of one channel has no name."""
    if name is None:
        return 0
    number = name.removeprefix("ch_")
    if not number.isdecimal():
        raise BadMessage("ChannelId: not a channel")
    return int(number)
