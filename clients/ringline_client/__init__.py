"""Python client for Ringline, on Trio."""
