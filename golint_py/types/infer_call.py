"""Calls of functions and methods, and conversions."""

from tree_sitter import Node

from golint_py.syntax import nodes as n
from golint_py.types.constants import represent
from golint_py.types.dispatch import quick, slow
from golint_py.types.infer_arguments import inferred, instantiate_to, instantiated, parameter_at
from golint_py.types.infer_builtin import BUILTIN_RESULTS
from golint_py.types.infer_convert import as_signature, convert, convert_default, unparenthesised
from golint_py.types.infer_expr import element, unary_operand
from golint_py.types.model import Basic, Chan, Interface, Pointer, Signature, Tuple, Type, TypeParam
from golint_py.types.resolve import resolve
from golint_py.types.scope import Kind, Mode, Operand
from golint_py.types.state import NO_VALUE, UNKNOWN, State, Walk
from golint_py.types.universe import DEFAULTS, INTEGER_BITS, is_untyped


def call(state: State, node: Node) -> Walk:
    """`f(x)`: a call, a conversion or a builtin."""
    function_node = n.need(node, n.F_FUNCTION)
    function = quick(state, function_node) or (yield slow(state, function_node))
    argument_list = n.field(node, n.F_ARGUMENTS)
    argument_nodes = n.children(argument_list) if argument_list is not None else []
    mode = function.mode
    if mode is Mode.VALUE or mode is Mode.UNKNOWN:
        signature = as_signature(state, function.type)
        bracket = n.field(node, n.F_TYPE_ARGUMENTS)
        if bracket is not None:
            signature = yield _bracketed(state, bracket, function_node, function)
        operands, spread = [], False
        for at, child in enumerate(argument_nodes):
            if child.kind_id == n.VARIADIC_ARGUMENT:
                argument_nodes[at] = child = n.children(child)[0]
                spread = True
            operands.append(quick(state, child) or (yield slow(state, child)))
        operand = _called(state, function_node, signature, operands, argument_nodes, spread)
    elif mode is Mode.BUILTIN:
        operand = yield _builtin(state, node, function_node, argument_nodes)
    else:
        operand = yield _conversion(state, node, function.type, argument_nodes)
    state.operands[node.id] = operand
    return operand


def _arguments(state: State, nodes: list[Node]) -> Walk:
    """Operands of arguments, and whether the last is spread with `...`."""
    operands: list[Operand] = []
    spread = False
    for at, child in enumerate(nodes):
        if child.kind_id == n.VARIADIC_ARGUMENT:
            inner = n.children(child)[0]
            nodes[at] = child = inner
            spread = True
        operands.append(quick(state, child) or (yield slow(state, child)))
    return operands, spread


def _called(
    state: State,
    function_node: Node,
    signature: Signature | None,
    operands: list[Operand],
    nodes: list[Node],
    spread: bool,
) -> Operand:
    """The operand of a call with these arguments; untyped ones get the parameters' types."""
    if signature is None:
        return UNKNOWN
    if len(operands) == 1 and isinstance(operands[0].type, Tuple):
        operands = [Operand(Mode.VALUE, type) for type in operands[0].type.elems]
        nodes = []
    if signature.type_params:
        signature = inferred(state, function_node, signature, operands, nodes, spread)
    if nodes:
        _convert_arguments(state, signature, operands, nodes, spread)
    return result_operand(signature)


def _bracketed(state: State, bracket: Node, function_node: Node, function: Operand) -> Walk:
    """The signature of `f[T]` or `m[k]` in a call that the grammar gives type arguments."""
    signature = as_signature(state, function.type)
    if signature is not None and signature.type_params:
        given = tuple([resolve(state, child) for child in n.children(bracket)])
        operand = instantiated(state, bracket, function_node, function, given)
        state.instances[function_node.id] = given
    else:
        operand = yield _indexed(state, bracket, function)
    return as_signature(state, operand.type)


def _indexed(state: State, bracket: Node, base: Operand) -> Walk:
    """`m[k]` in `m[k](x, y)`, where the grammar sees type arguments; the operand belongs to them."""
    inner = n.children(bracket)
    if len(inner) != 1:
        return UNKNOWN
    index_node = n.children(inner[0])[0] if inner[0].kind_id == n.TYPE_ELEM else inner[0]
    index = quick(state, index_node) or (yield slow(state, index_node))
    operand = element(state, base, index_node, index)
    state.operands[bracket.id] = operand
    return operand


def result_operand(signature: Signature) -> Operand:
    """What a call yields."""
    results = signature.results
    if len(results) == 1:
        return Operand(Mode.VALUE, results[0]) if results[0] is not None else UNKNOWN
    return Operand(Mode.VALUE, Tuple(results)) if results else NO_VALUE


def _convert_arguments(
    state: State, signature: Signature, operands: list[Operand], nodes: list[Node], spread: bool
) -> None:
    last = len(nodes) - 1
    for index, (child, operand) in enumerate(zip(nodes, operands, strict=False)):
        type = operand.type
        kind = type.__class__
        if kind is Basic:
            if is_untyped(type):
                convert(state, child, operand, parameter_at(signature, index, spread and index == last))
        elif kind is Signature and type.type_params:  # type: ignore[union-attr]
            instantiate_to(state, child, operand, parameter_at(signature, index, spread and index == last))


def _conversion(state: State, node: Node, target: Type | None, nodes: list[Node]) -> Walk:
    operands, _ = yield _arguments(state, nodes)
    if len(operands) != 1:
        return Operand(Mode.VALUE, target)
    return converted(state, nodes[0], operands[0], target)


def converted(state: State, node: Node, operand: Operand, target: Type | None) -> Operand:
    """The operand of the conversion `target(operand)`."""
    base = state.lookup.underlying(target)
    value = operand.value
    if is_untyped(operand.type):
        _convert_constant(state, node, operand, target, base)
    if value is None or not isinstance(base, Basic):
        return Operand(Mode.VALUE, target) if target is not None else UNKNOWN
    if base.name == "string" and isinstance(value, int) and not isinstance(value, bool):
        text = chr(value) if 0 <= value < 0x110000 and not 0xD800 <= value < 0xE000 else "\ufffd"
        return Operand(Mode.VALUE, target, text)
    return Operand(Mode.VALUE, target, represent(value, base))


def _convert_constant(state: State, node: Node, operand: Operand, target: Type | None, base: Type | None) -> None:
    """The operand of a conversion gets the final type where that is possible, else its default type."""
    name = operand.type.name if isinstance(operand.type, Basic) else ""
    if name == "untyped nil":
        convert(state, node, operand, target)
    elif base is None:
        return
    elif isinstance(base, Interface) or isinstance(target, TypeParam):
        convert_default(state, node, operand)
    elif isinstance(base, Basic):
        stringed = base.name == "string" and name != "untyped string"
        if stringed or (operand.value is None and base.name not in INTEGER_BITS and name not in DEFAULTS):
            convert_default(state, node, operand)
        else:
            convert(state, node, operand, target)
    else:
        convert_default(state, node, operand)


def type_conversion(state: State, node: Node) -> Walk:
    """What the grammar takes for a conversion. `f[T](x)` and `m[k](x)` are calls in truth; with stars in front of the
    type (as in `*(*[]T)(p)`) what the conversion yields is dereferenced; `<-chan T(x)` receives from `chan T(x)`."""
    type_node = n.need(node, n.F_TYPE)
    operand_node = n.field(node, n.F_OPERAND)
    nodes = [operand_node] if operand_node is not None else []
    stars = 0
    while type_node.kind_id == n.POINTER_TYPE:
        stars += 1
        type_node = n.children(type_node)[0]
    function = quick(state, type_node) or (yield slow(state, type_node))
    if function.mode is Mode.VALUE or function.mode is Mode.UNKNOWN:
        operands, spread = yield _arguments(state, nodes)
        operand = _called(state, type_node, as_signature(state, function.type), operands, nodes, spread)
    else:
        type = function.type
        received = isinstance(type, Chan) and type_node.children[0].type == "<-"
        if received:
            type = Chan(type.elem, "both")  # type: ignore[union-attr]
        operand = yield _conversion(state, node, type, nodes)
        if received:
            operand = unary_operand(state, "<-", node, operand)
    for _ in range(stars):
        operand = unary_operand(state, "*", node, operand)
    state.operands[node.id] = operand
    return operand


def _builtin(state: State, node: Node, function_node: Node, nodes: list[Node]) -> Walk:
    inner = unparenthesised(function_node)
    meaning = state.objects.get(inner.id)
    if meaning is None and inner.kind_id == n.SELECTOR_EXPRESSION:
        meaning = state.objects.get(n.need(inner, n.F_FIELD).id)
    if meaning is None or meaning.kind is not Kind.BUILTIN:
        return UNKNOWN
    name = meaning.name
    if name in ("make", "new") and nodes:
        return (yield _allocation(state, name, nodes))
    operands, spread = yield _arguments(state, nodes)
    if len(operands) == 1 and isinstance(operands[0].type, Tuple):
        operands = [Operand(Mode.VALUE, type) for type in operands[0].type.elems]
        nodes = []
    handler = BUILTIN_RESULTS.get(name)
    return handler(state, nodes, operands, spread) if handler is not None else UNKNOWN


def _allocation(state: State, name: str, nodes: list[Node]) -> Walk:
    """`make(T, ...)`, `new(T)` and, from Go 1.26 on, `new(expression)`."""
    first = quick(state, nodes[0]) or (yield slow(state, nodes[0]))
    type = first.type
    if name == "make":
        operands, _ = yield _arguments(state, nodes[1:])
        for child, operand in zip(nodes[1:], operands, strict=False):
            convert_default(state, child, operand)
        if first.mode is Mode.TYPE:
            state.types.setdefault(nodes[0].id, type)
        return Operand(Mode.VALUE, type) if type is not None and first.mode is Mode.TYPE else UNKNOWN
    if first.mode is Mode.TYPE:
        state.types.setdefault(nodes[0].id, type)
    elif first.mode is Mode.VALUE:
        type = convert_default(state, nodes[0], first).type
    else:
        return UNKNOWN
    return Operand(Mode.VALUE, Pointer(type)) if type is not None else UNKNOWN
