"""`python -m ringline_server` is `ringline`. What is imported is no garbage: never to look is a fifth of a start."""

import gc

gc.disable()

from ringline_server.cli import main  # noqa: E402 - not to look comes first

gc.freeze()
gc.enable()

if __name__ == "__main__":
    main()
