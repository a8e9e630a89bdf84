"""What may have been there before, in two bytes each: a Bloom filter in layers. It may err by saying yes, never no.

    [ 8,192 names, full ][ 16,384 names, full ][ 32,768 names, filling ]      each layer twice the one before it

A layer goes when all its names are older than they have to be remembered. Source: Bloom, CACM 13 (1970) 422.
"""

import hashlib
import struct
from typing import Final

import attrs

LAYER_NAMES_MIN: Final = 8_192
LAYER_NAMES_MAX: Final = 4_194_304
BITS_PER_NAME: Final = 16
"""With four places of each name: of a full layer one question in 400 is answered yes in error."""
_PLACES: Final = struct.Struct("<4I")


@attrs.define(eq=False)
class _Layer:
    names_max: int
    names: int = 0
    youngest_at_ms: int = 0
    bits: bytearray = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.bits = bytearray(self.names_max * BITS_PER_NAME // 8)

    def add(self, places: tuple[int, ...], now_ms: int) -> None:
        bits, mask = self.bits, 8 * len(self.bits) - 1
        for place in places:
            bits[(place & mask) >> 3] |= 1 << (place & 7)
        self.names += 1
        self.youngest_at_ms = max(self.youngest_at_ms, now_ms)

    def has(self, places: tuple[int, ...]) -> bool:
        bits, mask = self.bits, 8 * len(self.bits) - 1
        return all(bits[(place & mask) >> 3] & (1 << (place & 7)) for place in places)


@attrs.define(eq=False)
class Bloom:
    """Names, each remembered for at least `memory_ms`."""

    memory_ms: int
    _layers: list[_Layer] = attrs.field(factory=list)

    def __contains__(self, name: bytes) -> bool:
        """False: certainly not added within `memory_ms`."""
        places = _places(name)
        return any(layer.has(places) for layer in self._layers)

    def add(self, name: bytes, now_ms: int) -> None:
        """It was there. What is contained already may be added again when that was long ago."""
        self._layer(now_ms).add(_places(name), now_ms)

    @property
    def size_bytes(self) -> int:
        """Of all layers."""
        return sum(len(layer.bits) for layer in self._layers)

    def _layer(self, now_ms: int) -> _Layer:
        """The one that has room."""
        layers = self._layers
        if not layers or layers[-1].names == layers[-1].names_max:
            layers[:] = [layer for layer in layers if layer.youngest_at_ms >= now_ms - self.memory_ms]
            names_max = min(2 * layers[-1].names_max, LAYER_NAMES_MAX) if layers else LAYER_NAMES_MIN
            layers.append(_Layer(names_max))
        return layers[-1]


def _places(name: bytes) -> tuple[int, ...]:
    """The same in every process."""
    return _PLACES.unpack(hashlib.blake2b(name, digest_size=_PLACES.size).digest())
