"""What a function has put into a literal: the values in a new map, slice or struct, for who looks into all of it.

What is printed of a struct is left to `shown_maps`: it may have its own way, or what it leads to only an address.
"""

from collections.abc import Iterator

from golint_py.analyses.access_paths import ITEM, MAX_ALTERNATIVES, Path
from golint_py.analyses.facts import ENCODE
from golint_py.analyses.frame import Frame
from golint_py.ir.ops import Alloc, Load, MakeMap, SliceOf


def contents(frame: Frame, value: int, how: str) -> tuple[int, ...]:
    """The values in what was made here, and in what is in it, that a library gets to see when it encodes or prints
    that (`how`)."""
    found: dict[int, None] = {}
    work = [value]
    while work:
        for inner in _parts(frame, frame.paths.unconverted(work.pop()), how):
            inner = frame.paths.unconverted(inner)
            if inner not in found:
                found[inner] = None
                work.append(inner)
    return tuple(found)


def elements(frame: Frame, value: int) -> tuple[int, ...]:
    """The values that an element of an array or slice may be whose elements are put in here; none if there are too
    many."""
    of = frame.paths.of
    whole, steps = Path(of[value].root), of[value].steps
    if steps != (ITEM,) or not isinstance(frame.paths.origin(whole), Alloc):
        return ()
    inside = (part for base, parts in frame.put.items() if of[base] == whole for field, part in parts if not field)
    found = {of[part]: part for part in inside}
    return tuple(found.values()) if len(found) <= MAX_ALTERNATIVES else ()


def _parts(frame: Frame, value: int, how: str) -> Iterator[int]:
    made = frame.paths.definition[value]
    if isinstance(made, Load):
        value = made.address
    elif isinstance(made, SliceOf):
        value = made.base
    if isinstance(frame.paths.definition[value], MakeMap | Alloc):
        for field, part in frame.put.get(value, ()):
            if not field or (how == ENCODE and field[:1].isupper()):
                yield part
