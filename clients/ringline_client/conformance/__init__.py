"""The conformance kit: what any Ringline server must do, asked from outside. README.md says how to run it."""
