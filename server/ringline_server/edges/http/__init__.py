"""The same commands over HTTP: one file for each resource, `app.py` is the table of paths."""
