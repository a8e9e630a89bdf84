"""An interaction that cannot be made from what is on disk stops nobody else."""

from typing import Any

from kit.scene import Scene, scene
from ringline_server.actors.supervisor import CRASHES_MAX
from trio.testing import MockClock


async def spoilt(at: Scene) -> tuple[str, dict[str, Any]]:
    """An interaction that is over, what is kept of which makes no sense; and the server that died afterwards."""
    ana = await at.agent("ana")
    interaction = await at.talks(ana)
    await ana.ends(interaction)
    await ana.wraps_up(interaction)
    stream = f"interaction/{interaction}"
    at.server.medium.write(lambda db: db.execute("update record set body = x'a5a5' where stream = ?", (stream,)))
    at.server.medium.write(lambda db: db.execute("delete from snapshot where stream = ?", (stream,)))
    return interaction, at.kill()


async def test_it_is_unavailable_however_often_it_is_asked_for_and_all_others_go_on(
    autojump_clock: MockClock, log_lines: Any
) -> None:
    async with scene() as at:
        interaction, before = await spoilt(at)
    async with scene(**before) as at:
        sofia, ana = await at.connects("agt_sofia"), await at.agent("ana")
        errors = []
        for _ in range(2 * CRASHES_MAX):
            errors.append(await sofia.error("interaction.read", {"interaction": interaction}, key=None))
            await at.passes(500)
        note = await sofia.error("note.save", {"interaction": interaction, "text": "?"})
        subscribed = await sofia.request("stream.subscribe", {"stream": f"interaction/{interaction}"}, key=None)
        await at.talks(ana)

        assert at.server.house.registry.supervisor.crash_count == 0
        assert interaction not in at.server.house.registry

    assert {(error["code"], error["details"]["reason"]) for error in (*errors, note)} == {("unavailable", "damaged")}
    assert subscribed["error"]["code"] == "forbidden"
    assert len(log_lines("actor cannot be made")) >= len(errors)


async def test_a_page_that_cannot_be_read_is_unavailable_to_who_asks_and_the_line_stays(
    autojump_clock: MockClock,
) -> None:
    async with scene() as at:
        ana, sofia = await at.agent("ana"), await at.connects("agt_sofia")
        interaction = await at.talks(ana)
        at.server.medium.faults.is_torn = True
        listed = await sofia.error("interaction.list", {}, key=None)
        searched = await sofia.error("transcript.search", {"text": "parcel"}, key=None)
        subscribed = await sofia.error("stream.subscribe", {"stream": "interaction/int_old"}, key=None)
        at.server.medium.faults.is_torn = False
        await ana.says(interaction, "We go on.")

        assert sofia.is_here

    assert {error["code"] for error in (listed, searched)} == {"unavailable"}
    assert subscribed["code"] == "forbidden"
