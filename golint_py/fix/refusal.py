"""Why a fix is not made."""


class Refused(Exception):
    """A condition of a fix does not hold. The text says which, as the end of `not fixed: ...`."""
