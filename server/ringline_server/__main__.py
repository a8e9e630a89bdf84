"""`python -m ringline_server` is `ringline`. What is imported is no garbage: never to look is a fifth of a start.

Ctrl-C while it imports ends it at once and without a word: there is nothing yet that would have to be said or closed.
"""

import gc
import signal

gc.disable()
interrupted = signal.getsignal(signal.SIGINT)
if interrupted is signal.default_int_handler:  # else whoever started us does not want it
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from ringline_server.cli import main  # noqa: E402 - not to look comes first

signal.signal(signal.SIGINT, interrupted)
gc.freeze()
gc.enable()

if __name__ == "__main__":
    main()
