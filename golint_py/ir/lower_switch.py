"""Lowers expression switches, type switches and selects."""

from tree_sitter import Node

from golint_py.ir.lower_assign import assign_each, declare
from golint_py.ir.lower_base import (
    STATEMENTS,
    Frame,
    Target,
    Work,
    begin,
    coerce,
    extract,
    number,
    strip,
    type_of,
    unknown,
)
from golint_py.ir.lower_control import condition
from golint_py.ir.lower_expr import alike, receive
from golint_py.ir.lower_stmt import channel_element, statement, statements
from golint_py.ir.ops import Binary, Const, Exit, Select, SelectCase, Send, TypeAssert, Value
from golint_py.syntax import nodes as N
from golint_py.types.model import Tuple, Type
from golint_py.types.scope import Object
from golint_py.types.universe import BOOL, INT

_CLAUSES = frozenset({N.EXPRESSION_CASE, N.TYPE_CASE, N.COMMUNICATION_CASE, N.DEFAULT_CASE})


def _clauses(node: Node) -> list[Node]:
    return [child for child in node.named_children if child.kind_id in _CLAUSES]


def _body(clause: Node) -> list[Node]:
    for child in clause.named_children:
        if child.kind_id == N.STATEMENT_LIST:
            return child.named_children
    return []


def expression_switch(f: Frame, node: Node) -> Work:
    """`switch init; tag { case x, y: }`."""
    builder = f.builder
    label, f.label = f.label, ""
    before = builder.current
    first = node.child_by_field_id(N.F_INITIALIZER)
    if first is not None:
        step = statement(f, first)
        if not isinstance(step, int):
            yield step
    at = builder.statement = f.at(node)
    written = node.child_by_field_id(N.F_VALUE)
    tag: Value | None = None
    if written is not None:
        step = begin(f, written)
        tag = step if isinstance(step, int) else (yield step)
    clauses = _clauses(node)
    done = builder.block()
    builder.skip(done, before, node.start_byte, node.end_byte)
    head = builder.current
    bodies = [builder.block() for _ in clauses]
    for body in bodies:
        builder.skip(body, head, 0, 0)
    default = done
    for clause, body in zip(clauses, bodies, strict=False):
        if clause.kind_id == N.DEFAULT_CASE:
            default = body
            continue
        for one in _expressions(clause):
            following = builder.block()
            if tag is None:
                step = condition(f, one, body, following)
                if not isinstance(step, int):
                    yield step
            else:
                step = begin(f, one)
                value = step if isinstance(step, int) else (yield step)
                _test_equal(f, one, tag, value, body, following)
            builder.start(following)
            builder.skip(following, head, 0, 0)
    builder.jump(default)
    yield _bodies(f, clauses, bodies, done, label, at)
    return 0


def _expressions(clause: Node) -> list[Node]:
    listed = clause.child_by_field_id(N.F_VALUE)
    return [] if listed is None else N.children(listed)


def _test_equal(f: Frame, node: Node, tag: Value, value: Value, then: int, other: int) -> None:
    at = f.at(node)
    left, right = alike(f, at, tag, value)
    result = f.value(BOOL)
    f.emit(Binary(result, at, "==", left, right))
    f.builder.branch(result, then, other, at)


def _bodies(f: Frame, clauses: list[Node], bodies: list[int], done: int, label: str, at: int) -> Work:
    """The statements of the clauses; `fallthrough` goes to the next one."""
    builder = f.builder
    outside = f.fallthrough
    f.targets.append(Target(label, done, -1))
    for place, clause in enumerate(clauses):
        builder.start(bodies[place])
        if builder.current < 0:
            continue
        following = bodies[place + 1] if place + 1 < len(bodies) else -1
        if following >= 0:  # entered by fallthrough, it is no longer what it was at the head
            inner = _body(clause)
            if any(child.kind_id == N.FALLTHROUGH_STATEMENT for child in inner):
                builder.skips.pop(following, None)
        f.fallthrough = following
        yield statements(f, _body(clause))
        builder.statement = at
        builder.jump(done)
    f.targets.pop()
    f.fallthrough = outside
    builder.start(done)
    return 0


# Type switches.


def type_switch(f: Frame, node: Node) -> Work:
    """`switch v := x.(type) { case T, U: }`."""
    builder = f.builder
    label, f.label = f.label, ""
    before = builder.current
    first = node.child_by_field_id(N.F_INITIALIZER)
    if first is not None:
        step = statement(f, first)
        if not isinstance(step, int):
            yield step
    at = builder.statement = f.at(node)
    step = begin(f, N.need(node, N.F_VALUE))
    operand = step if isinstance(step, int) else (yield step)
    clauses = _clauses(node)
    done = builder.block()
    builder.skip(done, before, node.start_byte, node.end_byte)
    head = builder.current
    bodies = [builder.block() for _ in clauses]
    narrowed: list[tuple[Value, Type | None] | None] = []
    default = done
    for clause, body in zip(clauses, bodies, strict=False):
        builder.skip(body, head, 0, 0)
        if clause.kind_id == N.DEFAULT_CASE:
            default = body
            narrowed.append(None)
        else:
            narrowed.append(_test_types(f, clause, operand, head, body))
    builder.jump(default)
    yield _type_bodies(f, clauses, bodies, done, label, at, operand, narrowed)
    return 0


def _test_types(f: Frame, clause: Node, operand: Value, head: int, body: int) -> tuple[Value, Type | None] | None:
    """Branch to the clause's body; the assertion (a tuple) that holds in it when there is just one type."""
    builder = f.builder
    types = N.fields(clause, N.F_TYPE)
    only: tuple[Value, Type | None] | None = None
    for written in types:
        following = builder.block()
        at = f.at(written)
        if _is_nil(f, written):
            nil = f.value(f.types[operand])
            f.emit(Const(nil, at, None))
            ok = f.value(BOOL)
            f.emit(Binary(ok, at, "==", operand, nil))
        else:
            type = type_of(f, written)
            both = f.value(Tuple((type, BOOL)))
            f.emit(TypeAssert(both, at, operand, True))
            ok = extract(f, at, both, 1, BOOL)
            if len(types) == 1:
                only = both, type
        builder.branch(ok, body, following, at)
        builder.start(following)
        builder.skip(following, head, 0, 0)
    return only


def _is_nil(f: Frame, written: Node) -> bool:
    return written.kind_id == N.NIL or (
        written.kind_id in (N.TYPE_IDENTIFIER, N.IDENTIFIER) and written.text == b"nil" and type_of(f, written) is None
    )


def _type_bodies(
    f: Frame,
    clauses: list[Node],
    bodies: list[int],
    done: int,
    label: str,
    at: int,
    operand: Value,
    narrowed: list[tuple[Value, Type | None] | None],
) -> Work:
    builder = f.builder
    outside = f.fallthrough
    f.fallthrough = -1
    f.targets.append(Target(label, done, -1))
    for clause, body, only in zip(clauses, bodies, narrowed, strict=False):
        builder.start(body)
        if builder.current < 0:
            continue
        variable: Object | None = f.info.clauses.get(clause.id)
        if variable is not None:
            value = operand
            if only is not None:
                value = extract(f, f.at(clause), only[0], 0, only[1])
            declare(f, variable, value, f.at(clause))
        yield statements(f, _body(clause))
        builder.statement = at
        builder.jump(done)
    f.targets.pop()
    f.fallthrough = outside
    builder.start(done)
    return 0


# Select.


def select_statement(f: Frame, node: Node) -> Work:
    """`select { case v := <-c: case d <- x: default: }`."""
    builder = f.builder
    label, f.label = f.label, ""
    at = builder.statement = f.at(node)
    clauses = _clauses(node)
    if not clauses:
        builder.end(Exit(at))
        return 0
    before = builder.current
    blocking = all(clause.kind_id != N.DEFAULT_CASE for clause in clauses)
    communications = [clause for clause in clauses if clause.kind_id != N.DEFAULT_CASE]
    cases: list[SelectCase] = []
    types: list[Type | None] = [INT, BOOL]
    for clause in communications:
        yield _communication(f, clause, cases, types)
    done = builder.block()
    builder.skip(done, before, node.start_byte, node.end_byte)
    if blocking and len(cases) == 1:
        f.targets.append(Target(label, done, -1))
        outside, f.fallthrough = f.fallthrough, -1
        yield _only_clause(f, clauses[0], cases[0])
        f.fallthrough = outside
        f.targets.pop()
        builder.statement = at
        builder.jump(done)
        builder.start(done)
        return 0
    chosen = f.value(Tuple(tuple(types)))
    f.emit(Select(chosen, at, tuple(cases), blocking))
    number_of = extract(f, at, chosen, 0, INT)
    bodies = _dispatch(f, at, number_of, clauses, blocking)
    f.targets.append(Target(label, done, -1))
    outside, f.fallthrough = f.fallthrough, -1
    for clause, body in zip(clauses, bodies, strict=False):
        builder.start(body)
        if builder.current < 0:
            continue
        if clause.kind_id != N.DEFAULT_CASE:
            place = communications.index(clause)
            yield _received(f, clause, chosen, place, types[place + 2])
        yield statements(f, _body(clause))
        builder.statement = at
        builder.jump(done)
    f.fallthrough = outside
    f.targets.pop()
    builder.start(done)
    return 0


def _only_clause(f: Frame, clause: Node, case: SelectCase) -> Work:
    """A select that has one clause sends or receives like a statement."""
    if case.value is not None:
        f.emit(Send(case.at, case.channel, case.value))
    else:
        nodes, define = _receiving(clause)
        value = receive(f, case.at, case.channel, len(nodes) > 1, None)
        if len(nodes) > 1:
            elem = channel_element(f, case.channel)
            found = [extract(f, case.at, value, 0, elem), extract(f, case.at, value, 1, BOOL)]
        else:
            found = [value]
        yield assign_each(f, nodes, found, define, case.at)
    yield statements(f, _body(clause))
    return 0


def _communication(f: Frame, clause: Node, cases: list[SelectCase], types: list[Type | None]) -> Work:
    """Evaluate the channel (and the value that is sent) of one case."""
    written = N.need(clause, N.F_COMMUNICATION)
    at = f.at(written)
    if written.kind_id == N.SEND_STATEMENT:
        step = begin(f, N.need(written, N.F_CHANNEL))
        channel = step if isinstance(step, int) else (yield step)
        step = begin(f, N.need(written, N.F_VALUE))
        value = step if isinstance(step, int) else (yield step)
        elem = channel_element(f, channel)
        cases.append(SelectCase(channel, coerce(f, value, elem, at), at))
        types.append(elem)
        return 0
    source = strip(N.need(written, N.F_RIGHT))
    operand = source.child_by_field_id(N.F_OPERAND) if source.kind_id == N.UNARY_EXPRESSION else None
    if operand is None:
        channel = unknown(f, at, "receive from what is no channel", (), None)
    else:
        step = begin(f, operand)
        channel = step if isinstance(step, int) else (yield step)
    cases.append(SelectCase(channel, None, at))
    types.append(channel_element(f, channel))
    return 0


def _dispatch(f: Frame, at: int, chosen: Value, clauses: list[Node], blocking: bool) -> list[int]:
    """Branch on the number of the chosen case; the block of each clause. The last one needs no test."""
    builder = f.builder
    bodies = [builder.block() for _ in clauses]
    head = builder.current
    for body in bodies:
        builder.skip(body, head, 0, 0)
    tested = [place for place, clause in enumerate(clauses) if clause.kind_id != N.DEFAULT_CASE]
    last = tested.pop() if blocking else next(p for p, c in enumerate(clauses) if c.kind_id == N.DEFAULT_CASE)
    for index, place in enumerate(tested):
        following = builder.block()
        constant = number(f, at, index)
        result = f.value(BOOL)
        f.emit(Binary(result, at, "==", chosen, constant))
        builder.branch(result, bodies[place], following, at)
        builder.start(following)
    builder.jump(bodies[last])
    return bodies


def _received(f: Frame, clause: Node, chosen: Value, place: int, type: Type | None) -> Work:
    """Give the received value (and ok) to the left-hand side of a case."""
    nodes, define = _receiving(clause)
    if not nodes:
        return 0
    at = f.at(N.need(clause, N.F_COMMUNICATION))
    found = [extract(f, at, chosen, place + 2, type)]
    if len(nodes) > 1:
        found.append(extract(f, at, chosen, 1, BOOL))
    yield assign_each(f, nodes, found, define, at)
    return 0


def _receiving(clause: Node) -> tuple[list[Node], bool]:
    """The left-hand side of a case that receives, and whether it declares what is there."""
    written = N.need(clause, N.F_COMMUNICATION)
    left = written.child_by_field_id(N.F_LEFT)
    if left is None or written.kind_id == N.SEND_STATEMENT:
        return [], False
    return N.children(left), any(child.type == ":=" for child in written.children)


STATEMENTS[N.EXPRESSION_SWITCH_STATEMENT] = expression_switch
STATEMENTS[N.TYPE_SWITCH_STATEMENT] = type_switch
STATEMENTS[N.SELECT_STATEMENT] = select_statement
