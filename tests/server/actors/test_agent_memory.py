"""What outlives a crash of an agent's actor, and which offers are remembered."""

from ringline_protocol.values import Channel
from ringline_server.actors.actor import Mailbox
from ringline_server.actors.agent_memory import OFFERS_MAX, Held, Kept, Offers
from ringline_server.actors.room import Reservation
from ringline_server.domain.capacity import Holding, Use

REF = Mailbox("interaction:int_1")


def test_reservations_and_work_are_one_holding_for_each_interaction() -> None:
    kept = Kept()
    kept.held["int_1"] = Held(Holding("int_1", Channel.EMAIL, Use.WRAPPING, counts=False), REF)
    kept.held["int_2"] = Held(Holding("int_2", Channel.VOICE, Use.ACTIVE), REF)
    for interaction, channel in (("int_1", Channel.EMAIL), ("int_2", Channel.VOICE), ("int_3", Channel.MESSAGING)):
        kept.room.keep(Reservation(interaction, channel, "que_1", 0))

    assert kept.holdings() == (
        Holding("int_1", Channel.EMAIL, Use.RESERVED),
        Holding("int_2", Channel.VOICE, Use.ACTIVE),
        Holding("int_3", Channel.MESSAGING, Use.RESERVED),
    )


def test_offers_lead_to_their_interaction_and_the_oldest_are_forgotten() -> None:
    offers = Offers()
    offers.remember("int_1", ("off_a", "off_b"))
    offers.remember("int_1", ("off_a", "off_b"))
    assert (offers.find("off_a"), offers.find("off_none")) == ("int_1", None)

    offers.remember("int_2", tuple(f"off_{n}" for n in range(OFFERS_MAX - 1)))
    assert offers.find("off_a") is None
    assert offers.find("off_b") == "int_1"
    assert offers.find("off_0") == "int_2"
