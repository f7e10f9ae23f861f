"""What was loaded from an `atomic.Pointer` and changed in place is changed as a copy, which takes its place.

`t := *p.Load(); t[k] = v` becomes a loop that clones, changes and swaps, and begins again where somebody else was
faster. What stands in the loop may run several times, so that it must change nothing but the copy.
"""

from collections.abc import Sequence

from msgspec import Struct
from tree_sitter import Node

from golint_py.analyses.words import short
from golint_py.fix.imports import name_for
from golint_py.fix.lines import Lines
from golint_py.fix.mentions import taken_names
from golint_py.fix.places import exits, fresh, names_in, node_of, statement_of, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.whole_file import file_edits
from golint_py.fix.workspace import View, Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.declared import Body
from golint_py.types.lookup import underlying
from golint_py.types.model import Map, Pointer, Slice, StructType, Type
from golint_py.types.scope import Object

_LOAD = "(*sync/atomic.Pointer).Load"
_CLONE = {Map: "maps", Slice: "slices"}
_NEEDS = (1, 21)  # maps.Clone, slices.Clone


class Loaded(Struct, frozen=True, eq=False):
    """`name := *p.Load()`, or `name := p.Load()` where `pointer`: the statement, the expression on its right side, `p`
    as written, and what the pointer points to."""

    statement: Node
    value: Node
    name: bytes
    declared: int
    source: bytes
    pointer: bool
    type: Type


class Work:
    """One function and the imports that its new text needs."""

    def __init__(self, view: View, body: Body) -> None:
        self.view, self.body = view, body
        self.info = view.info(body)
        parsed = body.scope.parsed
        self.lines = Lines(body.scope.file.path, parsed.data)
        self.quiet = Quiet(self.info, view.packages, parsed.data)
        self.imports: set[str] = set()
        self.taken = names_in(body.node, parsed.data)

    def text(self, node: Node) -> bytes:
        """The source of a node."""
        return self.lines.data[node.start_byte : node.end_byte]

    def name(self, wanted: str) -> bytes:
        """A new name."""
        found = fresh(wanted, self.taken)
        self.taken |= {found}
        return found

    def copied(self, kind: Type | None, text: bytes) -> bytes:
        """An expression that copies a map or slice, or a struct."""
        package = _CLONE.get(type(kind))  # type: ignore[arg-type]
        if package is None:
            return text
        if self.body.scope.file.go < _NEEDS:
            raise Refused(f"{package}.Clone needs go 1.21")
        name = name_for(self.body.scope.parsed, package, taken_names(self.view, self.body))
        self.imports.add(package)
        return name.encode() + b".Clone(" + text + b")"


def copy_on_write(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Put what changes the loaded value into a loop."""
    path = finding.place.path
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    work = Work(view, view.body(finding.function))
    place = node_of(work.body.scope.parsed, finding.place.start, finding.place.end)
    loaded = _loaded(work, place)
    region, after = _region(work, loaded)
    text = _loop(work, loaded, region, after, _writes(work, loaded, region))
    start, end = work.lines.start(region[0].start_byte), work.lines.after((after or region[-1]).end_byte)
    edits = file_edits(path, work.body.scope.parsed, [(start, end, text)], work.imports)
    title = f"Change a copy of what {plan.target} holds, in {short(finding.function)}"
    return Fix(title, edits, Safety.UNSAFE)


# --- What is loaded, and how far it is used ---------------------------------------------------------------------------


def _loaded(work: Work, place: Node) -> Loaded:
    """The declaration of the variable that is written through."""
    root = _root(_target(statement_of(place), work))
    meaning = work.info.objects.get(root.id) if root.kind_id == N.IDENTIFIER else None
    if meaning is None or meaning.declared < 0:
        raise Refused("the loaded value has no variable of its own")
    for node in walk(work.body.node):
        if node.kind_id == N.SHORT_VAR_DECLARATION:
            left, right = N.children(N.need(node, N.F_LEFT)), N.children(N.need(node, N.F_RIGHT))
            if left[0].start_byte == meaning.declared and len(left) == len(right) == 1:
                return _load(work, node, right[0], meaning.declared)
    raise Refused("the variable is not declared where the value is loaded")


def _load(work: Work, statement: Node, value: Node, declared: int) -> Loaded:
    call, pointer = value, True
    if call.kind_id == N.UNARY_EXPRESSION and work.text(call).startswith(b"*"):
        call, pointer = N.children(call)[0], False
    function = N.field(call, N.F_FUNCTION) if call.kind_id == N.CALL_EXPRESSION else None
    selection = work.info.selections.get(function.id) if function is not None else None
    if function is None or selection is None or selection.symbol != _LOAD:
        raise Refused("only what an atomic.Pointer holds can be compared and swapped")
    source = N.need(function, N.F_OPERAND)
    operand = work.info.operands.get(call.id)
    kind = operand.type if operand is not None else None
    target = underlying(kind.elem, work.view.packages) if isinstance(kind, Pointer) else None
    if not isinstance(target, Map | Slice | StructType):
        raise Refused("the type of what is loaded is not known")
    if any(one.kind_id in (N.CALL_EXPRESSION, N.INDEX_EXPRESSION) for one in walk(source)):
        raise Refused("the atomic variable is found by a call or an index")
    name = N.children(N.need(statement, N.F_LEFT))[0]
    return Loaded(statement, value, work.text(name), declared, work.text(source), pointer, target)


def _region(work: Work, loaded: Loaded) -> tuple[list[Node], Node | None]:
    """The statements from the declaration to the last that uses it, or what is declared on the way; and the `return`
    that does, where it is the last statement."""
    block = loaded.statement.parent
    if block is None or block.kind_id != N.STATEMENT_LIST:
        raise Refused("the value is loaded in the header of a statement")
    statements = N.children(block)
    first = next(at for at, one in enumerate(statements) if one.id == loaded.statement.id)
    last = first
    declared = {loaded.declared}
    for at in range(first, len(statements)):
        if any(one.declared in declared for one in _meant(work, statements[at])):
            for between in statements[last : at + 1]:
                inner = {one.declared for one in _meant(work, between)}
                declared |= {one for one in inner if between.start_byte <= one < between.end_byte}
            last = at
    region = statements[first : last + 1]
    after = region.pop() if region[-1].kind_id == N.RETURN_STATEMENT else None
    for one in region:
        if not work.lines.alone(one.start_byte, one.end_byte):
            raise Refused("several statements share a line; put each on its own")
        loud = work.quiet.loud(one) if one.id != loaded.statement.id else None
        if loud is not None:
            raise Refused(f"`{_line(work.text(loud))}` would run again where the swap fails")
        if exits(one):
            raise Refused("there is a way out between the load and the last use")
        if any(two.kind_id == N.RAW_STRING_LITERAL and b"\n" in work.text(two) for two in walk(one)):
            raise Refused("a string of several lines is in the way")
    if after is not None and not work.quiet.quiet(after):
        raise Refused(f"`{_line(work.text(after))}` would use the copy after it is published")
    return region, after


def _line(text: bytes) -> str:
    return text.partition(b"\n")[0][:50].decode("utf-8", "replace")


def _meant(work: Work, top: Node) -> list[Object]:
    """The local variables that are mentioned."""
    found = (work.info.objects.get(node.id) for node in walk(top) if node.kind_id == N.IDENTIFIER)
    return [one for one in found if one is not None and one.declared >= 0]


# --- What is written --------------------------------------------------------------------------------------------------


def _writes(work: Work, loaded: Loaded, region: Sequence[Node]) -> list[bytes]:
    """Statements that copy the maps and slices in the struct that are written to. Raises `Refused` where something else
    is changed."""
    start, end = region[0].start_byte, region[-1].end_byte
    found: list[bytes] = []
    for statement in region[1:]:
        for node in walk(statement):
            if node.kind_id == N.FUNC_LITERAL:
                raise Refused("a function literal keeps what would be changed again")
            for target in _targets(node, work):
                root = _root(target)
                meaning = work.info.objects.get(root.id) if root.kind_id == N.IDENTIFIER else None
                if root.kind_id == N.BLANK_IDENTIFIER:
                    continue
                if meaning is None or not start <= meaning.declared < end:
                    raise Refused(f"`{_line(work.text(target))}` would be changed again where the swap fails")
                if meaning.declared == loaded.declared:
                    found += _inner(work, loaded, target)
                elif target.kind_id != N.IDENTIFIER:
                    raise Refused(f"`{_line(work.text(target))}` may be a part of what others have")
    return list(dict.fromkeys(found))


def _targets(node: Node, work: Work) -> list[Node]:
    """What a statement or call changes."""
    if node.kind_id == N.ASSIGNMENT_STATEMENT:
        return N.children(N.need(node, N.F_LEFT))
    if node.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT):
        return N.children(node)[:1]
    if node.kind_id == N.RANGE_CLAUSE and b":=" not in work.text(node):
        left = N.field(node, N.F_LEFT)
        return N.children(left) if left is not None else []
    if node.kind_id == N.CALL_EXPRESSION and work.text(N.need(node, N.F_FUNCTION)) in (b"delete", b"clear", b"copy"):
        return N.children(N.need(node, N.F_ARGUMENTS))[:1]
    if node.kind_id == N.UNARY_EXPRESSION and work.text(node).startswith(b"&"):
        return N.children(node)
    return []


def _target(statement: Node, work: Work) -> Node:
    for node in walk(statement):
        for target in _targets(node, work):
            return target
    raise Refused("the value is changed in another way than by an assignment")


def _root(target: Node) -> Node:
    node = target
    while node.kind_id in (
        N.SELECTOR_EXPRESSION,
        N.INDEX_EXPRESSION,
        N.PARENTHESIZED_EXPRESSION,
        N.UNARY_EXPRESSION,
    ):
        field = N.F_OPERAND
        node = N.children(node)[0] if N.field(node, field) is None else N.need(node, field)
    return node


def _inner(work: Work, loaded: Loaded, target: Node) -> list[bytes]:
    """The map or slice that an element of is written to, where it is a field; nothing for the value itself."""
    node, found = target, list[bytes]()
    while node.kind_id not in (N.IDENTIFIER,):
        inner = N.children(node)[0] if N.field(node, N.F_OPERAND) is None else N.need(node, N.F_OPERAND)
        kind = work.quiet.type_of(inner)
        if node.kind_id == N.INDEX_EXPRESSION:
            whole = inner
            while whole.kind_id == N.PARENTHESIZED_EXPRESSION:
                whole = N.children(whole)[0]
            if found or not isinstance(kind, Map | Slice):
                raise Refused("an element inside of an element is written to")
            if whole.kind_id == N.SELECTOR_EXPRESSION:
                text = work.text(whole)
                found.append(text + b" = " + work.copied(kind, text))
        elif isinstance(kind, Pointer) and not (inner.kind_id == N.IDENTIFIER and loaded.pointer):
            raise Refused("what a pointer in it refers to is written to")
        node = inner
    return found


# --- The loop ---------------------------------------------------------------------------------------------------------


def _loop(work: Work, loaded: Loaded, region: Sequence[Node], after: Node | None, copies: Sequence[bytes]) -> bytes:
    lines = work.lines
    indent, end = lines.indent(loaded.statement.start_byte), lines.end
    old = work.name("old")
    copied = work.copied(loaded.type, b"*" + old)
    new = [b"for {", b"\t" + old + b" := " + loaded.source + b".Load()"]
    swapped = loaded.name
    if loaded.pointer:
        swapped = work.name("next")
        new.append(b"\t" + swapped + b" := " + copied)
        copied = b"&" + swapped
    first, last = region[0], region[-1]
    start = lines.start(first.start_byte)
    head, tail = (
        lines.data[start : loaded.value.start_byte],
        lines.data[loaded.value.end_byte : lines.after(first.end_byte)],
    )
    moved = [b"\t" + head + copied + tail]
    moved += [indent + b"\t" + one + end for one in copies]
    rest = lines.data[lines.after(first.end_byte) : lines.after(last.end_byte)]
    moved += [b"\t" + one if one.strip() else one for one in rest.splitlines(keepends=True)]
    way_out = work.text(after) if after is not None else b"break"
    if b"\n" in way_out:
        raise Refused("the return takes several lines")
    closing = [
        b"\tif " + loaded.source + b".CompareAndSwap(" + old + b", &" + swapped + b") {",
        b"\t\t" + way_out,
        b"\t}",
        b"}",
    ]
    return b"".join((*(indent + one + end for one in new), *moved, *(indent + one + end for one in closing)))
