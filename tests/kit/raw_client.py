"""A client without comfort; it belongs to the conformance kit, where people who write servers need it too."""

from ringline_client.conformance.raw_client import Closed, Frame, RawClient, raw_client

__all__ = ["Closed", "Frame", "RawClient", "raw_client"]
