"""Closed sets of the configuration: what an operator may choose for a queue."""

from enum import StrEnum


class Selection(StrEnum):
    """How a queue picks among the agents that may take an interaction."""

    LONGEST_IDLE = "longest_idle"
    LONGEST_IDLE_READY = "longest_idle_ready"
    SEQUENTIAL = "sequential"
    ROTATING = "rotating"
    LEAST_LOADED = "least_loaded"
    SIMULTANEOUS = "simultaneous"


class RequeuePosition(StrEnum):
    """Where an interaction stands that comes back to its queue."""

    KEEP = "keep"
    FRONT = "front"
    BACK = "back"


class MissedPolicy(StrEnum):
    """What a missed ring does to the agent."""

    NONE = "none"
    NOT_READY = "not_ready"


class ExpiryPolicy(StrEnum):
    """What happens when wrap-up time is over and a mandatory disposition is missing."""

    HOLD = "hold"
    DEFAULT = "default"
    RELEASE = "release"


class MediaReports(StrEnum):
    """Whose media must flow before an accepted call is active."""

    NONE = "none"
    AGENT = "agent"
    BOTH = "both"
