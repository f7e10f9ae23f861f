"""Why a fix is not made."""


class Refused(Exception):
    """A condition of a fix does not hold. The text says which, as the end of `not fixed: ...`."""


class NeedsPointer(Refused):
    """What a map begins with cannot be put behind the literal that it is in; a pointer to the new map can be in it."""
