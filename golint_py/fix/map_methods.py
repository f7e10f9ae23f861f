"""A map whose type has methods (RULES C.3 F19): the type becomes a struct around the wrapper, its receivers pointers.

`type table map[string]int` becomes `type table struct { safemap.Map[string, int] }`, where every use of the name in the
package is about this one map: its declaration, receivers, parameters that get it, and empty values that it is set to.
"""

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from golint_py.fix.declared_map import Declared
from golint_py.fix.lines import Lines
from golint_py.fix.places import walk
from golint_py.fix.refusal import Refused
from golint_py.fix.tidy import Piece
from golint_py.fix.whole_declaration import is_empty
from golint_py.fix.whole_map import Whole, bodies_of
from golint_py.fix.whole_parameters import Parameter
from golint_py.fix.workspace import View, Workspace
from golint_py.load.model import Package
from golint_py.syntax import nodes as N
from golint_py.types.declared import FileScope

_WRAPPED = frozenset(
    "All Clear Delete Get Has Len Load LoadAndDelete LoadOrStore Map MarshalJSON Observe Replace Snapshot Store "
    "UnmarshalJSON Update With".split()
)


def check_methods(workspace: Workspace, package: Package, whole: Whole, helpers: bool) -> None:
    """Raise `Refused` where the type of the map has methods and cannot become a struct."""
    declared = whole.declared
    if not declared.methods:
        return
    name = declared.name
    if helpers:
        raise Refused("the type of the map has methods, which a sync.Map would hide")
    if name[:1].isupper() and whole.views[0].declared.exports.name != "main":
        raise Refused(f"the type of the map is exported and has methods: others may use {name}")
    hidden = declared.methods & _WRAPPED
    if hidden:
        raise Refused(f"{min(hidden)} of the map's type would hide that of the wrapper")
    if whole.pointer or whole.others or "#" in whole.location:
        raise Refused("the type of the map has methods, and the map is local, copied, tagged or declared twice")
    if not is_empty(declared.value, declared.scope.parsed.data):
        raise Refused("the type of the map has methods, and the map begins with elements")
    word = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
    seen = {scope.file.path for view in whole.views for scope in view.declared.files}
    for variant in package.variants:
        for file in variant.files:
            if file.path not in seen and word.search(workspace.tree.read(file.path)):
                raise Refused(f"{file.path}, which is for another platform, uses {name} too")


def receivers(whole: Whole) -> Iterator[Parameter]:
    """The receivers of the methods of the map's type. Raises `Refused`."""
    name = whole.declared.name
    for body, view in bodies_of(whole.views) if whole.declared.methods else ():
        receiver = N.field(body.node, N.F_RECEIVER) if body.node.kind_id == N.METHOD_DECLARATION else None
        if receiver is None:
            continue
        (one,) = N.children(receiver)
        kind, names = N.need(one, N.F_TYPE), N.fields(one, N.F_NAME)
        data = body.scope.parsed.data
        if N.text(kind, data).lstrip("*") == name:
            if kind.kind_id != N.TYPE_IDENTIFIER:
                raise Refused(f"{body.symbol.rpartition('.')[2]} has a pointer to the map as its receiver")
            yield Parameter(view, body, -1, names[0] if names else kind, kind)


def calls_method(declared: Declared, mention: Node, data: bytes) -> bool:
    """Whether a mention of the map is there for a method of its type."""
    above = mention.parent
    if not declared.methods or above is None or above.kind_id != N.SELECTOR_EXPRESSION:
        return False
    return N.need(above, N.F_OPERAND).id == mention.id and N.text(N.need(above, N.F_FIELD), data) in declared.methods


def check_name(whole: Whole, parameters: Sequence[Parameter]) -> None:
    """Raise `Refused` where the name of a type with methods stands for something else than this map."""
    declared = whole.declared
    if not declared.methods:
        return
    allowed = {declared.type.id, *(one.type.id for one in parameters)}
    for part in whole.parts:
        data = part.body.scope.parsed.data
        values = [N.children(one)[1] for one in part.elements]
        values += [value for one in part.mentions if (value := _assigned(one)) is not None]
        for value in values:
            inner = N.children(value)[0] if value.kind_id == N.LITERAL_ELEMENT else value
            if not is_empty(inner, data):
                raise Refused("the type of the map has methods, and the map is set to one that others may have")
            allowed |= {one.id for one in walk(inner)}
    if declared.value is not None:
        allowed |= {one.id for one in walk(declared.value)}
    for scope, top in _tops(whole.views):
        for node in walk(top):
            if node.kind_id not in (N.TYPE_IDENTIFIER, N.IDENTIFIER) or node.id in allowed:
                continue
            if N.text(node, scope.parsed.data) == declared.name and not _declares(node):
                line = scope.parsed.data.count(b"\n", 0, node.start_byte) + 1
                where = f"line {line} of {scope.file.path}"
                raise Refused(f"{declared.name} has methods, and {where} uses it for something else than this map")


def _tops(views: Sequence[View]) -> Iterator[tuple[FileScope, Node]]:
    seen: set[str] = set()
    for view in views:
        for scope in view.declared.files:
            if scope.file.path not in seen:
                seen.add(scope.file.path)
                yield from ((scope, one) for one in scope.parsed.declarations)


def _assigned(mention: Node) -> Node | None:
    """What a mention is assigned."""
    left = mention.parent
    statement = left.parent if left is not None and left.kind_id == N.EXPRESSION_LIST else None
    if left is None or statement is None or N.field(statement, N.F_LEFT) != left:
        return None
    right = N.children(N.need(statement, N.F_RIGHT))
    return right[0] if len(right) == 1 else None


def _declares(node: Node) -> bool:
    above = node.parent
    return above is not None and above.kind_id == N.TYPE_SPEC and N.need(above, N.F_NAME).id == node.id


def as_struct(declared: Declared, kind: bytes) -> tuple[str, Piece]:
    """The file, and the struct in place of the map type there."""
    scope, node = declared.of_map, declared.map
    lines = Lines(scope.file.path, scope.parsed.data)
    indent = lines.indent(node.start_byte)
    text = b"struct {" + lines.end + indent + b"\t" + kind + lines.end + indent + b"}"
    return scope.file.path, (node.start_byte, node.end_byte, text)
