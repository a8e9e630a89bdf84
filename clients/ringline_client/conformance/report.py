"""What people and build servers read: a line for each case, what was said where one failed, the sum; JUnit's XML."""

from collections import Counter
from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as xml

from ringline_client.conformance.cases import Case, Title
from ringline_client.conformance.elsewhere import ELSEWHERE
from ringline_client.conformance.runner import Outcome, Result

MARK = {Result.PASSED: "ok", Result.FAILED: "FAILED", Result.SKIPPED: "skipped", Result.MISSING: "missing"}


def line(outcome: Outcome) -> str:
    """One case, as it ends."""
    level = "M" if outcome.title.is_must else "S"
    reason = f"\n          {outcome.reason}" if outcome.reason else ""
    took = f" ({outcome.took_s:.1f} s)" if outcome.took_s >= 1 else ""
    return f"{MARK[outcome.result]:8}{outcome.title.number:5}{level}  {outcome.title.text}{took}{reason}"


def failures(outcomes: Iterable[Outcome]) -> list[str]:
    """Each failed case with what was said on its connections."""
    return [
        "\n".join([f"\n== {one.title.number} failed: {one.reason}", *one.transcript])
        for one in outcomes
        if one.result is Result.FAILED
    ]


def summary(outcomes: Sequence[Outcome], took_s: float) -> str:
    """The last line."""
    counts = Counter(outcome.result for outcome in outcomes)
    return ", ".join(f"{counts[result]} {result}" for result in Result) + f"; {took_s:.1f} s"


def is_conformant(outcomes: Iterable[Outcome]) -> bool:
    """No case that a server must pass has failed."""
    return not any(outcome.result is Result.FAILED and outcome.title.is_must for outcome in outcomes)


def listing(titles: Iterable[Title], cases: dict[str, Case]) -> list[str]:
    """The whole catalogue: what is asked, what is shown elsewhere, what is not in the kit yet."""
    return [
        f"{title.number:5}{'M' if title.is_must else 'S'}  {title.text}  [{_how(title, cases)}]" for title in titles
    ]


def _how(title: Title, cases: dict[str, Case]) -> str:
    if title.number in cases:
        return "in the kit"
    elsewhere = ELSEWHERE.get(title.number)
    return Result.MISSING if elsewhere is None else f"skipped: {elsewhere}"


def junit(outcomes: Sequence[Outcome], took_s: float) -> str:
    """As XML."""
    counts = Counter(outcome.result for outcome in outcomes)
    suite = xml.Element("testsuite", name="ringline conformance", tests=str(len(outcomes)), errors="0")
    suite.set("failures", str(counts[Result.FAILED]))
    suite.set("skipped", str(counts[Result.SKIPPED] + counts[Result.MISSING]))
    suite.set("time", f"{took_s:.3f}")
    for outcome in outcomes:
        found = xml.SubElement(suite, "testcase", classname=outcome.title.number[0], time=f"{outcome.took_s:.3f}")
        found.set("name", f"{outcome.title.number} {outcome.title.text}")
        if outcome.result is Result.FAILED:
            xml.SubElement(found, "failure", message=_clean(outcome.reason)).text = _clean(
                "\n".join(outcome.transcript)
            )
        elif outcome.result is not Result.PASSED:
            xml.SubElement(found, "skipped", message=outcome.reason or str(outcome.result))
    return xml.tostring(suite, encoding="unicode", xml_declaration=True)


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return "".join(one if one.isprintable() or one in "\n\t" else "\ufffd" for one in text)
