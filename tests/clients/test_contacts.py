"""The address book against a real server."""

from pathlib import Path

import pytest
from kit.clients import house_of_clients
from ringline_client import CommandFailed


async def test_agents_and_services_share_one_book(tmp_path: Path) -> None:
    async with house_of_clients(tmp_path) as house:
        ana, bot = await house.agent("agt_ana"), await house.service()
        made = await bot.create_contact("María Ruiz", ("600 111 222",), fields={"tier": "gold"})
        found = (await ana.search_contacts("ruis")).items
        assert [(one.id, one.fields) for one in found] == [(made.contact, {"tier": "gold"})]

        saved = await ana.update_contact(made.contact, emails=("m@example.com",), rev=made.rev)
        assert saved.rev == 2
        with pytest.raises(CommandFailed) as late:
            await bot.update_contact(made.contact, name="Eva", rev=made.rev)
        assert late.value.code == "conflict"

        twin = await ana.create_contact("Mari", ("+34 600111222",))
        assert twin.duplicates == (made.contact,)
        await bot.delete_contact(twin.contact)
        with pytest.raises(CommandFailed):
            await ana.contact(twin.contact)
        assert (await ana.contact(made.contact)).emails == ("m@example.com",)
