"""Functions that have a library encode or print structs with maps in them, which they need not name; by text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from golint_py.analyses.access_paths import is_element
from golint_py.analyses.facts import ENCODE, PRINT
from golint_py.analyses.shown_maps import maps_inside
from golint_py.types.declared import Declared
from golint_py.types.lookup import Lookup
from golint_py.types.model import HOLDERS, Named, StructType, Type
from golint_py.types.scope import Exports, Packages

_ENCODES = frozenset({b"Marshal", b"MarshalIndent", b"Encode"})
_PRINTS = frozenset({b"Print", b"Println", b"Sprint", b"Sprintln", b"Fprint", b"Fprintln"})
_VERB = re.compile(rb"%[+#]?v")

Names = Mapping[bytes, AbstractSet[bytes]]
_NOTHING: AbstractSet[bytes] = frozenset()


def shown_maps(
    declared: Declared, packages: Packages, texts: Sequence[bytes], words: Sequence[AbstractSet[bytes]]
) -> Iterator[AbstractSet[bytes]]:
    """For each body the names of the map fields in the structs that it may have encoded or printed."""
    showing = [
        bool(own & _ENCODES or own & _PRINTS or (b"%" in text and _VERB.search(text)))
        for own, text in zip(words, texts, strict=True)
    ]
    if not any(showing):
        yield from (_NOTHING for _ in texts)
        return
    spoken = set[bytes]().union(*(own for shows, own in zip(showing, words, strict=True) if shows))
    types, places = _holders(declared.test_exports, Lookup(packages, declared.exports.path), spoken)
    typed = re.compile(rb"\b(\w+),? [*\[\]]*(" + b"|".join(sorted(map(re.escape, types))) + rb")\b") if types else None
    for shows, own, text in zip(showing, words, texts, strict=True):
        found: set[bytes] = set()
        for name in own & places.keys() if shows else ():
            found |= places[name]
        if shows and typed is not None and not own.isdisjoint(types):
            for _, kind in typed.findall(text):
                found |= types[kind]
        yield found


def _holders(exports: Exports, lookup: Lookup, spoken: AbstractSet[bytes]) -> tuple[Names, Names]:
    """By name of a type of the package the map fields in it; the same by name of a field or package variable; of those
    that are `spoken` of."""
    inside = cache(lambda kind: _inside(kind, lookup))
    types: dict[bytes, set[bytes]] = {}
    places: dict[bytes, set[bytes]] = {}
    for name, declaration in exports.types.items():
        found = inside(Named(f"{exports.path}.{name}")) if name.encode() in spoken else None
        if found:
            types.setdefault(name.encode(), set()).update(found)
        if isinstance(declaration.underlying, StructType):
            for field in declaration.underlying.fields:
                if field.name.encode() in spoken:
                    places.setdefault(field.name.encode(), set()).update(inside(field.type))
    for name, kind in exports.vars.items():
        if name.encode() in spoken:
            places.setdefault(name.encode(), set()).update(inside(kind))
    return types, {name: found for name, found in places.items() if found}


def _inside(kind: Type | None, lookup: Lookup) -> set[bytes]:
    """Names of the map fields in values of the type, and in what they contain or point to."""
    while isinstance(kind, HOLDERS):
        kind = kind.elem
    found = (steps for how in (ENCODE, PRINT) for steps in maps_inside(lookup, kind, how))
    fields = ([one for one in steps if not is_element(one)] for steps in found)
    return {last[-1].rpartition(".")[2].encode() for last in fields if last}
