"""What an agent reads in the terminal: the ring's card, the conversation, wrap-up, open interactions."""

from collections.abc import Sequence

from ringline_protocol import events as e
from ringline_protocol.frames import Ephemeral, Event
from ringline_protocol.values import Acceptance, LegState, OfferDetail, OfferState, Role
from ringline_protocol.view import AgentOffer, AgentView

from ringline_client.answers import Explained, Found, Labels, Profile
from ringline_client.cli.terminal import seconds
from ringline_client.told import Connected, Disconnected, Told


def ring(offer: AgentOffer, now_ms: int) -> list[str]:
    """The whole card, also when a call brings no context at all."""
    card = offer.card
    if card is None or offer.acceptance is Acceptance.AUTOMATIC:
        return []
    who = card.consumer.name or card.consumer.phone or card.consumer.email or "unknown caller"
    reach = ", ".join(filter(None, (card.consumer.phone, card.consumer.email)))
    again = f", attempt {offer.attempt}" if offer.attempt > 1 else ""
    lines = [f"RING  {who}{f' ({reach})' if reach and reach != who else ''}{' !' if card.top_priority else ''}"]
    lines.append(f"      {card.queue_name} ({offer.channel}), waited {seconds(card.waited_ms)}{again}")
    if card.subject:
        lines.append(f"      subject: {card.subject}")
    if card.flow:
        lines.append(f"      from the flow {card.flow}")
    lines += [f"      {variable.label or variable.name}: {variable.value}" for variable in card.variables]
    if card.summary is not None:
        lines.append(f'      summary ({card.summary.by}): "{card.summary.text}"')
    if card.hand_over is not None:
        lines += _hand_over(card.hand_over)
    left = seconds(offer.expires_at_ms - now_ms)
    return [*lines, f"      {left} left:  a to accept, d [reason] to decline"]


def _hand_over(packet: e.HandOver) -> list[str]:
    lines = [f"      from {packet.agent_name} ({packet.reason.replace('_', ' ')}) {packet.note}".rstrip()]
    lines += [f"      note of {note.agent_name}: {note.text}" for note in packet.notes]
    if packet.draft is not None:
        lines.append(f"      begun by {packet.draft.agent_name}, not sent: {packet.draft.text}")
    return lines + [f"      {line.participant or line.role}: {line.text}" for line in packet.segments]


def shown(told: Told, agent: str, current: str | None) -> list[str]:
    """What an event says to the agent; `current` is the interaction in front of them."""
    match told:
        case Event(stream=stream, data=data) if stream == f"agent/{agent}":
            return _own(data, current)
        case Event(stream=stream, data=data):
            return _conversation(data, agent, "" if stream == f"interaction/{current}" else f"[{stream[-6:]}] ")
        case Ephemeral(data=e.SegmentPartial(role=role, participant=participant, text=text)):
            return [f"  … {participant or role}: {text}"]
        case Ephemeral(data=e.Typing(Role.CONSUMER, _, True)):
            return ["  … the consumer is writing"]
        case Disconnected(wait_ms=wait_ms):
            return [f"* the connection is lost; trying again in {seconds(wait_ms)}, nothing is lost"]
        case Connected(resumed=resumed):
            return ["* connected again, where we were" if resumed else "* connected"]
    return []


def _own(data: object, current: str | None) -> list[str]:
    match data:
        case e.OfferEnded(state=OfferState.ACCEPTED):
            return []
        case e.OfferEnded(state=state, detail=detail):
            return [f"* the ring has ended: {_end(state, detail)}"]
        case e.OfferAccepting():
            return ["* accepted; say /media when your audio works"]
        case e.LegStarted(card=card) if card is not None:
            return [f"* you are in: {card.consumer_name or 'unknown'}, {card.queue_name} ({card.channel})"]
        case e.LegEnded(interaction=interaction) if interaction is not None:
            return ["* wrapped up" if interaction == current else "* an interaction left your desk"]
        case e.AgentStatusChanged(status=status, reason=reason, next_status=upcoming):
            then = f", then {upcoming.status}" if upcoming is not None else ""
            return [f"* you are {status}{f' ({reason})' if reason else ''}{then}".replace("_", " ")]
    return []


def _conversation(data: object, agent: str, where: str) -> list[str]:
    match data:
        case e.SegmentFinal(role=role, participant=participant, text=text, hidden=hidden):
            return [f"{where}{'(whisper) ' if hidden else ''}{participant or role}: {text}"]
        case e.WrapUpStarted(agent=whose, mandatory=mandatory) if whose == agent:
            must = "a disposition is needed" if mandatory else "a disposition is welcome"
            return [f"{where}* wrap-up: {must}. /labels shows them, /done LABEL, /more for more time"]
        case e.WrapUpOverdue(agent=whose) if whose == agent:
            return [f"{where}* the wrap-up is overdue: /done LABEL"]
        case e.InteractionEnded(by=by):
            return [f"{where}* the conversation is over, ended by {by}"]
        case e.SummaryMade(summary=summary):
            return [f'{where}* summary ({summary.by}): "{summary.text}"']
        case e.ConsumerAway():
            return [f"{where}* the consumer's connection is gone"]
        case e.ConsumerBack():
            return [f"{where}* the consumer is back"]
        case e.TransferEnded(result=result, reason=reason):
            return [f"{where}* the transfer is {result}{f': {reason}' if reason else ''}".replace("_", " ")]
        case e.NoteSaved(agent=whose, agent_name=name, text=text) if whose != agent:
            return [f"{where}* note of {name}: {text}"]
    return []


def _end(state: OfferState, detail: OfferDetail | None) -> str:
    return str(detail or state).replace("_", " ")


def desk(view: AgentView, now_ms: int, current: str | None) -> list[str]:
    """Status, what rings, and the open interactions with the time that is left."""
    state = view.state.state if view.state is not None else "unknown"
    lines = [f"* {view.name}: {state}".replace("_", " ")]
    for number, card in enumerate(view.legs, 1):
        mark = ">" if card.interaction == current else " "
        unread = f", {card.unread} unread" if card.unread else ""
        title = card.subject or card.consumer_name or "unknown caller"
        lines.append(f"{mark}{number} {title} · {card.queue_name} ({card.channel}) · {_leg(card, now_ms)}{unread}")
    return lines if view.legs else [*lines, "  nothing open"]


def _leg(card: e.LegCard, now_ms: int) -> str:
    if card.state is LegState.WRAPPING and card.wrap_up is not None and card.wrap_up.until_at_ms is not None:
        return f"wrap-up, {seconds(card.wrap_up.until_at_ms - now_ms)} left"
    return str(card.state)


def profile(known: Profile) -> list[str]:
    """Address book, flow, history."""
    who = known.consumer
    lines = ["  " + "  ".join(filter(None, (who.name or "unknown", who.phone, who.email)))]
    if known.contact is not None:
        lines += [f"  {name}: {value}" for name, value in known.contact.fields.items()]
    lines += [f"  {variable.label or variable.name}: {variable.value}" for variable in known.variables]
    earlier = [f"  earlier: {one.channel}, {one.subject or one.preview or one.phase}" for one in known.earlier]
    return lines + earlier


def found(result: Found) -> list[str]:
    """Hits, with what matched in brackets."""
    hits = [f"  {hit.role}: {_marked(hit.text, hit.offsets)}" for hit in result.hits]
    hits += [f"  {hit.role} (speaking): {_marked(hit.text, hit.offsets)}" for hit in result.partials]
    return hits or ["  nothing"]


def _marked(text: str, spans: Sequence[e.Span]) -> str:
    for span in sorted(spans, key=lambda span: -span.start):
        text = f"{text[: span.start]}[{text[span.start : span.end]}]{text[span.end :]}"
    return text


def labels(tree: Labels) -> list[str]:
    """What may be chosen."""
    if not tree.roots:
        return ["  this queue has none"]
    return [f"  {leaf.id:<20} {leaf.label}" for leaf in tree.leaves]


def explained(answer: Explained) -> list[str]:
    """What rules each member out."""
    if not answer.is_waiting:
        return ["  it is not waiting"]
    lines = [f"  number {answer.position} of {answer.waiting} in {answer.queue}"]
    return lines + [f"  {one.name}: {(one.out or 'free').replace('_', ' ')}" for one in answer.members]
