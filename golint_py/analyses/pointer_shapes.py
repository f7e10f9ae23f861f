"""Conversions of integers to pointers whose expression is none of the forms that package unsafe allows.

What counts is the expression that is converted: the address of an object as the left operand of `+`, `-` and `&^`; the
result of (reflect.Value).Pointer or UnsafeAddr as it is; the word Data of a header that is that of a real slice or
string. Values that were computed in another statement are the matter of `uintptr` and `integer_origins`.
"""

from golint_py.analyses.taint_memory import Body, Memory, place
from golint_py.analyses.uintptr_model import Named
from golint_py.ir.operands import operands
from golint_py.ir.ops import Alloc, Binary, Call, Const, Convert, FieldAddr, FieldOf, Load
from golint_py.knowledge.load import table
from golint_py.types.lookup import Lookup
from golint_py.types.model import Basic, Pointer, StructType
from golint_py.types.model import Named as NamedType

_ALLOWED = frozenset({"+", "-", "&^"})
_HIDING = frozenset({"^", "&"})  # `x ^ 0` hides a pointer from escape analysis, `x & mask` aligns it
_HEADERS = frozenset({"reflect.SliceHeader", "reflect.StringHeader"})
_LIKE_REFLECT = frozenset({"Pointer", "UnsafeAddr"})


def wrong_shape(mem: Memory, lookup: Lookup, symbol: str, op: Convert) -> str:
    """What is wrong with the expression that is made a pointer; "" where nothing is, or it only holds a number."""
    body = mem.bodies[symbol]
    value = _unconverted(body, op.operand)
    made = body.definition[value]
    if type(made) is Binary and _is_inside(body, made.at, op.at):
        return _of_arithmetic(body, op, made)
    if type(made) is Call and made.callee.symbol not in table("unsafe", "produces", Named):
        name = made.callee.symbol.rpartition(".")[2]
        if name in _LIKE_REFLECT and made.callee.symbol.startswith("("):
            return f"`{name}` of a type that is not reflect.Value gives a number, not a pointer"
    return _of_header(mem, lookup, symbol, value)


def _unconverted(body: Body, value: int) -> int:
    for _ in range(16):
        op = body.definition[value]
        if type(op) is not Convert or op.kind != "value":
            break
        value = op.operand
    return value


def _is_inside(body: Body, inner: int, outer: int) -> bool:
    spans = body.function.spans
    return spans[outer][0] <= spans[inner][0] and spans[inner][1] <= spans[outer][1]


def _of_arithmetic(body: Body, op: Convert, sum_: Binary) -> str:
    left, right = _address(body, sum_.left, op.at), _address(body, sum_.right, op.at)
    if not left and not right:
        return ""
    if left and right:
        return f"two addresses joined by `{sum_.operator}` are the address of nothing"
    if right:
        return f"the address has to be the left operand of `{sum_.operator}`"
    if left == "reflect":
        return "what reflect gives has to be converted as it is, without arithmetic"
    if sum_.operator not in _ALLOWED | _HIDING:
        return f"`{sum_.operator}` is no arithmetic on addresses; only `+`, `-` and `&^` are"
    return ""


def _address(body: Body, value: int, at: int) -> str:
    """What address a part of the expression at `at` holds: "object", "reflect" (a result of it), "" none."""
    work, seen = [value], {value}
    found = ""
    while work:
        op = body.definition[work.pop()]
        if op is None or isinstance(op, Const) or not _is_inside(body, op.at, at):
            continue
        if type(op) is Convert and op.kind == "unsafe->uintptr":
            return "object"
        read = body.definition[op.address] if type(op) is Load else op
        header = isinstance(read, (FieldAddr, FieldOf)) and read.owner in _HEADERS and read.field == "Data"
        if header or (type(op) is Call and op.callee.symbol in table("unsafe", "produces", Named)):
            found = "reflect"
        elif isinstance(op, (Binary, Convert)):
            more = [one for one in operands(op) if one not in seen]
            seen.update(more)
            work += more
    return found


def _of_header(mem: Memory, lookup: Lookup, symbol: str, value: int) -> str:
    """The word Data of a struct that is no header of a slice or string: a copy, or a type of one's own."""
    body = mem.bodies[symbol]
    op = body.definition[value]
    field = body.definition[op.address] if type(op) is Load else op
    if not isinstance(field, (FieldAddr, FieldOf)) or field.field != "Data":
        return ""
    if field.owner in _HEADERS:
        if type(field) is FieldOf and type(body.function.types[field.base]) is NamedType:
            return f"the {field.owner} is a copy, whose Data keeps nothing alive"
        root, steps = place(mem, symbol, field.base)
        made = mem.bodies[root[0]].definition[root[1]] if root[1] >= 0 else None
        held = mem.bodies[root[0]].function.types[root[1]] if root[1] >= 0 else None
        named = held.elem if type(held) is Pointer else held
        copied = type(made) is Alloc and not steps and type(named) is NamedType and named.name in _HEADERS
        return f"the {field.owner} is a copy, whose Data keeps nothing alive" if copied else ""
    return (
        f"`{field.owner.rpartition('/')[2]}` is no header that the compiler knows"
        if _is_like_header(lookup, field.owner)
        else ""
    )


def _is_like_header(lookup: Lookup, owner: str) -> bool:
    """Whether a type is named as a header, and starts with a number called Data."""
    base = lookup.underlying(NamedType(owner)) if owner.endswith("Header") else None
    return type(base) is StructType and bool(base.fields) and base.fields[0].type == Basic("uintptr")
