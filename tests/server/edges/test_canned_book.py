"""Canned answers of the house: what the configuration says goes before what is kept, also after a reload."""

import attrs
import pytest
from kit.accounts import HELLO, account
from kit.house import principal
from kit.scene import scene
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.values import PrincipalKind
from ringline_server.domain.canned import CannedAnswer
from ringline_server.edges.canned_book import CannedBook
from ringline_server.store.records import StoreUnavailable
from trio.testing import MockClock

SOFIA = principal("agt_sofia", PrincipalKind.SUPERVISOR)
BYE = CannedAnswer("can_bye", "Bye", "bye", "Goodbye", queues=("que_chat",))


async def test_a_reload_may_bring_what_was_kept_and_take_it_back(autojump_clock: MockClock) -> None:
    async with scene() as at:
        book = at.server.server.canned
        await book.keep(BYE, SOFIA)
        at.server.house.reload(account(canned=(HELLO, attrs.evolve(BYE, text="So long"))))
        hidden = [one.text for one in book.all()]
        with pytest.raises(Refused) as refused:
            await book.drop(BYE.id, SOFIA)
        at.server.house.reload(account())

        assert hidden == [HELLO.text, "So long"]
        assert refused.value.code is ErrorCode.INVALID_STATE
        assert book.all() == (HELLO, BYE)


async def test_what_is_not_on_disk_is_not_known(autojump_clock: MockClock) -> None:
    async with scene() as at:
        book, faults = at.server.server.canned, at.server.medium.faults
        faults.fails = True
        with pytest.raises(StoreUnavailable):
            await book.keep(BYE, SOFIA)
        faults.fails = False
        unknown = book.all()
        await book.keep(BYE, SOFIA)
        again = CannedBook(at.server.house.registry)
        await again.recall()

    assert unknown == (HELLO,)
    assert again.kept == {BYE.id: BYE}
