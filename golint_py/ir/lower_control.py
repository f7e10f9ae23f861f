"""Lowers if and for statements other than ranges, and conditions as control flow."""

from tree_sitter import Node

from golint_py.ir.lower_base import STATEMENTS, Frame, Step, Target, Work, begin, load, strip
from golint_py.ir.lower_stmt import block, statement
from golint_py.ir.ops import Alloc, Store, Value
from golint_py.syntax import nodes as N
from golint_py.types.model import Pointer
from golint_py.types.scope import Object


def condition(f: Frame, node: Node, then: int, other: int) -> Step:
    """Branch on an expression; `&&`, `||` and `!` are control flow."""
    while True:
        node = strip(node)
        kind = node.kind_id
        if kind == N.UNARY_EXPRESSION and node.children[0].type == "!":
            node = N.need(node, N.F_OPERAND)
            then, other = other, then
            continue
        break
    if kind == N.BINARY_EXPRESSION:
        operator = N.need(node, N.F_OPERATOR).type
        if operator == "&&" or operator == "||":
            known = f.operands.get(node.id)
            if known is None or known.value is None:
                return _both(f, node, operator, then, other)
    step = begin(f, node)
    if not isinstance(step, int):
        return _test(f, node, step, then, other)
    f.builder.branch(step, then, other, f.at(node))
    return 0


def _test(f: Frame, node: Node, step: Work, then: int, other: int) -> Work:
    value = yield step
    f.builder.branch(value, then, other, f.at(node))
    return 0


def _both(f: Frame, node: Node, operator: str, then: int, other: int) -> Work:
    builder = f.builder
    more = builder.block()
    before = builder.current
    left, right = N.need(node, N.F_LEFT), N.need(node, N.F_RIGHT)
    step = condition(f, left, more, other) if operator == "&&" else condition(f, left, then, more)
    if not isinstance(step, int):
        yield step
    builder.start(more)
    builder.skip(more, before, 0, 0)
    step = condition(f, right, then, other)
    if not isinstance(step, int):
        yield step
    return 0


def if_statement(f: Frame, node: Node) -> Work:
    """`if init; cond { } else { }`."""
    builder = f.builder
    start, end = node.start_byte, node.end_byte
    before = builder.current
    first = node.child_by_field_id(N.F_INITIALIZER)
    if first is not None:
        step = statement(f, first)
        if not isinstance(step, int):
            yield step
    at = builder.statement = f.at(node)
    then, done = builder.block(), builder.block()
    alternative = node.child_by_field_id(N.F_ALTERNATIVE)
    other = done if alternative is None else builder.block()
    head = builder.current
    step = condition(f, N.need(node, N.F_CONDITION), then, other)
    if not isinstance(step, int):
        yield step
    builder.start(then)
    builder.skip(then, head, 0, 0)
    step = block(f, N.need(node, N.F_CONSEQUENCE))
    if not isinstance(step, int):
        yield step
    builder.statement = at
    builder.jump(done)
    if alternative is not None:
        builder.start(other)
        builder.skip(other, head, 0, 0)
        if builder.current >= 0:
            step = statement(f, alternative)
            if not isinstance(step, int):
                yield step
            builder.statement = at
            builder.jump(done)
    builder.start(done)
    builder.skip(done, before, start, end)
    return 0


def for_statement(f: Frame, node: Node) -> Step:
    """Any for statement."""
    for child in node.named_children:
        kind = child.kind_id
        if kind == N.RANGE_CLAUSE:
            return STATEMENTS[N.RANGE_CLAUSE](f, node)
        if kind == N.FOR_CLAUSE:
            return _three_clauses(f, node, child)
        if kind == N.BLOCK:
            break
        if kind != N.COMMENT:
            return _loop(f, node, None, child, None)
    return _loop(f, node, None, None, None)


def _three_clauses(f: Frame, node: Node, clause: Node) -> Work:
    first = clause.child_by_field_id(N.F_INITIALIZER)
    return _loop(f, node, first, clause.child_by_field_id(N.F_CONDITION), clause.child_by_field_id(N.F_UPDATE))


def _loop(f: Frame, node: Node, first: Node | None, test: Node | None, update: Node | None) -> Work:
    """`for first; test; update { }`."""
    builder = f.builder
    label, f.label = f.label, ""
    start, end = node.start_byte, node.end_byte
    before = builder.current
    if first is not None:
        step = statement(f, first)
        if not isinstance(step, int):
            yield step
    at = builder.statement = f.at(node)
    header, after = builder.open_block(), builder.block()
    fresh = _fresh_cells(f, first)
    again = header if update is None and not fresh else builder.block()
    builder.skip(header, before, start, end)
    builder.skip(after, before, start, end)
    if again != header:
        builder.skip(again, before, start, end)
    builder.jump(header)
    builder.start(header)
    phis = [builder.phi(header, Pointer(variable.type), variable.name) for variable in fresh]
    for phi, variable in zip(phis, fresh, strict=False):
        phi.operands.append(f.addresses[variable])
        f.addresses[variable] = phi.value
    if test is not None:
        body = builder.block()
        step = condition(f, test, body, after)
        if not isinstance(step, int):
            yield step
        builder.start(body)
    f.targets.append(Target(label, after, again))
    step = block(f, N.need(node, N.F_BODY))
    if not isinstance(step, int):
        yield step
    f.targets.pop()
    builder.statement = at
    builder.jump(again)
    if again != header:
        builder.start(again)
        if builder.current >= 0:
            for phi, variable in zip(phis, fresh, strict=False):
                phi.operands.append(_copied(f, variable, phi.value, at))
            step = 0 if update is None else statement(f, update)
            if not isinstance(step, int):
                yield step
            builder.statement = at
            builder.jump(header)
    builder.seal(header)
    builder.start(after)
    return 0


def _fresh_cells(f: Frame, first: Node | None) -> list[Object]:
    """Loop variables in memory, of which each iteration has its own (Go 1.22)."""
    if first is None or first.kind_id != N.SHORT_VAR_DECLARATION or not f.shared.fresh_loops:
        return []
    found: list[Object] = []
    for name in N.children(N.need(first, N.F_LEFT)):
        variable = f.objects.get(name.id)
        if variable is not None and f.shared.cells.memory.get(variable) and variable in f.addresses:
            found.append(variable)
    return found


def _copied(f: Frame, variable: Object, old: Value, at: int) -> Value:
    """The next iteration's copy of a loop variable."""
    value = load(f, at, old, variable.type)
    address = f.value(Pointer(variable.type))
    f.emit(Alloc(address, at, variable.name, True))
    f.emit(Store(at, address, value, True))
    f.addresses[variable] = address
    return address


STATEMENTS[N.IF_STATEMENT] = if_statement
STATEMENTS[N.FOR_STATEMENT] = for_statement
