"""`python -m ringline_protocol.schema [--check]`"""

import sys

from ringline_protocol.schema.files import main

sys.exit(main(sys.argv[1:]))
