"""AssemblyAI's streaming messages, version 3. An utterance is a turn, known by its number; times are milliseconds."""

from ringline_client.transcription.heard import Heard, Message, field, optional, span


def assemblyai(message: Message, *, formats_turns: bool = True) -> tuple[Heard, ...]:
    """`Turn`s; `Begin` and `Termination` say nothing.

    `formats_turns`: whether the session asked for `format_turns`. The engine then ends a turn twice, first raw, then
    with punctuation: the second is the final, for a final never changes. Raises: BadMessage.
    """
    if message.get("type") != "Turn":
        return ()
    text = field(message, "transcript", str).strip()
    if not text:
        return ()
    is_over = field(message, "end_of_turn", bool)
    start_ms, end_ms = span(optional(message, "words", list) or (), "start", "end", int)
    return (
        Heard(
            key=str(field(message, "turn_order", int)),
            text=text,
            is_final=is_over and (not formats_turns or bool(optional(message, "turn_is_formatted", bool))),
            start_ms=start_ms,
            end_ms=end_ms,
            language=optional(message, "language_code", str) or "",
        ),
    )
