"""What is said of the machine."""

from ringline_client.bench import machine


def test_figures_say_on_what_they_were_measured() -> None:
    facts = machine.facts()

    assert facts["cores"] >= 1
    assert facts["at"][:2] == "20"
    assert str(facts["python"]) in machine.line(facts)
    assert len(facts["load"]) == 3
