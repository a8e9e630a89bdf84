"""Whatever is asked of an interaction, in whatever order: what must always hold, holds.

A day is a row of bytes; each pair picks a deed and whom or what it is about (zero: nothing). Deeds that are refused
change nothing. After every decision `kit.soundness` looks at the result; at the end the journal alone must make the
state.
"""

from collections.abc import Callable
from random import Random
from typing import Final

import attrs
from hypothesis import HealthCheck, currently_in_test_context, given, note, settings
from hypothesis import strategies as st
from kit.examples import examples
from kit.story import CONSUMER, INTERACTION, QUEUE, SERVICE, SUPERVISOR, SYSTEM, Tale, account, agent, queue
from ringline_protocol.codes import Refused
from ringline_protocol.commands import (
    AcceptOffer,
    AcceptUpgrade,
    AskUpgrade,
    AssignInteraction,
    Barge,
    CancelTransfer,
    CompleteTransfer,
    CompleteWrapUp,
    ConferenceTransfer,
    DeclineOffer,
    EndInteraction,
    ExtendWrapUp,
    ForceWrapUp,
    HoldLeg,
    InviteAgent,
    LeaveInteraction,
    LinkContact,
    MarkTranscription,
    MonitorCall,
    OpenInteraction,
    ParkInteraction,
    PushSegment,
    Reevaluate,
    RefuseUpgrade,
    ReleaseInteraction,
    ReportMedia,
    ResolveInteraction,
    ResumeLeg,
    RetryMail,
    SaveDispositions,
    SaveDraft,
    SaveNote,
    SendMail,
    SendMessage,
    SetCallMedia,
    SetSummary,
    SetVariable,
    StartTransfer,
    TakeInteraction,
    TakeOver,
    UnparkInteraction,
    Whisper,
    WithdrawUpgrade,
)
from ringline_protocol.mail import MailAddress, MailDirection, MailHead, MailState
from ringline_protocol.values import (
    Acceptance,
    CallMedia,
    Channel,
    Consumer,
    NewSegment,
    OfferDetail,
    OfferPurpose,
    OverflowTrigger,
    Phase,
    Presence,
    Role,
    Summary,
    SummaryBy,
    Target,
    TransferMode,
    Variable,
)
from ringline_server.domain import machine
from ringline_server.domain.orders import (
    AgentBusy,
    AgentPresent,
    CancelOffer,
    ConsumerPresent,
    MailProgress,
    MailReceived,
    MailWritten,
    PlaceOffer,
    Restarted,
    Summarized,
    TurnAway,
)
from ringline_server.domain.policy import (
    Account,
    Disposition,
    Overflow,
    RequeuePosition,
    Selection,
    WrapUpPolicy,
)
from ringline_server.domain.principal import Principal

NAMES: Final = ("ana", "ben", "cai", "sue")
SPANS_MS: Final = (1, 1, 999, 999, 2_000, 2_000, 5_000, 5_000, 10_000, 10_000, 20_000, 31_000, 60_000, 300_000, 900_000)
DEAF: Final = (OfferDetail.AGENT_UNREACHABLE, OfferDetail.STATUS_CHANGE, OfferDetail.SERVER_RESTART)

Asked = tuple[object, Principal]
Deed = Callable[[Tale, int], Asked]


def who(n: int) -> str:
    return NAMES[n % len(NAMES)]


def by(n: int) -> Principal:
    return agent(who(n))


def an_offer(tale: Tale, n: int) -> str:
    """Mostly one that is live, so that days get somewhere."""
    some = [offer.id for offer in tale.state.live_offers] or [offer.id for offer in tale.state.offers]
    return some[n % len(some)] if some else "off_none"


def its_agent(tale: Tale, offer_id: str) -> Principal:
    offer = tale.state.offer(offer_id)
    return agent(offer.agent if offer else "ana")


def wished(tale: Tale, n: int) -> Asked:
    """The wanted agent has room, else somebody of the queue."""
    wanted = tale.state.wanted
    if wanted is not None and n % 4:
        return PlaceOffer(wanted.agent, wanted.agent.title(), wanted.purpose), SYSTEM
    return PlaceOffer(who(n), who(n).title(), OfferPurpose.HANDLE, (None, Acceptance.AUTOMATIC)[n % 5 == 4]), SYSTEM


def answered(tale: Tale, n: int) -> Asked:
    offer = an_offer(tale, n)
    return AcceptOffer(offer), by(n) if n % 5 == 4 else its_agent(tale, offer)


def flows(tale: Tale, n: int) -> Asked:
    """Media of one side; nearly always good."""
    live = tale.state.live_offers
    side = CONSUMER if n % 2 else agent(live[0].agent) if live else by(n)
    return ReportMedia(INTERACTION, ok=n % 7 != 6), side


def busy(tale: Tale, n: int) -> Asked:
    wanted = tale.state.wanted
    return AgentBusy(wanted.agent if wanted else who(n), "not_ready"), SYSTEM


def handed_on(tale: Tale, n: int) -> Asked:
    target = (Target(queue="que_2"), Target(agent=who(n + 1)), Target(agent=who(n + 2)), Target(queue=QUEUE))[n % 4]
    mode = list(TransferMode)[(n // 4) % 3]
    primary = tale.state.primary
    return StartTransfer(INTERACTION, target, mode, "please"), agent(primary.agent) if primary else by(n)


def owner(tale: Tale, n: int) -> Principal:
    """Who has it; else anybody."""
    primary = tale.state.primary
    return agent(primary.agent) if primary and n % 6 else by(n)


def busy_with_it(tale: Tale, n: int) -> Principal:
    wrapping = tale.state.wrapping
    return agent(wrapping[0].agent) if wrapping and n % 6 else by(n)


def ended(tale: Tale, n: int) -> Asked:
    """Rarely by somebody who may: days should not end in the morning."""
    enders = (CONSUMER, SUPERVISOR, SERVICE, owner(tale, 1))
    return EndInteraction(INTERACTION), enders[n % 4] if n < 40 else by(n)


def looked_at_again(tale: Tale, n: int) -> Asked:
    """The operator has changed the longest wait meanwhile."""
    changed = {name: attrs.evolve(one, max_wait_ms=n * 10_000 or None) for name, one in tale.account.queues.items()}
    tale.account = attrs.evolve(tale.account, queues=changed)
    return Reevaluate(INTERACTION), SUPERVISOR if n % 4 else by(n)


def richer(tale: Tale, n: int) -> Asked:
    """One side asks for a call, or answers who asked."""
    asked, sides = tale.state.upgrade, (owner(tale, 1), CONSUMER)
    if asked is None or n % 5 == 0:
        return AskUpgrade(INTERACTION, (Channel.VOICE, Channel.VIDEO)[n % 2]), sides[n // 2 % 2]
    if asked.accepted:
        return ReportMedia(INTERACTION, ok=n % 9 != 0), sides[n % 2]
    answer = (AcceptUpgrade, AcceptUpgrade, RefuseUpgrade, WithdrawUpgrade)[n % 4]
    is_consumers = (asked.by is Role.CONSUMER) is (answer is WithdrawUpgrade)
    return answer(INTERACTION, asked.id), sides[is_consumers if n < 200 else n // 4 % 2]


UPGRADES: Final = (Channel.VOICE, Channel.VIDEO)
LABELS: Final = ((), ("sale",), ("unknown",), ("sale", "other"))


def mailed(tale: Tale, n: int) -> Asked:
    """A mail comes in, goes out, gets on, or is tried again."""
    ours = MailHead(f"mail_{n % 8}", MailDirection.OUT, MailAddress("help@example.com"))
    theirs = MailHead(f"mail_in_{n}", MailDirection.IN, MailAddress("mar@example.org"), automatic=n % 3 == 0)
    last = next(reversed(list(tale.state.mails)), "mail_0")
    failed = next((mail.id for mail in tale.state.mails.values() if mail.state is MailState.FAILED), last)
    return (
        (MailReceived(QUEUE, theirs, "hello", Consumer(), bounced=last if n % 9 == 0 else None), SYSTEM),
        (MailWritten(SendMail(INTERACTION, (), "", "hello"), ours, "hello"), owner(tale, n)),
        (MailProgress(last, MailState.FAILED if n % 3 else list(MailState)[n % 5], n), SYSTEM),
        (RetryMail(INTERACTION, failed), owner(tale, n)),
    )[n % 4]


IN_LINE: Final[tuple[Deed, ...]] = (
    wished,
    wished,
    wished,
    busy,
    lambda tale, n: (AssignInteraction(INTERACTION, who(n)), SUPERVISOR),
    looked_at_again,
    lambda tale, n: (ConsumerPresent(bool(n % 2)), SYSTEM),
    lambda tale, n: (TakeInteraction(INTERACTION), by(n)),
    lambda tale, n: (TurnAway(tale.state.queue if n % 4 else "que_3", list(OverflowTrigger)[n // 4 % 4]), SYSTEM),
)

RINGING: Final[tuple[Deed, ...]] = (
    wished,
    answered,
    answered,
    flows,
    flows,
    lambda tale, n: (DeclineOffer(an_offer(tale, n), "no"), its_agent(tale, an_offer(tale, n))),
    lambda tale, n: (CancelOffer(an_offer(tale, n), DEAF[n % 3]), SYSTEM),
)

TALKING: Final[tuple[Deed, ...]] = (
    handed_on,
    handed_on,
    lambda tale, n: (CompleteTransfer(INTERACTION), owner(tale, n)),
    lambda tale, n: (CancelTransfer(INTERACTION), owner(tale, n)),
    lambda tale, n: (ConferenceTransfer(INTERACTION), owner(tale, n)),
    lambda tale, n: (SaveDraft(INTERACTION, "draft"[n % 6 :]), owner(tale, n)),
    lambda tale, n: (InviteAgent(INTERACTION, who(n)), owner(tale, n // 4)),
    lambda tale, n: (LeaveInteraction(INTERACTION), by(n)),
    lambda tale, n: (HoldLeg(INTERACTION), owner(tale, n)),
    lambda tale, n: (ResumeLeg(INTERACTION), owner(tale, n)),
    lambda tale, n: (OpenInteraction(INTERACTION), by(n)),
    richer,
    richer,
    lambda tale, n: (ReleaseInteraction(INTERACTION, (None, "que_2")[n % 2]), owner(tale, n)),
    lambda tale, n: (ParkInteraction(INTERACTION, (None, tale.now_ms + 60_000)[n % 2], n % 3 == 0), owner(tale, n)),
    lambda tale, n: (ResolveInteraction(INTERACTION, LABELS[n % 4]), owner(tale, n)),
    lambda tale, n: (AgentPresent(owner(tale, 1).id, list(Presence)[n % 3]), SYSTEM),
    mailed,
    lambda tale, n: (SetCallMedia(INTERACTION, CallMedia(muted=n % 2 == 0)), CONSUMER if n % 3 else owner(tale, n)),
    lambda tale, n: (Whisper(INTERACTION, "try again"), SUPERVISOR),
    lambda tale, n: (Barge(INTERACTION), SUPERVISOR),
    lambda tale, n: (MonitorCall(INTERACTION), SUPERVISOR),
    lambda tale, n: (TakeOver(INTERACTION), SUPERVISOR),
)

CONSULTING: Final[tuple[Deed, ...]] = (
    lambda tale, n: (CompleteTransfer(INTERACTION), owner(tale, 1)),
    lambda tale, n: (ConferenceTransfer(INTERACTION), owner(tale, 1)),
    lambda tale, n: (ResumeLeg(INTERACTION), owner(tale, n)),
    *TALKING,
)

UPGRADING: Final[tuple[Deed, ...]] = (*(richer,) * 20, *TALKING)

PARKED: Final[tuple[Deed, ...]] = (
    lambda tale, n: (UnparkInteraction(INTERACTION), owner(tale, n)),
    lambda tale, n: (SendMessage(INTERACTION, "hello"), CONSUMER),
    *TALKING,
)

WRAPPING: Final[tuple[Deed, ...]] = (
    lambda tale, n: (SaveDispositions(INTERACTION, LABELS[n % 4]), by(n)),
    lambda tale, n: (ExtendWrapUp(INTERACTION), busy_with_it(tale, n)),
    lambda tale, n: (CompleteWrapUp(INTERACTION, LABELS[n % 4] or None), busy_with_it(tale, n)),
    lambda tale, n: (ForceWrapUp(INTERACTION, who(n), LABELS[n // 4 % 4]), SUPERVISOR),
)

ALWAYS: Final[tuple[Deed, ...]] = (
    lambda tale, n: (AgentPresent(who(n), list(Presence)[n % 3]), SYSTEM),
    lambda tale, n: (ConsumerPresent(bool(n % 2)), SYSTEM),
    lambda tale, n: (Restarted(), SYSTEM),
    lambda tale, n: (SendMessage(INTERACTION, "hello"), CONSUMER if n % 2 else by(n // 2)),
    lambda tale, n: (PushSegment(INTERACTION, NewSegment(f"seg_{n}", Role.CONSUMER, "hello")), SERVICE),
    lambda tale, n: (MarkTranscription(INTERACTION, ("started", "stopped")[n % 2]), SERVICE),
    lambda tale, n: (SaveNote(INTERACTION, "note", None), by(n)),
    lambda tale, n: (SetVariable(INTERACTION, Variable("pnr", n)), SERVICE if n % 2 else by(n)),
    lambda tale, n: (LinkContact(INTERACTION), SERVICE if n % 2 else by(n)),
    lambda tale, n: (SetSummary(INTERACTION, Summary("s", SummaryBy.MODEL, n)), SERVICE),
    lambda tale, n: (Summarized("s", "extractive", n), SYSTEM),
    mailed,
    ended,
)

DEEDS: Final = (*IN_LINE, *RINGING, *PARKED, *CONSULTING[:3], *WRAPPING, *ALWAYS)


def sensible(tale: Tale) -> tuple[Deed, ...]:
    """What may well succeed now."""
    if tale.state.live_offers:
        return RINGING
    if tale.state.wanted is not None or tale.state.phase is Phase.QUEUED:
        return IN_LINE
    if tale.state.parked is not None:
        return PARKED
    if tale.state.transfer is not None:
        return CONSULTING
    if tale.state.upgrade is not None:
        return UPGRADING
    return TALKING if tale.state.talking else WRAPPING


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """Two queues of one channel, with the policies that lead to different ends."""
    channel = draw(st.sampled_from(Channel))
    wrap_up = WrapUpPolicy(
        enabled=draw(st.booleans()),
        dispositions="tree",
        mandatory=draw(st.booleans()),
        multiple=draw(st.booleans()),
        early_exit=draw(st.booleans()),
        skip_when_complete=draw(st.booleans()),
        default_disposition=draw(st.sampled_from([None, "sale"])),
    )
    to_other = {trigger: Overflow("que_2") for trigger in OverflowTrigger}
    back = {trigger: Overflow(QUEUE) for trigger in OverflowTrigger}
    first = queue(
        channel=channel,
        acceptance=draw(st.sampled_from(Acceptance)),
        selection=draw(st.sampled_from([Selection.LONGEST_IDLE, Selection.SIMULTANEOUS])),
        ring_many=2,
        max_wait_ms=draw(st.sampled_from([None, 30_000])),
        overflow=draw(st.sampled_from([{"max_wait": Overflow(None, "bye")}, to_other])),
        requeue_position=draw(st.sampled_from(RequeuePosition)),
        async_release_ms=draw(st.sampled_from([None, 60_000])),
        resume_after_consult=draw(st.booleans()),
        upgrades=UPGRADES,
        wrap_up=wrap_up,
    )
    second = queue("que_2", channel, wrap_up=wrap_up, overflow=back, max_wait_ms=60_000)
    tree = (Disposition("sale", "Sale"), Disposition("other", "Other"))
    return account(first, second, dispositions={"tree": tree})


STEPS: Final = 50
TIME: Final = 30
"""Of 256 picks: let time pass."""
DAYS = st.binary(min_size=2 * STEPS, max_size=2 * STEPS)
RELAXED: Final = (HealthCheck.too_slow, HealthCheck.data_too_large)


DAYS_TRIED: Final = 400


def said(deed: str) -> None:
    """For the report of a day that went wrong."""
    if currently_in_test_context():
        note(deed)


def live(tale: Tale, day: bytes) -> set[str]:
    """The day, step by step. Which classes of deeds made something happen."""
    done: set[str] = set()
    for pick, n in zip(day[::2], day[1::2], strict=True):
        if not pick:
            continue
        if tale.state.closed is not None and pick % 8:
            break
        if pick < TIME:
            span_ms = SPANS_MS[n % len(SPANS_MS)]
            tale.passes(span_ms) if n % 3 else tale.jumps(span_ms)
            continue
        deeds = sensible(tale) if pick % 2 else DEEDS
        asked, by = deeds[pick // 2 % len(deeds)](tale, n)
        said(f"{asked} by {by.id}")
        before = tale.state
        try:
            if tale.does(asked, by):
                done.add(type(asked).__name__)
        except Refused:
            assert tale.state is before
    return done


@settings(max_examples=examples(200), deadline=None, suppress_health_check=RELAXED)
@given(account=accounts(), day=DAYS)
def test_whatever_happens_the_interaction_stays_sound(account: Account, day: bytes) -> None:
    tale = Tale(account).arrives()

    live(tale, day)

    tale.ends_well()


@settings(max_examples=examples(50), deadline=None, suppress_health_check=RELAXED)
@given(account=accounts(), day=DAYS)
def test_a_consumer_who_leaves_ends_it_and_time_closes_it(account: Account, day: bytes) -> None:
    tale = Tale(account).arrives()
    live(tale, day)

    if tale.state.ended is None:
        tale.leaves()
    for leg in tale.passes(10_000_000).state.wrapping:  # the policy `hold` waits for somebody for ever
        tale.does(ForceWrapUp(INTERACTION, leg.agent), SUPERVISOR)

    assert tale.state.phase is Phase.CLOSED
    assert machine.deadline(tale.state, account) is None
    tale.ends_well()


def test_every_deed_succeeds_on_some_day() -> None:
    """Days on which everything is refused would prove nothing."""
    dice, done = Random(1), set[str]()
    tree = {"tree": (Disposition("sale", "Sale"), Disposition("other", "Other"))}
    wrap_up = WrapUpPolicy(dispositions="tree")
    for turn in range(DAYS_TRIED):
        channel = list(Channel)[turn % len(Channel)]
        queues = (queue(each, channel, wrap_up=wrap_up, upgrades=UPGRADES) for each in (QUEUE, "que_2"))
        tale = Tale(account(*queues, dispositions=tree)).arrives(consumer=Consumer("María", contact="cnt_1"))
        done |= live(tale, dice.randbytes(2 * STEPS))

    assert {cls.__name__ for cls in machine.RULES} - done == set()
