"""What a case says when a promise is broken."""

import pytest
from ringline_client.conformance.broken import Broken, check, equal, one_of


def test_what_holds_is_silent() -> None:
    check(True, "never said")
    equal("the code", 1000, 1000)
    one_of("the code", 1003, 1003, 4302)


def test_what_does_not_hold_names_both() -> None:
    with pytest.raises(Broken, match="this"):
        check(False, "this")
    with pytest.raises(Broken, match="the code: 1006, and 1000"):
        equal("the code", 1006, 1000)
    with pytest.raises(Broken, match="1006, and one of"):
        one_of("the code", 1006, 1003, 4302)
