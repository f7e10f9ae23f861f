"""What a package may share with those that import it: functions that lead to maps that change, by text."""

from collections.abc import Iterator, Mapping, Sequence, Set

from msgspec import Struct

from golint_py.analyses.callgraph import receiver_and_name
from golint_py.analyses.offers import is_own
from golint_py.selection.body_index import signature_of
from golint_py.types.declared import Body, Declared
from golint_py.types.model import HOLDERS, Interface, Named, Pointer, StructType, Type
from golint_py.types.scope import Exports, Packages


class Foreign(Struct, frozen=True, eq=False):
    """What the imported packages share.

    `names` are the packages' own names by import path, `functions` names of functions by import path, `methods` those
    of the methods of types (`path.T`). `fields` and `variables` hold objects of such types: the methods that count.
    `getters` are methods of imported types that return one.
    """

    names: Mapping[str, bytes]
    functions: Mapping[str, frozenset[bytes]]
    methods: Mapping[str, frozenset[bytes]]
    fields: Mapping[bytes, frozenset[bytes]]
    variables: Mapping[bytes, frozenset[bytes]]
    getters: Mapping[bytes, frozenset[bytes]]


NOTHING = Foreign({}, {}, {}, {}, {}, {})


def offered(declared: Declared, maps: Set[bytes], variables: Set[int], objects: Set[int]) -> tuple[str, ...]:
    """By what other packages reach maps, sorted: exported variables that are among the `maps`; exported functions (`F`)
    and methods (`T.M`) with bodies that lead to package `variables`, or to maps in `objects` that they are given."""
    found = {name for name in declared.exports.vars if name[:1].isupper() and name.encode() in maps}
    for number in variables | objects:
        body = declared.bodies[number]
        receiver, name = receiver_and_name(body.symbol)
        if body.specs or body.scope.file.test or not name[:1].isupper():
            continue
        if receiver:
            found.add(f"{receiver.rpartition('.')[2]}.{name}")
        elif number in variables or _takes_object(declared, body.symbol):
            found.add(name)
    return tuple(sorted(found))


def _takes_object(declared: Declared, symbol: str) -> bool:
    signature = signature_of(declared, symbol)
    return signature is not None and any(
        isinstance(one, Pointer) and isinstance(one.elem, Named) for one in signature.params
    )


def foreign(declared: Declared, packages: Packages) -> Foreign:
    """What the packages share that this one imports."""
    names: dict[str, bytes] = {}
    functions: dict[str, frozenset[bytes]] = {}
    methods: dict[str, set[bytes]] = {}
    getters: dict[bytes, frozenset[bytes]] = {}
    for path in declared.test_exports.imports:
        exports = packages.exports(path)
        if exports is None:
            continue
        for getter, counting in _getters(exports, packages):
            getters[getter] = getters.get(getter, frozenset()) | counting
        if not exports.sharing:
            continue
        names[path] = exports.name.encode()
        functions[path] = frozenset(name.encode() for name in exports.sharing if "." not in name)
        for name in exports.sharing:
            kind, dot, method = name.partition(".")
            if dot:
                methods.setdefault(f"{path}.{kind}", set()).add(method.encode())
    if not names and not getters:
        return NOTHING
    known = {kind: frozenset(names) for kind, names in methods.items()}
    fields, variables = _held(declared.test_exports, known)
    return Foreign(names, functions, known, fields, variables, getters)


def _getters(exports: Exports, packages: Packages) -> Iterator[tuple[bytes, frozenset[bytes]]]:
    """The exported methods of a package that return an object with methods that count, and those."""
    if not is_own(exports.path):
        return
    for declared in exports.types.values():
        below = declared.underlying
        methods = [(name, one.signature) for name, one in declared.methods.items()]
        methods += [(one.name, one.signature) for one in below.methods] if isinstance(below, Interface) else []
        for name, signature in methods:
            for kind in signature.results if name[:1].isupper() else ():
                if isinstance(kind, Pointer) and isinstance(kind.elem, Named):
                    counting = _counting(kind.elem.name, packages)
                    if counting:
                        yield name.encode(), counting


def _counting(kind: str, packages: Packages) -> frozenset[bytes]:
    """The methods that count of a named type (`path.T`)."""
    path, _, short = kind.rpartition(".")
    exports = packages.exports(path) if is_own(path) else None
    sharing = exports.sharing if exports is not None else ()
    return frozenset(name[len(short) + 1 :].encode() for name in sharing if name.startswith(f"{short}."))


def behind_interfaces(declared: Declared, packages: Packages, near: Set[int], words: Sequence[set[bytes]]) -> set[int]:
    """Those of the bodies that call methods of interfaces which other packages may implement, of objects in fields and
    package variables."""
    if not near:
        return set()
    methods: dict[str, frozenset[bytes]] = {}
    found = [packages.exports(path) for path in declared.test_exports.imports if is_own(path)]
    for exports in (declared.exports, *(one for one in found if one is not None)):
        for name, kind in exports.types.items():
            if name[:1].isupper() and isinstance(kind.underlying, Interface):
                methods[f"{exports.path}.{name}"] = frozenset(one.name.encode() for one in kind.underlying.methods)
    fields, variables = _held(declared.test_exports, methods)
    return {number for number in near if _names_both(words[number], fields) or _names_both(words[number], variables)}


def _names_both(words: set[bytes], held: Mapping[bytes, frozenset[bytes]]) -> bool:
    return any(not words.isdisjoint(held[name]) for name in words & held.keys())


def _held(
    exports: Exports, methods: Mapping[str, frozenset[bytes]]
) -> tuple[dict[bytes, frozenset[bytes]], dict[bytes, frozenset[bytes]]]:
    """Fields and package variables that hold an object with such methods, directly or in a container."""
    fields: dict[bytes, frozenset[bytes]] = {}
    variables: dict[bytes, frozenset[bytes]] = {}
    for name, kind in exports.vars.items():
        _add(variables, name, methods_of(kind, methods))
    work = [declaration.underlying for declaration in exports.types.values()]
    while work:
        now = _element(work.pop())
        if isinstance(now, StructType):
            for field in now.fields:
                _add(fields, field.name, methods_of(field.type, methods))
                work.append(field.type)
    return fields, variables


def _add(found: dict[bytes, frozenset[bytes]], name: str, methods: frozenset[bytes]) -> None:
    if methods:
        found[name.encode()] = found.get(name.encode(), frozenset()) | methods


def methods_of(kind: Type | None, methods: Mapping[str, frozenset[bytes]]) -> frozenset[bytes]:
    """The methods that count of the named type that a value is, points to, or has as elements."""
    below = _element(kind)
    return methods.get(below.name, frozenset()) if isinstance(below, Named) else frozenset()


def _element(kind: Type | None) -> Type | None:
    while isinstance(kind, HOLDERS):
        kind = kind.elem
    return kind


def handed(declared: Declared, methods: Mapping[str, frozenset[bytes]], words: Sequence[set[bytes]]) -> Iterator[int]:
    """Numbers of the bodies that are handed such an object as a parameter, and name one of the methods that count."""
    for number, body in enumerate(declared.bodies):
        signature = signature_of(declared, body.symbol)
        kinds = signature.params if signature is not None else ()
        if any(not words[number].isdisjoint(methods_of(one, methods)) for one in kinds):
            yield number


def used(
    shared: Foreign,
    bodies: Sequence[Body],
    texts: Sequence[bytes],
    words: Sequence[set[bytes]],
    tests: Sequence[bool],
) -> list[set[bytes]]:
    """For each body the names through which it reaches what other packages share: fields and variables some method of
    which it names, too, and qualified functions. None for tests, and what runs before main."""
    objects = shared.fields.keys() | shared.variables.keys()
    named = frozenset[bytes]().union(*shared.functions.values())
    found: list[set[bytes]] = []
    for body, text, own, test in zip(bodies, texts, words, tests, strict=True):
        here: set[bytes] = set()
        found.append(here)
        if test or body.specs or ".init#" in body.symbol:
            continue
        for name in own & objects:
            methods = shared.fields.get(name, frozenset()) | shared.variables.get(name, frozenset())
            if not own.isdisjoint(methods):
                here.add(name)
        here.update(name for name in own & shared.getters.keys() if not own.isdisjoint(shared.getters[name]))
        if not own.isdisjoint(named):
            here |= _qualified(shared, body, text)
    return found


def _qualified(shared: Foreign, body: Body, text: bytes) -> set[bytes]:
    scope = body.scope
    names = [(name.encode(), path) for name, path in scope.imports.items()]
    names += [(shared.names[path], path) for path in scope.unnamed if path in shared.names]
    calls = (name + b"." + function for name, path in names for function in shared.functions.get(path, ()))
    return {call for call in calls if call in text}
