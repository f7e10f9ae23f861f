"""The version of golint-py, as a constant so that nothing has to be looked up at start."""

VERSION = "0.1.0"
