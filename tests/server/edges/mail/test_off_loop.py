"""Large work is done in a thread, small work at once."""

import threading

from ringline_server.edges.mail.off_loop import IN_LOOP_BYTES_MAX, worked


async def test_only_large_work_leaves_the_loop() -> None:
    here = threading.get_ident()

    assert await worked(lambda _: threading.get_ident(), None, IN_LOOP_BYTES_MAX) == here
    assert await worked(lambda _: threading.get_ident(), None, IN_LOOP_BYTES_MAX + 1) != here
