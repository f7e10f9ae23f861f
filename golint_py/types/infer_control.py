"""Control statements: scopes of `if`, `for`, `switch` and `select`, range variables, variables of type switches."""

from tree_sitter import Node

from golint_py.syntax import nodes as n
from golint_py.types.dispatch import quick, slow, statement
from golint_py.types.infer_convert import convert, convert_default
from golint_py.types.infer_stmt import assign_to, define_local, define_or_assign, expression_list, statements
from golint_py.types.model import Array, Basic, Chan, Map, Pointer, Signature, Slice, Type
from golint_py.types.resolve import resolve
from golint_py.types.scope import Kind, Mode, Object, Operand
from golint_py.types.state import State, Walk
from golint_py.types.universe import BOOL, INT, INT32, is_untyped


def _inner(state: State, node: Node | None) -> Walk:
    """A statement that may be missing."""
    return (statement(state, node) if node is not None else None) or _nothing()


def _nothing() -> Walk:
    yield from ()


def if_statement(state: State, node: Node) -> Walk:
    """`if` with all its `else if`, each in the scope of the one before."""
    depth = 0
    current: Node | None = node
    while current is not None:
        state.open()
        depth += 1
        first = current.child_by_field_id(n.F_INITIALIZER)
        if first is not None:
            yield _inner(state, first)
        test = n.need(current, n.F_CONDITION)
        convert(state, test, quick(state, test) or (yield slow(state, test)), BOOL)
        yield _inner(state, n.need(current, n.F_CONSEQUENCE))
        following = current.child_by_field_id(n.F_ALTERNATIVE)
        if following is not None and following.kind_id == n.IF_STATEMENT:
            current = following
        else:
            if following is not None:
                yield _inner(state, following)
            current = None
    for _ in range(depth):
        state.close()


def for_statement(state: State, node: Node) -> Walk:
    """`for` in its three forms."""
    state.open()
    body = n.need(node, n.F_BODY)
    update: Node | None = None
    for child in node.named_children:
        kind = child.kind_id
        if kind == n.FOR_CLAUSE:
            yield _inner(state, child.child_by_field_id(n.F_INITIALIZER))
            test = child.child_by_field_id(n.F_CONDITION)
            if test is not None:
                convert(state, test, quick(state, test) or (yield slow(state, test)), BOOL)
            update = child.child_by_field_id(n.F_UPDATE)
        elif kind == n.RANGE_CLAUSE:
            yield _range(state, child)
        elif kind != n.COMMENT and child != body:
            convert(state, child, quick(state, child) or (yield slow(state, child)), BOOL)
    if update is not None:
        yield _inner(state, update)
    yield _inner(state, body)
    state.close()


def _range(state: State, node: Node) -> Walk:
    base_node = n.need(node, n.F_RIGHT)
    base = quick(state, base_node) or (yield slow(state, base_node))
    left = n.field(node, n.F_LEFT)
    targets = expression_list(left) if left is not None else []
    declares = left is not None and any(child.type == ":=" for child in node.children)
    if is_untyped(base.type):
        base = yield _range_constant(state, base_node, base, targets, declares)
    types = range_types(state, base.type)
    for index, target in enumerate(targets):
        if declares:
            define_local(state, target, types[index] if index < 2 else None)
        elif quick(state, target) is None:
            yield slow(state, target)


def _range_constant(state: State, node: Node, base: Operand, targets: list[Node], declares: bool) -> Walk:
    """`for i = range 10`: the constant has the type of an assigned variable, else its default type."""
    if targets and not declares and base.type != Basic("untyped string"):
        target = quick(state, targets[0]) or (yield slow(state, targets[0]))
        if target.mode is Mode.VALUE and target.type is not None:
            return convert(state, node, base, target.type)
    return convert_default(state, node, base)


def range_types(state: State, type: Type | None) -> tuple[Type | None, Type | None]:
    """Types of the two iteration values of `range` over a value of that type."""
    core = state.lookup.core(type)
    if isinstance(core, Pointer):
        core = state.lookup.core(core.elem)
    match core:
        case Map(key=key, elem=elem):
            return key, elem
        case Slice(elem=elem) | Array(elem=elem):
            return INT, elem
        case Chan(elem=elem):
            return elem, None
        case Basic(name="string"):
            return INT, INT32
        case Basic():
            return type, None
        case Signature(params=(yielded,)):
            function = state.lookup.core(yielded)
            if isinstance(function, Signature):
                params = (*function.params, None, None)
                return params[0], params[1]
    return None, None


def switch_statement(state: State, node: Node) -> Walk:
    """An expression switch."""
    state.open()
    yield _inner(state, node.child_by_field_id(n.F_INITIALIZER))
    value_node = node.child_by_field_id(n.F_VALUE)
    tag: Operand | None = None
    if value_node is not None:
        tag = quick(state, value_node) or (yield slow(state, value_node))
        tag = convert_default(state, value_node, tag)
    for clause in node.named_children:
        if clause.kind_id != n.EXPRESSION_CASE and clause.kind_id != n.DEFAULT_CASE:
            continue
        case = clause.child_by_field_id(n.F_VALUE)
        for child in expression_list(case) if case is not None else ():
            operand = quick(state, child) or (yield slow(state, child))
            if tag is not None:
                convert(state, child, operand, tag.type)
            else:
                convert_default(state, child, operand)
        yield _clause(state, clause)
    state.close()


def _clause(state: State, clause: Node) -> Walk:
    """The statements of a case, in a scope of their own."""
    state.open()
    for child in clause.named_children:
        if child.kind_id == n.STATEMENT_LIST:
            yield statements(state, child)
    state.close()


def type_switch(state: State, node: Node) -> Walk:
    """A type switch; its variable is another one in each clause."""
    state.open()
    yield _inner(state, node.child_by_field_id(n.F_INITIALIZER))
    value_node = n.need(node, n.F_VALUE)
    value = quick(state, value_node) or (yield slow(state, value_node))
    alias = n.field(node, n.F_ALIAS)
    names = expression_list(alias) if alias is not None else []
    for clause in node.named_children:
        if clause.kind_id != n.TYPE_CASE and clause.kind_id != n.DEFAULT_CASE:
            continue
        listed = n.fields(clause, n.F_TYPE)
        types = [None if _is_nil(state, child) else resolve(state, child) for child in listed]
        state.open()
        if names:
            narrowed = len(listed) == 1 and not _is_nil(state, listed[0])
            _clause_variable(state, clause, names[0], types[0] if narrowed else value.type)
        yield _clause(state, clause)
        state.close()
    state.close()


def _is_nil(state: State, node: Node) -> bool:
    return state.data[node.start_byte : node.end_byte] == b"nil"


def _clause_variable(state: State, clause: Node, node: Node, type: Type | None) -> None:
    name = state.data[node.start_byte : node.end_byte]
    variable = Object(Kind.VAR, name.decode("utf-8", "replace"), type, "", node.start_byte)
    state.clauses[clause.id] = variable
    state.bind(name, variable)


def select_statement(state: State, node: Node) -> Walk:
    """`select`."""
    for clause in node.named_children:
        if clause.kind_id != n.COMMUNICATION_CASE and clause.kind_id != n.DEFAULT_CASE:
            continue
        state.open()
        communication = clause.child_by_field_id(n.F_COMMUNICATION)
        if communication is not None:
            yield _communication(state, communication)
        yield _clause(state, clause)
        state.close()


def _communication(state: State, node: Node) -> Walk:
    if node.kind_id != n.RECEIVE_STATEMENT:
        yield _inner(state, node)
        return
    right = n.need(node, n.F_RIGHT)
    left = n.field(node, n.F_LEFT)
    if left is None:
        if quick(state, right) is None:
            yield slow(state, right)
    elif any(child.type == ":=" for child in node.children):
        yield define_or_assign(state, left, right)
    else:
        yield assign_to(state, left, right, "=")


def labeled(state: State, node: Node) -> Walk:
    """`L: statement`."""
    for child in node.named_children:
        if child.kind_id != n.LABEL_NAME:
            yield _inner(state, child)
