"""The codec: whatever the text is, a FrameError or frames; and frames that were read can be written and read again."""

from collections import Counter
from collections.abc import Callable

from ringline_protocol import codec
from ringline_protocol.codes import FrameError

from kit.fuzz.chance import Chance
from kit.fuzz.found import Found
from kit.fuzz.seeds import texts


def decode_anything(chance: Chance) -> None:
    """One example. Raises: Found."""
    side = chance.choice(("client", "server"))
    text = chance.text(chance.choice(texts(side)))
    if side == "server":
        attempt(_from_server, text)
    elif chance.random() < 0.3:
        attempt(_hello, text)
    else:
        attempt(_from_client, text)


def attempt(read: Callable[[str], None], text: str) -> None:
    """Nothing but a FrameError may come of it. Raises: Found."""
    try:
        read(text)
    except FrameError:
        return
    except Exception as error:  # that is what this looks for
        raise Found(f"{type(error).__name__}: {error}", text) from error


def _hello(text: str) -> None:
    hello = codec.decode_hello(text)
    assert codec.decode_hello(codec.encode(hello).decode()) == hello


def _from_client(text: str) -> None:
    for frame in codec.decode_from_client(text):
        if not isinstance(frame, codec.BadCommand):
            assert codec.decode_from_client(codec.encode(frame).decode()) == [frame]


def _from_server(text: str) -> None:
    """What a client skips it cannot write again."""
    ignored = Counter[str]()
    frames = codec.decode_from_server(text, ignored)
    if not ignored:
        for frame in frames:
            assert codec.decode_from_server(codec.encode(frame).decode(), ignored) == [frame]
