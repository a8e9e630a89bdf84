"""The words of the configuration."""

from enum import StrEnum

import pytest
from ringline_server.domain import choices, policy

SETS = [one for one in vars(choices).values() if isinstance(one, type) and issubclass(one, StrEnum) and len(one)]


@pytest.mark.parametrize("words", SETS)
def test_a_choice_is_written_as_its_name_says_and_policies_know_it(words: type[StrEnum]) -> None:
    assert [word.value for word in words] == [word.name.lower() for word in words]
    assert getattr(policy, words.__name__) is words
