"""Where something stands in a file: a path and a half-open range of bytes."""

from msgspec import Struct


class Span(Struct, frozen=True, order=True, gc=False):
    """Bytes `start` (inclusive) to `end` (exclusive), 0-based, of the file `path` (POSIX, relative to the tree's
    root)."""

    path: str
    start: int
    end: int


class Site(Struct, frozen=True, order=True, gc=False):
    """A place that survives edits elsewhere: the `ordinal`-th recorded place (0-based) of the function `symbol`.

    Exports and Facts hold sites, never byte offsets; a package's span table turns a site into a `Span` when a report is
    made (DESIGN 2).
    """

    symbol: str
    ordinal: int
