"""The Ringline server."""
