"""Lock types of the program's own making: a struct around a mutex, with the methods of one.

Whoever takes such a lock takes the field with the struct (`c.mu.Lock()`), and not the mutex in there, which has the
same name in all objects that have such a field.
"""

from golint_py.analyses.access_paths import step
from golint_py.types.lookup import Lookup
from golint_py.types.model import Array, Basic, Named, StructType, Type
from golint_py.types.scope import TypeDecl

_MUTEXES = frozenset({"sync.Mutex", "sync.RWMutex"})
_WITHOUT_MAPS = ("sync.", "sync/atomic.", "time.")  # types whose values lead to no map of the program's
_DEEPEST = 8


def lock_types(lookup: Lookup, package: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The fields that lead to the only mutex of a lock type of the package, which is the lock itself: no fields. Such a
    type has methods `Lock` and `Unlock`, and nothing in it that it could guard: no maps, pointers, or slices."""
    exports = lookup.exports(package)
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, declared in exports.types.items() if exports is not None else ():
        mutex = _mutex(lookup, declared)
        if mutex:
            found[(step(f"{package}.{name}", mutex),)] = ()
    return found


def _mutex(lookup: Lookup, declared: TypeDecl) -> str:
    """The field with the mutex of a lock type; "" for other types."""
    struct = declared.underlying
    if not isinstance(struct, StructType) or not all(map(declared.methods.__contains__, ("Lock", "Unlock"))):
        return ""
    mutexes = [one.name for one in struct.fields if isinstance(one.type, Named) and one.type.name in _MUTEXES]
    alone = len(mutexes) == 1 and all(_holds_no_map(lookup, one.type, _DEEPEST) for one in struct.fields)
    return mutexes[0] if alone else ""


def _holds_no_map(lookup: Lookup, kind: Type | None, depth: int) -> bool:
    if isinstance(kind, Named) and kind.name.startswith(_WITHOUT_MAPS):
        return True
    kind = lookup.underlying(kind) if isinstance(kind, Named) else kind
    if isinstance(kind, StructType):
        return depth > 0 and all(_holds_no_map(lookup, one.type, depth - 1) for one in kind.fields)
    return isinstance(kind, Basic) or (isinstance(kind, Array) and _holds_no_map(lookup, kind.elem, depth - 1))
