"""`python -m ringline_server` is `ringline`."""

from ringline_server.cli import main

main()
