"""Functions that fields, package variables and channels of a package hold, by location: what a call of such a value may
reach, whichever function put it there.

Field-based (one set for each field of a type, as in Heintze and Tardieu 2001), of what is in sight. All functions that
are sent over a channel are called; of several that a field may hold, nobody knows which one it is. What a function has
captured, or is bound to, is told by the steps from the object with the field: it is the same object where it is called.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import RECEIVED, Path, is_element
from golint_py.analyses.callables import Target, callee_frame, named, targets
from golint_py.analyses.locations import Naming
from golint_py.ir.ops import Send, Store
from golint_py.ir.program import ops_of
from golint_py.types.model import Basic, Chan, Pointer, Signature, Type

MAX_KEPT = 16  # functions sent over one channel, beyond which nothing is known of them

Steps = tuple[str, ...]


class Kept(Struct, frozen=True, order=True):
    """A function in some place. `brought`: its parameters and captured variables that are parts of the object that has
    the place, each with the steps to there; none if some other object is among them, of which nothing is known.
    `bound`: it has its receiver already. `test`: a test put it there."""

    symbol: str
    brought: tuple[tuple[str, Steps], ...]
    bound: bool
    test: bool


def kept_functions(names: Mapping[str, Naming]) -> dict[str, tuple[Kept, ...]]:
    """By location what is put there. `names` are those of all functions, by symbol."""
    found: dict[str, set[Kept]] = {}
    for naming in names.values():
        for place, value in _put(naming):
            location, owner = _place(naming, place)
            for target in targets(value, naming.paths) if location else ():
                if target.symbol in names:
                    found.setdefault(location, set()).add(_kept(naming, owner, target))
    return {
        location: tuple(sorted(several))
        for location, several in found.items()
        if len(several) <= (MAX_KEPT if RECEIVED in location else 1)
    }


def held_there(naming: Naming, value: int, kept: Mapping[str, tuple[Kept, ...]]) -> Iterator[tuple[Target, bool]]:
    """What a function value may be that was loaded from such a place, or received, each with whether it has its
    receiver already."""
    location, owner = _place(naming, naming.paths.of[value])
    for one in kept.get(location, ()) if location else ():
        if naming.function.test or not one.test:
            yield Target(one.symbol, brought=tuple((root, owner.then(*way)) for root, way in one.brought)), one.bound


def _put(naming: Naming) -> Iterator[tuple[Path, int]]:
    """Function values that a function stores or sends, with where."""
    types, of = naming.function.types, naming.paths.of
    for store in ops_of(naming.function, Store):
        if isinstance(types[store.value], Signature) and store.address not in naming.paths.functions:
            yield of[store.address], store.value
    for send in ops_of(naming.function, Send):
        if isinstance(types[send.value], Signature):
            yield of[send.channel].then(RECEIVED), send.value


def _place(naming: Naming, path: Path) -> tuple[str, Path]:
    """The location of a field or package variable, or of the elements in it, with the object that has it; "" for what
    only one function can name."""
    fields = [number for number, step in enumerate(path.steps) if not is_element(step)]
    if not fields and not path.root.startswith("g:"):
        return "", path
    return naming.location(path), Path(path.root, path.steps[: fields[-1]] if fields else ())


def _kept(naming: Naming, owner: Path, target: Target) -> Kept:
    paths = naming.paths
    inside = {source: place for place, source in paths.copied.items() if place.starts_with(owner)}
    brought: dict[str, Steps] = {}
    for root, bound in callee_frame(target, (), paths).items():
        path = named(bound, paths)
        path = path if path.starts_with(owner) else inside.get(path, path)
        if path.starts_with(owner):
            brought[root] = path.steps[len(owner.steps) :]
        elif isinstance(bound, Path) or _is_object(naming.function.types[bound]):
            return Kept(target.symbol, (), bool(target.bound), naming.function.test)
    return Kept(target.symbol, tuple(sorted(brought.items())), bool(target.bound), naming.function.test)


def _is_object(kind: Type | None) -> bool:
    """Whether a value of the type may have maps or locks of its own."""
    while isinstance(kind, Pointer):
        kind = kind.elem
    return not isinstance(kind, Basic | Chan | Signature)
