"""Where quotes begin: in many languages and programs; never over somebody's answer. The corpus has more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringline_server.mail.html_text import with_quotes
from ringline_server.mail.quoting import LINES_MAX, quote_at

ATTRIBUTIONS = [
    "On Fri, Nov 20, 2026 at 9:00 AM Help <help@example.org> wrote:",
    "On 20/11/2026 09:00, Help wrote:",
    "El vie, 20 nov 2026 a las 9:00, Ayuda (<help@example.org>) escribió:",
    "El 20/11/26 a las 09:00, Ayuda escribió:",
    "El dv., 20 de nov. 2026, 9:00, Ajuda <help@example.org> va escriure:",
    "Ayuda <help@example.org> escribió el viernes 20/11/2026:",
    "Am 20.11.26 um 09:00 schrieb Hilfe:",
    "Le 20/11/2026 à 09:00, Aide a écrit :",
    "Il 20/11/2026 09:00, Aiuto ha scritto:",
    "Em sex., 20 de nov. de 2026 às 09:00, Ajuda <help@example.org> escreveu:",
    "Op vr 20 nov. 2026 om 09:00 schreef Hulp <help@example.org>:",
    "Den 20.11.2026 09:00, skrev Hjelp:",
    "2026-11-20 9:00 GMT+01:00 Help <help@example.org>:",
    "W dniu 20.11.2026 o 09:00, Pomoc pisze:",
]
SEPARATORS = [
    "-----Original Message-----",
    "-----Mensaje original-----",
    "-----Ursprüngliche Nachricht-----",
    "-----Message d'origine-----",
    "From: Help\nSent: Friday\nTo: Maria\nSubject: order\n",
    "*De:* Ayuda\n*Enviado el:* viernes\n*Para:* María\n*Asunto:* pedido\n",
    "Von: Hilfe\nGesendet: Freitag\nAn: Maria\nBetreff: Bestellung\n",
    "________________________________\n\nDe : Aide\nEnvoyé : vendredi\nÀ : Maria\nObjet : commande\n",
]
FORWARDS = [
    "Begin forwarded message:",
    "---------- Forwarded message ---------",
    "---------- Mensaje reenviado ----------",
]


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_a_quote_begins_with_the_line_that_introduces_it(line: str) -> None:
    for quoted in ("> old\n> words", ">\n> old", "old words without marks"):
        assert quote_at(f"New.\n\n{line}\n\n{quoted}", None) == 6


@pytest.mark.parametrize("line", [line for line in ATTRIBUTIONS if line.count(" ") > 6])
def test_a_program_may_break_that_line(line: str) -> None:
    words = line.split(" ")
    broken = " ".join(words[: len(words) // 2]) + "\n" + " ".join(words[len(words) // 2 :])
    assert quote_at(f"New.\n\n{broken}\n> old", None) == 6


@pytest.mark.parametrize("line", SEPARATORS)
def test_behind_a_separator_all_is_quoted(line: str) -> None:
    assert quote_at(f"New.\n\n{line}\nold words", None) == 6


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_answers_between_the_lines_are_not_folded_away(line: str) -> None:
    text = f"Hello\n\n{line}\n\n> Which size?\n\nLarge.\n\n> Which colour?\n\nBlue."
    assert quote_at(text, None) is None


@pytest.mark.parametrize("line", FORWARDS)
def test_a_forwarded_message_is_no_quote(line: str) -> None:
    assert quote_at(f"Look:\n\n{line}\nFrom: Shop\nSent: Friday\nTo: me\nSubject: receipt\n\nTotal: 20", None) is None


@pytest.mark.parametrize("subject", ["Fwd: x", "FW: x", "RV: x", "WG: x", "TR: x"])
def test_a_subject_may_say_that_it_is_forwarded(subject: str) -> None:
    assert quote_at("Look:\n\nFrom: Shop\nSent: Friday\nTo: me\n\nTotal", None, subject) is None


@pytest.mark.parametrize(
    "text",
    [
        "On Friday I wrote:\nplease send it.",
        "From: home\nis where I write.",
        "> all of it\n> is quoted",
        "El paquete llegó. Mi hijo escribió: gracias.",
        "I have two questions:\n1. when?\n2. where?",
        "",
    ],
)
def test_what_is_no_quote_stays_open(text: str) -> None:
    assert quote_at(text, None) is None


def test_marks_of_the_html_are_found_again_in_the_text() -> None:
    marked = with_quotes(
        "<p>Gracias</p><div class=gmail_quote>Ayuda dijo algo así:<blockquote>Sale hoy</blockquote></div>"
    )
    text = "Gracias\n\nAyuda dijo algo así:\n\n> Sale hoy"

    assert quote_at(text, None) == 31
    assert quote_at(text, marked) == 9


def test_marks_that_the_text_does_not_know_are_left_alone() -> None:
    marked = with_quotes("<p>a</p><blockquote type=cite>other words altogether</blockquote>")
    assert quote_at("something else", marked) is None


def test_an_answer_below_a_marked_quote_is_not_folded_away() -> None:
    marked = with_quotes("<p>a</p><blockquote type=cite>old</blockquote><p>my answer</p>")
    assert quote_at(marked.text, marked) is None


def test_a_quote_is_looked_for_in_so_many_lines() -> None:
    assert quote_at("x\n" * (LINES_MAX - 1) + "> q", None) is not None
    assert quote_at("x\n" * LINES_MAX + "> q", None) is None


pieces = st.sampled_from([*ATTRIBUTIONS, *SEPARATORS, *FORWARDS, "> quoted", ">> deeper", "", "Words.", "-- "])


@given(st.lists(pieces, max_size=12).map("\n".join))
def test_a_fold_has_something_before_it_and_no_answer_in_it(text: str) -> None:
    at = quote_at(text, None)
    if at is not None:
        assert text[:at].strip()
        assert at == 0 or text[at - 1] == "\n"
        rest = text[at:].split("\n")
        if not any(line in text[at:] for line in (*SEPARATORS, *ATTRIBUTIONS)):
            assert all(line.startswith(">") or not line.strip() for line in rest)
