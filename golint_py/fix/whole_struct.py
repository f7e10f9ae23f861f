"""Where a struct is copied (RULES C.3 F15)."""

import re

from msgspec import structs
from tree_sitter import Node

from golint_py.fix.places import walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.model import Field, Named, StructType, Type
from golint_py.types.scope import Mode

_COPYING = frozenset(
    {N.EXPRESSION_LIST, N.ARGUMENT_LIST, N.LITERAL_ELEMENT, N.SEND_STATEMENT, N.RANGE_CLAUSE, N.VAR_SPEC}
)


def copies_in(view: View, body: Body, owner: str) -> str:
    """How the function copies the struct, which has two maps in place of one then: words, or "" where it does not."""
    name = owner.rpartition(".")[2]
    declaration = view.declared.test_exports.types.get(name) if owner == f"{view.path}.{name}" else None
    if declaration is not None:
        method = next((one for one, found in declaration.methods.items() if not found.pointer), "")
        if method:
            return f"{method} has it as a value"
    data = body.scope.parsed.data
    word = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
    if not any(word.search(data, top.start_byte, top.end_byte) for top in body.specs or (body.node,)):
        return ""
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
                return f"in {body.symbol.rpartition('.')[2]}"
    return ""


def check_twins(view: View, owner: str) -> None:
    """Raise `Refused` where another type of the package is declared as the struct, or converted to or from it: the
    fields of the other one would stay what they were."""
    package, _, struct = owner.rpartition(".")
    own = view.packages.exports(package)
    declared = own.types.get(struct) if own is not None else None
    fields = _plain(declared.underlying) if declared is not None else None
    for name, other in view.declared.test_exports.types.items():
        if other.alias or f"{view.path}.{name}" == owner:
            continue
        kind = other.underlying
        if isinstance(kind, Named) and kind.name == owner:
            raise Refused(f"{name} is declared as a {struct}, and has the same map in another type (F15)")
        if fields is not None and _plain(kind) == fields and _converts(view, name, struct):
            raise Refused(f"{name} has the fields of {struct}, and one is converted to the other (F15)")


def _converts(view: View, *names: str) -> bool:
    """Whether a type with one of these names is called: `T(x)`, `(*T)(x)`."""
    call = re.compile(rb"\b(?:" + b"|".join(re.escape(name.encode()) for name in names) + rb")\)?\(")
    return any(call.search(scope.parsed.data) for scope in view.declared.files)


def _plain(kind: Type | None) -> tuple[Field, ...] | None:
    """The fields of a struct type without their tags, which conversions leave out."""
    return tuple(structs.replace(one, tag="") for one in kind.fields) if isinstance(kind, StructType) else None


def _is_target(node: Node, above: Node) -> bool:
    """Whether the node is assigned to or declared there, and not read."""
    statement = above.parent
    left = N.field(statement, N.F_LEFT) if statement is not None else None
    if left is not None and left.id == above.id:
        return True
    return above.kind_id == N.VAR_SPEC and node.kind_id == N.IDENTIFIER and node not in N.fields(above, N.F_VALUE)
