"""Names of fields and package variables that hold maps, and which functions name one that changes in place."""

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from msgspec import Struct

from golint_py.analyses.offers import is_own
from golint_py.selection.body_index import BodyIndex
from golint_py.types.declared import Declared
from golint_py.types.lookup import Lookup, core, underlying
from golint_py.types.model import HOLDERS, Interface, Map, Pointer, StructType, Type
from golint_py.types.scope import Exports, Packages

_FIELD = re.compile(rb"\.\s*(\w+)|\b(\w+):")
# Several indices are one text between brackets: a repetition would try every way to cut it. What follows a name is only
# looked at: one line may have several names.
_WRITTEN = re.compile(rb"\b(\w+)(?=\[[^\n=]{0,300}\]\s*(?:=(?!=)|\+\+|--|[-+*/|&^%]=|<<=|>>=|,[^\n=]{0,300}=(?!=)))")
_DELETED = re.compile(rb"(?:delete|clear)\([^\n,)]*?(\w+)(?:\[[^\n]{0,300}?\])?\s*[,)]")
_ALIASED = re.compile(
    rb"(?:[=:,]|return)\s*(?:[&*]|<-\s*)?[\w.()\[\]]*?\b(\w+)(?=(?:\[[^\n]{0,300}\])?\s*(?::?$|,|\}|;))", re.MULTILINE
)
_ASKED = re.compile(rb"\b(\w+)(?=\.\w+\()")  # a method of a map type
_ASSERTED = re.compile(rb"\.(\w+)\.\((?:map\[|type\))")
_HANDED = re.compile(rb"[(,]\s*&?(?:[\w()\[\]]+\.)*(\w+)(?:\[[^\n]{0,300}?\])?(?=[,)])")


class MapNames(Struct, frozen=True, eq=False):
    """Names of fields and of package variables; `nested` are those whose maps lie in something else: in another map, a
    slice, a channel, behind a pointer."""

    fields: set[bytes]
    variables: set[bytes]
    nested: set[bytes]


def map_names(declared: Declared, own: Lookup, packages: Packages) -> MapNames:
    """Names of fields and package variables, of this package (`own` sees it with its test files) and exported ones of
    its imports, that hold maps."""
    found = MapNames(set(), set(), set())
    others = Lookup(packages, "")
    _collect(declared.test_exports, own, found, exported=False)
    for path in declared.test_exports.imports:
        if is_own(path) or path in ("net/http", "net/url"):
            imported = packages.exports(path)
            if imported is not None:
                _collect(imported, others, found, exported=True)
    asserted = _asserted(declared, own)
    found.fields.update(asserted)
    found.nested.update(asserted)
    return found


def _asserted(declared: Declared, own: Lookup) -> set[bytes]:
    """Names of fields of this package with interfaces that somebody takes for maps."""
    names: set[bytes] = set()
    for scope in declared.files:
        if b".(map[" in scope.parsed.data or b"case map[" in scope.parsed.data:
            names.update(_ASSERTED.findall(scope.parsed.data))
    if not names:
        return names
    kinds = (underlying(declaration.underlying, own) for declaration in declared.test_exports.types.values())
    fields = (field for kind in kinds if isinstance(kind, StructType) for field in kind.fields)
    return {name for field in fields if (name := field.name.encode()) in names and _is_interface(field.type, own)}


def _is_interface(kind: Type | None, packages: Packages) -> bool:
    return isinstance(core(kind, packages), Interface)


def _collect(exports: Exports, packages: Packages, found: MapNames, exported: bool) -> None:
    for name, kind in exports.vars.items():
        if (not exported or name[:1].isupper()) and holds_map(kind, packages):
            found.variables.add(name.encode())
            if _is_nested(kind, packages):
                found.nested.add(name.encode())
        if not exported and isinstance(kind, StructType):
            _fields(kind, packages, found, exported)
    for declaration in exports.types.values():
        _fields(declaration.underlying, packages, found, exported)


def _fields(kind: Type | None, packages: Packages, found: MapNames, exported: bool) -> None:
    """Names of the map fields of a struct, of unnamed structs in it too."""
    work: list[Type | None] = [kind]
    while work:
        now = work.pop()
        if isinstance(now, HOLDERS):
            work.append(now.elem)
        elif isinstance(now, StructType):
            for field in now.fields:
                if (not exported or field.name[:1].isupper()) and holds_map(field.type, packages):
                    found.fields.add(field.name.encode())
                    if _is_nested(field.type, packages):
                        found.nested.add(field.name.encode())
                if not exported:
                    work.append(field.type)


def holds_map(kind: Type | None, packages: Packages) -> bool:
    """Whether values of the type are maps, or contain maps one step down."""
    for _ in range(4):
        if isinstance(kind, Map):
            return True
        if isinstance(kind, HOLDERS):
            kind = kind.elem
            continue
        below = core(kind, packages)
        if below is kind or not isinstance(below, HOLDERS):
            return False
        kind = below
    return False


def _is_nested(kind: Type | None, packages: Packages) -> bool:
    """Whether what holds maps is something else than a map of other things."""
    below = core(kind, packages)
    return not isinstance(below, Map) or holds_map(below.elem, packages)


def points_to_maps(kind: Type | None, own: Packages) -> bool:
    return any(holds_map(field, own) for field in fields_of(kind, own))


def fields_of(kind: Type | None, own: Packages) -> tuple[Type | None, ...]:
    """The types of the fields of the struct that a pointer points to."""
    below = underlying(kind.elem, own) if isinstance(kind, Pointer) else None
    return tuple(field.type for field in below.fields) if isinstance(below, StructType) else ()


def naming_maps(
    maps: MapNames, texts: Sequence[bytes], index: BodyIndex, shown: Iterable[AbstractSet[bytes]]
) -> list[AbstractSet[bytes]]:
    """For each body the maps that it names: package variables, fields behind a dot or before a colon, and those that
    it has shown."""
    mapped = maps.fields | maps.variables
    changed = maps.nested | _changed(mapped - maps.nested, texts, index)  # a nested one has many names
    fields, variables = maps.fields & changed, maps.variables & changed
    either = fields | variables
    found: list[AbstractSet[bytes]] = []
    for text, words, more in zip(texts, index.words, shown, strict=True):
        own = words & either
        if not own <= variables:
            dotted = {selected or key for selected, key in _FIELD.findall(text)}
            own = {name for name in own if name in variables or name in dotted}
        found.append(own | (more & fields))
    return found


def _changed(names: AbstractSet[bytes], texts: Sequence[bytes], index: BodyIndex) -> set[bytes]:
    """Those of the names behind which something is written in place, deleted or cleared, that get a second name, that
    are handed to a call, or whose methods are called: a map of another name is only replaced, and cannot conflict."""
    unknown = set(names)
    for text, words in zip(texts, index.words, strict=True):
        if not words.isdisjoint(unknown):
            for pattern in (_WRITTEN, _DELETED, _HANDED, _ALIASED, _ASKED):
                unknown.difference_update(pattern.findall(text))
                if words.isdisjoint(unknown):
                    break
    return set(names) - unknown
