"""Which functions the questions about shared maps and variables need."""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache

from msgspec import Struct

from golint_py.analyses.tables import map_calls
from golint_py.knowledge.load import plain
from golint_py.selection.beside import all_starting, handing_over
from golint_py.selection.body_index import BodyIndex, Occurrences, signature_of
from golint_py.selection.following import add_callees, add_callers, all_callers, called_by, with_callees, with_users
from golint_py.selection.function_values import calling_what_is_kept, makers, may_share, running
from golint_py.selection.helping import takes
from golint_py.selection.map_names import MapNames, fields_of, holds_map, map_names, naming_maps, points_to_maps
from golint_py.selection.sharing import NOTHING, behind_interfaces, foreign, handed, offered, used
from golint_py.selection.showing import encoding, shown_maps
from golint_py.types.declared import Declared
from golint_py.types.lookup import Lookup, Overlay
from golint_py.types.model import Named, Pointer
from golint_py.types.scope import Packages

_LOOP = re.compile(rb"\bfor\b")
_FILLS = re.compile(rb"\w:\s*\w+\s*[,}]|\.\w+\s*=\s*\w+\s*\n")  # what there is is put into an object


class Shared(Struct, frozen=True, eq=False):
    """Numbers of bodies that are `chosen`, and what is `offered` to other packages (see `Exports.sharing`)."""

    chosen: set[int]
    offered: tuple[str, ...]


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
    named = naming_maps(maps, texts, index, shown_maps(declared, own_types, texts, index.words))
    given_functions = running(declared, own_types)
    taking = _takers(declared, texts, own_types, index, given_functions)
    repeating = {number for number in given_functions if _LOOP.search(texts[number])}
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
        chosen |= behind_interfaces(declared, packages, with_callees(starting, index, tests), index.words)
    add_callers(chosen, index, tests)
    chosen |= encoding(chosen, index, tests)
    chosen |= calling_what_is_kept(declared, chosen, texts, own_types, index, tests)
    add_callers(chosen, index, tests)
    led = {index.names[number] for number in chosen}
    chosen |= {number for number in spawning if not tests[number] and not led.isdisjoint(index.words[number])}
    tested = {number for number in inside if tests[number] and named[number]}
    add_callers(tested, index, tests)
    started = set(spawning)
    add_callers(started, index, tests)
    for number in given_functions:
        taking[number] |= number in started or bool(_FILLS.search(texts[number]))
    takers = {index.names[number] for number, takes in enumerate(taking) if takes}
    changing = takers.union(_changing_methods(declared), *others.methods.values())
    making = makers(declared, texts, own_types, index, started, changing)
    handing = b"" if others.methods else b"map["  # what is handed on: a map that is made here, or such an object
    chosen |= started & tested
    chosen |= {
        number
        for number in (started & inside) - chosen
        if may_share(texts[number], changing, declared.bodies[number].scope.file.go >= (1, 22))
        or (handing in texts[number] and not takers.isdisjoint(index.words[number]))
    }
    chosen |= with_users(making, started & inside, index)
    parallel = {number for number in spawning if tests[number] and b".Parallel()" in texts[number]}
    chosen |= parallel & (all_callers(chosen, index) if parallel else set())
    for number in (*_getters(declared, own_types), *_keepers(declared, own_types)):
        taking[number] = True
    add_callees(chosen, texts, index, taking, tested, tests)
    chosen |= called_by(chosen & spawning, repeating, index)
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
    locking = {number for number, text in enumerate(texts) if not tests[number] and takes(text)}
    bare = set(naming - locking)
    variables = {number for number in bare if any(name in maps.variables or b"." in name for name in named[number])}
    objects = bare - {number for number in variables if named[number] <= maps.variables}
    add_callers(variables, index, tests, locking)
    add_callers(objects, index, tests, locking)
    return offered(declared, maps.variables, variables, objects)


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
        taken = declaration is not None and holds_map(declaration.underlying, own)
        signature = signature_of(declared, body.symbol)
        parameters = signature.params if signature is not None else ()
        taken = taken or any(holds_map(one, own) for one in parameters)
        found.append(taken)
    locking = [number for number in running if takes(texts[number])]
    names = {index.names[number] for number in locking}
    for number in running if names else ():
        found[number] |= not names.isdisjoint(index.words[number])
    for number in locking:
        found[number] = True
    return found


def _getters(declared: Declared, own: Packages) -> Iterator[int]:
    """The methods that return a pointer to a struct with maps, which they need not name."""
    for number, body in enumerate(declared.bodies):
        signature = signature_of(declared, body.symbol) if body.symbol.startswith("(") else None
        if signature is not None and any(points_to_maps(result, own) for result in signature.results):
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
        kept = [one for one in given if points_to_maps(one, own)]
        if kept and any(one in fields_of(result, own) for one in kept for result in results):
            yield number
