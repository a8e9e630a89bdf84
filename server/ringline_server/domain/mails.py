"""E-mail in a thread: what came in, what agents send, and how sending stands.

from outside   new ------------------------------------> a new interaction in the mailbox's queue
               reply ----------------------------------> said in the thread: see content.said
               reply, closed for more than 30 days ----> refused here; the edge begins a new one that follows it
               automatic (auto-reply, bounce) ---------> said, and nothing else: it opens and wakes nothing
               bounce of one of ours ------------------> that mail has failed, in the server's words
from an agent  written --> queued --> sending --> sent          the outbox says so, with `MailProgress`
                             ^  deferred <--+--> failed --retry--> queued
"""

from collections.abc import Mapping
from typing import Final

import attrs
from ringline_protocol.codes import ErrorCode, Refused
from ringline_protocol.commands import RetryMail
from ringline_protocol.limits import MAIL_ADDRESSES_MAX, MAIL_UPLOADS_MAX, TEXT_CHARS_MAX
from ringline_protocol.mail import MailAddress, MailDraft, MailState
from ringline_protocol.values import Channel, LegState, PrincipalKind, QueuedReason, Role, SegmentPhase

from ringline_server.domain import authority, content, legs, waiting
from ringline_server.domain.events import Created, DraftSaved, Event, LegOpened, MailStateChanged, SegmentAdded
from ringline_server.domain.orders import Context, Decision, MailProgress, MailReceived, MailWritten, Rule
from ringline_server.domain.parts import Undelivered
from ringline_server.domain.policy import RequeuePosition
from ringline_server.domain.state import Interaction
from ringline_server.domain.story import Story

ADDRESS_CHARS_MAX: Final = 320
"""64 before the @, 255 behind it."""


def receive(state: Interaction | None, order: MailReceived, context: Context) -> Decision:
    """A new interaction, or one more mail in it. Raises: Refused (`not_found` for the queue, `invalid_state` when it
    has been closed for too long)."""
    if state is None or not state.id:
        story = _begin(order, context)
    else:
        story = Story(state, context.now_ms)
        story.add(*_go_on(state, order, context))
    if order.bounced is not None:
        story.add(*_came_back(story.state, order.bounced, order))
    return Decision(story.events, {"interaction": story.state.id, "mail": order.head.mail})


def written(state: Interaction, order: MailWritten, context: Context) -> Decision:
    """An agent's mail is part of the thread and waits to be sent; the draft is used up.

    Raises: Refused (`forbidden`, `invalid_state` for whoever does not handle it, `too_large`).
    """
    require_writer(state, context)
    leg = authority.require_primary(state, context)
    segment = content.message(state, leg, Role.AGENT, order.text, context)
    story = Story(state, context.now_ms)
    if leg.unread or not leg.opened:
        story.add(LegOpened(leg.id))
    left = tuple(map(Undelivered, order.recipients))
    queued = MailStateChanged(order.head.mail, MailState.QUEUED, left=left)
    story.add(attrs.evolve(segment, mail=order.head), queued)
    if state.draft is not None:
        story.add(DraftSaved(leg.agent, "", state.draft_rev + 1))
    return Decision(story.events, {"segment": segment.segment, "mail": order.head.mail})


def require_writer(state: Interaction, context: Context) -> None:
    """Who asks may send mails here now. Raises: Refused (`forbidden`, `invalid_state`)."""
    leg = authority.require_primary(state, context)
    if state.channel is not Channel.EMAIL:
        raise authority.invalid(str(state.channel), "message.send")
    if leg.state is not LegState.ACTIVE:
        raise legs.stuck(leg)


def retry(state: Interaction, command: RetryMail, context: Context) -> Decision:
    """A failed one is tried again from the first attempt on, for those who do not have it; after a bounce for all. By
    who handles it; by supervisors also when nobody does any more. Raises: Refused (`not_found`, `invalid_state`)."""
    if context.by.kind is not PrincipalKind.SUPERVISOR:
        authority.require_primary(state, context)
    mail = state.mails.get(command.mail)
    if mail is None:
        raise Refused(ErrorCode.NOT_FOUND, details={"mail": command.mail})
    if mail.state is not MailState.FAILED:
        raise authority.invalid(str(mail.state))
    addresses = tuple(one.address for one in mail.left) or mail.recipients
    queued = MailStateChanged(mail.id, MailState.QUEUED, left=tuple(map(Undelivered, addresses)))
    return Decision((queued,), {"mail": mail.id})


def progress(state: Interaction, order: MailProgress, context: Context) -> Decision:
    """As the outbox says."""
    said = MailStateChanged(order.mail, order.state, order.attempts, order.next_at_ms, order.reason, order.left)
    return Decision(_stands(state, said))


def check_draft(state: Interaction, draft: MailDraft | None) -> None:
    """Bounded, and only where mails are written. Raises: Refused (`bad_request`, `invalid_state`, `too_large`)."""
    if draft is None:
        return
    if state.channel is not Channel.EMAIL:
        raise authority.invalid(str(state.channel))
    check_addresses(draft.to, draft.cc, draft.bcc, place="params.mail")
    if len(draft.uploads) > MAIL_UPLOADS_MAX:
        raise Refused(ErrorCode.TOO_LARGE, details={"path": "params.mail.uploads", "items_max": MAIL_UPLOADS_MAX})


def check_addresses(*lists: tuple[MailAddress, ...], place: str) -> None:
    """To, cc and bcc, in this order, are bounded. Raises: Refused (`too_large`)."""
    for name, addresses in zip(("to", "cc", "bcc"), lists, strict=True):
        if len(addresses) > MAIL_ADDRESSES_MAX:
            details = {"path": f"{place}.{name}", "items_max": MAIL_ADDRESSES_MAX}
            raise Refused(ErrorCode.TOO_LARGE, "too many addresses", details)
        if any(len(one.address) > ADDRESS_CHARS_MAX for one in addresses):
            raise Refused(ErrorCode.TOO_LARGE, "an address is too long", {"path": f"{place}.{name}"})


def _begin(order: MailReceived, context: Context) -> Story:
    queue = context.account.queues.get(order.queue)
    if queue is None:
        raise Refused(ErrorCode.NOT_FOUND, details={"queue": order.queue})
    story = Story(Interaction(), context.now_ms)
    created = Created(
        interaction=context.new_id("int"),
        channel=queue.channel,
        queue=queue.id,
        consumer=order.consumer,
        created_by=authority.maker(context.by),
        subject=order.head.subject,
        follows=order.follows,
    )
    story.add(created, _segment(story.state, order, context))
    story.add(*waiting.requeue(story.state, context, QueuedReason.INTAKE, RequeuePosition.BACK, queue.id))
    return story


def _go_on(state: Interaction, order: MailReceived, context: Context) -> tuple[Event, ...]:
    """What a machine wrote is kept with the thread wherever that stands; only people set something going."""
    segment = _segment(state, order, context)
    return (segment,) if order.head.automatic else content.said(state, segment, context)


def _came_back(state: Interaction, mail: str, order: MailReceived) -> tuple[Event, ...]:
    """That mail has failed. Who does not have it is known where the bounce names one of its recipients."""
    known = state.mails.get(mail)
    attempts, left = (known.attempts, known.left) if known is not None else (0, ())
    for address in known.recipients if known is not None else ():
        if address.casefold() == order.bounced_recipient.casefold():
            others = tuple(one for one in left if one.address != address)
            left = (*others, Undelivered(address, order.reason, is_final=True))
    return _stands(state, MailStateChanged(mail, MailState.FAILED, attempts, None, order.reason, left))


def _segment(state: Interaction, order: MailReceived, context: Context) -> SegmentAdded:
    leg = state.primary
    head = order.head
    return SegmentAdded(
        segment=context.new_id("seg"),
        role=Role.CONSUMER if order.bounced is None else Role.SYSTEM,
        participant=head.sender.name or head.sender.address,
        text=order.text[:TEXT_CHARS_MAX],
        phase=SegmentPhase.QUEUE if leg is None else SegmentPhase.AGENT,
        said_at_ms=context.now_ms,
        leg=None if leg is None else leg.id,
        number=0 if leg is None else leg.number,
        language=order.language,
        by=authority.maker(context.by),
        mail=attrs.evolve(head, is_cut=head.is_cut or len(order.text) > TEXT_CHARS_MAX),
    )


def _stands(state: Interaction, said: MailStateChanged) -> tuple[Event, ...]:
    known = state.mails.get(said.mail)
    if known is None:
        return (said,)
    is_known = (known.state, known.attempts, known.next_at_ms, known.reason, known.left) == (
        *(said.state, said.attempts, said.next_at_ms, said.reason, said.left),
    )
    return () if is_known else (said,)


RULES: Final[Mapping[type, Rule]] = {MailWritten: written, RetryMail: retry, MailProgress: progress}
