"""The roles of Ringline in a terminal: `ringline agent`, `consumer`, `service`, `demo`."""

from ringline_client.cli.commands import app, main

__all__ = ["app", "main"]
