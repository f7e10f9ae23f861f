"""Parameters that get a map and change it: they become pointers to what the map becomes, where every caller passes this
map (RULES C.3 F13)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, structs
from tree_sitter import Node

from golint_py.analyses.facts import ESCAPES, Access
from golint_py.analyses.words import short
from golint_py.fix.passed import Passed, mentions_of, passed_to, symbol_of
from golint_py.fix.places import walk
from golint_py.fix.refusal import Refused
from golint_py.fix.spots import accesses_at, is_of
from golint_py.fix.whole_map import Part, Whole, bodies_of
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.scope import Info


def symbol_name(symbol: str) -> str:
    """`Get` of `(*path.Cache).Get`."""
    return symbol.rpartition(".")[2]


class Parameter(Struct, frozen=True, eq=False):
    """A parameter that becomes a pointer: its function, its place among the parameters, its name and its type."""

    view: View
    body: Body
    place: int
    name: Node
    type: Node


def accesses_of(view: View, body: Body, mention: Node, location: str) -> list[Access]:
    """What is known of the accesses that a mention makes."""
    for symbol, function in view.group(body.symbol).items():
        facts = view.by_symbol.get(symbol)
        if facts is not None and not body.specs and is_of(mention, function):
            return accesses_at(facts, function.spans, mention, location)[0]
    return []


def only_reads(accesses: Sequence[Access]) -> bool:
    """Whether all that happens to a map which is passed on is that it is read there."""
    reads = accesses and all(one.via and not one.writes and one.kind not in ESCAPES for one in accesses)
    return bool(reads) and not any(one.kind == "replace" for one in accesses)


def with_parameters(whole: Whole, known: Iterable[Parameter] = ()) -> tuple[Whole, tuple[Parameter, ...]]:
    """The map with the mentions of the parameters that get it; of those `known` too, receivers. Raises `Refused` where
    others get there too."""
    parts = {_key(part.body): part for part in whole.parts}
    found: dict[tuple[str, int], Parameter] = {}
    pointers: set[int] = set()
    work = [(part, mention) for part in whole.parts for mention in part.mentions]
    known = tuple(known)
    for parameter in known:
        work += _followed(parameter, parts, pointers)
    while work:
        part, mention = work.pop()
        passed = passed_to(mention, part.view.info(part.body))
        homes = _homes(whole, passed) if passed is not None else []
        if passed is None or not homes or (passed.symbol, passed.place) in found:
            continue
        reads = not whole.declared.methods and mention.id not in pointers
        if reads and only_reads(accesses_of(part.view, part.body, mention, whole.location)):
            continue
        if len(homes) > 1:
            raise Refused(f"the map is passed to {short(passed.symbol)}, which other platforms have too")
        parameter = _parameter(*homes[0], passed, whole)
        found[passed.symbol, passed.place] = parameter
        work += _followed(parameter, parts, pointers)
    if found:
        _check_callers(whole, found, parts)
    marked = tuple(structs.replace(one, pointers=frozenset(pointers)) for one in parts.values())
    return structs.replace(whole, parts=marked), (*known, *found.values())


def _followed(parameter: Parameter, parts: dict[tuple[str, str], Part], pointers: set[int]) -> list[tuple[Part, Node]]:
    """The mentions of a parameter, which become those of the map."""
    there = mentions_of(parameter.name, parameter.body, parameter.view.info(parameter.body))
    pointers |= {one.id for one in there}
    before = parts.get(_key(parameter.body), Part(parameter.view, parameter.body, (), ()))
    together = tuple(sorted((*before.mentions, *there), key=lambda one: one.start_byte))
    parts[_key(parameter.body)] = structs.replace(before, mentions=together)
    return [(before, one) for one in there]


def _key(body: Body) -> tuple[str, str]:
    return body.scope.file.path, body.symbol


def _homes(whole: Whole, passed: Passed) -> list[tuple[View, Body]]:
    """The declarations of the function that is called, one for each configuration that has its own."""
    found: list[tuple[View, Body]] = []
    seen: set[str] = set()
    for view in whole.views:
        body = view.bodies.get(passed.symbol)
        if body is not None and body.scope.file.path not in seen:
            found.append((view, body))
        seen.update(scope.file.path for scope in view.declared.files)
    return found


def _parameter(view: View, body: Body, passed: Passed, whole: Whole) -> Parameter:
    """The parameter that gets the map. Raises `Refused`."""
    name = symbol_name(passed.symbol)
    if name[:1].isupper() and view.declared.exports.name != "main":
        raise Refused(f"the map is passed to {short(passed.symbol)}, which is exported")
    if N.field(body.node, N.F_TYPE_PARAMETERS) is not None:
        raise Refused(f"the map is passed to {short(passed.symbol)}, which has type parameters")
    at = 0
    for one in N.children(N.need(body.node, N.F_PARAMETERS)):
        names = N.fields(one, N.F_NAME)
        if at <= passed.place < at + max(1, len(names)):
            kind = N.need(one, N.F_TYPE)
            written = body.scope.parsed.data[kind.start_byte : kind.end_byte]
            declared = whole.declared
            same = written in (declared.text(declared.type), declared.map_text(declared.map))
            if len(names) != 1 or one.kind_id != N.PARAMETER_DECLARATION or not same:
                break
            return Parameter(view, body, passed.place, names[0], kind)
        at += max(1, len(names))
    raise Refused(f"the parameter of {short(passed.symbol)} that gets the map is not written as such a map")


def _check_callers(
    whole: Whole, found: Mapping[tuple[str, int], Parameter], parts: Mapping[tuple[str, str], Part]
) -> None:
    """Every mention of the functions has to be a call that passes the map."""
    symbols = {symbol for symbol, _ in found}
    words = {symbol: symbol_name(symbol).encode() for symbol in symbols}
    for body, view in bodies_of(whole.views):
        data = body.scope.parsed.data
        tops = body.specs or (body.node,)
        if not any(word in data[top.start_byte : top.end_byte] for top in tops for word in words.values()):
            continue
        known = {one.id for one in parts[_key(body)].mentions} if _key(body) in parts else set()
        info = view.info(body)
        for symbol, call in _named(tops, info, symbols):
            arguments = N.children(N.need(call, N.F_ARGUMENTS)) if call is not None else []
            for callee, place in found:
                argument = arguments[place] if place < len(arguments) else None
                while argument is not None and argument.kind_id == N.PARENTHESIZED_EXPRESSION:
                    argument = N.children(argument)[0]
                if callee == symbol and (argument is None or argument.id not in known):
                    raise Refused(
                        f"{short(symbol)} changes the map, and others give it another one; it cannot take both"
                    )
    for view in whole.views:
        _check_interfaces(view, symbols)


def _named(tops: Sequence[Node], info: Info, symbols: set[str]) -> Iterator[tuple[str, Node | None]]:
    """Mentions of the functions, and the calls that they are called by (None: not called there)."""
    for top in tops:
        for node in walk(top):
            if node.kind_id in (N.IDENTIFIER, N.SELECTOR_EXPRESSION):
                symbol = symbol_of(node, info)
                above = node.parent
                if symbol in symbols and above is not None and above.kind_id not in _DECLARING:
                    called = above.kind_id == N.CALL_EXPRESSION and N.need(above, N.F_FUNCTION).id == node.id
                    yield symbol, above if called else None


_DECLARING = frozenset({N.FUNCTION_DECLARATION, N.METHOD_DECLARATION})


def _check_interfaces(view: View, symbols: set[str]) -> None:
    """A method that an interface may ask for keeps its type."""
    methods = {symbol_name(symbol): symbol for symbol in symbols if symbol.startswith("(")}
    for scope in view.declared.files if methods else ():
        for declaration in scope.parsed.declarations:
            for node in walk(declaration) if declaration.kind_id == N.TYPE_DECLARATION else ():
                name = N.text(N.need(node, N.F_NAME), scope.parsed.data) if node.kind_id == N.METHOD_ELEM else ""
                if name in methods:
                    raise Refused(f"an interface may ask for {short(methods[name])}, which changes the map")
