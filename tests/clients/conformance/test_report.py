"""What people and build servers read."""

from xml.etree import ElementTree as xml

from ringline_client.conformance import report
from ringline_client.conformance.cases import Title
from ringline_client.conformance.elsewhere import ELSEWHERE
from ringline_client.conformance.runner import Outcome, Result

PASSED = Outcome(Title("A1", True, "says yes"), Result.PASSED, took_s=2.5)
FAILED = Outcome(Title("A2", True, "says no"), Result.FAILED, "it said maybe", 0.1, ["1.0 ana < may\x00be"])
SHOULD = Outcome(Title("A16", False, "is quick"), Result.FAILED, "slow")
SKIPPED = Outcome(Title("E82", True, "survives"), Result.SKIPPED, "needs kill -9")
MISSING = Outcome(Title("J1", True, "drains"), Result.MISSING)
ALL = [PASSED, FAILED, SHOULD, SKIPPED, MISSING]


def test_a_line_says_number_level_and_reason() -> None:
    assert report.line(PASSED) == "ok      A1   M  says yes (2.5 s)"
    assert report.line(FAILED) == "FAILED  A2   M  says no\n          it said maybe"
    assert report.line(SHOULD).startswith("FAILED  A16  S")


def test_a_failure_comes_with_what_was_said() -> None:
    assert report.failures(ALL)[0] == "\n== A2 failed: it said maybe\n1.0 ana < may\x00be"
    assert len(report.failures(ALL)) == 2


def test_the_sum_names_every_result() -> None:
    assert report.summary(ALL, 3.0) == "1 passed, 2 failed, 1 skipped, 1 not in the kit yet; 3.0 s"


def test_only_a_must_that_fails_is_a_failure() -> None:
    assert not report.is_conformant(ALL)
    assert report.is_conformant([PASSED, SHOULD, SKIPPED, MISSING])


def test_junit_can_be_read() -> None:
    suite = xml.fromstring(report.junit(ALL, 3.0))
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("5", "2", "2")
    failure = suite.find("testcase[2]/failure")
    assert failure is not None
    assert (failure.get("message"), failure.text) == ("it said maybe", "1.0 ana < may\ufffdbe")


def test_the_list_says_what_is_missing() -> None:
    titles = [one.title for one in ALL]
    assert report.listing(titles, {})[0] == "A1   M  says yes  [not in the kit yet]"
    assert report.listing([Title("J140", True, "ignores")], {}) == [f"J140 M  ignores  [skipped: {ELSEWHERE['J140']}]"]
