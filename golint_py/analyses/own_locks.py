"""Which pointers to locks, in fields, lead to no lock of another name: nothing but new locks is put there."""

from collections.abc import Mapping

from golint_py.analyses.access_paths import Paths, step
from golint_py.ir.ops import Alloc, Call, FieldAddr, Load, Store
from golint_py.ir.program import Function
from golint_py.types.model import Named, Pointer, Type

_LOCKS = frozenset({Pointer(Named("sync.Mutex")), Pointer(Named("sync.RWMutex"))})
_EMBEDDED = frozenset({"Mutex", "RWMutex"})
_MAKERS = (".NewMutex", ".NewRWMutex")  # of packages of mutexes out of sight


def own_locks(functions: Mapping[str, Function], paths: Mapping[str, Paths]) -> frozenset[str]:
    """Fields (`path.T.f`) that other packages cannot name and that only get a lock made on the spot, or what another
    object has in the same field. By the stores that are in sight; a field without any is not among them."""
    own: set[str] = set()
    borrowed: set[str] = set()
    for symbol, function in functions.items():
        definition, types = paths[symbol].definition, function.types
        for block in paths[symbol].events:
            for _, op in block:
                if not isinstance(op, Store) or not (types[op.value] in _LOCKS or _for_lock(types[op.address])):
                    continue
                place = definition[op.address]
                if isinstance(place, FieldAddr) and place.owner:
                    field = step(place.owner, place.field)
                    hidden = not place.field[:1].isupper() or place.field in _EMBEDDED
                    (own if hidden and _new(op.value, paths[symbol], field) else borrowed).add(field)
    return frozenset(own - borrowed)


def _for_lock(address: Type | None) -> bool:
    """Whether a place holds a lock by the name of its type: an interface, or a type out of sight."""
    kind = address.elem if isinstance(address, Pointer) else None
    return isinstance(kind, Named) and kind.name.rpartition(".")[2] in _EMBEDDED and not kind.name.startswith("sync.")


def _new(value: int, paths: Paths, field: str) -> bool:
    made = paths.definition[value]
    if isinstance(made, Load):
        source = paths.definition[made.address]
        return isinstance(source, FieldAddr) and step(source.owner, source.field) == field
    return isinstance(made, Alloc) or (isinstance(made, Call) and made.callee.symbol.endswith(_MAKERS))
