"""What the codec costs: microseconds to read and write a typical command, reply and event.

python tests/benchmarks/bench_codec.py
"""

import sys
import timeit
from collections.abc import Callable
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "protocol"), str(ROOT / "tests")]

from kit.vectors import read_vectors  # noqa: E402 - the path comes first
from ringline_protocol import codec  # noqa: E402
from ringline_protocol.frames import Event  # noqa: E402

TURNS = 20_000
ROUNDS = 5


def main() -> None:
    """Prints one line for each figure: the best of several rounds."""
    texts = {row["name"]: row["text"] for row in read_vectors("frames.jsonl")}
    for name in ("command offer.accept", "command interaction.create"):
        [command] = codec.decode_from_client(texts[name])
        assert not isinstance(command, codec.BadCommand)
        figure(f"read {name}", partial(codec.decode_from_client, texts[name]))
        figure(f"write {name}", partial(codec.encode, command))
    for name in ("event offer.created", "event segment.final", "reply with a result"):
        [frame] = codec.decode_from_server(texts[name])
        figure(f"read {name}", partial(codec.decode_from_server, texts[name]))
        figure(f"write {name}", partial(codec.encode, frame))
        if isinstance(frame, Event):
            data = codec.encode_data(frame.data)
            wrap = partial(codec.encode_event, frame.stream, frame.seq, frame.at_ms, frame.event, data)
            figure(f"wrap {name}, already text", wrap)


def figure(name: str, work: Callable[[], object]) -> None:
    """Times one piece of work."""
    best = min(timeit.repeat(work, number=TURNS, repeat=ROUNDS)) / TURNS * 1e6
    sys.stdout.write(f"{name:45} {best:6.2f} µs\n")


if __name__ == "__main__":
    main()
