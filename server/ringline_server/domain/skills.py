"""What an interaction needs of an agent at this moment, in a form that can be compared and looked up."""

from collections.abc import Mapping

from ringline_protocol.values import SkillStage

Needs = tuple[tuple[str, int], ...]
"""(skill, least level), sorted, each skill once. Empty: anyone in the queue."""

ANYONE: Needs = ()


def needs_of(stage: SkillStage) -> Needs:
    """The needs of a stage; of a skill that is named twice the higher level counts."""
    levels: dict[str, int] = {}
    for need in stage.needs:
        levels[need.skill] = max(need.min, levels.get(need.skill, 0))
    return tuple(sorted(levels.items()))


def meets(skills: Mapping[str, int], needs: Needs) -> bool:
    """Whether these skills are enough."""
    return all(skills.get(skill, 0) >= level for skill, level in needs)
