"""`python -m golint_py`."""

import sys

from golint_py.cli.main import entry

sys.exit(entry())
