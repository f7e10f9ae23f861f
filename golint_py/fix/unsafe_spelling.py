"""Old spellings of package unsafe as its functions say them now (RULES C.6, U1, U3 to U5)."""

import re
from collections.abc import Callable, Mapping

from tree_sitter import Node

from golint_py.fix.lines import Lines
from golint_py.fix.places import body_of, declaration_of, function_of, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.lookup import underlying
from golint_py.types.model import Basic, Slice, Type
from golint_py.types.scope import Info, Packages

_SIMPLE = re.compile(r"[\w.]+ ?(?:[-+*/%|^]|<<|>>) ?[\w.]+")
_INTEGERS = frozenset("int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr".split())


class Types:
    """What expressions of the function are."""

    __slots__ = ("data", "go", "info", "packages")

    def __init__(self, info: Info, packages: Packages, data: bytes, go: tuple[int, int]) -> None:
        self.go = go
        self.info = info
        self.packages = packages
        self.data = data

    def text(self, node: Node) -> str:
        """Its source."""
        return N.text(node, self.data)

    def of(self, node: Node) -> object:
        """What its type stands for, None where it is not known."""
        operand = self.info.operands.get(node.id)
        return underlying(operand.type, self.packages) if operand is not None else None

    def under(self, kind: Type | None) -> Type | None:
        """What a type stands for."""
        return underlying(kind, self.packages)

    def integer(self, node: Node) -> bool:
        """Whether it is an integer, also an untyped constant one."""
        found = self.of(node)
        return isinstance(found, Basic) and (found.name in _INTEGERS or found.name == "untyped int")


def spelled_now(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """The new form in place of the old one."""
    path = finding.place.path
    parsed = workspace.parsed(path)
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    types = Types(view.info(view.body(finding.function)), view.packages, parsed.data, workspace.file(path).go)
    maker = _MAKERS.get(plan.target)
    if maker is None:
        raise Refused(f"there is no rewrite to unsafe.{plan.target}")
    node, text, safety = maker(_node(parsed, finding.place), types)
    if any(one.kind_id == N.COMMENT for one in node.named_children):
        raise Refused("a comment stands in the expression")
    edit = Lines(path, parsed.data).replace(node.start_byte, node.end_byte, text.encode())
    return Fix(f"Say it with unsafe.{plan.target}", (edit,), safety)


def _node(parsed: Parsed, place: Span) -> Node:
    """The expression at the place."""
    found = declaration_of(parsed, place.start).named_descendant_for_byte_range(place.start, place.end)
    while found is not None and found.kind_id == N.EXPRESSION_LIST and len(N.children(found)) == 1:
        found = N.children(found)[0]
    if found is None:
        raise Refused("the place is only a part of an expression")
    return found


def _bare(node: Node) -> Node:
    while node.kind_id == N.PARENTHESIZED_EXPRESSION:
        node = N.children(node)[0]
    return node


def _conversion(node: Node, name: str, types: Types) -> Node | None:
    """`x` of `name(x)`."""
    node = _bare(node)
    if node.kind_id != N.CALL_EXPRESSION or types.text(N.need(node, N.F_FUNCTION)) != name:
        return None
    arguments = N.children(N.need(node, N.F_ARGUMENTS))
    return arguments[0] if len(arguments) == 1 else None


def _add(node: Node, types: Types) -> tuple[Node, str, Safety]:
    """`unsafe.Pointer(uintptr(p) + n)` is `unsafe.Add(p, n)`; arithmetic of both wraps alike."""
    inner = _conversion(node, "unsafe.Pointer", types)
    if inner is None:
        raise Refused("the sum is not converted where it is made")
    terms: list[tuple[str, Node]] = []
    now = _bare(inner)
    if now.kind_id == N.BINARY_EXPRESSION and types.text(N.need(now, N.F_OPERATOR)) == "&^":
        return _rounded(node, now, types)
    while now.kind_id == N.BINARY_EXPRESSION and types.text(N.need(now, N.F_OPERATOR)) in ("+", "-"):
        terms.append((types.text(N.need(now, N.F_OPERATOR)), N.need(now, N.F_RIGHT)))
        now = _bare(N.need(now, N.F_LEFT))
    terms.append(("+", now))
    terms.reverse()
    places = [
        at
        for at, (_, one) in enumerate(terms)
        if _conversion(one, "uintptr", types) is not None
        and not types.integer(_conversion(one, "uintptr", types) or one)
    ]
    if len(places) != 1 or terms[places[0]][0] != "+":
        raise Refused("the sum has not exactly one address")
    pointer = _conversion(terms[places[0]][1], "uintptr", types)
    rest = [term for at, term in enumerate(terms) if at != places[0]]
    if pointer is None or not rest or any(not types.integer(one) for _, one in rest):
        raise Refused("the offset is of a type that is not known")
    if len(rest) > 1 and any(sign == "-" for sign, _ in rest):
        raise Refused("the offset is a sum and a difference")
    parts = [_offset(one, types) if len(rest) == 1 else types.text(one) for _, one in rest]
    offset = " + ".join(parts)
    if rest[0][0] == "-":
        offset = f"-{offset}" if _literal(rest[0][1]) else f"-int({offset})"
    return node, f"unsafe.Add({types.text(pointer)}, {offset})", Safety.SAFE


def _rounded(node: Node, sum_: Node, types: Types) -> tuple[Node, str, Safety]:
    """`unsafe.Pointer(uintptr(p) &^ m)` is `unsafe.Add(p, -int(uintptr(p)&m))`."""
    pointer, mask = _conversion(N.need(sum_, N.F_LEFT), "uintptr", types), N.need(sum_, N.F_RIGHT)
    if pointer is None or types.integer(pointer):
        raise Refused("the sum has not exactly one address")
    if not types.integer(mask):
        raise Refused("the mask is of a type that is not known")
    if any(
        one.kind_id == N.CALL_EXPRESSION and _conversion(one, "unsafe.Pointer", types) is None for one in walk(pointer)
    ):
        raise Refused("the pointer comes from a call, which would be made twice")
    text = types.text(mask) if mask.kind_id in (N.IDENTIFIER, N.INT_LITERAL) else f"({_dense(types.text(_bare(mask)))})"
    address = types.text(pointer)
    return node, f"unsafe.Add({address}, -int(uintptr({address})&{text}))", Safety.SAFE


def _dense(text: str) -> str:
    """A mask as gofmt writes it so deep inside: without blanks around the operator."""
    if " " in text and not _SIMPLE.fullmatch(text):
        raise Refused("the mask is a longer expression")
    return text.replace(" ", "")


def _offset(node: Node, types: Types) -> str:
    """Without a conversion to uintptr: `unsafe.Add` takes any integer."""
    inner = _conversion(node, "uintptr", types)
    return types.text(inner if inner is not None else _bare(node))


def _literal(node: Node) -> bool:
    return _bare(node).kind_id == N.INT_LITERAL


def _slice(node: Node, types: Types) -> tuple[Node, str, Safety]:
    """`(*[1 << 30]T)(p)[:n:n]` is `unsafe.Slice((*T)(p), n)`."""
    if node.kind_id != N.SLICE_EXPRESSION:
        raise Refused("only slices of big arrays are rewritten")
    low, high, most = (N.field(node, one) for one in (N.F_START, N.F_END, N.F_CAPACITY))
    if high is None or (low is not None and types.text(low) != "0"):
        raise Refused("the slice does not begin with the first element")
    if not types.integer(high) or (most is not None and types.text(most) != types.text(high)):
        raise Refused("the length and the capacity are different")
    operand = N.need(node, N.F_OPERAND)
    array = next((one for one in walk(operand) if one.kind_id == N.ARRAY_TYPE), None)
    arguments = N.field(operand, N.F_ARGUMENTS)
    if array is None:
        raise Refused("the array type has a name")
    element = types.text(N.need(array, N.F_ELEMENT))
    pointer = N.children(arguments)[0] if arguments is not None else N.children(operand)[-1]
    safety = Safety.SAFE if most is not None else Safety.UNSAFE
    return node, f"unsafe.Slice((*{element})({types.text(pointer)}), {types.text(high)})", safety


def _string(node: Node, types: Types) -> tuple[Node, str, Safety]:
    """`*(*string)(unsafe.Pointer(&b))` is `unsafe.String(unsafe.SliceData(b), len(b))`."""
    whole = _upwards(node, "*(*string)(", types)
    address = next(
        (one for one in walk(whole) if one.kind_id == N.UNARY_EXPRESSION and types.text(one).startswith("&")), None
    )
    if address is None:
        raise Refused("the address of the slice is not taken there")
    name = N.need(address, N.F_OPERAND)
    held = types.of(name)
    if name.kind_id != N.IDENTIFIER or not isinstance(held, Slice) or held.elem != Basic("uint8"):
        raise Refused("what is converted is no variable of type []byte")
    expected = f"*(*string)(unsafe.Pointer(&{types.text(name)}))"
    if types.text(whole) != expected:
        raise Refused(f"only {expected} is rewritten")
    return whole, f"unsafe.String(unsafe.SliceData({types.text(name)}), len({types.text(name)}))", Safety.SAFE


def _bytes(node: Node, types: Types) -> tuple[Node, str, Safety]:
    """`*(*[]byte)(unsafe.Pointer(&s))` is `unsafe.Slice(unsafe.StringData(s), len(s))`, with a capacity."""
    if types.go < (1, 20):
        raise Refused("unsafe.StringData needs go 1.20")
    whole = _upwards(node, "*(*[]byte)(", types)
    address = next(
        (one for one in walk(whole) if one.kind_id == N.UNARY_EXPRESSION and types.text(one).startswith("&")), None
    )
    name = N.need(address, N.F_OPERAND) if address is not None else whole
    if name.kind_id != N.IDENTIFIER or types.of(name) != Basic("string"):
        raise Refused("what is converted is no variable of type string")
    text = types.text(name)
    if types.text(whole) != f"*(*[]byte)(unsafe.Pointer(&{text}))":
        raise Refused(f"only *(*[]byte)(unsafe.Pointer(&{text})) is rewritten")
    _check_kept(whole, types)
    return whole, f"unsafe.Slice(unsafe.StringData({text}), len({text}))", Safety.SAFE


def _check_kept(whole: Node, types: Types) -> None:
    """Whether the variable that the bytes are put into is not written to."""
    left = whole.parent.parent if whole.parent is not None else None
    target = N.field(left, N.F_LEFT) if left is not None else None
    names = N.children(target) if target is not None else []
    meaning = types.info.objects.get(names[0].id) if len(names) == 1 else None
    for one in walk(body_of(function_of(whole))) if meaning is not None else ():
        if one.kind_id == N.IDENTIFIER and types.info.objects.get(one.id) is meaning and one.id != names[0].id:
            above = one.parent
            if above is None or above.kind_id not in (N.INDEX_EXPRESSION, N.ARGUMENT_LIST, N.EXPRESSION_LIST):
                continue
            place = above.parent if above.kind_id == N.INDEX_EXPRESSION else None
            statement = place.parent if place is not None and place.kind_id == N.EXPRESSION_LIST else place
            counted = statement is not None and statement.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT)
            written = counted or (statement is not None and N.field(statement, N.F_LEFT) == place)
            call = above.parent if above.kind_id == N.ARGUMENT_LIST else None
            function = N.field(call, N.F_FUNCTION) if call is not None else None
            if written or (function is not None and types.text(function) in ("append", "copy", "clear")):
                raise Refused("the bytes of the string are written to")


def _upwards(node: Node, start: str, types: Types) -> Node:
    """The expression around the node that begins so. Raises `Refused`."""
    whole = node
    while whole.parent is not None and not types.text(whole).startswith(start):
        whole = whole.parent
        if whole.kind_id in (N.STATEMENT_LIST, N.BLOCK):
            raise Refused(f"only {start}unsafe.Pointer(&x)) is rewritten")
    return whole


_MAKERS: Mapping[str, Callable[[Node, Types], tuple[Node, str, Safety]]] = {
    "Add": _add,
    "Slice": _slice,
    "String": _string,
    "StringData": _bytes,
}
