"""Expressions without calls and literals of composite and function type."""

from collections.abc import Callable

from tree_sitter import Node

from golint_py.syntax import nodes as n
from golint_py.types import constants
from golint_py.types.dispatch import quick, slow
from golint_py.types.infer_arguments import instantiated
from golint_py.types.infer_convert import as_signature, convert, unparenthesised
from golint_py.types.infer_leaf import (
    float_literal,
    imaginary_literal,
    integer_literal,
    keep,
    rune_literal,
    string_literal,
    type_operand,
)
from golint_py.types.infer_select import identifier, operand_of, select
from golint_py.types.model import (
    Array,
    Basic,
    Chan,
    Interface,
    Map,
    Pointer,
    Slice,
    Tuple,
    Type,
    TypeParam,
)
from golint_py.types.names import Pending
from golint_py.types.resolve import resolve
from golint_py.types.scope import Mode, Object, Operand
from golint_py.types.state import UNKNOWN, State, Walk
from golint_py.types.substitute import pointer_to
from golint_py.types.universe import (
    INT,
    INTEGER_BITS,
    NUMERIC_RANK,
    STRING,
    UINT8,
    UNTYPED_BOOL,
    UNTYPED_INT,
    UNTYPED_RUNE,
    is_untyped,
)

_SHIFTS = frozenset({"<<", ">>"})


def unknown(state: State, node: Node) -> Walk:
    for child in node.named_children:
        if quick(state, child) is None:
            yield slow(state, child)
    return keep(state, node, UNKNOWN)


def _qualified(state: State, node: Node) -> Operand | None:
    """`a.b` where the grammar expects a type: a type of a package, or a field of a variable."""
    children = node.named_children
    base = identifier(state, children[0])
    if base is None:
        return None
    operand = select(state, node, children[0], children[-1], base)
    if operand.mode is Mode.TYPE or operand.mode is Mode.UNKNOWN:
        type = resolve(state, node)
        if type is not None:
            return keep(state, node, Operand(Mode.TYPE, type))
    return operand


def _selector(state: State, node: Node) -> Operand | None:
    """A chain of selectors that starts at a name."""
    chain = []
    while node.kind_id == n.SELECTOR_EXPRESSION:
        chain.append(node)
        node = n.need(node, n.F_OPERAND)
    if node.kind_id != n.IDENTIFIER:
        return None
    operand = identifier(state, node)
    if operand is None:
        return None
    return _select_chain(state, chain, node, operand)


def _select_chain(state: State, chain: list[Node], base: Node, operand: Operand) -> Operand:
    while chain:
        node = chain.pop()
        operand = select(state, node, base, n.need(node, n.F_FIELD), operand)
        base = node
    return operand


# --- Walks ----------------------------------------------------------------------------------------------------------


def _pending_name(state: State, node: Node) -> Walk:
    """A package constant or variable whose type is found first."""
    meaning = state.find(state.data[node.start_byte : node.end_byte])
    if meaning.__class__ is Pending:
        meaning = yield meaning.resolve()
    if not isinstance(meaning, Object):
        return keep(state, node, UNKNOWN)
    state.objects[node.id] = meaning
    return keep(state, node, operand_of(state, meaning))


def _pending_qualified(state: State, node: Node) -> Walk:
    children = node.named_children
    base = yield _pending_name(state, children[0])
    return select(state, node, children[0], children[-1], base)


def _slow_selector(state: State, node: Node) -> Walk:
    chain = []
    while node.kind_id == n.SELECTOR_EXPRESSION:
        chain.append(node)
        node = n.need(node, n.F_OPERAND)
    operand = quick(state, node) or (yield slow(state, node))
    return _select_chain(state, chain, node, operand)


def _parenthesised(state: State, node: Node) -> Walk:
    inner = n.children(node)
    if not inner:
        return keep(state, node, UNKNOWN)
    operand = quick(state, inner[0]) or (yield slow(state, inner[0]))
    return keep(state, node, operand)


def _unary(state: State, node: Node) -> Walk:
    inner = n.need(node, n.F_OPERAND)
    operator = n.need(node, n.F_OPERATOR).type
    operand = quick(state, inner) or (yield slow(state, inner))
    return keep(state, node, unary_operand(state, operator, inner, operand))


def unary_operand(state: State, operator: str, node: Node, operand: Operand) -> Operand:
    """The operand of `operator x`, for x the expression `node`."""
    type = operand.type
    if operator == "*":
        if operand.mode is Mode.TYPE:
            return Operand(Mode.TYPE, pointer_to(type))
        base = state.lookup.core(type)
        return Operand(Mode.VALUE, base.elem, None, True) if isinstance(base, Pointer) else UNKNOWN
    if operand.mode is not Mode.VALUE:
        return UNKNOWN
    if operator == "&":
        return Operand(Mode.VALUE, pointer_to(type)) if type is not None else UNKNOWN
    if operator == "<-":
        base = state.lookup.core(type)
        return Operand(Mode.VALUE, base.elem) if isinstance(base, Chan) else UNKNOWN
    value = None
    if operand.value is not None:
        value = constants.unary(operator, operand.value, state.lookup.underlying(type))
        if not is_untyped(type):
            value = constants.represent(value, state.lookup.underlying(type))
    return Operand(Mode.VALUE, type, value)


def _binary(state: State, node: Node) -> Walk:
    """A binary expression; the chain of left operands (`a + b + c ...`) is walked without nesting."""
    chain = [node]
    left = n.need(node, n.F_LEFT)
    while left.kind_id == n.BINARY_EXPRESSION:
        chain.append(left)
        left = n.need(left, n.F_LEFT)
    operand = quick(state, left) or (yield slow(state, left))
    while chain:
        node = chain.pop()
        right = n.need(node, n.F_RIGHT)
        other = quick(state, right) or (yield slow(state, right))
        operator = n.need(node, n.F_OPERATOR).type
        operand = keep(state, node, _binary_operand(state, operator, left, operand, right, other))
        left = node
    return operand


def _binary_operand(state: State, operator: str, left: Node, x: Operand, right: Node, y: Operand) -> Operand:
    if x.mode is not Mode.VALUE and y.mode is not Mode.VALUE:
        comparison = operator in constants.COMPARISONS
        return Operand(Mode.VALUE, UNTYPED_BOOL) if comparison else UNKNOWN
    if operator in _SHIFTS:
        return _shift(state, operator, x, right, y)
    x, y, type = _matched(state, left, x, right, y)
    if operator in constants.COMPARISONS:
        return Operand(Mode.VALUE, UNTYPED_BOOL, constants.compare(operator, x.value, y.value))
    value = None
    if x.value is not None and y.value is not None:
        base = state.lookup.underlying(type)
        whole = isinstance(base, Basic) and (base.name in INTEGER_BITS or NUMERIC_RANK.get(base.name, 9) <= 2)
        value = constants.binary(operator, x.value, y.value, whole)
        if value is not None and not is_untyped(base):
            value = constants.represent(value, base)
    return Operand(Mode.VALUE, type, value) if type is not None else UNKNOWN


def _matched(state: State, left: Node, x: Operand, right: Node, y: Operand) -> tuple[Operand, Operand, Type | None]:
    """Both operands with the type they have in common."""
    if is_untyped(x.type):
        if is_untyped(y.type):
            x_rank, y_rank = NUMERIC_RANK.get(x.type.name, 0), NUMERIC_RANK.get(y.type.name, 0)  # type: ignore[union-attr]
            return x, y, x.type if x_rank >= y_rank else y.type
        x = convert(state, left, x, y.type)
        return x, y, y.type
    if is_untyped(y.type):
        y = convert(state, right, y, x.type)
        return x, y, x.type
    return x, y, x.type if x.type is not None else y.type


def _shift(state: State, operator: str, x: Operand, right: Node, y: Operand) -> Operand:
    value = constants.shift(operator, x.value, y.value)
    if is_untyped(y.type):
        convert(state, right, y, INT)
    if x.type is None:
        return UNKNOWN
    if not is_untyped(x.type):
        value = constants.represent(value, state.lookup.underlying(x.type))
    elif value is not None and x.type != UNTYPED_RUNE:
        return Operand(Mode.VALUE, UNTYPED_INT, value)
    return Operand(Mode.VALUE, x.type, value)


def _index(state: State, node: Node) -> Walk:
    base_node, index_node = n.need(node, n.F_OPERAND), n.need(node, n.F_INDEX)
    base = quick(state, base_node) or (yield slow(state, base_node))
    index = quick(state, index_node) or (yield slow(state, index_node))
    if base.mode is Mode.TYPE or (index.mode is Mode.TYPE and base.mode is not Mode.UNKNOWN):
        arguments = (resolve(state, index_node),)
        return instantiated(state, node, base_node, base, arguments)
    return keep(state, node, element(state, base, index_node, index))


def element(state: State, base: Operand, index_node: Node, index: Operand) -> Operand:
    """`base[index]` of a map, slice, array, string or pointer to an array."""
    core = state.lookup.core(base.type)
    if isinstance(core, Map):
        convert(state, index_node, index, core.key)
        return Operand(Mode.VALUE, core.elem)
    if core is not None:
        convert(state, index_node, index, INT)
    if isinstance(core, Slice):
        return Operand(Mode.VALUE, core.elem, None, True)
    if isinstance(core, Array):
        return Operand(Mode.VALUE, core.elem, None, base.addressable)
    if isinstance(core, Pointer):
        pointed = state.lookup.core(core.elem)
        return Operand(Mode.VALUE, pointed.elem, None, True) if isinstance(pointed, Array) else UNKNOWN
    if isinstance(core, Basic) and core.name in ("string", "untyped string"):
        return Operand(Mode.VALUE, UINT8)
    if isinstance(base.type, TypeParam) and _has_string_bytes(state, base.type):
        return Operand(Mode.VALUE, UINT8)
    return UNKNOWN


def _has_string_bytes(state: State, parameter: TypeParam) -> bool:
    """Whether the constraint is a union of string and []byte types."""
    terms: list[Type | None] = [state.lookup.constraint(parameter)]
    for at in range(30):
        if at >= len(terms):
            return True
        base = state.lookup.underlying(terms[at])
        if isinstance(base, Interface) and (base.union or base.embedded):
            terms.extend(base.union or base.embedded)
        elif base != STRING and base != Slice(UINT8):
            return False
    return False


def _slice(state: State, node: Node) -> Walk:
    base_node = n.need(node, n.F_OPERAND)
    base = quick(state, base_node) or (yield slow(state, base_node))
    for field in (n.F_START, n.F_END, n.F_CAPACITY):
        bound = n.field(node, field)
        if bound is not None:
            operand = quick(state, bound) or (yield slow(state, bound))
            convert(state, bound, operand, INT)
    return keep(state, node, _sliced(state, base))


def _sliced(state: State, base: Operand) -> Operand:
    core = state.lookup.core(base.type)
    if isinstance(core, Pointer):
        core = state.lookup.core(core.elem)
    if isinstance(core, Array):
        return Operand(Mode.VALUE, Slice(core.elem))
    if isinstance(core, Basic):
        return Operand(Mode.VALUE, STRING if is_untyped(core) else base.type)
    if isinstance(core, Slice) or isinstance(base.type, TypeParam):
        return Operand(Mode.VALUE, base.type)
    return UNKNOWN


def _assertion(state: State, node: Node) -> Walk:
    inner = n.need(node, n.F_OPERAND)
    if quick(state, inner) is None:
        yield slow(state, inner)
    type_node = n.field(node, n.F_TYPE)
    type = resolve(state, type_node) if type_node is not None else None
    return keep(state, node, Operand(Mode.VALUE, type) if type is not None else UNKNOWN)


def _generic(state: State, node: Node) -> Walk:
    """`f[T]` or `m[k]` where the grammar expects a type."""
    arguments_node = n.field(node, n.F_TYPE_ARGUMENTS)
    inner = n.children(arguments_node) if arguments_node is not None else n.children(node)[1:]
    base_node = n.need(node, n.F_TYPE)
    base = quick(state, base_node) or (yield slow(state, base_node))
    signature = as_signature(state, base.type) if base.mode is Mode.VALUE else None
    if base.mode is Mode.TYPE or (signature is not None and signature.type_params):
        arguments = tuple([resolve(state, child) for child in inner])
        return instantiated(state, node, base_node, base, arguments)
    index_node = inner[0] if inner else node
    if index_node.kind_id == n.TYPE_ELEM:
        index_node = n.children(index_node)[0]
    index = quick(state, index_node) or (yield slow(state, index_node))
    return keep(state, node, element(state, base, index_node, index))


def _starred(state: State, node: Node) -> Walk:
    """`*T`, or `*p` where the grammar expects a type, as in `new(*p)`."""
    inner = n.children(node)[0]
    operand = quick(state, inner) or (yield slow(state, inner))
    if operand.mode is Mode.VALUE:
        return keep(state, node, unary_operand(state, "*", inner, operand))
    return type_operand(state, node)


def comma_ok(state: State, node: Node, operand: Operand) -> Operand:
    """The operand of the only right side of `v, ok =`: a pair where the expression has such a form."""
    inner = unparenthesised(node)
    kind = inner.kind_id
    if kind == n.INDEX_EXPRESSION:
        base = state.operands.get(n.need(inner, n.F_OPERAND).id, UNKNOWN)
        allowed = isinstance(state.lookup.core(base.type), Map)
    elif kind == n.UNARY_EXPRESSION:
        allowed = n.need(inner, n.F_OPERATOR).type == "<-"
    else:
        allowed = kind == n.TYPE_ASSERTION_EXPRESSION
    if not allowed:
        return operand
    pair = Operand(Mode.VALUE, Tuple((operand.type, UNTYPED_BOOL)))
    while node != inner:
        keep(state, node, pair)
        node = n.children(node)[0]
    return keep(state, inner, pair)


Handler = Callable[[State, Node], Operand | None]

QUICK: dict[int, Handler] = {
    n.IDENTIFIER: identifier,
    n.BLANK_IDENTIFIER: identifier,
    n.PACKAGE_IDENTIFIER: identifier,
    n.TYPE_IDENTIFIER: identifier,
    n.SELECTOR_EXPRESSION: _selector,
    n.QUALIFIED_TYPE: _qualified,
    n.INT_LITERAL: integer_literal,
    n.FLOAT_LITERAL: float_literal,
    n.IMAGINARY_LITERAL: imaginary_literal,
    n.RUNE_LITERAL: rune_literal,
    n.STRING_LITERAL: string_literal,
    n.RAW_STRING_LITERAL: string_literal,
    n.TRUE: identifier,
    n.FALSE: identifier,
    n.NIL: identifier,
    n.IOTA: identifier,
    n.SLICE_TYPE: type_operand,
    n.ARRAY_TYPE: type_operand,
    n.MAP_TYPE: type_operand,
    n.CHANNEL_TYPE: type_operand,
    n.FUNCTION_TYPE: type_operand,
    n.STRUCT_TYPE: type_operand,
    n.INTERFACE_TYPE: type_operand,
}

SLOW: dict[int, Callable[[State, Node], Walk]] = {
    n.IDENTIFIER: _pending_name,
    n.TRUE: _pending_name,
    n.FALSE: _pending_name,
    n.NIL: _pending_name,
    n.IOTA: _pending_name,
    n.TYPE_IDENTIFIER: _pending_name,
    n.PACKAGE_IDENTIFIER: _pending_name,
    n.QUALIFIED_TYPE: _pending_qualified,
    n.SELECTOR_EXPRESSION: _slow_selector,
    n.PARENTHESIZED_EXPRESSION: _parenthesised,
    n.PARENTHESIZED_TYPE: _parenthesised,
    n.TYPE_ELEM: _parenthesised,
    n.UNARY_EXPRESSION: _unary,
    n.BINARY_EXPRESSION: _binary,
    n.INDEX_EXPRESSION: _index,
    n.SLICE_EXPRESSION: _slice,
    n.TYPE_ASSERTION_EXPRESSION: _assertion,
    n.POINTER_TYPE: _starred,
    n.GENERIC_TYPE: _generic,
    n.TYPE_INSTANTIATION_EXPRESSION: _generic,
}
