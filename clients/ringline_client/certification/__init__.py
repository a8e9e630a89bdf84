"""Certifies clients: a server that does everything a client must be able to bear, and judges what it makes of it."""
