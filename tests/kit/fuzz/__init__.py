"""A seeded fuzzer of everything that strangers send: bytes, frames, JSON, commands. See __main__.py."""
