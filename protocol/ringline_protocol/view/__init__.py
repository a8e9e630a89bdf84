"""Views: what a client knows of each stream, as frozen values that events are folded into.

interaction.py   InteractionView: agents, supervisors, services       interaction_reducer.py, _legs.py, _content.py
consumer.py      ConsumerView: the same interaction for its consumer
agent.py         AgentView        queue.py   QueueView
stream.py        apply, JSON      desk.py    DeskView: all streams of a desk
packet.py        what those who had it before leave to an agent
"""

from ringline_protocol.view.agent import AgentOffer, AgentView, Device
from ringline_protocol.view.consumer import ConnectingView, ConsumerAgent, ConsumerMonitor, ConsumerView
from ringline_protocol.view.content import (
    VIEW_MAILS_MAX,
    VIEW_SEGMENTS_MAX,
    VIEW_WHISPERS_MAX,
    DraftView,
    MailStateView,
    NoteView,
    SegmentView,
)
from ringline_protocol.view.desk import DeskView
from ringline_protocol.view.interaction import (
    VIEW_LEGS_MAX,
    VIEW_OFFERS_MAX,
    EndingView,
    InteractionView,
    LegView,
    OfferView,
    OutcomeView,
    ParkedView,
    TransferEndView,
    TransferView,
    WaitingView,
    WantedView,
    WrapUpView,
)
from ringline_protocol.view.packet import packet
from ringline_protocol.view.queue import QueueRow, QueueView
from ringline_protocol.view.stream import View, apply, view_from_json, view_to_bytes, view_to_json, with_partial
from ringline_protocol.view.variables import VariableView, variable_view

__all__ = [
    "VIEW_LEGS_MAX",
    "VIEW_MAILS_MAX",
    "VIEW_OFFERS_MAX",
    "VIEW_SEGMENTS_MAX",
    "VIEW_WHISPERS_MAX",
    "AgentOffer",
    "AgentView",
    "ConnectingView",
    "ConsumerAgent",
    "ConsumerMonitor",
    "ConsumerView",
    "DeskView",
    "Device",
    "DraftView",
    "EndingView",
    "InteractionView",
    "LegView",
    "MailStateView",
    "NoteView",
    "OfferView",
    "OutcomeView",
    "ParkedView",
    "QueueRow",
    "QueueView",
    "SegmentView",
    "TransferEndView",
    "TransferView",
    "VariableView",
    "View",
    "WaitingView",
    "WantedView",
    "WrapUpView",
    "apply",
    "packet",
    "variable_view",
    "view_from_json",
    "view_to_bytes",
    "view_to_json",
    "with_partial",
]
