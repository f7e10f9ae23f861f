"""Functions that fields, package variables and channels of a package hold, by location: what a call of such a value may
reach, whichever function put it there.

Field-based (one set for each field of a type, as in Heintze and Tardieu 2001), of what is in sight. All functions that
are sent over a channel, or lie in a map or slice, are called; of several that a field may hold, nobody knows which one
it is. What a function has captured, or is bound to, is told by the steps from the object with the field: it is the same
object where it is called.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import ELEMENT, GLOBALS, ITEM, RECEIVED, Path, is_element
from golint_py.analyses.callables import Target, callee_frame, named, targets
from golint_py.analyses.locations import Naming
from golint_py.ir.ops import Call, MapWrite, Send, Store
from golint_py.ir.program import ops_of
from golint_py.types.model import Basic, Chan, Pointer, Signature, Type

MAX_KEPT = 16  # functions in one channel, map or slice, beyond which nothing is known of them

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
        put = list(_put(naming))
        homes = _homes(naming) if any(_in_element(place) for place, _ in put) else {}
        for place, value in put:
            location, owner = location_and_owner(naming, _at_home(place, homes))
            for target in targets(value, naming.paths) if location else ():
                if target.symbol in names:
                    found.setdefault(location, set()).add(_kept(naming, owner, target))
    return {
        location: tuple(sorted(several))
        for location, several in found.items()
        if len(several) <= (MAX_KEPT if location.endswith((RECEIVED, ELEMENT, ITEM)) else 1)
    }


def held_there(naming: Naming, value: int, kept: Mapping[str, tuple[Kept, ...]]) -> Iterator[tuple[Target, bool]]:
    """What a function value may be that was loaded from such a place, or received, each with whether it has its
    receiver already."""
    location, owner = location_and_owner(naming, naming.paths.of[value])
    for one in kept.get(location, ()) if location else ():
        if naming.function.test or not one.test:
            yield Target(one.symbol, brought=tuple((root, owner.then(*way)) for root, way in one.brought)), one.bound


def _put(naming: Naming) -> Iterator[tuple[Path, int]]:
    """Function values that a function stores, sends, or puts into a map or slice, with where."""
    types, of = naming.function.types, naming.paths.of
    for store in ops_of(naming.function, Store):
        if isinstance(types[store.value], Signature) and store.address not in naming.paths.functions:
            yield of[store.address], store.value
            continue
        made = naming.paths.definition[store.value]
        if isinstance(made, Call) and made.callee.builtin and made.callee.symbol == "append":
            for value in made.args[1:]:
                if isinstance(types[value], Signature):
                    yield of[store.address].then(ITEM), value
    for write in ops_of(naming.function, MapWrite):
        if isinstance(types[write.value], Signature):
            yield of[write.map].then(ELEMENT), write.value
    for send in ops_of(naming.function, Send):
        if isinstance(types[send.value], Signature):
            yield of[send.channel].then(RECEIVED), send.value


def _homes(naming: Naming) -> dict[str, Path]:
    """By its root the place where the function puts a map or slice that it has made."""
    of = naming.paths.of
    return {
        of[store.value].root: of[store.address]
        for store in ops_of(naming.function, Store)
        if of[store.value].root.startswith("v") and not of[store.value].steps and _lasts(of[store.address])
    }


def _lasts(place: Path) -> bool:
    """Whether it is more than a local variable."""
    return bool(place.steps) or place.root.startswith(GLOBALS)


def _in_element(path: Path) -> bool:
    return bool(path.steps) and is_element(path.steps[0])


def _at_home(path: Path, homes: Mapping[str, Path]) -> Path:
    home = homes.get(path.root) if _in_element(path) else None
    return home.then(*path.steps) if home is not None else path


def location_and_owner(naming: Naming, path: Path) -> tuple[str, Path]:
    """The location of a field or package variable, or of the elements in it, with the object that has it; "" for what
    only one function can name."""
    fields = [number for number, step in enumerate(path.steps) if not is_element(step)]
    if not fields and not path.root.startswith(GLOBALS):
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
