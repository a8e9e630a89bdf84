"""Questions against a real server."""

from pathlib import Path

from kit.clients import house_of_clients
from kit.post import HELP, KEY, mail
from ringline_client.answers import Canned
from ringline_protocol.values import Channel, Consumer, NewSegment, Phase, Role, Variable
from ringline_server.edges.mail.receiving import Receiving


async def test_lists_are_filtered_and_cut_into_pages(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot, sofia = await house.agent("agt_ana"), await house.service(), await house.supervisor()
        talking = await house.talking(ana, bot)
        for number in range(3):
            await bot.create("que_voice", Consumer(f"caller {number}"))
        mine = await ana.list_interactions(mine=True, open_only=True)
        assert [(row.id, row.phase) for row in mine.items] == [(talking.interaction, Phase.ACTIVE)]

        page = await sofia.list_interactions(channels=(Channel.VOICE,), limit=2)
        rest = await sofia.list_interactions(channels=(Channel.VOICE,), limit=2, cursor=page.cursor)
        assert {row.consumer_name for row in (*page.items, *rest.items)} == {"caller 0", "caller 1", "caller 2"}
        assert rest.cursor is None

        assert {row.consumer_name for row in (await sofia.list_interactions(text="CALLER 2")).items} == {"caller 2"}


async def test_a_transcript_is_read_in_pages_and_searched(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await house.talking(ana, bot)
        for number in range(4):
            await bot.push(made.interaction, NewSegment(f"s{number}", Role.CONSUMER, f"línea {number}"))
        first = await ana.transcript(made.interaction, limit=2)
        rest = await ana.transcript(made.interaction, after_seq=first[-1].seq)
        found = await ana.search("LINEA", made.interaction)

        assert [one.text for one in (*first, *rest)] == [f"línea {number}" for number in range(4)]
        assert [(hit.offsets[0].start, hit.offsets[0].end) for hit in found.hits] == [(0, 5)] * 4


async def test_the_profile_has_the_flows_variables(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await bot.create(
            "que_chat", Consumer("María", external_id="crm-7"), variables=[Variable("pnr", "AB12CD", label="Booking")]
        )
        await ana.accept((await ana.until(lambda desk: desk.agent.offers))[0].offer)
        profile = await ana.profile(made.interaction)

        assert (profile.consumer.name, profile.contact) == ("María", None)
        assert [(one.label, one.value) for one in profile.variables] == [("Booking", "AB12CD")]


async def test_the_directory_knows_queues_and_agents(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana = await house.agent("agt_ana")
        await house.agent("agt_bruno")
        known = await ana.directory()

        assert {queue.queue for queue in known.queues} == {"que_chat", "que_auto", "que_mail", "que_voice"}
        assert {agent.agent: agent.state for agent in known.agents} == {"agt_bruno": "ready", "agt_sofia": "offline"}
        assert [agent.agent for agent in (await ana.directory("BRÚ")).agents] == ["agt_bruno"]


async def test_the_canned_answers_of_a_queue_are_read(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana = await house.agent("agt_ana")

        assert await ana.canned("que_chat") == (
            Canned("can_hello", "Hello", "hello", "Hello {{consumer.name}}", language="en"),
        )


async def test_notes_are_read_in_pages(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana = await house.agent("agt_ana")
        made = await house.talking(ana, await house.service())
        for number in range(3):
            await ana.save_note(made.interaction, str(number))
        newest = await ana.notes(made.interaction, limit=2)
        oldest = await ana.notes(made.interaction, before=newest[0].note)

        assert [one.text for one in (*oldest, *newest)] == ["0", "1", "2"]


async def test_the_account_tells_what_its_queues_promise(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        known = await (await house.agent("agt_ana")).account()

        assert {one.queue: (one.channel, one.target_ms) for one in known.queues}["que_chat"] == ("messaging", 60_000)
        assert "agt_bruno" in {one.agent for one in known.agents}
        chat = known.queue("que_chat")
        assert chat is not None
        assert (chat.decline_reason_required, chat.decline_reasons) == (False, ())
        assert known.status_reasons == ("break", "lunch", "meeting", "training")


async def test_what_others_handled_before_is_read_through_ones_own(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        bot, consumer = await house.service(), Consumer("María", external_id="crm-7")
        earlier = await bot.create("que_voice", consumer, transcript=[NewSegment("s1", Role.BOT, "Hello?")])
        await bot.end(earlier.interaction)
        ana = await house.agent("agt_ana")
        await bot.create("que_chat", consumer)
        mine = await ana.accept((await ana.until(lambda desk: desk.agent.offers))[0].offer)
        view = await ana.read_interaction(earlier.interaction, mine.interaction)
        lines = await ana.transcript(earlier.interaction, via=mine.interaction)

        assert [one.text for one in lines] == [one.text for one in view.segments] == ["Hello?"]


async def test_an_interaction_is_read_without_its_stream(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        bot = await house.service()
        made = await bot.create("que_chat", Consumer("María"), subject="Tuesday")
        view = await bot.read_interaction(made.interaction)

        assert (view.subject, view.phase, bot.view.views) == ("Tuesday", Phase.QUEUED, {})


async def test_a_mail_is_read_whole(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        server = house.server.server
        server.mailboxes = (HELP,)
        kept = await Receiving(server, KEY).receive(HELP, mail("Is it right?"))
        found = await (await house.supervisor()).mail(kept.interaction, kept.mail)

        assert (found.head.sender.name, found.head.subject, found.text.strip()) == (
            "Mar Ruiz",
            "My order",
            "Is it right?",
        )
        assert (found.html, found.quote_at, found.state, found.is_cut) == ("", None, None, False)
        assert found.access
