"""The register and the catalogue agree."""

import pytest
from ringline_client.conformance import kit
from ringline_client.conformance.cases import case, registered, titles
from ringline_client.conformance.elsewhere import ELSEWHERE
from ringline_client.conformance.floor import Floor


def test_every_case_has_a_title_and_no_case_is_both_asked_and_elsewhere() -> None:
    assert kit.SECTIONS
    assert registered().keys() <= titles().keys()
    assert ELSEWHERE.keys() <= titles().keys()
    assert not registered().keys() & ELSEWHERE.keys()


def test_every_case_stands_in_the_file_of_its_section() -> None:
    for number, one in registered().items():
        assert one.play.__module__.rpartition(".")[2][0] == number[0].lower(), number


def test_titles_say_must_or_should() -> None:
    assert titles()["A1"].is_must
    assert not titles()["A16"].is_must
    assert len(titles()) == 149


def test_a_number_has_one_case() -> None:
    async def again(at: Floor) -> None: ...

    with pytest.raises(AssertionError, match="A1"):
        case("A1")(again)
