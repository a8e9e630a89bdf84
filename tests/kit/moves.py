"""Random days of one interaction: what anybody might do next, mostly those who have to do with it.

A move that the rules refuse changes nothing, which is a fine thing for a random move to do.
"""

from collections.abc import Callable
from contextlib import suppress
from random import Random

from ringline_protocol import commands as ask
from ringline_protocol.codes import Refused
from ringline_protocol.values import (
    CALL_CHANNELS,
    Channel,
    NewSegment,
    OfferDetail,
    OfferPurpose,
    OverflowTrigger,
    Presence,
    Role,
    Summary,
    SummaryBy,
    Target,
    TransferMode,
    Variable,
)
from ringline_server.domain.orders import (
    AgentBusy,
    AgentPresent,
    CancelOffer,
    ConsumerPresent,
    PlaceOffer,
    Restarted,
    Summarized,
    TurnAway,
)

from kit.story import CONSUMER, INTERACTION, SERVICE, SYSTEM, Tale, agent

NAMES = ("ana", "ben", "cai", "sue")
QUEUES = ("que_1", "que_2")
SPANS_MS = (1, 5_000, 12_000, 40_000, 700_000)
TEXTS = ("Buenos días", "Where is my order?")

Maker = Callable[[Random, Tale], object]


def move(chance: Random, tale: Tale) -> None:
    """Somebody asks for something, or time passes."""
    if chance.random() < 0.15:
        tale.passes(chance.choice(SPANS_MS))
        return
    with suppress(Refused):
        chance.choice((_house, _answer, _answer, _agent, _agent, _agent, _agent, _service, _consumer))(chance, tale)


def _house(chance: Random, tale: Tale) -> None:
    tale.does(chance.choice(HOUSE)(chance, tale), SYSTEM)


def _answer(chance: Random, tale: Tale) -> None:
    """Somebody asks for an agent, or the agent says something to it."""
    wanted, live = tale.state.wanted, tale.state.live_offers
    if wanted is not None:
        tale.does(PlaceOffer(wanted.agent, wanted.agent.title(), wanted.purpose), SYSTEM)
    elif not live:
        name = chance.choice(NAMES)
        tale.does(PlaceOffer(name, name.title()), SYSTEM)
    elif tale.state.channel in CALL_CHANNELS and chance.random() < 0.5:
        tale.does(ask.ReportMedia(INTERACTION), chance.choice((CONSUMER, agent(live[0].agent))))
    else:
        make = ask.DeclineOffer if chance.random() < 0.2 else ask.AcceptOffer
        tale.does(make(chance.choice(live).id), agent(chance.choice(live).agent))


def _agent(chance: Random, tale: Tale) -> None:
    tale.does(chance.choice(BY_AGENTS)(chance, tale), agent(_who(chance, tale)))


def _service(chance: Random, tale: Tale) -> None:
    tale.does(chance.choice(BY_SERVICES)(chance, tale), SERVICE)


def _consumer(chance: Random, tale: Tale) -> None:
    tale.does(chance.choice(BY_CONSUMERS)(chance, tale), CONSUMER)


def _who(chance: Random, tale: Tale) -> str:
    """Mostly somebody who has to do with it."""
    here = [leg.agent for leg in (*tale.state.talking, *tale.state.wrapping)]
    return chance.choice(here if here and chance.random() < 0.8 else NAMES)


def _target(chance: Random, tale: Tale) -> Target:
    return Target(queue=chance.choice(QUEUES)) if chance.random() < 0.3 else Target(agent=chance.choice(NAMES))


def _offer_gone(chance: Random, tale: Tale) -> object:
    live = tale.state.live_offers
    return CancelOffer(live[0].id if live else "off_none", chance.choice(list(OfferDetail)))


def _upgrade(chance: Random, tale: Tale) -> object:
    """Asked for a call, or an answer to who asks."""
    asked = tale.state.upgrade
    if asked is None:
        return ask.AskUpgrade(INTERACTION, chance.choice((Channel.VOICE, Channel.VIDEO)))
    if asked.accepted:
        return ask.ReportMedia(INTERACTION, chance.random() < 0.9)
    return chance.choice((ask.AcceptUpgrade, ask.AcceptUpgrade, ask.RefuseUpgrade, ask.WithdrawUpgrade))(
        INTERACTION, asked.id
    )


HOUSE: tuple[Maker, ...] = (
    lambda chance, tale: PlaceOffer(name := chance.choice(NAMES), name.title(), chance.choice(list(OfferPurpose))),
    _offer_gone,
    lambda chance, tale: AgentBusy(_who(chance, tale), "not_ready"),
    lambda chance, tale: AgentPresent(_who(chance, tale), Presence.GONE),
    lambda chance, tale: AgentPresent(_who(chance, tale), Presence.GRACE),
    lambda chance, tale: AgentPresent(_who(chance, tale), Presence.CONNECTED),
    lambda chance, tale: ConsumerPresent(chance.random() < 0.5),
    lambda chance, tale: Restarted(),
    lambda chance, tale: TurnAway(chance.choice(QUEUES), chance.choice(list(OverflowTrigger))),
    lambda chance, tale: Summarized(chance.choice(TEXTS), "extractive", chance.randrange(50)),
)
BY_AGENTS: tuple[Maker, ...] = (
    lambda chance, tale: ask.OpenInteraction(INTERACTION),
    lambda chance, tale: _upgrade(chance, tale),
    lambda chance, tale: ask.HoldLeg(INTERACTION),
    lambda chance, tale: ask.ResumeLeg(INTERACTION),
    lambda chance, tale: ask.LeaveInteraction(INTERACTION),
    lambda chance, tale: ask.EndInteraction(INTERACTION),
    lambda chance, tale: ask.ResolveInteraction(INTERACTION),
    lambda chance, tale: ask.StartTransfer(
        INTERACTION, _target(chance, tale), chance.choice(list(TransferMode)), chance.choice(TEXTS)
    ),
    lambda chance, tale: ask.CompleteTransfer(INTERACTION),
    lambda chance, tale: ask.CancelTransfer(INTERACTION),
    lambda chance, tale: ask.ConferenceTransfer(INTERACTION),
    lambda chance, tale: ask.InviteAgent(INTERACTION, chance.choice(NAMES)),
    lambda chance, tale: ask.ReleaseInteraction(INTERACTION, chance.choice((None, *QUEUES)), chance.choice(TEXTS)),
    lambda chance, tale: ask.ParkInteraction(INTERACTION, until_reply=True),
    lambda chance, tale: ask.ParkInteraction(INTERACTION, until_at_ms=tale.now_ms + 10_000),
    lambda chance, tale: ask.UnparkInteraction(INTERACTION),
    lambda chance, tale: ask.AssignInteraction(INTERACTION, chance.choice(NAMES)),
    lambda chance, tale: ask.Whisper(INTERACTION, "offer a refund"),
    lambda chance, tale: ask.Barge(INTERACTION),
    lambda chance, tale: ask.MonitorCall(INTERACTION),
    lambda chance, tale: ask.TakeOver(INTERACTION),
    lambda chance, tale: ask.SendMessage(INTERACTION, chance.choice(TEXTS)),
    lambda chance, tale: ask.SaveNote(INTERACTION, chance.choice(TEXTS)),
    lambda chance, tale: ask.SaveDraft(INTERACTION, chance.choice(("", *TEXTS))),
    lambda chance, tale: ask.SaveDispositions(INTERACTION, chance.choice(((), ("solved",)))),
    lambda chance, tale: ask.ExtendWrapUp(INTERACTION),
    lambda chance, tale: ask.CompleteWrapUp(INTERACTION, chance.choice((None, ("solved",)))),
    lambda chance, tale: ask.ForceWrapUp(INTERACTION, _who(chance, tale)),
)
BY_SERVICES: tuple[Maker, ...] = (
    lambda chance, tale: ask.PushSegment(
        INTERACTION,
        NewSegment(f"seg_{chance.randrange(9)}", chance.choice(list(Role)), chance.choice(TEXTS)),
    ),
    lambda chance, tale: ask.MarkTranscription(INTERACTION, chance.choice(("started", "stopped"))),
    lambda chance, tale: ask.SetVariable(
        INTERACTION, Variable(chance.choice(("pnr", "card")), chance.choice(("AB12CD", 7, True)), masked=True)
    ),
    lambda chance, tale: ask.LinkContact(INTERACTION),
    lambda chance, tale: ask.SetSummary(INTERACTION, Summary(chance.choice(TEXTS), SummaryBy.FLOW)),
)
BY_CONSUMERS: tuple[Maker, ...] = (
    *(lambda chance, tale: ask.SendMessage(INTERACTION, chance.choice(TEXTS)),) * 4,
    lambda chance, tale: ask.EndInteraction(INTERACTION),
)
