"""Exactly the listed pages; without a list, only our own."""

import pytest
from ringline_server.edges.origins import Origins

OWN = "https://ring.example"


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "https://app.example.com.evil.test",
        "https://evil.test/https://app.example.com",
        "http://app.example.com",
        "https://app.example.com:444",
        "https://app.example.com/",
        "https://APP.example.com",
        "https://xapp.example.com",
        OWN,
    ],
)
def test_what_is_not_exactly_on_the_list_is_not_permitted(origin: str) -> None:
    assert not Origins(["https://app.example.com"]).permit(origin, OWN)


def test_what_is_listed_is_permitted() -> None:
    origins = Origins(["https://app.example.com", "http://127.0.0.1:5173"])

    assert origins.permit("https://app.example.com", OWN)
    assert origins.permit("http://127.0.0.1:5173", OWN)


def test_without_a_list_only_the_same_origin_is_permitted() -> None:
    assert Origins().permit(OWN, OWN)
    assert not Origins().permit("http://ring.example", OWN)
    assert not Origins().permit("null", OWN)


@pytest.mark.parametrize(
    "entry", ["app.example.com", "https://", "https://a/", "https://*.a", "https://A.b", "null", "ws://a", "*"]
)
def test_an_entry_that_no_browser_sends_is_a_fault_of_the_configuration(entry: str) -> None:
    with pytest.raises(ValueError, match="not an origin"):
        Origins([entry])
