"""A map as a whole: its declaration, everything that mentions it, and what keeps it from becoming another type.

Wrapping a map (RULES C.3, C.2) changes its type, so that every mention in the package has to be found and understood.
"""

import re

from msgspec import Struct
from tree_sitter import Node

from golint_py.analyses.access_paths import last_name
from golint_py.analyses.facts import Access
from golint_py.fix.declared_map import Declared, declaration_of
from golint_py.fix.mentions import is_declaration, mentions
from golint_py.fix.mutex_beside import check_literals
from golint_py.fix.new_mutex import check_reach
from golint_py.fix.places import walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View, Workspace
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.model import Named
from golint_py.types.scope import Info, Mode


class Part(Struct, frozen=True, eq=False):
    """What one declared function (or the initialisers of a file) does with the map: its mentions, and the elements of
    composite literals that set the field."""

    body: Body
    mentions: tuple[Node, ...]
    elements: tuple[Node, ...]


class Whole(Struct, frozen=True, eq=False):
    """A map with all its parts; `owner` is the struct type that has it as a field, else "". `locks` are those that are
    held wherever it is changed while others may have it."""

    location: str
    owner: str
    declared: Declared
    parts: tuple[Part, ...]
    locks: frozenset[str]


def whole_map(workspace: Workspace, view: View, location: str) -> Whole:
    """Everything about the map. Raises `Refused` where some of it is out of sight, or the map is more than a map."""
    if location.endswith("]"):
        raise Refused("the map is an element of another one, or of a slice (F25)")
    check_reach(workspace, view, location)
    declared, owner = declaration_of_map(view, location)
    if owner:
        check_literals(view, owner.rpartition(".")[2])
        check_copies(view, owner)
    _check_type(declared)
    return Whole(location, owner, declared, parts_of(view, location, owner), _locks(view, location))


def parts_of(view: View, location: str, owner: str) -> tuple[Part, ...]:
    """All that mentions a field (of the struct type `owner`) or variable. Raises `Refused` where something may do so
    that is not understood."""
    name = location.partition("#")[2].partition("+")[0] or location.rpartition(".")[2]
    word = name.encode()
    parts = []
    for body in view.bodies.values():
        if "#" in location and view.body(location.partition("#")[0]).symbol != body.symbol:
            continue
        if any(word in body.scope.parsed.data[top.start_byte : top.end_byte] for top in body.specs or (body.node,)):
            part = _part(view, body, location, owner, word)
            if part.mentions or part.elements:
                parts.append(part)
    return tuple(parts)


def locks_of(access: Access) -> frozenset[str]:
    """The locks that a function holds itself at an access, by name."""
    return frozenset(last_name(hold.lock) for hold in access.held.acquired)


def _locks(view: View, location: str) -> frozenset[str]:
    changes = [
        locks_of(access)
        for facts in view.facts.functions
        for access in facts.accesses
        if access.location == location and not access.owned and (access.writes or access.kind == "replace")
    ]
    return frozenset.intersection(*changes) if changes else frozenset()


# --- Declaration ------------------------------------------------------------------------------------------------------


def declaration_of_map(view: View, location: str) -> tuple[Declared, str]:
    """As `declaration_of`, refused for a field with a tag."""
    declared, owner = declaration_of(view, location)
    if owner and N.field(declared.node, N.F_TAG) is not None:
        raise Refused("the field has a tag: how it is written to files would change (F16)")
    return declared, owner


def _check_type(declared: Declared) -> None:
    if declared.type.kind_id != N.MAP_TYPE:
        raise Refused("the map has a named type (F19)")
    if b"\n" in declared.text(declared.type) or b"/*" in declared.text(declared.type):
        raise Refused("the type of the map takes several lines")


def is_empty(value: Node | None, data: bytes) -> bool:
    """Whether an expression makes an empty map: `make(...)`, `map[K]V{}`, `nil`."""
    if value is None or value.kind_id == N.NIL:
        return True
    if value.kind_id == N.COMPOSITE_LITERAL:
        return not N.need(value, N.F_BODY).named_children
    return value.kind_id == N.CALL_EXPRESSION and N.text(N.need(value, N.F_FUNCTION), data) == "make"


# --- Mentions ---------------------------------------------------------------------------------------------------------


def _part(view: View, body: Body, location: str, owner: str, word: bytes) -> Part:
    info = view.info(body)
    found = [one for one in mentions(view, body, location) if not is_declaration(one, location, info)]
    elements: list[Node] = []
    if owner:
        known = {one.id for one in found}
        for top in body.specs or (body.node,):
            for node in walk(top):
                if node.kind_id == N.SELECTOR_EXPRESSION and node.id not in known:
                    _check_other(node, info, body, word)
                elif node.kind_id == N.KEYED_ELEMENT and _sets(node, info, body, owner, word):
                    elements.append(node)
    return Part(body, tuple(found), tuple(elements))


def _check_other(node: Node, info: Info, body: Body, word: bytes) -> None:
    """A selector with the name of the field that is no mention of it has to be known as something else."""
    data = body.scope.parsed.data
    field = N.need(node, N.F_FIELD)
    if data[field.start_byte : field.end_byte] == word and node.id not in info.selections:
        text = data[node.start_byte : node.end_byte].decode("utf-8", "replace")
        raise Refused(f"`{text}` may be the map: its type is not known")


def _sets(element: Node, info: Info, body: Body, owner: str, word: bytes) -> bool:
    """Whether a keyed element sets the field."""
    key = N.children(element)[0]
    data = body.scope.parsed.data
    if data[key.start_byte : key.end_byte] != word:
        return False
    value = element.parent
    literal = value.parent if value is not None else None
    if literal is None or literal.kind_id != N.COMPOSITE_LITERAL:
        raise Refused("a literal inside of another one, without its type, may have the map")
    operand = info.operands.get(literal.id)
    if operand is None or operand.type is None:
        raise Refused("a literal may have the map: its type is not known")
    return isinstance(operand.type, Named) and operand.type.name == owner


_COPYING = frozenset(
    {N.EXPRESSION_LIST, N.ARGUMENT_LIST, N.LITERAL_ELEMENT, N.SEND_STATEMENT, N.RANGE_CLAUSE, N.VAR_SPEC}
)


def check_copies(view: View, owner: str) -> None:
    """A struct that is copied would have two maps in place of one (F15)."""
    name = owner.rpartition(".")[2]
    declaration = view.declared.test_exports.types[name]
    method = next((one for one, found in declaration.methods.items() if not found.pointer), "")
    if method:
        raise Refused(f"{name} is copied: {method} has it as a value (F15)")
    word = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
    for body in view.bodies.values():
        data = body.scope.parsed.data
        if not any(word.search(data, top.start_byte, top.end_byte) for top in body.specs or (body.node,)):
            continue
        info = view.info(body)
        for top in body.specs or (body.node,):
            for node in walk(top):
                above = node.parent
                if above is None or above.kind_id not in _COPYING or node.kind_id == N.COMPOSITE_LITERAL:
                    continue
                operand = info.operands.get(node.id)
                if operand is None or operand.mode is not Mode.VALUE or not isinstance(operand.type, Named):
                    continue
                if operand.type.name == owner and not _is_target(node, above):
                    raise Refused(f"{name} is copied in {body.symbol.rpartition('.')[2]} (F15)")


def _is_target(node: Node, above: Node) -> bool:
    """Whether the node is assigned to or declared there, and not read."""
    statement = above.parent
    left = N.field(statement, N.F_LEFT) if statement is not None else None
    if left is not None and left.id == above.id:
        return True
    return above.kind_id == N.VAR_SPEC and node.kind_id == N.IDENTIFIER and node not in N.fields(above, N.F_VALUE)
