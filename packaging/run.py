#!/usr/bin/env python3
"""Set up Backprop GUI in this checkout and run it, or run its tests.

    python3 packaging/run.py [ARGUMENTS FOR backprop-gui]
    python3 packaging/run.py test [ARGUMENTS FOR pytest]

Needs Python 3.11 or newer with pip, nothing else. Any Python reads this file, and set_up.py does the rest.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Backprop GUI needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])  # noqa: UP031

from set_up import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
