"""A day as people read it."""

from ringline_server.simulation import story
from ringline_server.simulation.checks import Book, Fault


def test_a_story_tells_what_was_asked_what_became_durable_and_what_went_wrong(good: Book) -> None:
    lines = list(story.told(good, []))
    text = "\n".join(lines)

    assert len(lines) > 100
    assert "asks offer.accept off_…" in text
    assert "starts, life 1" in text
    assert "interaction.closed" in text
    assert "nemesis" in text


def test_a_fault_stands_where_it_shows(good: Book) -> None:
    lines = list(story.told(good, [Fault("I7", 3, "an offer ends twice")]))

    assert sum("!!! I7 at line 3: an offer ends twice" in line for line in lines) == 1
