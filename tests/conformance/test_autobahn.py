"""C29 as it stands: Autobahn's suite, in the role of the client, against our front. Its `FAILED` is ours.

RINGLINE_AUTOBAHN=all   also the cases of compression, which we do not offer: each is to be judged UNIMPLEMENTED
`-rP` shows how many cases got which word.
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from kit.autobahn import CASES, COMPRESSION, NoSuite, Suite, echoing, failed, find_suite

IS_WHOLE = os.environ.get("RINGLINE_AUTOBAHN", "") == "all"
CASES_MIN, COMPRESSED = 300, 216
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


@pytest.mark.timeout(3_000 if IS_WHOLE else 500)
@pytest.mark.parametrize("is_pumped", [True, False])
async def test_c29_autobahn_finds_no_fault_with_our_front(suite: Suite, is_pumped: bool) -> None:
    async with echoing(is_pumped=is_pumped) as port:
        judged = await suite.judge(port, (*CASES, *COMPRESSION) if IS_WHOLE else CASES)
    compressed = {case: one for case, one in judged.items() if f"{case.partition('.')[0]}.*" in COMPRESSION}
    print(len(judged), "cases:", Counter(one["behavior"] for one in judged.values()))

    assert failed(judged) == []
    assert len(judged) - len(compressed) >= CASES_MIN
    assert {one["behavior"] for one in compressed.values()} <= {"UNIMPLEMENTED"}
    assert len(compressed) == (COMPRESSED if IS_WHOLE else 0)


async def test_it_finds_a_front_that_lies(suite: Suite) -> None:
    async with echoing(is_liar=True) as port:
        judged = await suite.judge(port, ["1.1.2"])

    assert failed(judged) == ["1.1.2"]


def test_a_fault_in_answer_or_close_is_a_failure() -> None:
    fine = {"behavior": "OK", "behaviorClose": "OK"}
    judged = {"1": fine, "2": {**fine, "behavior": "FAILED"}, "3": {**fine, "behaviorClose": "FAILED"}}
    assert failed(judged) == ["2", "3"]
