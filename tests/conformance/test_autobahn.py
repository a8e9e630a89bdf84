"""C29 as it stands: Autobahn's suite, in the role of the client, against our front. Its `FAILED` is ours."""

from pathlib import Path

import pytest
from kit.autobahn import NoSuite, Suite, echoing, failed, find_suite

CASES_MIN = 300
"""So many it has; fewer, and it did not run."""


pytestmark = pytest.mark.xdist_group("autobahn")
"""On one core: its fixture is made once."""


@pytest.fixture(scope="module")
def suite(request: pytest.FixtureRequest) -> Suite:
    """Installed once, beside pytest's own memory; without Python 2.7 or a registry: skipped, with the reason."""
    cache = request.config.cache
    assert cache is not None
    try:
        return find_suite(Path(cache.mkdir("autobahn")))
    except NoSuite as reason:
        pytest.skip(str(reason))


@pytest.mark.timeout(500)
@pytest.mark.parametrize("is_pumped", [True, False])
async def test_c29_autobahn_finds_no_fault_with_our_front(suite: Suite, is_pumped: bool) -> None:
    async with echoing(is_pumped=is_pumped) as port:
        judged = await suite.judge(port)

    assert failed(judged) == []
    assert len(judged) >= CASES_MIN


async def test_it_finds_a_front_that_lies(suite: Suite) -> None:
    async with echoing(is_liar=True) as port:
        judged = await suite.judge(port, ["1.1.2"])

    assert failed(judged) == ["1.1.2"]


def test_a_fault_in_answer_or_close_is_a_failure() -> None:
    fine = {"behavior": "OK", "behaviorClose": "OK"}
    judged = {"1": fine, "2": {**fine, "behavior": "FAILED"}, "3": {**fine, "behaviorClose": "FAILED"}}
    assert failed(judged) == ["2", "3"]
