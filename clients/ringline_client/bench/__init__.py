"""Measures a server on this machine: many light connections, fixed work, medians. `ringline bench`

running   the servers, each a process: started, weighed, ended
wires     thousands of WebSocket connections in one loop, at a few microseconds a message
loop      some seconds of work, and what they cost
simple    the work, as simple servers do it: the textbook server here, and the peers in tests/benchmarks
own       the same work, as Ringline does it: with tokens, streams and a disk
figures   medians, spread, the table
"""
