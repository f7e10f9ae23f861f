"""What a package may cost: seconds of its own, the end of the whole run, and memory of the process that works on it."""

from msgspec import Struct


class Limits(Struct, frozen=True):
    """`seconds` for one package, `end` of the run (seconds since 1970), `megabytes` of a process; 0 is no limit.
    `total` is how long the run may take, for messages."""

    seconds: float = 0.0
    end: float = 0.0
    megabytes: int = 0
    total: float = 0.0

    @property
    def any(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.seconds or self.end or self.megabytes)


class OverLimit(BaseException):
    """The work has to stop; the text says why. No `Exception`: nobody on the way may take it for a crash of a rule."""
