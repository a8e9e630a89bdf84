"""Leave to look is good for one mail, for a while, and cannot be made up."""

import pytest
from ringline_server.edges.mail import access

KEY = b"a key"
WORD = access.grant(KEY, "mail_1", 1_000)


def test_a_word_opens_its_mail_until_its_moment() -> None:
    assert access.is_good(KEY, "mail_1", WORD, 1_000)
    assert not access.is_good(KEY, "mail_1", WORD, 1_001)
    assert not access.is_good(KEY, "mail_2", WORD, 1_000)
    assert not access.is_good(b"another key", "mail_1", WORD, 1_000)


@pytest.mark.parametrize("word", ["", ".", "x.y", f"fffff.{WORD.partition('.')[2]}", WORD[:-1], "é.é", "0" * 99 + WORD])
def test_what_was_not_granted_opens_nothing(word: str) -> None:
    assert not access.is_good(KEY, "mail_1", word, 0)
