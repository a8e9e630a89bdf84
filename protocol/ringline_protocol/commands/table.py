"""The one table of methods: class, who may use it, whether it needs an idempotency key, who answers, what it costs."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

import attrs

from ringline_protocol.commands.agent import (
    AcceptOffer,
    AssignInteraction,
    Barge,
    CancelTransfer,
    CompleteTransfer,
    ConferenceTransfer,
    DeclineOffer,
    EndInteraction,
    ForceWrapUp,
    HoldLeg,
    InviteAgent,
    LeaveInteraction,
    MonitorCall,
    OpenInteraction,
    ParkInteraction,
    Reevaluate,
    ReleaseInteraction,
    ReportMedia,
    ResolveInteraction,
    ResumeLeg,
    SetOptOuts,
    SetStatus,
    StartTransfer,
    TakeInteraction,
    TakeOver,
    UnparkInteraction,
    Whisper,
)
from ringline_protocol.commands.call import (
    AcceptUpgrade,
    AskUpgrade,
    ReadCallServers,
    RefuseUpgrade,
    SendTones,
    SetCallMedia,
    SignalCall,
    WithdrawUpgrade,
)
from ringline_protocol.commands.contact import (
    CreateContact,
    DeleteContact,
    ForgetConsumer,
    MergeContacts,
    PreviewMerge,
    ReadContact,
    ReadForgetting,
    SearchContacts,
    SetConsent,
    UnmergeContacts,
    UpdateContact,
)
from ringline_protocol.commands.mail import ReadMail, RetryMail, SendMail
from ringline_protocol.commands.query import (
    ExplainWaiting,
    ListInteractions,
    MakeSummary,
    ReadAccount,
    ReadCanned,
    ReadDirectory,
    ReadDispositions,
    ReadInteraction,
    ReadNotes,
    ReadProfile,
    ReadQueue,
    ReadTranscript,
    SearchTranscripts,
    StartLiveSearch,
    StopLiveSearch,
)
from ringline_protocol.commands.session import (
    KickSession,
    MakePrimary,
    MakeTicket,
    RefreshAuth,
    Subscribe,
    Unsubscribe,
)
from ringline_protocol.commands.work import (
    CompleteWrapUp,
    CreateInteraction,
    ExtendWrapUp,
    LinkContact,
    MarkTranscription,
    PushPartial,
    PushSegment,
    SaveDispositions,
    SaveDraft,
    SaveNote,
    SendMessage,
    SetSummary,
    SetVariable,
    ShowTyping,
)
from ringline_protocol.values import PrincipalKind


class Handler(StrEnum):
    """Who answers a command."""

    SESSION = "session"
    AGENT = "agent"
    """The agent's own actor."""
    INTERACTION = "interaction"
    """The interaction's actor; agents' commands pass through their agent actor first."""
    INTAKE = "intake"
    BOOK = "book"
    """The address book: durable at once, no actor owns it."""
    QUERY = "query"
    """Read-only, answered beside the command order."""


@attrs.frozen
class CommandInfo:
    """What the protocol says about one method."""

    method: str
    cls: type[object]
    handler: Handler
    who: frozenset[PrincipalKind]
    needs_key: bool = True
    cost: int = 1
    """Units of the rate limit."""
    has_rev: bool = False
    """`expect.rev` is checked. Elsewhere it is refused: nobody may rely on a check that does not happen."""


_AGENT: Final = frozenset({PrincipalKind.AGENT, PrincipalKind.SUPERVISOR})
_SUPERVISOR: Final = frozenset({PrincipalKind.SUPERVISOR})
_SERVICE: Final = frozenset({PrincipalKind.SERVICE})
_CONSUMER: Final = frozenset({PrincipalKind.CONSUMER})
_INSIDE: Final = _AGENT | _SERVICE
_PARTIES: Final = _AGENT | _CONSUMER
_ANYONE: Final = frozenset(PrincipalKind)

_TABLE: Final = (
    CommandInfo("stream.subscribe", Subscribe, Handler.SESSION, _ANYONE, needs_key=False),
    CommandInfo("stream.unsubscribe", Unsubscribe, Handler.SESSION, _ANYONE, needs_key=False),
    CommandInfo("auth.refresh", RefreshAuth, Handler.SESSION, _ANYONE, needs_key=False),
    CommandInfo("session.kick", KickSession, Handler.SESSION, _AGENT),
    CommandInfo("session.make_primary", MakePrimary, Handler.SESSION, _AGENT),
    CommandInfo("session.make_ticket", MakeTicket, Handler.SESSION, _ANYONE, needs_key=False, cost=3),
    CommandInfo("agent.set_status", SetStatus, Handler.AGENT, _AGENT),
    CommandInfo("agent.set_opt_outs", SetOptOuts, Handler.AGENT, _AGENT),
    CommandInfo("offer.accept", AcceptOffer, Handler.AGENT, _AGENT),
    CommandInfo("offer.decline", DeclineOffer, Handler.AGENT, _AGENT),
    CommandInfo("media.report", ReportMedia, Handler.INTERACTION, _ANYONE),
    CommandInfo("call.signal", SignalCall, Handler.INTERACTION, _PARTIES, needs_key=False, cost=2),
    CommandInfo("call.tones", SendTones, Handler.INTERACTION, _PARTIES, needs_key=False),
    CommandInfo("call.set_media", SetCallMedia, Handler.INTERACTION, _PARTIES),
    CommandInfo("upgrade.ask", AskUpgrade, Handler.INTERACTION, _PARTIES),
    CommandInfo("upgrade.accept", AcceptUpgrade, Handler.INTERACTION, _PARTIES),
    CommandInfo("upgrade.refuse", RefuseUpgrade, Handler.INTERACTION, _PARTIES),
    CommandInfo("upgrade.withdraw", WithdrawUpgrade, Handler.INTERACTION, _PARTIES),
    CommandInfo("interaction.open", OpenInteraction, Handler.INTERACTION, _AGENT),
    CommandInfo("leg.hold", HoldLeg, Handler.INTERACTION, _AGENT),
    CommandInfo("leg.resume", ResumeLeg, Handler.INTERACTION, _AGENT),
    CommandInfo("leg.leave", LeaveInteraction, Handler.INTERACTION, _AGENT),
    CommandInfo("interaction.end", EndInteraction, Handler.INTERACTION, _ANYONE),
    CommandInfo("interaction.resolve", ResolveInteraction, Handler.INTERACTION, _AGENT),
    CommandInfo("transfer.start", StartTransfer, Handler.INTERACTION, _AGENT),
    CommandInfo("transfer.complete", CompleteTransfer, Handler.INTERACTION, _AGENT),
    CommandInfo("transfer.cancel", CancelTransfer, Handler.INTERACTION, _AGENT),
    CommandInfo("transfer.conference", ConferenceTransfer, Handler.INTERACTION, _AGENT),
    CommandInfo("conference.invite", InviteAgent, Handler.INTERACTION, _AGENT),
    CommandInfo("interaction.release", ReleaseInteraction, Handler.INTERACTION, _AGENT),
    CommandInfo("interaction.park", ParkInteraction, Handler.INTERACTION, _AGENT),
    CommandInfo("interaction.unpark", UnparkInteraction, Handler.INTERACTION, _AGENT),
    CommandInfo("interaction.take", TakeInteraction, Handler.AGENT, _AGENT),
    CommandInfo("note.save", SaveNote, Handler.INTERACTION, _AGENT, has_rev=True),
    CommandInfo("draft.save", SaveDraft, Handler.INTERACTION, _AGENT, has_rev=True),
    CommandInfo("variable.set", SetVariable, Handler.INTERACTION, _INSIDE, has_rev=True),
    CommandInfo("interaction.link_contact", LinkContact, Handler.INTERACTION, _INSIDE),
    CommandInfo("disposition.save", SaveDispositions, Handler.INTERACTION, _AGENT),
    CommandInfo("wrap_up.extend", ExtendWrapUp, Handler.INTERACTION, _AGENT),
    CommandInfo("wrap_up.complete", CompleteWrapUp, Handler.INTERACTION, _AGENT),
    CommandInfo("message.send", SendMessage, Handler.INTERACTION, _ANYONE),
    CommandInfo("message.typing", ShowTyping, Handler.INTERACTION, _ANYONE, needs_key=False),
    CommandInfo("mail.send", SendMail, Handler.INTERACTION, _AGENT, cost=3),
    CommandInfo("mail.retry", RetryMail, Handler.INTERACTION, _AGENT),
    CommandInfo("segment.push", PushSegment, Handler.INTERACTION, _SERVICE),
    CommandInfo("segment.partial", PushPartial, Handler.INTERACTION, _SERVICE, needs_key=False),
    CommandInfo("transcription.mark", MarkTranscription, Handler.INTERACTION, _SERVICE),
    CommandInfo("summary.set", SetSummary, Handler.INTERACTION, _SERVICE),
    CommandInfo("interaction.create", CreateInteraction, Handler.INTAKE, _SERVICE, cost=3),
    CommandInfo("interaction.assign", AssignInteraction, Handler.INTERACTION, _SUPERVISOR),
    CommandInfo("interaction.reevaluate", Reevaluate, Handler.INTERACTION, _SUPERVISOR | _SERVICE),
    CommandInfo("supervisor.whisper", Whisper, Handler.INTERACTION, _SUPERVISOR),
    CommandInfo("supervisor.barge", Barge, Handler.INTERACTION, _SUPERVISOR),
    CommandInfo("supervisor.monitor", MonitorCall, Handler.INTERACTION, _SUPERVISOR),
    CommandInfo("supervisor.take_over", TakeOver, Handler.INTERACTION, _SUPERVISOR),
    CommandInfo("supervisor.complete_wrap_up", ForceWrapUp, Handler.INTERACTION, _SUPERVISOR),
    CommandInfo("contact.create", CreateContact, Handler.BOOK, _INSIDE),
    CommandInfo("contact.update", UpdateContact, Handler.BOOK, _INSIDE, has_rev=True),
    CommandInfo("contact.delete", DeleteContact, Handler.BOOK, _SUPERVISOR | _SERVICE, has_rev=True),
    CommandInfo("contact.merge", MergeContacts, Handler.BOOK, _INSIDE, has_rev=True),
    CommandInfo("contact.unmerge", UnmergeContacts, Handler.BOOK, _INSIDE),
    CommandInfo("contact.set_consent", SetConsent, Handler.BOOK, _INSIDE),
    CommandInfo("consumer.forget", ForgetConsumer, Handler.BOOK, _SUPERVISOR),
    CommandInfo("interaction.list", ListInteractions, Handler.QUERY, _INSIDE, needs_key=False, cost=2),
    CommandInfo("interaction.read", ReadInteraction, Handler.QUERY, _ANYONE, needs_key=False),
    CommandInfo("transcript.read", ReadTranscript, Handler.QUERY, _ANYONE, needs_key=False),
    CommandInfo("mail.read", ReadMail, Handler.QUERY, _AGENT, needs_key=False, cost=2),
    CommandInfo("note.read", ReadNotes, Handler.QUERY, _AGENT, needs_key=False),
    CommandInfo("transcript.search", SearchTranscripts, Handler.QUERY, _INSIDE, needs_key=False, cost=3),
    CommandInfo("search.start", StartLiveSearch, Handler.SESSION, _INSIDE, needs_key=False, cost=3),
    CommandInfo("search.stop", StopLiveSearch, Handler.SESSION, _INSIDE, needs_key=False),
    CommandInfo("profile.read", ReadProfile, Handler.QUERY, _AGENT, needs_key=False, cost=2),
    CommandInfo("contact.search", SearchContacts, Handler.QUERY, _INSIDE, needs_key=False, cost=2),
    CommandInfo("contact.preview_merge", PreviewMerge, Handler.QUERY, _INSIDE, needs_key=False),
    CommandInfo("consumer.forgetting", ReadForgetting, Handler.QUERY, _SUPERVISOR, needs_key=False),
    CommandInfo("contact.read", ReadContact, Handler.QUERY, _INSIDE, needs_key=False),
    CommandInfo("account.read", ReadAccount, Handler.QUERY, _AGENT, needs_key=False),
    CommandInfo("directory.read", ReadDirectory, Handler.QUERY, _AGENT, needs_key=False, cost=2),
    CommandInfo("queue.read", ReadQueue, Handler.QUERY, _INSIDE, needs_key=False, cost=2),
    CommandInfo("disposition.read", ReadDispositions, Handler.QUERY, _AGENT, needs_key=False),
    CommandInfo("canned.read", ReadCanned, Handler.QUERY, _INSIDE, needs_key=False),
    CommandInfo("call.servers", ReadCallServers, Handler.QUERY, _PARTIES, needs_key=False, cost=2),
    CommandInfo("summary.make", MakeSummary, Handler.QUERY, _AGENT, needs_key=False, cost=3),
    CommandInfo("interaction.explain", ExplainWaiting, Handler.QUERY, _AGENT, needs_key=False, cost=2),
)

COMMANDS: Final[Mapping[str, CommandInfo]] = {info.method: info for info in _TABLE}
BY_CLASS: Final[Mapping[type[object], CommandInfo]] = {info.cls: info for info in _TABLE}
