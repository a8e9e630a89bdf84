"""Summaries that a model writes: when one is due, how it is asked, and what happens when it cannot."""
