"""Functions that have a library encode or print structs with maps in them, which they need not name; by text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from golint_py.analyses.access_paths import is_element
from golint_py.analyses.facts import COPY, ENCODE, PRINT
from golint_py.analyses.shown_maps import OWN_WAY, maps_inside
from golint_py.analyses.tables import map_calls
from golint_py.selection.body_index import MAX_USERS, BodyIndex
from golint_py.types.declared import Declared
from golint_py.types.lookup import Lookup
from golint_py.types.model import HOLDERS, Named, StructType, Type
from golint_py.types.scope import Exports, Packages

_VERB = re.compile(rb"%[+#]?v")
_RETURNED = re.compile(rb"\breturn\s+(?:[\w.()]+,\s*)*[\w.]*\.(\w+)\s*(?:,|\}|//|$)", re.MULTILINE)

Names = Mapping[bytes, AbstractSet[bytes]]
_NOTHING: AbstractSet[bytes] = frozenset()


def shown_maps(
    declared: Declared, packages: Packages, texts: Sequence[bytes], words: Sequence[AbstractSet[bytes]]
) -> Iterator[AbstractSet[bytes]]:
    """For each body the names of the map fields in the structs that it may have encoded or printed, or return copies
    of."""
    names = _callees(ENCODE) | {name for name in _callees(PRINT) if b"rint" in name}  # not each Error and Info
    showing = [
        bool(own & names or (b"%" in text and _VERB.search(text))) for own, text in zip(words, texts, strict=True)
    ]
    copied = _copied(declared.test_exports, Lookup(packages, declared.exports.path))
    if not copied and not any(showing):
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
        if not own.isdisjoint(copied):
            for name in _RETURNED.findall(text):
                found |= copied.get(name, _NOTHING)
        yield found


def encoding(chosen: AbstractSet[int], index: BodyIndex, tests: Sequence[bool]) -> set[int]:
    """The bodies that may have something encoded, if one that is chosen says how."""
    own_ways = {name.encode() for name in OWN_WAY[ENCODE]}
    if not any(index.names[number] in own_ways for number in chosen):
        return set()
    names = _callees(ENCODE)
    found = {number for number, own in enumerate(index.words) if not tests[number] and own & names}
    return found if len(found) <= MAX_USERS else set()


@cache
def _callees(how: str) -> AbstractSet[bytes]:
    """Names of the functions that encode or print all that they are given."""
    rows = map_calls().items()
    return {symbol.rpartition(".")[2].encode() for symbol, row in rows if row.shows == how and row.format < 0}


def _copied(exports: Exports, lookup: Lookup) -> Names:
    """By name of a field that holds a struct with maps, the names of those."""
    found: dict[bytes, set[bytes]] = {}
    for declaration in exports.types.values():
        if isinstance(declaration.underlying, StructType):
            for field in declaration.underlying.fields:
                for steps in maps_inside(lookup, field.type, COPY):
                    found.setdefault(field.name.encode(), set()).add(steps[-1].rpartition(".")[2].encode())
    return found


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
