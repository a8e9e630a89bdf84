"""A hand-over's summary: the lines that say most, whatever the language, and nothing where nothing is said."""

import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st
from ringline_protocol.values import NewSegment, Role, SummaryBy
from ringline_server.edges.summarizer import (
    IN_LOOP_CHARS_MAX,
    SUMMARY_CHARS_MAX,
    language_of,
    of_hand_over,
    summarize,
)

SPANISH = [
    "Hola, buenos días",
    "¿En qué puedo ayudarle?",
    "Mi pedido 48213 no ha llegado",
    "Lo siento mucho, voy a mirar",
    "El transportista marcó la dirección de entrega como equivocada",
    "Pues la dirección de entrega del pedido es la de siempre",
    "Vale, gracias",
    "Adiós",
]


def segments(*lines: str) -> list[NewSegment]:
    return [NewSegment(f"seg_{number}", Role.BOT, line) for number, line in enumerate(lines)]


def test_the_lines_that_say_most_are_kept_in_the_order_of_the_conversation() -> None:
    assert summarize(SPANISH) == (
        "Mi pedido 48213 no ha llegado. "
        "El transportista marcó la dirección de entrega como equivocada. "
        "Pues la dirección de entrega del pedido es la de siempre."
    )


def test_greetings_and_courtesies_are_never_a_summary() -> None:
    assert summarize(["Hola", "Hello there!", "¿Qué tal?", "Thanks a lot, bye"]) == ""


def test_of_equal_lines_the_one_with_a_number_wins() -> None:
    equal = [f"parcel courier {word}" for word in ("alpha", "beta", "gamma", "delta", "epsilon")]
    assert "parcel courier 4821." in summarize([*equal, "parcel courier 4821"])
    assert "parcel courier zeta." not in summarize([*equal, "parcel courier zeta"])


@pytest.mark.parametrize(
    "related",
    [
        ("The refunds were promised yesterday", "Somebody refunded it, promising speed"),
        ("Los reembolsos prometidos no llegan hoy", "Me reembolsaron mal, prometiendo la rapidez"),
    ],
)
def test_inflected_words_meet_in_either_language(related: tuple[str, str]) -> None:
    """Only by their stems do the last two lines share anything."""
    unrelated = [
        "banana helicopter mountain",
        "violin carpet submarine",
        "elefante nevera cuchara",
        "lámpara tigre bosque",
    ]
    summary = summarize([*unrelated, *related])
    assert all(line in summary for line in related)


def test_what_was_said_twice_is_told_once() -> None:
    assert summarize(["order 48213 never arrived"] * 3) == "order 48213 never arrived."


def test_a_long_line_is_cut_at_the_limit() -> None:
    assert len(summarize(["pedido entrega factura " * 100])) == SUMMARY_CHARS_MAX


def test_spaces_and_line_breaks_inside_a_line_do_not_matter() -> None:
    assert summarize(["  order   48213\nnever\tarrived here  "]) == "order 48213 never arrived here."


@given(st.lists(st.text(max_size=60), max_size=12))
def test_any_text_has_a_summary_made_of_its_own_words(lines: list[str]) -> None:
    summary = summarize(lines)
    assert len(summary) <= SUMMARY_CHARS_MAX
    assert set(summary.split()) <= {word + end for line in lines for word in line.split() for end in ("", ".")}


async def test_a_hand_over_says_who_made_its_summary_and_what_it_covers() -> None:
    summary = await of_hand_over(segments(*SPANISH))

    assert summary is not None
    assert summary.by is SummaryBy.EXTRACTIVE
    assert summary.revision == 0, "the interaction says up to where it is, once it has numbers"
    assert summary.text == summarize(SPANISH)


async def test_a_conversation_that_says_nothing_has_no_summary() -> None:
    assert await of_hand_over(segments("Hola", "Adiós")) is None
    assert await of_hand_over([]) is None


@pytest.mark.parametrize("repeat", [1, 1 + IN_LOOP_CHARS_MAX // sum(map(len, SPANISH))])
async def test_a_long_conversation_is_ranked_beside_the_loop(repeat: int) -> None:
    """While it is, everybody else goes on."""
    lines = SPANISH * repeat
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            await trio.lowlevel.checkpoint()
            turns += 1

    async with trio.open_nursery() as nursery:
        nursery.start_soon(others)
        await trio.lowlevel.checkpoint()
        turns = 0
        summary = await of_hand_over(segments(*lines))
        is_beside = turns > 0
        nursery.cancel_scope.cancel()

    assert summary is not None
    assert is_beside is (repeat > 1)


def test_the_language_is_what_the_sources_say_else_what_the_small_words_are() -> None:
    assert language_of(SPANISH) == "es"
    assert language_of(["Hello, where is my parcel?"]) == "en"
    assert language_of(SPANISH, ["", "en-GB", "EN", "es", "fr"]) == "en"
    assert language_of(SPANISH, ["", "fr"]) == "es"
