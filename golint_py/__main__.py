"""`python -m golint_py`."""

from golint_py.cli.main import main

main()
