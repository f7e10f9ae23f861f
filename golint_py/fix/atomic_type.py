"""A variable that is used through sync/atomic gets one of its types: `n int64` becomes `n atomic.Int64`.

All or nothing: the declaration changes, and with it every use in the package. What was read or written plainly becomes
`Load` and `Store`; refused where one function looks at it and writes it plainly, as that is one step in the head of
whoever wrote it, and two for everybody else.
"""

import re

from tree_sitter import Node

from golint_py.analyses.words import short, short_location
from golint_py.fix.declared_map import Declared, declaration_of
from golint_py.fix.imports import name_for
from golint_py.fix.mutex_beside import check_literals
from golint_py.fix.new_mutex import check_reach
from golint_py.fix.order import check_order
from golint_py.fix.own_variable import assigned
from golint_py.fix.places import function_of
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.tidy import Piece
from golint_py.fix.whole_file import file_edits
from golint_py.fix.whole_map import Part, check_copies, parts_of
from golint_py.fix.workspace import View, Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.scope import Info

TYPES = {one.lower(): one for one in ("Int32", "Int64", "Uint32", "Uint64", "Uintptr")}
_NEEDS = (1, 19)
_CALL = re.compile(r"sync/atomic\.(Add|And|CompareAndSwap|Load|Or|Store|Swap)([A-Z]\w+)")
_UP = frozenset({N.PARENTHESIZED_EXPRESSION, N.UNARY_EXPRESSION})


def atomic_type(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Change the type of the variable and all that is done with it."""
    location, path = plan.target, finding.place.path
    if workspace.file(path).test:
        raise Refused("the variable belongs to a test")
    view = workspace.view(workspace.package_of(path), tests=True)
    check_reach(workspace, view, location)
    declared, owner = declaration_of(view, location)
    written = N.field(declared.node, N.F_TYPE)
    kind = TYPES.get(declared.text(written).decode()) if written is not None else None
    if written is None or kind is None:
        raise Refused("the type of the variable has no counterpart in sync/atomic, or is not written")
    _check_declaration(workspace, view, declared, owner)
    parts = parts_of(view, location, owner)
    pieces: dict[str, list[Piece]] = {}
    for part in parts:
        pieces.setdefault(part.body.scope.file.path, []).extend(_part(view, part, kind))
    scope = declared.scope
    exports = view.declared.test_exports
    taken = frozenset((*exports.types, *exports.funcs, *exports.vars, *exports.consts))
    name = name_for(scope.parsed, "sync/atomic", taken)
    pieces.setdefault(scope.file.path, []).append(_type(declared, written, f"{name}.{kind}".encode()))
    edits: list[Edit] = []
    for file, several in sorted(pieces.items()):
        imports = {"sync/atomic"} if file == scope.file.path else set[str]()
        edits += file_edits(file, workspace.parsed(file), several, imports)
    return Fix(f"Make {short_location(location)} an atomic.{kind}", tuple(sorted(edits)), Safety.UNSAFE)


def _check_declaration(workspace: Workspace, view: View, declared: Declared, owner: str) -> None:
    if any(scope.file.go < _NEEDS for scope in view.declared.files):
        raise Refused("the types of sync/atomic need go 1.19")
    if declared.value is not None:
        raise Refused("the variable begins with a value")
    if owner:
        if N.field(declared.node, N.F_TAG) is not None:
            raise Refused("the field has a tag: how it is written to files would change")
        check_literals(view, owner.rpartition(".")[2])
        check_copies(workspace, view, owner)


def _type(declared: Declared, written: Node, text: bytes) -> Piece:
    return written.start_byte, written.end_byte, text


def _part(view: View, part: Part, kind: str) -> list[Piece]:
    """The pieces for one function."""
    if part.elements:
        raise Refused(f"a literal in {short(part.body.symbol)} gives it a value")
    if part.body.specs:
        raise Refused("the value of a package variable is made of it")
    info = view.info(part.body)
    data = part.body.scope.parsed.data
    quiet = Quiet(info, view.packages, data)
    found: list[Piece] = []
    plain: dict[int, set[str]] = {}
    for mention in part.mentions:
        call = _atomic_call(mention, info, kind)
        if call is not None:
            found += _method(mention, call, info, data)
            continue
        how, pieces = _plain(mention, kind, data)
        if how == "read":
            check_order(quiet, mention)
        plain.setdefault(function_of(mention).id, set()).add(how)
        found += pieces
    if any({"read", "write"} <= how for how in plain.values()):
        raise Refused(f"{short(part.body.symbol)} looks at it and writes it: two steps, which only you can make one")
    return found


def _atomic_call(mention: Node, info: Info, kind: str) -> Node | None:
    """The call of sync/atomic that is given the address of the variable. Raises `Refused` where the address goes
    elsewhere."""
    node, above = mention, mention.parent
    while above is not None and above.kind_id == N.PARENTHESIZED_EXPRESSION:
        node, above = above, above.parent
    if above is None or above.kind_id != N.UNARY_EXPRESSION or not (above.text or b"").startswith(b"&"):
        return None
    arguments = above.parent
    call = arguments.parent if arguments is not None and arguments.kind_id == N.ARGUMENT_LIST else None
    function = N.field(call, N.F_FUNCTION) if call is not None else None
    selection = info.selections.get(function.id) if function is not None else None
    match = _CALL.fullmatch(selection.symbol) if selection is not None else None
    if call is None or arguments is None or match is None or N.children(arguments)[0].id != above.id:
        raise Refused("the address of the variable goes somewhere else")
    if match[2] != kind or node.id != mention.id:
        raise Refused("the variable is used as another type")
    return call


def _method(mention: Node, call: Node, info: Info, data: bytes) -> list[Piece]:
    """`atomic.AddInt64(&x, 1)` becomes `x.Add(1)`."""
    selection = info.selections[N.need(call, N.F_FUNCTION).id]
    match = _CALL.fullmatch(selection.symbol)
    name = match[1].encode() if match is not None else b""
    arguments = N.children(N.need(call, N.F_ARGUMENTS))
    if b"//" in data[call.start_byte : mention.start_byte] or b"/*" in data[call.start_byte : mention.start_byte]:
        raise Refused("a comment is in the way")
    until = arguments[1].start_byte if len(arguments) > 1 else call.end_byte
    opened = b"." + name + (b"(" if len(arguments) > 1 else b"()")
    return [(call.start_byte, mention.start_byte, b""), (mention.end_byte, until, opened)]


def _plain(mention: Node, kind: str, data: bytes) -> tuple[str, list[Piece]]:
    """What is done without sync/atomic ("read", "write", "add"), and what it becomes."""
    above = mention.parent
    if above is None or above.kind_id in (N.RANGE_CLAUSE, N.PARAMETER_DECLARATION):
        raise Refused("the variable is used in a way that has no other form")
    if above.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT):
        less = b"-1" if kind.startswith("I") else b"^" + kind.lower().encode() + b"(0)"
        step = b"1" if above.kind_id == N.INC_STATEMENT else less
        return "add", [(mention.end_byte, above.end_byte, b".Add(" + step + b")")]
    statement = above.parent
    left = N.field(statement, N.F_LEFT) if statement is not None else None
    listed = above.kind_id == N.EXPRESSION_LIST
    if statement is None or not listed or left is None or left.id != above.id:
        return "read", [(mention.end_byte, mention.end_byte, b".Load()")]
    right = N.children(N.need(statement, N.F_RIGHT)) if N.field(statement, N.F_RIGHT) is not None else []
    if statement.kind_id != N.ASSIGNMENT_STATEMENT or len(N.children(left)) != 1 or len(right) != 1:
        raise Refused("the variable is assigned to together with others")
    if assigned(mention) is not None:
        call, how = b".Store(", "write"
    elif data[N.need(statement, N.F_OPERATOR).start_byte : N.need(statement, N.F_OPERATOR).end_byte] == b"+=":
        call, how = b".Add(", "add"
    else:
        raise Refused("the variable is changed by an operator that sync/atomic does not have")
    value = right[0]
    return how, [(mention.end_byte, value.start_byte, call), (value.end_byte, value.end_byte, b")")]
