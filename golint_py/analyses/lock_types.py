"""Lock types of the program's own making: a struct around a mutex, with the methods of one.

Whoever takes such a lock takes the field with the struct (`c.mu.Lock()`), and not the mutex in there, which has the
same name in all objects that have such a field.
"""

from golint_py.analyses.access_paths import step
from golint_py.analyses.offers import is_own
from golint_py.types.lookup import Lookup
from golint_py.types.model import Array, Basic, Named, StructType, Type

_MUTEXES = frozenset({"sync.Mutex", "sync.RWMutex"})
_WITHOUT_MAPS = ("sync.", "sync/atomic.", "time.")  # types whose values lead to no map of the program's
_DEEPEST = 8


def lock_types(lookup: Lookup, package: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The fields that lead to the only mutex of a lock type, which is the lock itself: no fields. Such a type has
    methods `Lock` and `Unlock`, and nothing in it that it could guard: no maps, pointers, or slices. Those of the
    package, and those of others that fields and variables of the package have."""
    exports = lookup.exports(package)
    if exports is None:
        return {}
    kinds: dict[str, None] = dict.fromkeys(f"{package}.{name}" for name in exports.types)
    for declared in exports.types.values():
        if isinstance(declared.underlying, StructType):
            kinds.update((one.type.name, None) for one in declared.underlying.fields if isinstance(one.type, Named))
    kinds.update((kind.name, None) for kind in exports.vars.values() if isinstance(kind, Named))
    first = package.partition("/")[0]
    mutexes = ((name, _mutex(lookup, name)) for name in kinds if is_own(name) or name.startswith(first))
    return {(step(name, mutex),): () for name, mutex in mutexes if mutex}


def _mutex(lookup: Lookup, name: str) -> str:
    """The field with the mutex of a lock type; "" for other types."""
    declared = lookup.declaration(name)
    struct = declared.underlying if declared is not None else None
    if declared is None or not isinstance(struct, StructType):
        return ""
    mutexes = [one for one in struct.fields if isinstance(one.type, Named) and one.type.name in _MUTEXES]
    if len(mutexes) != 1 or not (mutexes[0].embedded or {"Lock", "Unlock"} <= declared.methods.keys()):
        return ""
    return mutexes[0].name if all(_holds_no_map(lookup, one.type, _DEEPEST) for one in struct.fields) else ""


def _holds_no_map(lookup: Lookup, kind: Type | None, depth: int) -> bool:
    if isinstance(kind, Named) and kind.name.startswith(_WITHOUT_MAPS):
        return True
    kind = lookup.underlying(kind) if isinstance(kind, Named) else kind
    if isinstance(kind, StructType):
        return depth > 0 and all(_holds_no_map(lookup, one.type, depth - 1) for one in kind.fields)
    return isinstance(kind, Basic) or (isinstance(kind, Array) and _holds_no_map(lookup, kind.elem, depth - 1))
