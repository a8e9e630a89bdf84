"""The machine-readable protocol, generated from the classes. A development tool: needs msgspec, and writes files.

shapes.py   JSON Schema of every frame, method and event      tables.py   errors, close codes, limits, methods
files.py    the files in `protocol/schema`: write, compare
"""
