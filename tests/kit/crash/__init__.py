"""A scripted load on a server that is killed again and again, what was recorded of it, and what must hold of it."""
