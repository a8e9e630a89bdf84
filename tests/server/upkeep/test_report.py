"""The notebook of a check keeps so many faults, and counts all."""

from ringline_server.upkeep.report import FINDINGS_MAX, Notebook


def test_only_so_many_faults_are_kept_and_all_are_counted() -> None:
    notebook = Notebook()
    for number in range(FINDINGS_MAX + 5):
        notebook.finds(f"s {number}", "is wrong")
    notebook.counted("records", 3)
    notebook.counted("records")

    report = notebook.report()

    assert len(report.findings) == FINDINGS_MAX
    assert report.faults == FINDINGS_MAX + 5
    assert not report.is_sound
    assert report.counts == {"records": 4}
    assert str(report.findings[0]) == "s 0: is wrong"
