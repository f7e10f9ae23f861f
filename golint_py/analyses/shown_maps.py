"""Maps in what a library encodes or prints: it reads the fields of a struct, and those of the structs in it.

What has methods that the library calls instead (`MarshalJSON`, `String`) is left to them. What is in an interface is
not known, and the standard library's own types are left out.
"""

import re
from collections.abc import Iterator, Sequence

from golint_py.analyses.access_paths import ELEMENT, step
from golint_py.analyses.facts import COPY, ENCODE, PRINT
from golint_py.analyses.offers import is_own
from golint_py.types.lookup import Lookup
from golint_py.types.methods import find
from golint_py.types.model import Array, Basic, Field, Map, Named, Pointer, Slice, StructType, Type

MAX_DEPTH = 4  # structs within each other, beyond which nothing is looked for

Steps = tuple[str, ...]

# Methods that are called in place of reading the fields.
OWN_WAY = {
    ENCODE: ("MarshalJSON", "MarshalText", "MarshalYAML", "MarshalXML", "MarshalBinary", "GobEncode"),
    PRINT: ("Format", "GoString", "Error", "String"),
    COPY: (),
}
_LOCKS = frozenset({Pointer(Named("sync.Mutex")), Pointer(Named("sync.RWMutex")), Named("sync.Locker")})
_VERB = re.compile(r"%[-+# 0]*(?:\d+)?(?:\.\d*)?([a-zA-Z%*\[])")
_SHOWING = "vs"  # verbs that lead into a struct: others complain about it, or print where it is


def maps_inside(lookup: Lookup, kind: Type | None, how: str) -> tuple[Steps, ...]:
    """The steps from a value of that type to the maps that are read when it is encoded or printed, or that a copy of it
    has, too (`how`); its own content, if it is a map, is not among them."""
    return tuple(_inside(lookup, kind, how, (), ()))


def shares_maps_alone(lookup: Lookup, kind: Type | None, depth: int = MAX_DEPTH) -> bool:
    """Whether a copy of a value has nothing in common with it but maps without references in them, and bytes."""
    content = lookup.underlying(lookup.unalias(kind))
    if isinstance(content, StructType):
        return depth > 0 and all(shares_maps_alone(lookup, field.type, depth - 1) for field in content.fields)
    if isinstance(content, Map | Slice | Array):
        content = lookup.underlying(lookup.unalias(content.elem))
    return isinstance(content, Basic)


def _inside(lookup: Lookup, kind: Type | None, how: str, steps: Steps, around: tuple[str, ...]) -> Iterator[Steps]:
    kind = lookup.unalias(kind)
    if isinstance(kind, Pointer):
        if how == COPY or (how == PRINT and steps):
            return  # its address is printed, or copied
        kind = lookup.unalias(kind.elem)
    owner = kind.name if isinstance(kind, Named) else ""
    if owner and (owner in around or not is_own(owner) or _has_own_way(lookup, kind, how)):
        return
    content = lookup.underlying(kind)
    if isinstance(content, Map | Slice | Array):
        if isinstance(content, Map) and steps:
            yield steps
        if how != COPY or isinstance(content, Array):
            yield from _inside(lookup, content.elem, how, (*steps, ELEMENT), around)
    elif isinstance(content, StructType) and how == COPY and any(field.type in _LOCKS for field in content.fields):
        return  # the copy has the lock, too: it is the same one
    elif isinstance(content, StructType) and len(around) < MAX_DEPTH:
        for field in content.fields:
            if how != ENCODE or _is_encoded(field):
                inner = (*steps, step(owner, field.name))
                yield from _inside(lookup, field.type, how, inner, (*around, owner))


def _has_own_way(lookup: Lookup, kind: Type | None, how: str) -> bool:
    return any(find(lookup, Pointer(kind), name) is not None for name in OWN_WAY[how])


def _is_encoded(field: Field) -> bool:
    return (field.embedded or field.name[:1].isupper()) and ':"-"' not in field.tag


def shown(format: str, arguments: Sequence[int]) -> Iterator[int]:
    """Those of the arguments of a format that are printed with what is in them; none where their order is not plain."""
    verbs = [verb for verb in _VERB.findall(format) if verb != "%"]
    if "*" not in verbs and "[" not in verbs:
        yield from (argument for argument, verb in zip(arguments, verbs, strict=False) if verb in _SHOWING)
