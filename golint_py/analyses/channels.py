"""How much room the channels of a package have, by location: known where every channel that is put there in sight was
made with the same constant size."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from golint_py.analyses.access_paths import Paths
from golint_py.analyses.locations import Naming
from golint_py.ir.ops import Const, MakeChan, Store
from golint_py.ir.program import ops_of
from golint_py.types.model import Chan

Kind = TypeVar("Kind")

UNKNOWN = -1


def rooms(names: Mapping[str, Naming]) -> dict[str, int]:
    """Sizes by location; `names` are those of all functions, by symbol."""
    found: dict[str, set[int]] = {}
    for naming in names.values():
        if MakeChan in naming.function.by_kind:
            for location, size in _made(naming):
                found.setdefault(location, set()).add(size)
    for naming in names.values() if found else ():
        for location in _put_there(naming):
            found.setdefault(location, set()).add(UNKNOWN)
    known = {location: next(iter(sizes)) for location, sizes in found.items() if len(sizes) == 1}
    return {location: size for location, size in known.items() if location and size != UNKNOWN}


def _made(naming: Naming) -> Iterator[tuple[str, int]]:
    """Where a function puts the channels that it makes, with their sizes."""
    return placed(naming, {made.result: _size(naming.paths, made) for made in ops_of(naming.function, MakeChan)})


def placed(naming: Naming, made: Mapping[int, Kind]) -> Iterator[tuple[str, Kind]]:
    """Locations of values that a function makes, and of the places where it stores them, with what is said of each."""
    paths = naming.paths
    for value, kind in made.items():
        yield naming.location(paths.of[value]), kind
    for store in ops_of(naming.function, Store) if made else ():
        value = paths.unconverted(store.value)
        if value in made:
            yield naming.location(paths.of[store.address]), made[value]


def _size(paths: Paths, made: MakeChan) -> int:
    if made.size is None:
        return 0
    size = paths.definition[made.size]
    return size.value if isinstance(size, Const) and isinstance(size.value, int) else UNKNOWN


def _put_there(naming: Naming) -> Iterator[str]:
    """Locations to which a function stores channels that were made elsewhere."""
    types, definition = naming.function.types, naming.paths.definition
    for store in ops_of(naming.function, Store):
        if isinstance(types[store.value], Chan):
            made = definition[naming.paths.unconverted(store.value)]
            if not isinstance(made, MakeChan | Const):
                yield naming.location(naming.paths.of[store.address])
