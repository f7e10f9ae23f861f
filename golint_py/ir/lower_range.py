"""Lowers range loops over everything but functions (see `lower_iterate`).

The operand is evaluated once. Over an array with a second variable it is copied; with one variable at most, only its
length counts.
"""

from collections.abc import Callable

from tree_sitter import Node

from golint_py.ir.builder import PhiNode
from golint_py.ir.lower_assign import allocate, assign_each, declare_name, local_variable
from golint_py.ir.lower_base import (
    STATEMENTS,
    Frame,
    Step,
    Target,
    Work,
    begin,
    begin_place,
    extract,
    load,
    number,
    unknown,
)
from golint_py.ir.lower_closure import range_function
from golint_py.ir.lower_expr import receive
from golint_py.ir.lower_index import element_address
from golint_py.ir.lower_stmt import block
from golint_py.ir.ops import Binary, Call, Callee, IndexOf, Next, Range, Store, Value
from golint_py.ir.plans import range_clause
from golint_py.syntax import nodes as N
from golint_py.types.model import Array, Basic, Chan, Map, Pointer, Slice, Tuple, Type
from golint_py.types.scope import Object
from golint_py.types.universe import BOOL, INT, INT32

Body = Callable[[], list[Value]]


class _Loop:
    """The blocks of a range loop, and its names."""

    __slots__ = ("after", "again", "at", "before", "body", "clause", "define", "header", "names", "node", "shared")

    def __init__(self, f: Frame, node: Node, clause: Node) -> None:
        builder = f.builder
        self.node = node
        self.clause = clause
        left = clause.child_by_field_id(N.F_LEFT)
        self.names = [] if left is None else N.children(left)
        self.define = any(child.type == ":=" for child in clause.children)
        self.header = self.body = self.after = self.again = -1
        self.at = builder.statement
        self.before = builder.current
        self.shared: dict[Object, Value] = {}

    def open(self, f: Frame) -> None:
        """Make the blocks and start the header."""
        builder = f.builder
        before = builder.current
        start, end = self.node.start_byte, self.node.end_byte
        self.header, self.body, self.after = builder.open_block(), builder.block(), builder.block()
        self.again = self.header
        builder.skip(self.header, before, start, end)
        builder.skip(self.after, before, start, end)
        self.before = before
        if self.define and not f.shared.fresh_loops:
            self._shared_cells(f)
        builder.jump(self.header)
        builder.start(self.header)

    def _shared_cells(self, f: Frame) -> None:
        """Before Go 1.22 all iterations share the variables: those in memory are made before the loop."""
        for name in self.names:
            variable = local_variable(f, name)
            if variable is not None and variable in f.shared.cells.memory:
                allocate(f, variable, True, self.at)
                self.shared[variable] = f.addresses[variable]


def range_statement(f: Frame, node: Node) -> Step:
    """`for k, v := range x { }`."""
    label, f.label = f.label, ""
    clause = range_clause(node)
    assert clause is not None
    f.builder.statement = f.at(clause)
    right = N.need(clause, N.F_RIGHT)
    known = f.operands.get(right.id)
    under = f.shared.lookup.core(None if known is None else known.type)
    if node.id in f.shared.cells.plans:
        return range_function(f, node, clause, label)
    loop = _Loop(f, node, clause)
    if isinstance(under, Array):
        return _array(f, loop, label, right, under)
    return _evaluated(f, loop, label, right, under)


def _evaluated(f: Frame, loop: _Loop, label: str, right: Node, under: Type | None) -> Work:
    step = begin(f, right)
    base = step if isinstance(step, int) else (yield step)
    if isinstance(under, Basic):
        if under.name in ("string", "untyped string"):
            yield _iterator(f, loop, label, base, "string", INT, INT32)
        else:
            yield _integer(f, loop, label, base)
    elif isinstance(under, Map):
        yield _iterator(f, loop, label, base, "map", under.key, under.elem)
    elif isinstance(under, Chan):
        yield _channel(f, loop, label, base)
    elif isinstance(under, Slice) or (
        isinstance(under, Pointer) and isinstance(f.shared.lookup.core(under.elem), Array)
    ):
        yield _indexed(f, loop, label, base, _length(f, loop, base), True)
    else:
        yield _iterator(f, loop, label, base, "", None, None)
    return 0


def _length(f: Frame, loop: _Loop, base: Value) -> Value:
    under = f.shared.lookup.core(f.types[base])
    if isinstance(under, Pointer):
        under = f.shared.lookup.core(under.elem)
    if isinstance(under, Array) and under.length >= 0:
        return number(f, loop.at, under.length)
    result = f.value(INT)
    f.emit(Call(result, loop.at, Callee("len", None, False, True), (base,)))
    return result


def _array(f: Frame, loop: _Loop, label: str, right: Node, under: Array) -> Work:
    if len(loop.names) < 2 and under.length >= 0:
        yield _indexed(f, loop, label, -1, number(f, loop.at, under.length), False)
        return 0
    step = begin_place(f, right)
    place = step if isinstance(step, int) else (yield step)
    base = place if place >= 0 else load(f, loop.at, ~place)
    yield _indexed(f, loop, label, base, _length(f, loop, base), False)
    return 0


def _integer(f: Frame, loop: _Loop, label: str, limit: Value) -> Work:
    yield _indexed(f, loop, label, -1, limit, False)
    return 0


def _indexed(f: Frame, loop: _Loop, label: str, base: Value, limit: Value, addressable: bool) -> Work:
    """Count from 0 to `limit`; the element, where one is wanted, is read at the start of the body."""
    builder, at = f.builder, loop.at
    first = number(f, at, 0)
    type = f.types[limit] if base < 0 else INT
    f.types[first] = type
    loop.open(f)
    counter = builder.phi(loop.header, type, "")
    counter.operands.append(first)
    test = f.value(BOOL)
    f.emit(Binary(test, at, "<", counter.value, limit))
    builder.branch(test, loop.body, loop.after, at)
    builder.start(loop.body)
    found = [counter.value]
    if len(loop.names) > 1 and base >= 0:
        if addressable:
            found.append(load(f, at, element_address(f, at, base, counter.value)))
        else:
            under = f.shared.lookup.core(f.types[base])
            element = f.value(under.elem if isinstance(under, Array) else None)
            f.emit(IndexOf(element, at, base, counter.value))
            found.append(element)
    loop.again = builder.block()
    builder.skip(loop.again, loop.before, loop.node.start_byte, loop.node.end_byte)
    yield _body(f, loop, label, found)
    builder.start(loop.again)
    if builder.current >= 0:
        _advance(f, loop, counter)
    builder.seal(loop.header)
    builder.start(loop.after)
    return 0


def _advance(f: Frame, loop: _Loop, counter: PhiNode) -> None:
    one = number(f, loop.at, 1)
    f.types[one] = f.types[counter.value]
    following = f.value(f.types[counter.value])
    f.emit(Binary(following, loop.at, "+", counter.value, one))
    counter.operands.append(following)
    f.builder.statement = loop.at
    f.builder.jump(loop.header)


def _iterator(f: Frame, loop: _Loop, label: str, base: Value, over: str, key: Type | None, elem: Type | None) -> Work:
    """Over a map, a string, or (`over` "") what is not known."""
    builder, at = f.builder, loop.at
    iterator = base
    if over:
        iterator = f.value(None)
        f.emit(Range(iterator, at, base, over))
    loop.open(f)
    if over:
        step = f.value(Tuple((BOOL, key, elem)))
        f.emit(Next(step, at, iterator))
    else:
        step = unknown(f, at, "range over an unknown type", (base,), Tuple((BOOL, None, None)))
    test = extract(f, at, step, 0, BOOL)
    builder.branch(test, loop.body, loop.after, at)
    builder.start(loop.body)
    types = (key, elem)
    found = [extract(f, at, step, place + 1, types[place]) for place in range(min(len(loop.names), 2))]
    yield _body(f, loop, label, found)
    builder.seal(loop.header)
    builder.start(loop.after)
    return 0


def _channel(f: Frame, loop: _Loop, label: str, channel: Value) -> Work:
    builder, at = f.builder, loop.at
    loop.open(f)
    both = receive(f, at, channel, True, None)
    type = f.types[both]
    test = extract(f, at, both, 1, BOOL)
    builder.branch(test, loop.body, loop.after, at)
    builder.start(loop.body)
    found: list[Value] = []
    if loop.names:
        found.append(extract(f, at, both, 0, type.elems[0] if isinstance(type, Tuple) else None))
    yield _body(f, loop, label, found)
    builder.seal(loop.header)
    builder.start(loop.after)
    return 0


def _body(f: Frame, loop: _Loop, label: str, found: list[Value]) -> Work:
    """Give the loop's variables their values, run the body, go on at `again`."""
    if loop.shared:
        for name, value in zip(loop.names, found, strict=False):
            variable = local_variable(f, name)
            cell = None if variable is None else loop.shared.get(variable)
            if cell is None:
                declare_name(f, name, value, loop.at)
            else:
                f.emit(Store(loop.at, cell, value))
    else:
        yield assign_each(f, loop.names, found, loop.define, loop.at)
    f.targets.append(Target(label, loop.after, loop.again))
    step: Step = block(f, N.need(loop.node, N.F_BODY))
    if not isinstance(step, int):
        yield step
    f.targets.pop()
    f.builder.statement = loop.at
    f.builder.jump(loop.again)
    return 0


STATEMENTS[N.RANGE_CLAUSE] = range_statement
