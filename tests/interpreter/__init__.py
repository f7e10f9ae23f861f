"""Runs lowered Go programs: the meaning of the intermediate representation, for tests."""
