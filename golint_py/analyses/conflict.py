"""What a conflict is, and of which classes."""

from msgspec import Struct

from golint_py.analyses.guards import Instance
from golint_py.text.finding import Confidence
from golint_py.text.span import Site

UNDER_READ_LOCK = "write-under-read-lock"
ESCAPES = "guarded-map-escapes"
INCONSISTENT = "inconsistent-guard"
CONCURRENT = "concurrent-access"


class Conflict(Struct, frozen=True, eq=False):
    """A conflict ready to be told. `guard` is the key of the lock in question ("" when there is none); `holding` of
    `functions` functions hold it. `site` is where the finding stands; `doubts` say why it is not surer; `racy` are the
    other places without the lock. `partial` is a lock near the map that too few hold to be its guard, `users` the
    functions that use the map."""

    kind: str
    location: str
    weaker: Instance
    other: Instance
    site: Site
    guard: str
    holding: int
    functions: int
    confidence: Confidence
    rank: float
    doubts: tuple[str, ...] = ()
    racy: tuple[tuple[Site, str], ...] = ()
    declared: bool = False
    partial: str = ""
    users: tuple[str, ...] = ()
