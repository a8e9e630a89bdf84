"""Canned answers: whose they are, and what their placeholders may be."""

import pytest
from ringline_server.domain.canned import FACTS, CannedAnswer, is_known, of_queue, placeholders

HELLO = CannedAnswer("can_hello", "Hello", "hello", "Hello {{ consumer.name }}, {{agent.name}} here.")
SALES = CannedAnswer("can_sales", "Prices", "prices", "It costs …", queues=("que_sales",))


def test_an_answer_without_queues_is_for_every_queue() -> None:
    assert of_queue((SALES, HELLO), "que_chat") == (HELLO,)
    assert of_queue((SALES, HELLO), "que_sales") == (SALES, HELLO)


def test_placeholders_are_found_with_and_without_blanks() -> None:
    assert list(placeholders(HELLO.text)) == ["consumer.name", "agent.name"]
    assert list(placeholders("no {braces} here, {{}}")) == [""]


@pytest.mark.parametrize("name", [*sorted(FACTS), "variable.pnr"])
def test_what_a_client_can_fill_in_is_known(name: str) -> None:
    assert is_known(name)


@pytest.mark.parametrize("name", ["", "consumer", "variable.", "agent.password", "Consumer.name"])
def test_anything_else_is_not(name: str) -> None:
    assert not is_known(name)


def test_its_size_is_that_of_its_words_in_bytes() -> None:
    assert CannedAnswer("can_a", "Año", "a", "ñ").size == 6
