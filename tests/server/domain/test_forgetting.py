"""What remains of an event without the person."""

import attrs
import pytest
from ringline_protocol.mail import MailAddress, MailDirection, MailDraft, MailHead, MailState
from ringline_protocol.values import (
    Channel,
    Consumer,
    OfferState,
    Role,
    SegmentPhase,
    Summary,
    SummaryBy,
    Target,
    TransferMode,
    TransferResult,
    UpgradeResult,
    Variable,
)
from ringline_server.domain.events import (
    KINDS,
    ConsumerChanged,
    Created,
    DraftSaved,
    Event,
    MailStateChanged,
    NoteSaved,
    OfferEnded,
    SegmentAdded,
    SummaryMade,
    TranscriptionChanged,
    TransferEnded,
    TransferStarted,
    UpgradeEnded,
    VariableSet,
)
from ringline_server.domain.forgetting import forgotten
from ringline_server.domain.parts import Undelivered
from ringline_server.store import facts

C = "canary"
WHO = Consumer(C, C, C, C, C)
HEAD = MailHead("mail_1", MailDirection.IN, MailAddress(C, C), subject=C, message_id=C)
EVENTS: list[Event] = [
    Created("int_1", Channel.EMAIL, "que_1", WHO, "service:svc_1", C, variables=(Variable("pnr", C),)),
    SegmentAdded("seg_1", Role.CONSUMER, C, C, SegmentPhase.QUEUE, 1, mail=HEAD),
    ConsumerChanged(WHO, "agent:agt_1"),
    NoteSaved("not_1", "agt_1", "Ana", C, 1),
    DraftSaved("agt_1", C, 1, MailDraft((MailAddress(C),), subject=C, html=C)),
    VariableSet(Variable("pnr", C), "agent:agt_1", 2),
    SummaryMade(Summary(C, SummaryBy.MODEL, 3)),
    TransferStarted("trf_1", "leg_1", "agt_1", Target("que_2"), TransferMode.WARM, C),
    TransferEnded("trf_1", "leg_1", TransferResult.FAILED, C),
    OfferEnded("off_1", "agt_1", OfferState.DECLINED, reason=C),
    TranscriptionChanged("failed", C),
    UpgradeEnded("upg_1", UpgradeResult.FAILED, C),
    MailStateChanged("mail_1", MailState.FAILED, 2, None, C, (Undelivered(C, C),)),
]
WORDLESS = {
    "channel", "queue", "queue_name", "created_by", "flow", "interaction", "segment", "role", "phase", "leg", "media",
    "by", "agent", "agent_name", "state", "mail", "note", "offer", "kind", "transfer", "mode", "result", "side", "bot",
    "acceptance", "purpose", "detail", "from_queue", "to_queue", "trigger", "message", "outcome", "dispositions",
    "unset_reason", "target", "follows", "language", "upgrade",
}  # fmt: skip
"""Fields that hold ids, words of a closed set, or what the account says itself."""
KEPT_REASONS = {"Queued", "LegEnded", "AgentUnwanted", "Unparked", "Ended", "Closed"}
"""Whose `reason` is a word of a closed set."""


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_nothing_of_the_person_is_left_and_the_event_is_of_its_kind(event: Event) -> None:
    left = forgotten(event)

    assert type(left) is type(event)
    assert C.encode() not in facts.record(1, 1, left).body
    assert forgotten(left) == left


def test_who_of_us_spoke_is_kept() -> None:
    said = SegmentAdded("seg_1", Role.AGENT, "Ana", C, SegmentPhase.AGENT, 1)
    assert attrs.asdict(forgotten(said), recurse=False) == {**attrs.asdict(said, recurse=False), "text": ""}


def test_every_field_that_can_hold_words_was_looked_at() -> None:
    """A new one fails here until somebody says what becomes of it."""
    emptied = {type(event).__name__ for event in EVENTS}
    open_ones = [
        f"{cls.__name__}.{field.name}"
        for cls in KINDS.values()
        for field in attrs.fields(cls)
        if "str" in str(field.type) and field.name not in WORDLESS and cls.__name__ not in emptied
        if not (field.name == "reason" and cls.__name__ in KEPT_REASONS)
    ]
    assert open_ones == []
