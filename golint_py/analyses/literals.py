"""What a function has put into a literal: the values in a new map, slice or struct, for who looks into all of it.

What is printed of a struct is left to `shown_maps`: it may have its own way, or what it leads to only an address.
"""

from collections.abc import Iterator

from golint_py.analyses.access_paths import Paths
from golint_py.analyses.facts import ENCODE
from golint_py.ir.ops import Alloc, FieldAddr, IndexAddr, Load, MakeMap, MapWrite, SliceOf, Store

MAX_DEPTH = 3  # literals in each other


def contents(paths: Paths, value: int, how: str, depth: int = 0) -> Iterator[int]:
    """The values in what was made here, and in what is in it, that a library gets to see when it encodes or prints
    that (`how`)."""
    for inner in _parts(paths, paths.unconverted(value), how):
        inner = paths.unconverted(inner)
        yield inner
        if depth < MAX_DEPTH:
            yield from contents(paths, inner, how, depth + 1)


def _parts(paths: Paths, value: int, how: str) -> Iterator[int]:
    made = paths.definition[value]
    if isinstance(made, MakeMap):
        yield from (write.value for _, write in paths.at(MapWrite) if write.map == value)
        return
    if isinstance(made, Load):
        value = made.address
    elif isinstance(made, SliceOf):
        value = made.base
    if isinstance(paths.definition[value], Alloc):
        for _, store in paths.at(Store):
            place = paths.definition[store.address]
            field = isinstance(place, FieldAddr) and how == ENCODE and place.field[:1].isupper()
            if (
                isinstance(place, FieldAddr | IndexAddr)
                and place.base == value
                and (field or isinstance(place, IndexAddr))
            ):
                yield store.value
