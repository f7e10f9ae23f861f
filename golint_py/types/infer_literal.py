"""Composite literals and function literals."""

from tree_sitter import Node

from golint_py.syntax import nodes as n
from golint_py.types.dispatch import quick, slow
from golint_py.types.infer_convert import convert
from golint_py.types.infer_stmt import statements
from golint_py.types.model import Array, Map, Pointer, Signature, Slice, StructType, Type
from golint_py.types.resolve import parameter_nodes, resolve, signature
from golint_py.types.scope import Mode, Operand
from golint_py.types.state import UNKNOWN, State, Walk
from golint_py.types.universe import INT


def composite(state: State, node: Node) -> Walk:
    """`T{...}`."""
    type_node = n.need(node, n.F_TYPE)
    type = resolve(state, type_node)
    state.operands[type_node.id] = Operand(Mode.TYPE, type)
    body = n.field(node, n.F_BODY)
    length = 0
    counted = type_node.kind_id == n.IMPLICIT_LENGTH_ARRAY_TYPE
    if body is not None and (state.full or counted):
        length = yield _elements(state, body, type)
    if isinstance(type, Array) and counted:
        type = Array(type.elem, length)
        state.types[type_node.id] = type
        state.operands[type_node.id] = Operand(Mode.TYPE, type)
    operand = Operand(Mode.VALUE, type) if type is not None else UNKNOWN
    state.operands[node.id] = operand
    return operand


def _elements(state: State, body: Node, type: Type | None) -> Walk:
    """The elements between the braces of a literal of that type; the length that an array has with them, or -1."""
    base = state.lookup.core(type)
    if isinstance(base, Pointer):  # the `&T` of an element was left out
        base = state.lookup.core(base.elem)
    if isinstance(base, StructType):
        yield _struct_elements(state, body, base)
        return 0
    key_type: Type | None = None
    elem_type: Type | None = None
    if isinstance(base, Map):
        key_type, elem_type = base.key, base.elem
    elif isinstance(base, Array | Slice):
        key_type, elem_type = INT, base.elem
    position = length = 0
    for element in body.named_children:
        kind = element.kind_id
        if kind == n.KEYED_ELEMENT:
            key = n.need(element, n.F_KEY)
            if base is None and _is_name(key):
                _possible_key(state, key)
            else:
                operand = yield _element(state, key, key_type)
                position = operand.value if isinstance(operand.value, int) and position >= 0 else -1
            yield _element(state, n.need(element, n.F_VALUE), elem_type)
        elif kind == n.LITERAL_ELEMENT:
            yield _element(state, element, elem_type)
        else:
            continue
        position = position + 1 if position >= 0 else -1
        length = max(length, position) if length >= 0 and position >= 0 else -1
    return length


def _is_name(element: Node) -> bool:
    inner = n.children(element)
    return len(inner) == 1 and inner[0].kind_id == n.IDENTIFIER


def _possible_key(state: State, element: Node) -> None:
    """`x` in `T{x: ...}` with T unknown: a field or a variable; only a local variable is sure to be seen in scope,
    and even that may be meant as a field, so it stays unknown."""
    state.operands[n.children(element)[0].id] = UNKNOWN


def _struct_elements(state: State, body: Node, struct: StructType) -> Walk:
    types = {field.name: field.type for field in struct.fields}
    position = 0
    for element in body.named_children:
        kind = element.kind_id
        if kind == n.KEYED_ELEMENT:
            key = n.children(n.need(element, n.F_KEY))
            name = n.text(key[0], state.data) if key else ""
            yield _element(state, n.need(element, n.F_VALUE), types.get(name))
        elif kind == n.LITERAL_ELEMENT:
            type = struct.fields[position].type if position < len(struct.fields) else None
            yield _element(state, element, type)
            position += 1


def _element(state: State, element: Node, type: Type | None) -> Walk:
    """One key or value; `type` is what the literal's type demands of it."""
    inner = n.children(element) if element.kind_id == n.LITERAL_ELEMENT else [element]
    if not inner:
        return UNKNOWN
    node = inner[0]
    if node.kind_id == n.LITERAL_VALUE:
        yield _elements(state, node, type)
        operand = Operand(Mode.VALUE, type) if type is not None else UNKNOWN
        state.operands[node.id] = operand
        return operand
    operand = quick(state, node) or (yield slow(state, node))
    return convert(state, node, operand, type)


def function_literal(state: State, node: Node) -> Walk:
    """`func(...) ... {...}`."""
    found = signature(state, node)
    operand = Operand(Mode.VALUE, found)
    state.operands[node.id] = operand
    body = n.field(node, n.F_BODY)
    if state.full and body is not None:
        outer = state.results
        yield function_body(state, node, body, found)
        state.results = outer
    return operand


def function_body(state: State, node: Node, body: Node, found: Signature) -> Walk:
    """Parameters, results and statements of a function; `node` has the parameter lists."""
    state.open()
    declare_parameters(state, node.child_by_field_id(n.F_PARAMETERS), "parameter")
    declare_parameters(state, node.child_by_field_id(n.F_RESULT), "result")
    state.results = found.results
    yield statements(state, body)
    state.close()


def declare_parameters(state: State, node: Node | None, role: str) -> None:
    """Declare the names of a parameter list."""
    if node is None or node.kind_id != n.PARAMETER_LIST:
        return
    for type_node, names, spread in parameter_nodes(node):
        if names:
            type = state.types[type_node.id] if type_node.id in state.types else resolve(state, type_node)
            for name in names:
                state.define(name, Slice(type) if spread else type, role)
