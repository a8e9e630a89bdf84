"""Runs a command without root's licence to ignore permission bits: `PYTHON without_rights.py COMMAND …`

Whoever is not root has none of it anyway. Linux only.
"""

import ctypes
import os
import struct
import sys
from typing import Final

CAPSET: Final = {"x86_64": 126, "aarch64": 91}
VERSION_3: Final = 0x20080522


def drop_capabilities() -> None:
    """From here on permission bits hold, whoever this is. Raises: OSError."""
    header = ctypes.create_string_buffer(struct.pack("Ii", VERSION_3, 0))
    nothing = ctypes.create_string_buffer(struct.pack("6I", *[0] * 6))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(38, 1, 0, 0, 0)  # no new privileges: the next program does not get them back
    keep_none = libc.prctl(28, 1 << 0 | 1 << 2, 0, 0, 0)  # root is nobody special to the next program
    if keep_none or libc.syscall(CAPSET[os.uname().machine], header, nothing):
        raise OSError(ctypes.get_errno(), "capabilities cannot be dropped")


if __name__ == "__main__":
    drop_capabilities()
    os.execv(sys.argv[1], sys.argv[1:])
