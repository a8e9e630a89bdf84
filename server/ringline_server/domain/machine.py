"""The machine of one interaction: commands and orders in, events out.

    decide(state, order, context) -> Decision      what happens; raises Refused; changes nothing
    apply(state, event, at_ms)    -> Interaction   what is true after an event; never refuses
    deadline(state, account)      -> int | None    when Tick is due

                intake              match             accept            media
    (new) ------------> queued ------------> offered --------> connecting -----> active <-> held, lost
                         ^  |                   | declined, expired,  | failed     |  ^ |
                         |  | overflow, ttl,    | canceled            |            |  | | park (asynchronous)
                         |  | consumer left     v                     v            |  v v
                         |  v                queued (its place kept)               | parked
                         | closed                                                  |
                         +-------- release, transfer, agent lost -----------------+| end
                                                                                   v
                                            wrapping (each leg by itself) -----> closed

    intake        creates it                          transfer      cold and warm, start to end
    waiting       place in line, stages               handover      how a transfer ends
    overflow      turned away, waited too long        conference    further legs, and leaving
    offers        place, accept, decline, cancel      departure     who has it when a leg goes
    ringing       live offers, ended all at once      wanted        one particular agent is asked
    accepting     media, and what an accept makes     release       back to a queue
    settling      what an offer's end means           parking       put aside, take up
    presence      lost and back, agent and consumer   resolve       asynchronous work is done
    upgrade       from chat to voice to video
    legs          hold, open, end of a leg            content       messages, segments; mails: e-mail
    wrap_up       work after the conversation         notes         notes, drafts, variables, summary
    dispositions  outcome labels                      supervise     assign, whisper, barge, take over
    ending        the end, silence, reopening         authority     who may do what
    closing       the last step                       taking        waiting work that an agent takes
    discretion    what no event may say of what was said
    monitoring    a supervisor listens to a call

A rule file exports RULES (class of order -> function), and where time matters `deadline` and `on_tick`. What an event
makes true is in `folds/`, so that rules of all files can look at the state in the middle of a decision (`story`).
"""

from collections.abc import Mapping
from typing import Final

from ringline_protocol.commands import CreateInteraction

from ringline_server.domain import (
    authority,
    calls,
    conference,
    content,
    discretion,
    dispositions,
    ending,
    folds,
    intake,
    legs,
    mails,
    monitoring,
    notes,
    offers,
    overflow,
    parking,
    presence,
    release,
    resolve,
    supervise,
    taking,
    transfer,
    upgrade,
    waiting,
    wanted,
    wrap_up,
)
from ringline_server.domain.orders import Context, Decision, MailReceived, Order, Rule, Tick
from ringline_server.domain.policy import Account
from ringline_server.domain.state import Interaction
from ringline_server.domain.story import Story

__all__ = ["RULES", "apply", "apply_in_place", "creates", "deadline", "decide", "fold"]


RULES: Final[Mapping[type, Rule]] = {
    **waiting.RULES,
    **overflow.RULES,
    **offers.RULES,
    **upgrade.RULES,
    **presence.RULES,
    **ending.RULES,
    **legs.RULES,
    **calls.RULES,
    **transfer.RULES,
    **wanted.RULES,
    **conference.RULES,
    **release.RULES,
    **parking.RULES,
    **resolve.RULES,
    **wrap_up.RULES,
    **dispositions.RULES,
    **content.RULES,
    **notes.RULES,
    **mails.RULES,
    **supervise.RULES,
    **monitoring.RULES,
    **taking.RULES,
}

TIMERS: Final = (offers, presence, upgrade, overflow, ending, parking, wrap_up)
"""Files with a `deadline` and an `on_tick`, in the order in which things that fall together happen."""

apply = folds.apply
apply_in_place = folds.apply_in_place
fold = folds.fold


def creates(command: object) -> bool:
    """Whether this is the one command that an interaction begins with."""
    return isinstance(command, CreateInteraction)


def decide(state: Interaction | None, order: Order | object, context: Context) -> Decision:
    """What happens, redacted. An order of the house that has no object any more does nothing. Raises: Refused."""
    decision = upgrade.settled(_decide(state, order, context), state or Interaction(), context)
    decision = monitoring.settled(decision, state or Interaction(), context)
    return discretion.discreet(decision, state or Interaction(), context.account.redaction)


def _decide(state: Interaction | None, order: Order | object, context: Context) -> Decision:
    if isinstance(order, CreateInteraction):
        return intake.create(state, order, context)
    if isinstance(order, MailReceived):
        return mails.receive(state, order, context)
    is_house = isinstance(order, Order)
    if state is None or not state.id:
        if is_house:
            return Decision()
        raise authority.forbidden()
    if isinstance(order, Tick):
        return _tick(state, context)
    return RULES[type(order)](state, order, context)


def deadline(state: Interaction, account: Account) -> int | None:
    """The earliest of all its timers. None: only somebody's deed moves it."""
    return min((due for timer in TIMERS if (due := timer.deadline(state, account)) is not None), default=None)


def _tick(state: Interaction, context: Context) -> Decision:
    story = Story(state, context.now_ms)
    for timer in TIMERS:
        story.add(*timer.on_tick(story.state, context))
    return Decision(story.events)
