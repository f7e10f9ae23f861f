"""Where a function mentions a location: the expressions `c.items`, `registry`, `seen` that denote the map itself."""

from tree_sitter import Node

from golint_py.analyses.locations import owner_of
from golint_py.fix.nested import is_nested
from golint_py.fix.places import names_in, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.type_text import Spelling
from golint_py.fix.unnamed import field_of_local, selectors
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.scope import Info, Kind, SelectionKind


def mentions(view: View, body: Body, location: str) -> list[Node]:
    """The mentions in a declared function with all its literals, in source order.

    `location` is a field (`pkg.T.f`), a package variable or a captured variable (`pkg.f#name+offset`). Raises `Refused`
    for the map inside another map, and where the parser takes a use for a type (`m[a][b[c]]`).
    """
    if location.endswith("]"):
        raise Refused("the map is an element of another one; guard that")
    info = view.info(body)
    data = body.scope.parsed.data
    local, _, inner = field_of_local(location) if "#" in location else ("", "", "")
    name = (inner or local or location.rpartition(".")[2]).encode()
    _check_types(body, name)
    if "#" in location:
        return _of_variable(view, body, info, location)
    found: list[Node] = []
    for top in body.specs or (body.node,):
        for node in walk(top):
            if node.kind_id == N.SELECTOR_EXPRESSION and _is_field(node, info, location):
                found.append(node)
            elif node.kind_id == N.IDENTIFIER and data[node.start_byte : node.end_byte] == name:
                meaning = info.objects.get(node.id)
                if meaning is not None and meaning.kind is Kind.VAR and meaning.symbol == location:
                    found.append(node)
    return found


def _check_types(body: Body, name: bytes) -> None:
    data = body.scope.parsed.data
    for top in body.specs or (body.node,):
        for node in walk(top):
            if node.kind_id == N.TYPE_INSTANTIATION_EXPRESSION and name in names_in(node, data):
                text = N.text(node, data).partition("\n")[0]
                raise Refused(f"`{text[:50]}` reads like a generic type; put the inner map into a variable before")


def _is_field(node: Node, info: Info, location: str) -> bool:
    selection = info.selections.get(node.id)
    if selection is None:
        return False
    if selection.kind is SelectionKind.PACKAGE:
        return selection.symbol == location
    if selection.kind is not SelectionKind.FIELD or not selection.path:
        return False
    last = selection.path[-1]
    if not last.owner:  # a variable of an unnamed struct type
        meaning = info.objects.get(N.need(node, N.F_OPERAND).id)
        if meaning is not None and meaning.symbol and f"{meaning.symbol}.{last.field}" == location:
            return True
        return is_nested(node, info, location)
    return f"{last.owner}.{last.field}" == location


def unnamed_struct(location: str) -> Refused:
    """What is said of a field for which no type has a name."""
    field = location.rpartition(".")[2]
    return Refused(f"{field} is a field of an unnamed struct; declare a type for that")


def _of_variable(view: View, body: Body, info: Info, location: str) -> list[Node]:
    """Uses of one local variable; its declarations count too."""
    symbol = owner_of(location)
    name, offset, field = field_of_local(location)
    if "." in field:
        raise unnamed_struct(location)
    owner = view.function(symbol)
    declared = int(offset) + owner.span[0]
    if field:
        return selectors(body, info, location, declared)
    data = body.scope.parsed.data
    return [
        node
        for node in walk(body.node)
        if node.kind_id == N.IDENTIFIER
        and data[node.start_byte : node.end_byte] == name.encode()
        and (meaning := info.objects.get(node.id)) is not None
        and meaning.declared == declared
    ]


def is_declaration(node: Node, location: str, info: Info) -> bool:
    """Whether this mention of a local variable declares it."""
    meaning = info.objects.get(node.id)
    return "#" in location and meaning is not None and meaning.declared == node.start_byte


def taken_names(view: View, body: Body) -> frozenset[str]:
    """Names that mean something else than a package in the function or the package: those no import may be called."""
    info = view.info(body)
    data = body.scope.parsed.data
    found: set[str] = set()
    for node in walk(body.node):
        if node.kind_id == N.IDENTIFIER:
            meaning = info.objects.get(node.id)
            if meaning is None or meaning.kind is not Kind.PACKAGE:
                found.add(N.text(node, data))
    exports = view.declared.test_exports
    return frozenset(found.union(exports.types, exports.funcs, exports.vars, exports.consts))


def spelling(view: View, body: Body) -> Spelling:
    """How types are written in the function."""
    hidden = frozenset(
        one.name for one in view.info(body).objects.values() if one.declared >= 0 and one.kind is not Kind.TYPE
    )
    return Spelling(body.scope, view.path, view.packages, hidden)
