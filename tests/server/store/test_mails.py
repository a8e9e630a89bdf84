"""Mails are cut into pieces that make them whole again."""

from ringline_server.store.mails import PIECE_BYTES, pieces_of


def test_the_pieces_of_a_mail_make_it_whole_again() -> None:
    for size in (0, 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES):
        raw = bytes(n % 251 for n in range(size))
        pieces = list(pieces_of(raw))

        assert b"".join(pieces) == raw
        assert max(map(len, pieces)) <= PIECE_BYTES
        assert len(pieces) == max(1, -(-size // PIECE_BYTES))
