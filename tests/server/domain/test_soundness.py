"""Every fault that a state can have is found; the states that rules make have none (`kit.story` looks at each)."""

from collections.abc import Callable

import attrs
import pytest
from kit.story import Tale, account, queue
from ringline_protocol.values import OfferPurpose, Target, TransferMode
from ringline_server.domain import soundness
from ringline_server.domain.state import Interaction, ParkedUntil, Transfer, Wanted


def waiting() -> Interaction:
    return Tale().arrives().state


def ringing() -> Interaction:
    tale = Tale().arrives()
    tale.rings("ana")
    return tale.state


def talking() -> Interaction:
    return Tale().arrives().talks().state


def over() -> Interaction:
    return Tale().arrives().talks().ends().state


def transferred() -> Interaction:
    """Ana's leg, and a place in line as of a cold transfer to a queue, but no transfer."""
    return attrs.evolve(talking(), waiting=waiting().waiting)


def twice(state: Interaction, agent: str) -> Interaction:
    return attrs.evolve(state, offers=(*state.offers, attrs.evolve(state.offers[0], id="off_x", agent=agent)))


def in_transfer(to: str) -> Interaction:
    """A cold transfer to the queue in which it waits, or to another; the leg does not know of it."""
    transfer = Transfer("trf_1", "leg_1", "ana", Target(queue=to), TransferMode.COLD_ASSURED, "", 0)
    return attrs.evolve(transferred(), transfer=transfer)


FAULTS: dict[str, Callable[[], Interaction]] = {
    "it has 2 owners": transferred,
    "it waits in another queue than it is being transferred to": lambda: in_transfer("que_x"),
    "it is being transferred, and its leg does not say so": lambda: in_transfer("que_1"),
    "it has no owner": lambda: attrs.evolve(waiting(), waiting=None),
    "its parked leg is not the one it is parked with": lambda: attrs.evolve(
        talking(), parked=ParkedUntil("leg_x", None, False, 0)
    ),
    "it rings twice at one agent": lambda: twice(ringing(), "ana"),
    "it rings at an agent who is in it": lambda: attrs.evolve(talking(), offers=ringing().offers),
    "it rings while an agent is asked by name": lambda: attrs.evolve(
        ringing(), wanted=Wanted("ben", OfferPurpose.HANDLE, "system")
    ),
    "an agent is asked to handle it while another one does": lambda: attrs.evolve(
        talking(), wanted=Wanted("ben", OfferPurpose.HANDLE, "system")
    ),
    "it rings at 2 agents at once": lambda: twice(ringing(), "ben"),
    "it is closed and has not ended": lambda: attrs.evolve(waiting(), closed=over().ended),
    "it has ended, and rings or has somebody in it": lambda: attrs.evolve(talking(), ended=over().ended),
    "it has ended, and something is still to come of it": lambda: attrs.evolve(
        over(), wanted=Wanted("ben", OfferPurpose.CONSULT, "system")
    ),
    "its end and its wrap-ups disagree": lambda: attrs.evolve(over(), closed=over().ended),
}


@pytest.mark.parametrize("make", [waiting, ringing, talking, over])
def test_what_the_rules_make_is_sound(make: Callable[[], Interaction]) -> None:
    assert list(soundness.faults(make(), account(queue()))) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str) -> None:
    assert fault in list(soundness.faults(FAULTS[fault](), account(queue())))
