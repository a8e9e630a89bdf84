"""An agent's client reads the interactions of its legs by itself."""

from pathlib import Path

from kit.clients import house_of_clients


async def test_a_leg_brings_its_interaction_and_takes_it_away_again(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await house.talking(ana, bot)
        stream = f"interaction/{made.interaction}"
        assert stream in ana.view.interactions

        await ana.end(made.interaction)
        await ana.wrap_up(made.interaction, "solved")
        await ana.until(lambda desk: stream not in desk.views)
        assert stream not in ana.session.known.streams.wanted


async def test_what_the_agent_subscribed_to_by_hand_is_not_asked_for_twice(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await bot.create("que_chat")
        await ana.until(lambda desk: desk.agent.offers)
        await ana.subscribe(f"interaction/{made.interaction}")
        await ana.accept(ana.view.agent.offers[0].offer)
        await ana.until(lambda desk: desk.interactions[f"interaction/{made.interaction}"].legs)

        assert ana.session.known.ignored["duplicate"] == 0
