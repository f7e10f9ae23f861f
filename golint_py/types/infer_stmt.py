"""Simple statements and declarations inside functions."""

from tree_sitter import Node

from golint_py.syntax import nodes as n
from golint_py.types.dispatch import quick, slow, statement
from golint_py.types.infer_arguments import instantiate_to
from golint_py.types.infer_convert import convert, convert_default
from golint_py.types.infer_expr import comma_ok
from golint_py.types.model import Chan, Named, Signature, Tuple, Type
from golint_py.types.resolve import resolve, type_declaration
from golint_py.types.scope import Kind, Mode, Object, Operand, TypeDecl
from golint_py.types.state import UNKNOWN, State, Walk
from golint_py.types.universe import INT, default_type, is_untyped

_NAMES = frozenset({n.IDENTIFIER, n.BLANK_IDENTIFIER, n.NIL, n.TRUE, n.FALSE, n.IOTA})


def expression_list(node: Node) -> list[Node]:
    """The expressions of an `expression_list`, or the node itself."""
    return n.children(node) if node.kind_id == n.EXPRESSION_LIST else [node]


def values(state: State, nodes: list[Node], wanted: int) -> Walk:
    """Operands of the right side of an assignment to `wanted` places: comma-ok forms and results of calls are
    taken apart. The second result says whether the operands belong to the nodes one by one."""
    operands: list[Operand] = []
    for node in nodes:
        operands.append(quick(state, node) or (yield slow(state, node)))
    if len(nodes) == 1 and wanted > 1:
        operand = operands[0]
        if wanted == 2 and not isinstance(operand.type, Tuple):
            operand = comma_ok(state, nodes[0], operand)
        if isinstance(operand.type, Tuple) and len(operand.type.elems) == wanted:
            return [Operand(Mode.VALUE, type) for type in operand.type.elems], False
        return [UNKNOWN] * wanted, False
    return operands + [UNKNOWN] * (wanted - len(operands)), True


def assign(state: State, node: Node, operand: Operand, target: Type | None) -> None:
    """The operand is used where a value of type `target` is expected."""
    type = operand.type
    if is_untyped(type):
        convert(state, node, operand, target)
    elif isinstance(type, Signature) and type.type_params:
        instantiate_to(state, node, operand, target)


def block(state: State, node: Node) -> Walk:
    """A block, with a scope of its own."""
    state.open()
    yield statements(state, node)
    state.close()


def statements(state: State, node: Node) -> Walk:
    """The statements below a block, case or list, in the current scope."""
    for child in node.named_children:
        if child.kind_id == n.STATEMENT_LIST:
            for inner in child.named_children:
                walk = statement(state, inner)
                if walk is not None:
                    yield walk
        else:
            walk = statement(state, child)
            if walk is not None:
                yield walk


def expression(state: State, node: Node) -> Walk | None:
    """The expression of a statement that has nothing else: calls, `go`, `defer`, `x++`."""
    inner = n.children(node)
    return slow(state, inner[0]) if inner and quick(state, inner[0]) is None else None


def send(state: State, node: Node) -> Walk:
    """`c <- v`."""
    channel_node, value_node = n.need(node, n.F_CHANNEL), n.need(node, n.F_VALUE)
    channel = quick(state, channel_node) or (yield slow(state, channel_node))
    value = quick(state, value_node) or (yield slow(state, value_node))
    core = state.lookup.core(channel.type)
    assign(state, value_node, value, core.elem if isinstance(core, Chan) else None)


def returned(state: State, node: Node) -> Walk:
    """`return x, y`."""
    children = n.children(node)
    nodes = expression_list(children[0]) if children else []
    results = state.results
    for index, child in enumerate(nodes):
        operand = quick(state, child) or (yield slow(state, child))
        if len(nodes) == len(results):
            assign(state, child, operand, results[index])


def short_declaration(state: State, node: Node) -> Walk:
    """`a, b := x, y`."""
    return define_or_assign(state, n.need(node, n.F_LEFT), n.need(node, n.F_RIGHT))


def define_or_assign(state: State, left: Node, right: Node) -> Walk:
    """The names on the left are declared unless the innermost scope has them already."""
    targets, nodes = expression_list(left), expression_list(right)
    operands, matched = yield values(state, nodes, len(targets))
    declared: list[tuple[Node, Type | None]] = []
    for index, target in enumerate(targets):
        operand = operands[index]
        existing = _existing(state, target)
        if existing is not None:
            state.objects[target.id] = existing
            state.operands[target.id] = Operand(Mode.VALUE, existing.type, None, True)
            if matched and index < len(nodes):
                assign(state, nodes[index], operand, existing.type)
            continue
        if matched and index < len(nodes):
            operand = convert_default(state, nodes[index], operand)
        declared.append((target, default_type(operand.type) if operand.mode is Mode.VALUE else None))
    for target, type in declared:
        define_local(state, target, type)


def _existing(state: State, target: Node) -> Object | None:
    """The variable that `:=` assigns to instead of declaring it."""
    return state.innermost(state.data[target.start_byte : target.end_byte])


def define_local(state: State, node: Node, type: Type | None) -> None:
    """Declare a variable by its identifier."""
    if node.kind_id in _NAMES:
        state.define(node, type)
        state.operands[node.id] = Operand(Mode.VALUE, type, None, True)
    else:
        quick(state, node)


def assignment(state: State, node: Node) -> Walk:
    """`a, b = x, y` and `a += x`."""
    left, right = n.need(node, n.F_LEFT), n.need(node, n.F_RIGHT)
    return assign_to(state, left, right, n.need(node, n.F_OPERATOR).type)


def assign_to(state: State, left: Node, right: Node, operator: str) -> Walk:
    """An assignment with that operator."""
    targets, nodes = expression_list(left), expression_list(right)
    types: list[Type | None] = []
    for target in targets:
        if state.data[target.start_byte : target.end_byte] == b"_":
            types.append(None)
            continue
        operand = quick(state, target) or (yield slow(state, target))
        types.append(operand.type)
    operands, matched = yield values(state, nodes, len(targets))
    if not matched:
        return
    for target, child, operand, type in zip(targets, nodes, operands, types, strict=False):
        if operator in ("<<=", ">>="):
            convert(state, child, operand, INT)
        elif type is None and state.data[target.start_byte : target.end_byte] == b"_":
            convert_default(state, child, operand)
        else:
            assign(state, child, operand, type)


def variable_declaration(state: State, node: Node) -> Walk:
    """`var` inside a function."""
    for child in node.named_children:
        if child.kind_id == n.VAR_SPEC:
            yield variable_spec(state, child)
        elif child.kind_id == n.VAR_SPEC_LIST:
            for spec in child.named_children:
                if spec.kind_id == n.VAR_SPEC:
                    yield variable_spec(state, spec)


def variable_spec(state: State, node: Node, declare: bool = True) -> Walk:
    """`a, b T = x, y`; without `declare` (package variables) only the initialisers are looked at."""
    names = n.fields(node, n.F_NAME)
    type_node, value = n.field(node, n.F_TYPE), n.field(node, n.F_VALUE)
    declared = resolve(state, type_node) if type_node is not None else None
    types: list[Type | None] = [declared] * len(names)
    if value is not None:
        nodes = expression_list(value)
        operands, matched = yield values(state, nodes, len(names))
        for index, operand in enumerate(operands[: len(names)]):
            if matched and index < len(nodes):
                if type_node is not None:
                    assign(state, nodes[index], operand, declared)
                else:
                    operand = convert_default(state, nodes[index], operand)
            if type_node is None:
                types[index] = default_type(operand.type) if operand.mode is Mode.VALUE else None
    if declare:
        for name, type in zip(names, types, strict=False):
            define_local(state, name, type)
    return types


def constant_declaration(state: State, node: Node) -> Walk:
    """`const` inside a function."""
    template: tuple[Node | None, list[Node]] = (None, [])
    iota = 0
    outer = state.iota
    for spec in node.named_children:
        if spec.kind_id != n.CONST_SPEC:
            continue
        value = n.field(spec, n.F_VALUE)
        if value is not None:
            template = (n.field(spec, n.F_TYPE), expression_list(value))
        state.iota = iota
        iota += 1
        found: list[Operand] = []
        for index, _ in enumerate(n.fields(spec, n.F_NAME)):
            expression_node = template[1][index] if index < len(template[1]) else None
            found.append((yield constant_value(state, template[0], expression_node)))
        for name, operand in zip(n.fields(spec, n.F_NAME), found, strict=False):
            text = n.text(name, state.data)
            meaning = Object(Kind.CONST, text, operand.type, "", name.start_byte, operand.value)
            state.objects[name.id] = meaning
            state.bind(text.encode("utf-8", "replace"), meaning)
    state.iota = outer


def constant_value(state: State, type_node: Node | None, value: Node | None) -> Walk:
    """Type and value of one constant of a declaration."""
    type = resolve(state, type_node) if type_node is not None else None
    if value is None:
        return Operand(Mode.VALUE, type)
    operand = quick(state, value) or (yield slow(state, value))
    if type is not None:
        return convert(state, value, operand, type) if is_untyped(operand.type) else operand
    return operand if type_node is None else UNKNOWN


def local_types(state: State, node: Node) -> Walk | None:
    """`type` inside a function."""
    for spec in node.named_children:
        if spec.kind_id == n.TYPE_SPEC or spec.kind_id == n.TYPE_ALIAS:
            _local_type(state, spec)
    return None


def _local_type(state: State, spec: Node) -> None:
    name_node = n.need(spec, n.F_NAME)
    name = n.text(name_node, state.data)
    full_name = f"{state.owner}.{name}"
    number = 1
    while full_name in state.local_types:
        number += 1
        full_name = f"{state.owner}.{name}·{number}"
    alias = spec.kind_id == n.TYPE_ALIAS
    named = Named(full_name)
    if not alias:
        _bind_type(state, name_node, name, named)
        state.local_types[full_name] = state.lookup.local_types[full_name] = TypeDecl(None)
    declaration = type_declaration(state, spec, full_name)
    state.local_types[full_name] = state.lookup.local_types[full_name] = declaration
    if alias:
        _bind_type(state, name_node, name, named if declaration.params else declaration.underlying)


def _bind_type(state: State, node: Node, name: str, type: Type | None) -> None:
    meaning = Object(Kind.TYPE, name, type, "", node.start_byte)
    state.objects[node.id] = meaning
    state.bind(name.encode("utf-8", "replace"), meaning)
