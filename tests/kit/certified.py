"""A certificate for 127.0.0.1 with its key, in files."""

from pathlib import Path

import trustme


def certified(folder: Path, authority: trustme.CA | None = None) -> tuple[Path, Path]:
    """New files under the names of the old: certificate and key."""
    made = (authority or trustme.CA()).issue_cert("127.0.0.1")
    made.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    made.private_key_pem.write_to_path(folder / "key.pem")
    return folder / "cert.pem", folder / "key.pem"
