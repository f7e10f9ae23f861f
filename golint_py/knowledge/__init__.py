"""Facts about Go and its libraries, as data."""
