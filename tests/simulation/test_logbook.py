"""What a simulated server logs."""

import structlog
from ringline_server import logs
from ringline_server.simulation.history import History
from ringline_server.simulation.logbook import logged_into


def test_log_lines_go_into_the_history_with_the_fields_that_logs_may_have() -> None:
    history, before = History(1), structlog.get_config()
    with logged_into(history):
        logs.logger("front").debug("connection refused", reason="origin", text="what somebody wrote")
    logs.dropped.clear()  # `text` was the field that a log may not have

    assert [(line["f"], line["data"]) for line in history.lines] == [
        ("connection refused", {"level": "debug", "reason": "origin", "source": "front"})
    ]
    assert structlog.get_config() == before
