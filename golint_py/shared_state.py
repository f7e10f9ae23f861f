"""Which functions the questions about shared maps and variables need."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from msgspec import Struct

from golint_py.analyses.offers import is_own
from golint_py.analyses.tables import map_calls
from golint_py.beside import all_starting, handing_over, starts
from golint_py.body_index import MAX_NAMESAKES, MAX_USERS, BodyIndex, Occurrences, signature_of
from golint_py.knowledge.load import plain
from golint_py.sharing import NOTHING, behind_interfaces, foreign, handed, offered, used
from golint_py.showing import shown_maps
from golint_py.types.declared import Declared
from golint_py.types.lookup import Lookup, Overlay, core, underlying
from golint_py.types.model import (
    HOLDERS,
    Chan,
    Interface,
    Map,
    Named,
    Pointer,
    Signature,
    StructType,
    Type,
)
from golint_py.types.scope import Exports, Packages

TEST_DEPTH = 2  # calls from a test beyond which nothing is looked at that waits or locks for it

_FIELD = re.compile(rb"\.\s*(\w+)|\b(\w+):")
_HELPER = rb"[Ll]ocker\(\)|\.Wait\(\)|\.Done\(\)|\bclose\(|<-"
_TAKES = re.compile(rb"(?<!n)[Ll]ock\(\)")
_RELEASER = re.compile(rb"n[Ll]ock\b(?!\()")
_LOOP = re.compile(rb"\bfor\b")
_FILLS = re.compile(rb"\w:\s*\w+\s*[,}]|\.\w+\s*=\s*\w+\s*\n")  # what there is is put into an object
_GIVES = re.compile(rb"n[Ll]ock\(\)")
# Several indices are one text between brackets: a repetition would try every way to cut it. What follows a name is only
# looked at: one line may have several names.
_WRITTEN = re.compile(rb"\b(\w+)(?=\[[^\n=]{0,300}\]\s*(?:=(?!=)|\+\+|--|[-+*/|&^%]=|<<=|>>=|,[^\n=]{0,300}=(?!=)))")
_DELETED = re.compile(rb"(?:delete|clear)\([^\n,)]*?(\w+)(?:\[[^\n]{0,300}?\])?\s*[,)]")
_ALIASED = re.compile(
    rb"(?:[=:,]|return)\s*(?:[&*]|<-\s*)?[\w.()\[\]]*?\b(\w+)(?=(?:\[[^\n]{0,300}\])?\s*(?::?$|,|\}|;))", re.MULTILINE
)
_ASKED = re.compile(rb"\b(\w+)(?=\.\w+\()")  # a method of a map type
_HANDED = re.compile(rb"[(,]\s*&?(?:[\w()\[\]]+\.)*(\w+)(?:\[[^\n]{0,300}?\])?(?=[,)])")


class Shared(Struct, frozen=True, eq=False):
    """Numbers of bodies that are `chosen`, and what is `offered` to other packages (see `Exports.sharing`)."""

    chosen: set[int]
    offered: tuple[str, ...]


class MapNames(Struct, frozen=True, eq=False):
    """Names of fields and of package variables."""

    fields: set[bytes]
    variables: set[bytes]


def shared_bodies(
    declared: Declared,
    texts: Sequence[bytes],
    occurrences: Occurrences,
    packages: Packages,
    index: BodyIndex,
    asked: AbstractSet[int],
    imported: bool = False,
    focus: AbstractSet[int] | None = None,
    spawns: Sequence[bytes] = (),
) -> Shared:
    """The bodies to look at. `asked` are those that other questions about threads begin at; with a `focus` only what
    those bodies share with others counts. `imported`: other packages may use what this one has."""
    tests = [body.scope.file.test for body in declared.bodies]
    inside: AbstractSet[int] = set(range(len(texts))) if focus is None else focus
    others = foreign(declared, packages)
    own_types = Lookup(Overlay(packages, {declared.exports.path: declared.test_exports}), "")
    maps = map_names(declared, own_types, packages)
    named = _naming(maps, texts, index, shown_maps(declared, own_types, texts, index.words))
    running = _running(declared, own_types)
    taking = _takers(declared, texts, own_types, index, running)
    repeating = {number for number in running if _LOOP.search(texts[number])}
    given: set[int] = set()
    if others is not NOTHING:
        reached = used(others, declared.bodies, texts, index.words, tests)
        named = [own | more if more else own for own, more in zip(named, reached, strict=True)]
        given = {number for number in handed(declared, others.methods, index.words) if not tests[number]}
        taking = [takes or number in given for number, takes in enumerate(taking)]
    here = {name for number in inside if not tests[number] for name in named[number]}
    spawning = all_starting(texts, index.words, occurrences)
    if spawns:
        spawning |= {number for number, text in enumerate(texts) if any(word in text for word in spawns)}
    chosen = {number for number, own in enumerate(named) if not tests[number] and not here.isdisjoint(own)}
    found: tuple[str, ...] = ()
    if imported:
        chosen |= given
        found = _offered(declared, maps, named, chosen, texts, index, tests)
    chosen |= asked | (handing_over(declared, texts, occurrences) & inside)
    if imported:
        starting = {number for number in spawning if not tests[number]}
        chosen |= behind_interfaces(declared, packages, _with_callees(starting, index, tests), index.words)
    _add_callers(chosen, index, tests)
    chosen |= _calling_what_is_kept(declared, chosen, texts, own_types, index, tests)
    _add_callers(chosen, index, tests)
    led = {index.names[number] for number in chosen}
    chosen |= {number for number in spawning if not tests[number] and not led.isdisjoint(index.words[number])}
    tested = {number for number in inside if tests[number] and named[number]}
    _add_callers(tested, index, tests)
    started = set(spawning)
    _add_callers(started, index, tests)
    for number in running:
        taking[number] |= number in started or bool(_FILLS.search(texts[number]))
    takers = {index.names[number] for number, takes in enumerate(taking) if takes}
    changing = takers.union(_changing_methods(declared), *others.methods.values())
    makers = _makers(declared, texts, own_types, index, started, changing)
    handing = b"" if others.methods else b"map["  # what is handed on: a map that is made here, or such an object
    chosen |= started & tested
    chosen |= {
        number
        for number in (started & inside) - chosen
        if _may_share(texts[number], changing, declared.bodies[number].scope.file.go >= (1, 22))
        or (handing in texts[number] and not takers.isdisjoint(index.words[number]))
    }
    chosen |= _with_users(makers, started & inside, index)
    parallel = {number for number in spawning if tests[number] and b".Parallel()" in texts[number]}
    chosen |= parallel & (_all_callers(chosen, index) if parallel else set())
    for number in (*_getters(declared, own_types), *_keepers(declared, own_types)):
        taking[number] = True
    _add_callees(chosen, texts, index, taking, tested, tests)
    chosen |= _called_by(chosen & spawning, repeating, index)
    return Shared(chosen, found)


def _offered(
    declared: Declared,
    maps: MapNames,
    named: Sequence[AbstractSet[bytes]],
    naming: AbstractSet[int],
    texts: Sequence[bytes],
    index: BodyIndex,
    tests: Sequence[bool],
) -> tuple[str, ...]:
    """What leads other packages to the maps that the bodies are `naming`, on ways where nobody takes a lock."""
    locking = {number for number, text in enumerate(texts) if not tests[number] and _takes(text)}
    bare = set(naming - locking)
    variables = {number for number in bare if any(name in maps.variables or b"." in name for name in named[number])}
    objects = bare - {number for number in variables if named[number] <= maps.variables}
    _add_callers(variables, index, tests, locking)
    _add_callers(objects, index, tests, locking)
    return offered(declared, maps.variables, variables, objects)


def _naming(
    maps: MapNames, texts: Sequence[bytes], index: BodyIndex, shown: Iterable[AbstractSet[bytes]]
) -> list[AbstractSet[bytes]]:
    """For each body the maps that it names: package variables, fields behind a dot or before a colon, and those that
    it has shown."""
    mapped = maps.fields | maps.variables
    changed = _changed(mapped, texts, index)
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


def _changing_methods(declared: Declared) -> set[bytes]:
    """Names of methods that change maps of types of imported libraries."""
    known = _methods_by_library()
    return {name for path in declared.test_exports.imports for name in known.get(plain(path), ())}


@cache
def _methods_by_library() -> Mapping[str, set[bytes]]:
    found: dict[str, set[bytes]] = {}
    for symbol, row in map_calls().items():
        receiver, _, name = symbol.rpartition(").")
        if row.writes and receiver:
            found.setdefault(receiver[1:].rpartition(".")[0], set()).add(name.encode())
    return found


def _may_share(text: bytes, changing: AbstractSet[bytes], fresh_loops: bool) -> bool:
    """Whether a literal of the function captures a variable that changes, also by a method of these names."""
    from golint_py.captures import shares  # patterns that packages without goroutines need not compile

    return b"func(" in text and shares(text, changing, fresh_loops)


def _with_callees(chosen: set[int], index: BodyIndex, tests: Sequence[bool]) -> set[int]:
    """The bodies, and what they call by names that few have."""
    found = set(chosen)
    for number in chosen:
        for name in index.words[number] & index.bearers.keys():
            if len(index.bearers[name]) <= MAX_NAMESAKES:
                found.update(one for one in index.bearers[name] if not tests[one])
    return found


def _all_callers(chosen: set[int], index: BodyIndex) -> set[int]:
    """Whoever may lead to what is chosen, tests included."""
    found, work = set(chosen), list(chosen)
    while work:
        for number in index.users.get(index.names[work.pop()], ()):
            if number not in found:
                found.add(number)
                work.append(number)
    return found


def _add_callees(
    chosen: set[int],
    texts: Sequence[bytes],
    index: BodyIndex,
    taking: Sequence[bool],
    tested: set[int],
    tests: Sequence[bool],
) -> None:
    """What the chosen ones call that takes locks for them, waits, starts goroutines or is handed a map; what tests call
    in other code only `TEST_DEPTH` calls deep. Level by level, so that no order of the work decides how deep one is."""
    helping: dict[int, bool] = {}
    depth, level = 0, list(chosen)
    while level:
        deeper: list[int] = []
        while level:
            caller = level.pop()
            for name in index.words[caller] & index.bearers.keys():
                for number in index.bearers[name]:
                    if number in chosen:
                        continue
                    down = bool(depth or tests[caller]) and not tests[number]
                    if number not in helping:
                        helping[number] = helps(texts[number])
                    if taking[number] or number in tested or (depth + down <= TEST_DEPTH and helping[number]):
                        (deeper if down else level).append(number)
                        if not down:
                            chosen.add(number)
        level = [number for number in deeper if number not in chosen]
        chosen.update(level)
        depth += 1


def helps(text: bytes) -> bool:
    """Whether a function may lock or unlock for its callers, wait, or start goroutines for them."""
    return bool(re.search(_HELPER, text)) or starts(text) or uneven(text)


def uneven(text: bytes) -> bool:
    """Whether the function takes locks and gives none back, or the other way round, or hands out how to."""
    if b"ock" not in text:
        return False
    return bool(_TAKES.search(text)) != bool(_GIVES.search(text)) or bool(_RELEASER.search(text))


def _takes(text: bytes) -> bool:
    """Whether the function takes a lock."""
    return b"ock()" in text and _TAKES.search(text) is not None


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


def _calling_what_is_kept(
    declared: Declared,
    chosen: AbstractSet[int],
    texts: Sequence[bytes],
    own: Packages,
    index: BodyIndex,
    tests: Sequence[bool],
) -> set[int]:
    """The bodies that call the functions in fields, variables and channels which a chosen one names."""
    places = set(_function_places(declared.test_exports, own))
    named = {name for number in chosen if not tests[number] for name in index.words[number] & places}
    found: set[int] = set()
    for name in sorted(named):
        call = re.compile(rb"\b" + name + rb"\(|\brange [\w.]*\b" + name + rb"\b|<-\s*[\w.]*\b" + name + rb"\b")
        calling = {n for n, words in enumerate(index.words) if name in words and not tests[n] and call.search(texts[n])}
        if len(calling) <= MAX_USERS:
            found |= calling
    return found


def _function_places(exports: Exports, own: Packages) -> Iterator[bytes]:
    """Names of the fields and package variables that hold functions, or channels of them."""
    fields = [
        (field.name, field.type)
        for declaration in exports.types.values()
        if isinstance(declaration.underlying, StructType)
        for field in declaration.underlying.fields
        if not field.embedded
    ]
    for name, kind in (*fields, *exports.vars.items()):
        content = underlying(kind, own)
        if isinstance(content, Chan):
            content = underlying(content.elem, own)
        if isinstance(content, Signature):
            yield name.encode()


def _called_by(chosen: set[int], wanted: set[int], index: BodyIndex) -> set[int]:
    """Those of the wanted bodies that a chosen one names."""
    names = {name for number in chosen for name in index.words[number]} if wanted else set[bytes]()
    return {number for number in wanted if index.names[number] in names}


def _running(declared: Declared, own: Packages) -> list[int]:
    """The bodies that are given, or return, something to call."""
    found: list[int] = []
    for number, body in enumerate(declared.bodies):
        signature = signature_of(declared, body.symbol)
        kinds = (*signature.params, *signature.results) if signature is not None else ()
        if any(_runs(one, own, declared.exports.path) for one in kinds):
            found.append(number)
    return found


def _makers(
    declared: Declared,
    texts: Sequence[bytes],
    own: Packages,
    index: BodyIndex,
    started: AbstractSet[int],
    changing: AbstractSet[bytes],
) -> set[int]:
    """The bodies that return literals, also in the fields of a struct, which share a variable that changes, and that a
    function which starts something names."""
    named = {name for number in started for name in index.words[number]}
    return {
        number
        for number, body in enumerate(declared.bodies)
        if b"func(" in texts[number]
        and index.names[number] in named
        and (signature := signature_of(declared, body.symbol)) is not None
        and any(_holds_functions(result, own) for result in signature.results)
        and _may_share(texts[number], changing, body.scope.file.go >= (1, 22))
    }


def _holds_functions(kind: Type | None, own: Packages) -> bool:
    """Whether values of the type are functions, or structs with fields for some."""
    below = underlying(kind, own)
    if isinstance(below, Pointer):
        below = underlying(below.elem, own)
    fields = below.fields if isinstance(below, StructType) else ()
    return isinstance(below, Signature) or any(isinstance(underlying(one.type, own), Signature) for one in fields)


def _getters(declared: Declared, own: Packages) -> Iterator[int]:
    """The methods that return a pointer to a struct with maps, which they need not name."""
    for number, body in enumerate(declared.bodies):
        signature = signature_of(declared, body.symbol) if body.symbol.startswith("(") else None
        if signature is not None and any(_points_to_maps(result, own) for result in signature.results):
            yield number


def _keepers(declared: Declared, own: Packages) -> Iterator[int]:
    """The functions that return a pointer to a struct with a field for one of their parameters, of a struct with maps:
    whoever has the result has that, too."""
    for number, body in enumerate(declared.bodies):
        signature = signature_of(declared, body.symbol)
        results = signature.results if signature is not None else ()
        if signature is None or not any(isinstance(one, Pointer) for one in results):
            continue
        receiver = body.symbol.rpartition(").")[0]
        given = (*signature.params, *((Pointer(Named(receiver[2:])),) if receiver.startswith("(*") else ()))
        kept = [one for one in given if _points_to_maps(one, own)]
        if kept and any(one in _fields_of(result, own) for one in kept for result in results):
            yield number


def _fields_of(kind: Type | None, own: Packages) -> tuple[Type | None, ...]:
    """The types of the fields of the struct that a pointer points to."""
    below = underlying(kind.elem, own) if isinstance(kind, Pointer) else None
    return tuple(field.type for field in below.fields) if isinstance(below, StructType) else ()


def _points_to_maps(kind: Type | None, own: Packages) -> bool:
    return any(_holds_map(field, own) for field in _fields_of(kind, own))


def _with_users(makers: set[int], started: AbstractSet[int], index: BodyIndex) -> set[int]:
    """The makers, and those of the bodies that name one of them."""
    names = {index.names[number] for number in makers}
    users = {number for number in started if not names.isdisjoint(index.words[number])} if names else set[int]()
    return makers | users


def _takers(
    declared: Declared, texts: Sequence[bytes], own: Packages, index: BodyIndex, running: Sequence[int]
) -> list[bool]:
    """For each body whether the function has a map among its parameters, or a map as its receiver, or takes a lock and
    is given something to call under it (or names a function that does), or returns something to call."""
    exports = declared.test_exports
    found: list[bool] = []
    for body in declared.bodies:
        receiver, dot, _name = body.symbol.rpartition(").")
        declaration = exports.types.get(receiver.lstrip("(*")[len(exports.path) + 1 :]) if dot else None
        taken = declaration is not None and _holds_map(declaration.underlying, own)
        signature = signature_of(declared, body.symbol)
        parameters = signature.params if signature is not None else ()
        taken = taken or any(_holds_map(one, own) for one in parameters)
        found.append(taken)
    locking = [number for number in running if _takes(texts[number])]
    names = {index.names[number] for number in locking}
    for number in running if names else ():
        found[number] |= not names.isdisjoint(index.words[number])
    for number in locking:
        found[number] = True
    return found


def _runs(kind: Type | None, packages: Packages, path: str) -> bool:
    """Whether the function may call what it is given: a function, or an interface of the package at `path`."""
    below = underlying(kind, packages)
    if isinstance(below, Interface):
        return isinstance(kind, Named) and kind.name.startswith(f"{path}.")
    return isinstance(below, Signature)


def _add_callers(
    chosen: set[int], index: BodyIndex, tests: Sequence[bool], but: AbstractSet[int] = frozenset()
) -> None:
    """Callers, by name, of what is chosen, `but` these; what tests call says nothing about the rest of the package."""
    work = list(chosen)
    while work:
        called = work.pop()
        using = index.users.get(index.names[called], ())
        if not tests[called]:
            using = [number for number in using if not tests[number]]
        if len(using) > MAX_USERS:
            continue
        for number in using:
            if number not in chosen and number not in but:
                chosen.add(number)
                work.append(number)


def map_names(declared: Declared, own: Lookup, packages: Packages) -> MapNames:
    """Names of fields and package variables, of this package (`own` sees it with its test files) and exported ones of
    its imports, that hold maps."""
    found = MapNames(set(), set())
    others = Lookup(packages, "")
    _collect(declared.test_exports, own, found, exported=False)
    for path in declared.test_exports.imports:
        if is_own(path) or path in ("net/http", "net/url"):
            imported = packages.exports(path)
            if imported is not None:
                _collect(imported, others, found, exported=True)
    return found


def _collect(exports: Exports, packages: Packages, found: MapNames, exported: bool) -> None:
    for name, kind in exports.vars.items():
        if (not exported or name[:1].isupper()) and _holds_map(kind, packages):
            found.variables.add(name.encode())
        if not exported and isinstance(kind, StructType):
            _fields(kind, packages, found.fields, exported)
    for declaration in exports.types.values():
        _fields(declaration.underlying, packages, found.fields, exported)


def _fields(kind: Type | None, packages: Packages, found: set[bytes], exported: bool) -> None:
    """Names of the map fields of a struct, of unnamed structs in it too."""
    work: list[Type | None] = [kind]
    while work:
        now = work.pop()
        if isinstance(now, HOLDERS):
            work.append(now.elem)
        elif isinstance(now, StructType):
            for field in now.fields:
                if (not exported or field.name[:1].isupper()) and _holds_map(field.type, packages):
                    found.add(field.name.encode())
                if not exported:
                    work.append(field.type)


def _holds_map(kind: Type | None, packages: Packages) -> bool:
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
