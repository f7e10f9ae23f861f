"""Integers that are read from bytes through a cast become calls of encoding/binary (RULES C.6, U6).

All such expressions of a file change together, so that its import of unsafe can go with the last one.
"""

import itertools
import re
from collections.abc import Iterator

from tree_sitter import Node

from golint_py.fix.imports import added, name_for, named, unneeded
from golint_py.fix.lines import Lines
from golint_py.fix.mentions import taken_names
from golint_py.fix.places import walk
from golint_py.fix.refusal import Refused
from golint_py.fix.tidy import hunks
from golint_py.fix.workspace import View, Workspace
from golint_py.load.constraints import Constraint, combine, of_name, parse
from golint_py.load.platforms import GOARCH
from golint_py.syntax import nodes as N
from golint_py.syntax.parse import parse as parse_go
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Edit, Fix, apply
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.declared import Body
from golint_py.types.lookup import underlying
from golint_py.types.model import Basic, Slice

_MAX_TAGS = 6
_BINARY = "encoding/binary"
_NATIVE = (1, 21)  # the Go version of binary.NativeEndian
_BIG = frozenset("armbe arm64be mips mips64 mips64p32 ppc ppc64 s390 s390x sparc sparc64".split())
_FORM = re.compile(r"\*\(\*(u?)int(16|32|64)\)\(unsafe\.Pointer\(&(\w+)\[([^\n]+)\]\)\)")
_BUILD = re.compile(rb"^//go:build ([^\n]+)$", re.MULTILINE)


def byte_order(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """`*(*uint32)(unsafe.Pointer(&b[i]))` is `binary.LittleEndian.Uint32(b[i:])`. Unsafe: a slice that is too short
    makes it panic, where the cast read on behind it."""
    path = finding.place.path
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    parsed = workspace.parsed(path)
    lines = Lines(path, parsed.data)
    order = _order(parsed, path, workspace.file(path).go)
    edits: list[Edit] = []
    for body in view.bodies.values():
        if body.scope.file.path == path:
            name = ""
            for node in _forms(view, body):
                name = name or name_for(parsed, _BINARY, taken_names(view, body))
                edits.append(_rewritten(node, f"{name}.{order}", lines))
    if not any(one.span.start <= finding.place.start < one.span.end for one in edits):
        raise Refused("only *(*uintN)(unsafe.Pointer(&b[i])) of a variable of type []byte is rewritten")
    after = apply(parsed.data, edits)
    if not _uses(parse_go(after), named(parsed, "unsafe")):
        after = apply(after, unneeded(parse_go(after), Lines(path, after), "unsafe"))
    after = apply(after, added(parse_go(after), path, [_BINARY]))
    title = "Read the integers with encoding/binary" if len(edits) > 1 else "Read the integer with encoding/binary"
    return Fix(f"{title}, {order}", hunks(path, parsed.data, after), Safety.UNSAFE)


def _order(parsed: Parsed, path: str, go: tuple[int, int]) -> str:
    """The byte order of the platforms that the file is for."""
    line = _BUILD.search(parsed.data)
    written = parse(line[1].decode()) if line is not None else Constraint()
    condition = combine(of_name(path.rpartition("/")[2]), written)
    if not any(_admits(condition, arch) for arch in _BIG):
        return "LittleEndian"
    if go >= _NATIVE:
        return "NativeEndian"
    raise Refused("the file is for platforms of both byte orders, and binary.NativeEndian needs go 1.21")


def _admits(condition: Constraint, arch: str) -> bool:
    """Whether the condition can hold on the processor, whatever its other tags are."""
    others = sorted(condition.tags() - GOARCH)
    if len(others) > _MAX_TAGS:
        return True
    for values in itertools.product((False, True), repeat=len(others)):
        known = dict(zip(others, values, strict=True))
        if condition.admits(lambda tag, known=known: known.get(tag, tag == arch)):  # type: ignore[misc]
            return True
    return False


def _forms(view: View, body: Body) -> Iterator[Node]:
    """The expressions that are rewritten."""
    info, data = view.info(body), body.scope.parsed.data
    for node in walk(body.node):
        if node.kind_id != N.UNARY_EXPRESSION:
            continue
        form = _FORM.fullmatch(N.text(node, data))
        index = next((one for one in walk(node) if one.kind_id == N.INDEX_EXPRESSION), None)
        if form is None or index is None or N.need(index, N.F_OPERAND).kind_id != N.IDENTIFIER:
            continue
        operand = info.operands.get(N.need(index, N.F_OPERAND).id)
        held = underlying(operand.type, view.packages) if operand is not None else None
        if isinstance(held, Slice) and held.elem == Basic("uint8") and _is_plain(node):
            yield node


def _is_plain(node: Node) -> bool:
    """Whether it is read, or the only target of `=` in a statement of its own."""
    above = node.parent
    if above is not None and above.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT, N.UNARY_EXPRESSION):
        return False
    statement = _assignment(node)
    if statement is None:
        return True
    alone = len(N.children(N.need(statement, N.F_LEFT))) == len(N.children(N.need(statement, N.F_RIGHT))) == 1
    sign = N.need(statement, N.F_OPERATOR)
    inner = [one for one in walk(N.need(statement, N.F_RIGHT)) if one.kind_id == N.UNARY_EXPRESSION]
    return alone and sign.end_byte - sign.start_byte == 1 and not inner


def _assignment(node: Node) -> Node | None:
    """The assignment whose target it is."""
    above = node.parent
    statement = above.parent if above is not None and above.kind_id == N.EXPRESSION_LIST else None
    if statement is None or statement.kind_id != N.ASSIGNMENT_STATEMENT or above != N.field(statement, N.F_LEFT):
        return None
    return statement


def _rewritten(node: Node, order: str, lines: Lines) -> Edit:
    form = _FORM.fullmatch(lines.text(node.start_byte, node.end_byte).decode())
    assert form is not None
    unsigned, bits, name, index = form.groups()
    rest = name if index == "0" else f"{name}[{index}:]"
    statement = _assignment(node)
    if statement is None:
        text = f"{order}.Uint{bits}({rest})"
        return lines.replace(node.start_byte, node.end_byte, (text if unsigned else f"int{bits}({text})").encode())
    right = N.children(N.need(statement, N.F_RIGHT))[0]
    value = lines.text(right.start_byte, right.end_byte).decode()
    text = f"{order}.PutUint{bits}({rest}, {value if unsigned else f'uint{bits}({value})'})"
    return lines.replace(statement.start_byte, statement.end_byte, text.encode())


def _uses(parsed: Parsed, name: str) -> bool:
    """Whether something is selected from the package."""
    return any(
        node.kind_id in (N.SELECTOR_EXPRESSION, N.QUALIFIED_TYPE) and N.text(N.children(node)[0], parsed.data) == name
        for declaration in parsed.declarations
        for node in walk(declaration)
    )
