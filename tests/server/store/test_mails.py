"""Mails are cut into pieces that make them whole again, and two that say the same have the same digest."""

from ringline_server.store.mails import PIECE_BYTES, digest_of, pieces_of


def test_the_pieces_of_a_mail_make_it_whole_again() -> None:
    for size in (0, 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES):
        raw = bytes(n % 251 for n in range(size))
        pieces = list(pieces_of(raw))

        assert b"".join(pieces) == raw
        assert max(map(len, pieces)) <= PIECE_BYTES
        assert len(pieces) == max(1, -(-size // PIECE_BYTES))


def test_the_digest_is_of_the_bytes_however_they_are_cut() -> None:
    assert digest_of([b"ab", b"c"]) == digest_of([b"abc"]) != digest_of([b"abd"])
