"""How a client comes back: at once, later, as somebody new, with other credentials, or never."""

from typing import Final

import trio

from ringline_client.certification.peer import OWN, Peer, rings, snapshot, status
from ringline_client.certification.register import case
from ringline_client.certification.stage import Stage, positions
from ringline_client.conformance.broken import check, equal

AT_ONCE_S: Final = 1
BACKOFF_S: Final = 0.5
MARGIN_S: Final = 1
"""For a machine that is busy."""
DRAINED_S: Final = 2.5
AWAY_S: Final = 4
STORM_S: Final = 8
TRIES_MAX: Final = 14
"""In eight seconds of refusals a client that backs off tries about five times, and hardly ever more than ten."""
RESUMES: Final = (4001, 4002, 4003, 4005, 4042, 1001)
STOPS: Final = (4300, 4302, 4305, 4306, 4307, 4399, 1000)


@case("K11", "a lost connection / back within a second, as the same session, with its positions")
async def resumes(on: Stage) -> None:
    async with on.live(token="rt_first") as peer:
        await peer.says(rings(2, "off_1"))
        await on.shows(None, "off_1")
        await _loses(on, peer, "rt_first", 2)


@case("K12", "lost again and again / each time with the token of the last welcome")
async def rotates_its_token(on: Stage) -> None:
    async with on.live(token="rt_1") as peer:
        for number in (1, 2, 3):
            back = await _loses(on, peer, f"rt_{number}", 1)
            await back.welcomes(f"rt_{number + 1}", is_back=True)
            await on.shows(None)
            peer = back


@case("K13", "what was missed, then live / each event once, in its place")
async def catches_up(on: Stage) -> None:
    async with on.live() as peer:
        await peer.says(rings(2, "off_1"))
        await on.shows(None, "off_1")
        back = await _loses(on, peer, "rt_1", 2)
        hello = (await back.hears("hello")).frame
        await back.says_welcome(hello, "rt_2", head=4, from_seq=2)
        await back.says(rings(3, "off_2"), status(4, "ready"))
        await back.says({"type": "caught_up", "id": hello["id"], "pos": {OWN: 4}}, rings(5, "off_3"))
        await on.shows("ready", "off_1", "off_2", "off_3")


@case("K14", "not recovered / the snapshot replaces what it knew, under the new epoch")
async def begins_anew(on: Stage) -> None:
    async with on.live() as peer:
        await peer.says(rings(2, "off_1"), status(3, "ready"))
        await on.shows("ready", "off_1")
        back = await _loses(on, peer, "rt_1", 3)
        hello = (await back.hears("hello")).frame
        await back.says_welcome(hello, "rt_2", head=9, epoch="e2")
        await back.says(snapshot(9, "off_7", epoch="e2"), {"type": "caught_up", "id": hello["id"], "pos": {OWN: 9}})
        await on.shows(None, "off_7")
        await back.cuts()
        again = await on.accept()
        equal("its position", positions((await again.hears("hello")).frame), ["e2", 9])


@case("K15", "closed with 40xx, known or not, or 1001 / back within a second, as the same session", patience_s=90)
async def resumes_by_the_band(on: Stage) -> None:
    for code in RESUMES:
        async with on.live(token=f"rt_{code}") as peer:
            closed_s = trio.current_time()
            await peer.closes(code)
            back = await on.accept(AT_ONCE_S + MARGIN_S + 2)
            took_s = back.came_at_s - closed_s
            check(took_s <= AT_ONCE_S + MARGIN_S, f"after {code} it is back after {took_s:.1f} s")
            equal(f"its session after {code}", (await back.hears("hello")).frame["session"].get("token"), f"rt_{code}")


@case("K16", "a draining server / back when it said, and not before")
async def waits_as_told(on: Stage) -> None:
    async with on.live() as peer:
        await peer.says({"type": "notice", "notice": "draining", "reconnect_in_ms": int(DRAINED_S * 1000)})
        closed_s = trio.current_time()
        await peer.closes(4000)
        back = await on.accept(DRAINED_S + MARGIN_S + 3)
        took_s = back.came_at_s - closed_s
        check(DRAINED_S - 0.1 <= took_s <= DRAINED_S + AT_ONCE_S + MARGIN_S, f"back after {took_s:.1f} s")
        equal("its session", (await back.hears("hello")).frame["session"]["mode"], "resume")


@case("K17", "closed with 41xx / soon back in a new session, with its positions")
async def begins_a_new_session(on: Stage) -> None:
    for code in (4100, 4142):
        async with on.live() as peer:
            await peer.says(rings(2, "off_1"))
            await on.shows(None, "off_1")
            closed_s = trio.current_time()
            await peer.closes(code)
            back = await on.accept()
            took_s = back.came_at_s - closed_s
            check(took_s <= BACKOFF_S + MARGIN_S, f"after {code} it is back after {took_s:.1f} s")
            hello = (await back.hears("hello")).frame
            equal(f"its session after {code}", hello["session"]["mode"], "new")
            equal(f"its position after {code}", positions(hello), ["e1", 2])


@case("K18", "refused again and again / it tries less and less often")
async def backs_off(on: Stage) -> None:
    async with on.live() as peer:
        await peer.closes(4101)
        await _backs_off(on, 4101)


@case("K19", "closed with 42xx / back with the next token, as the same session")
async def renews_its_token(on: Stage) -> None:
    for code in (4200, 4201):
        async with on.client() as peer:
            first = await peer.welcomes("rt_1")
            await peer.closes(code)
            back = await on.accept()
            hello = (await back.hears("hello")).frame
            check(hello["auth"]["token"] != first["auth"]["token"], f"after {code} it comes with the old token")
            equal(f"its session after {code}", hello["session"].get("token"), "rt_1")


@case("K20", "closed with 43xx, known or not, or 1000 / it stays away", patience_s=120)
async def stops(on: Stage) -> None:
    for code in STOPS:
        async with on.live() as peer:
            await peer.closes(code)
            await on.stays_away(AWAY_S)


@case("K31", "closed with 4304 over a hello that came late / back, less and less often, as the same", is_must=False)
async def says_a_late_hello_again(on: Stage) -> None:
    async with on.live(token="rt_1") as peer:
        await peer.cuts()
        await _backs_off(on, 4304)
        said = [hello["session"].get("token") for late in on.peers[1:] for hello in late.of("hello")]
        equal("its session", set(said), {"rt_1"})


@case("K21", "a message that nobody can read / it does not fall over, and comes back")
async def survives_junk(on: Stage) -> None:
    for junk in ("{", "[[]]", "null", '{"type":"event"}', '{"type":"event","stream":3,"seq":"x","event":null}'):
        async with on.live() as peer:
            await peer.says(junk)
            await peer.cuts()
            back = await on.accept(AT_ONCE_S + MARGIN_S + 2)
            await back.welcomes("rt_2", is_back=True)
            await back.says(status(2, "ready"))
            await on.shows("ready")


@case("K22", "told to end / signs out: bye, or close 1000", is_must=False)
async def signs_out(on: Stage) -> None:
    async with on.live() as peer:
        await on.subject.finish()
        await peer.ends(AWAY_S)
        check(bool(peer.of("bye")) or peer.code == 1000, f"no bye, and it closed with {peer.code}")
        await on.stays_away(AT_ONCE_S + MARGIN_S)


async def _backs_off(on: Stage, code: int) -> None:
    """Closed over each hello for a while: it comes again and again, and not too often."""
    came_s = list[float]()
    with trio.move_on_after(STORM_S):
        while True:
            came_s.append(await on.turned_away(code, STORM_S))
    check(len(came_s) >= 2, f"it came back {len(came_s)} times only in {STORM_S} s")
    check(len(came_s) <= TRIES_MAX, f"it came back {len(came_s)} times in {STORM_S} s")


async def _loses(on: Stage, peer: Peer, token: str, seq: int) -> Peer:
    """Cut; back at once with that token, from there. Its hello is still to be read."""
    cut_s = trio.current_time()
    await peer.cuts()
    back = await on.accept()
    took_s = back.came_at_s - cut_s
    check(took_s <= AT_ONCE_S + MARGIN_S, f"back after {took_s:.1f} s")
    hello = await back.sees_hello()
    equal("its session", (hello["session"]["mode"], hello["session"].get("id")), ("resume", "ses_1"))
    equal("its resume token", hello["session"].get("token"), token)
    equal("its position", positions(hello), ["e1", seq])
    return back
