"""The last step."""

from kit.story import Tale
from ringline_protocol.values import ClosedReason, EndedBy
from ringline_server.domain.closing import close_if_done
from ringline_server.domain.events import Closed


def test_what_still_talks_or_wraps_up_is_not_closed() -> None:
    tale = Tale().arrives()
    assert close_if_done(tale.state) == ()
    assert close_if_done(tale.talks().state) == ()
    assert close_if_done(tale.ends().state) == ()


def test_it_closes_once_with_the_reason_of_the_end() -> None:
    tale = Tale().arrives().talks().ends().passes(30_000)

    assert tale.ever(Closed) == [Closed(ClosedReason.AGENT_ENDED, EndedBy.AGENT)]
    assert close_if_done(tale.state) == ()
