"""Go code that golint-py writes into a module."""
