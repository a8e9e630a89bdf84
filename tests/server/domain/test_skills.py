"""What an interaction needs, and whether an agent has it."""

from kit.floor import needs
from ringline_protocol.values import SkillNeed, SkillStage
from ringline_server.domain.skills import ANYONE, meets, needs_of


def test_needs_are_equal_whatever_their_order() -> None:
    assert needs_of(needs(spanish=3, billing=1)) == needs_of(needs(billing=1, spanish=3))


def test_a_skill_that_is_named_twice_counts_with_its_higher_level() -> None:
    assert needs_of(SkillStage((SkillNeed("spanish", 2), SkillNeed("spanish", 5)))) == (("spanish", 5),)


def test_every_need_has_to_be_met_at_its_level() -> None:
    wanted = needs_of(needs(spanish=3, billing=1))

    assert meets({"spanish": 3, "billing": 9}, wanted)
    assert not meets({"spanish": 2, "billing": 9}, wanted)
    assert not meets({"spanish": 3}, wanted)


def test_no_needs_are_met_by_anyone() -> None:
    assert needs_of(SkillStage()) == ANYONE
    assert meets({}, ANYONE)
