"""A message is the same whether it was read in place or in a thread."""

from kit.post import mail
from ringline_server.edges.mail.decoding import PARSED_HERE_BYTES_MAX, parsed


async def test_small_and_large_mails_are_read() -> None:
    for size in (1, PARSED_HERE_BYTES_MAX):
        assert len((await parsed(mail("x" * size))).text.strip()) == size
