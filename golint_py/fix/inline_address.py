"""An address that rests in an integer goes back into the expression that uses it (RULES C.6, U1 and U2)."""

from collections.abc import Iterator

from tree_sitter import Node

from golint_py.fix.lines import Lines
from golint_py.fix.places import declaration_of, function_of, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.model import Basic
from golint_py.types.scope import Info, Kind

ADD = (1, 17)  # unsafe.Add
_SYSCALLS = frozenset("Syscall Syscall6 Syscall9 RawSyscall RawSyscall6 SyscallN SyscallNoError".split())


def inline_address(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """`u := uintptr(p)` goes, and its uses say what it was.

    All uses must be conversions back to a pointer or arguments of system calls, and what the address is taken of must
    stay the same variable.
    """
    path = finding.place.path
    parsed = workspace.parsed(path)
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    body = view.body(finding.function)
    info = view.info(body)
    data = parsed.data
    lines = Lines(path, data)
    name, statement = _variable(parsed, info, finding.place)
    pointer = _pointer(statement, data)
    text = lines.text(name.start_byte, name.end_byte)
    _check_stays(body.node, info, pointer, data)
    edits = [lines.without(statement.start_byte, statement.end_byte)]
    if (
        not lines.alone(statement.start_byte, statement.end_byte)
        or b"//" in data[statement.end_byte : lines.after(statement.end_byte)]
    ):
        raise Refused("the declaration of the integer has a comment or shares its line")
    uses = [one for one in _uses(body.node, info, name) if one.start_byte != name.start_byte]
    for use in uses:
        if function_of(use).id != function_of(statement).id:
            raise Refused(f"{text.decode()} is used in a function literal")
        edits.append(_inlined(use, pointer, lines, workspace.file(path).go >= ADD))
    return Fix(f"Take the address where it is used, without {text.decode()}", tuple(sorted(edits)), Safety.SAFE)


def _variable(parsed: Parsed, info: Info, place: Span) -> tuple[Node, Node]:
    """The identifier that is declared and its declaration `u := uintptr(...)`."""
    top = declaration_of(parsed, place.start)
    node = top.named_descendant_for_byte_range(place.start, place.end)
    if node is None:
        raise Refused("the place is only a part of an expression")
    found: dict[int, Node] = {}
    for one in walk(node):
        meaning = info.objects.get(one.id) if one.kind_id == N.IDENTIFIER else None
        if (
            meaning is not None
            and meaning.kind is Kind.VAR
            and meaning.type == Basic("uintptr")
            and meaning.declared >= 0
        ):
            declared = top.named_descendant_for_byte_range(
                meaning.declared, meaning.declared + len(meaning.name.encode())
            )
            above = declared.parent if declared is not None else None
            statement = above.parent if above is not None else None
            if declared is None or above is None or statement is None or meaning.role:
                continue
            if statement.kind_id == N.SHORT_VAR_DECLARATION and len(N.children(above)) == 1:
                found[declared.start_byte] = declared
    if len(found) != 1:
        raise Refused("there is not exactly one integer that was declared with an address")
    (declared,) = found.values()
    above = declared.parent
    statement = above.parent if above is not None else None
    if statement is None:
        raise Refused("the declaration is not in sight")
    return declared, statement


def _pointer(statement: Node, data: bytes) -> Node:
    """`p` of `u := uintptr(p)`."""
    right = N.children(N.need(statement, N.F_RIGHT))
    call = right[0] if len(right) == 1 else None
    if call is None or call.kind_id != N.CALL_EXPRESSION or N.text(N.need(call, N.F_FUNCTION), data) != "uintptr":
        raise Refused("the integer is more than an address")
    (pointer,) = N.children(N.need(call, N.F_ARGUMENTS))
    return pointer


def _check_stays(function: Node, info: Info, pointer: Node, data: bytes) -> None:
    """What the address is taken of is made of variables that nothing assigns to."""
    kinds = (N.CALL_EXPRESSION, N.SELECTOR_EXPRESSION, N.ARGUMENT_LIST, N.UNARY_EXPRESSION, N.IDENTIFIER)
    more = (N.INDEX_EXPRESSION, N.INT_LITERAL, N.FIELD_IDENTIFIER, N.PARENTHESIZED_EXPRESSION)
    names = set()
    for node in walk(pointer):
        if node.kind_id not in (*kinds, *more):
            raise Refused("the address is computed")
        if node.kind_id == N.CALL_EXPRESSION and N.text(N.need(node, N.F_FUNCTION), data) != "unsafe.Pointer":
            raise Refused("the address comes from a call")
        if node.kind_id == N.SELECTOR_EXPRESSION and N.text(node, data) != "unsafe.Pointer":
            raise Refused("the address is that of a field, which may be changed in between")
        if node.kind_id == N.IDENTIFIER:
            names.add(node)
    declared = {info.objects[one.id].declared for one in names if one.id in info.objects}
    for node in walk(function):
        if node.kind_id in (N.ASSIGNMENT_STATEMENT, N.INC_STATEMENT, N.DEC_STATEMENT, N.RANGE_CLAUSE):
            left = N.field(node, N.F_LEFT)
            for one in N.children(left) if left is not None else N.children(node):
                meaning = info.objects.get(one.id)
                if meaning is not None and meaning.declared in declared and meaning.declared != one.start_byte:
                    raise Refused(f"{meaning.name} is assigned to")


def _uses(function: Node, info: Info, name: Node) -> Iterator[Node]:
    meaning = info.objects.get(name.id)
    for node in walk(function):
        if node.kind_id == N.IDENTIFIER and meaning is not None:
            found = info.objects.get(node.id)
            if found is not None and found.declared == meaning.declared:
                yield node


def _inlined(use: Node, pointer: Node, lines: Lines, add: bool) -> Edit:
    """The edit for one use."""
    address = lines.text(pointer.start_byte, pointer.end_byte)
    whole = use
    above = use.parent
    if above is not None and above.kind_id == N.BINARY_EXPRESSION and N.need(above, N.F_LEFT).id == use.id:
        whole, above = above, above.parent
    call = above.parent if above is not None and above.kind_id == N.ARGUMENT_LIST else None
    if call is None or call.kind_id != N.CALL_EXPRESSION:
        raise Refused("the integer is used in another way than for a pointer or a system call")
    function = N.text(N.need(call, N.F_FUNCTION), lines.data)
    if function.rpartition(".")[2] in _SYSCALLS:
        return lines.replace(use.start_byte, use.end_byte, b"uintptr(" + address + b")")
    if function != "unsafe.Pointer":
        raise Refused(f"the integer is passed to {function}")
    if whole.id == use.id:
        return lines.replace(call.start_byte, call.end_byte, address)
    operator = N.need(whole, N.F_OPERATOR)
    right = N.need(whole, N.F_RIGHT)
    if add and lines.text(operator.start_byte, operator.end_byte) == b"+":
        offset = lines.text(right.start_byte, right.end_byte)
        return lines.replace(call.start_byte, call.end_byte, b"unsafe.Add(" + address + b", " + offset + b")")
    return lines.replace(use.start_byte, use.end_byte, b"uintptr(" + address + b")")
