"""The whole demo, with a server of its own that is killed with kill -9: what people are shown is true."""

import pytest
from ringline_client.demo.play import perform


@pytest.mark.timeout(120)
async def test_the_whole_story_is_true() -> None:
    lines: list[str] = []

    assert await perform(None, lines.append) is None

    told = "\n".join(lines)
    for title in (
        "A bot hands over to a human",
        "A call without any context",
        "A queue that begins by itself",
        "A mail, from one desk to another",
        "A network that fails",
        "kill -9",
    ):
        assert f"== {title} ==" in told
    assert "All of it is true" in lines[-1]
