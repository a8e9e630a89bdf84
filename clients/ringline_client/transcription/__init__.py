"""What speech engines hear, in our words: one adapter for each engine, and a feed that pushes it into an interaction.

    engine's message -> adapter -> Heard, Heard … -> Feed -> segment.partial, segment.push

An adapter looks at one parsed message and says what was heard in it; what is no speech (metadata, keep-alives) is
nothing. How audio gets to the engine, and how its socket is kept, is the engine's own library's affair.

async with feeding(bot, interaction, {0: Role.CONSUMER, 1: Role.AGENT}) as feed:
    async for message in engine:
        feed.take(*deepgram(message))
"""

from ringline_client.transcription.amazon_transcribe import amazon_transcribe
from ringline_client.transcription.assemblyai import assemblyai
from ringline_client.transcription.deepgram import deepgram
from ringline_client.transcription.feed import Feed, FeedFull, feeding
from ringline_client.transcription.heard import BadMessage, Heard
from ringline_client.transcription.vosk import Vosk

__all__ = [
    "BadMessage",
    "Feed",
    "FeedFull",
    "Heard",
    "Vosk",
    "amazon_transcribe",
    "assemblyai",
    "deepgram",
    "feeding",
]
