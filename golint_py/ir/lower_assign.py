"""Lowers declarations and assignments.

As the Go specification demands, operands of index expressions and pointer indirections on the left and the expressions
on the right are evaluated first, then the assignments happen from left to right.
"""

from collections.abc import Generator

from msgspec import Struct
from tree_sitter import Node

from golint_py.ir.lower_base import (
    STATEMENTS,
    Frame,
    Step,
    Work,
    begin,
    begin_place,
    coerce,
    extract,
    load,
    number,
    strip,
    type_of,
    unknown,
    zero,
)
from golint_py.ir.lower_expr import assertion, receive
from golint_py.ir.lower_index import comma_ok_index, element_address, indexed, map_read
from golint_py.ir.lower_literal import fill, in_place, literal_type
from golint_py.ir.lower_selector import through
from golint_py.ir.ops import Alloc, Binary, MapWrite, Store, Value
from golint_py.syntax import nodes as N
from golint_py.types.model import Basic, Map, Pointer, Tuple, Type
from golint_py.types.scope import Kind, Object, SelectionKind
from golint_py.types.scope import Step as FieldStep

Values = Generator[Work, int, list[Value]]


class Destination(Struct, frozen=True, eq=False):
    """Where an assignment goes, its operands evaluated.

    `kind`: "blank"; "variable"; "address" (`base`); "element" (address of `base`[`key`]); "field" (`field` of the place
    `base`); "map"; "value" (an element of what is not addressable).
    """

    kind: str
    type: Type | None = None
    variable: Object | None = None
    base: int = 0
    key: Value = 0
    field: FieldStep | None = None


BLANK = Destination("blank")


# Variables.


def declare(f: Frame, variable: Object, value: Value, at: int) -> None:
    """A new variable with its initial value."""
    heap = f.shared.cells.memory.get(variable)
    if heap is None:
        f.builder.write(variable, value)
    else:
        f.emit(Store(at, allocate(f, variable, heap, at), value, True))


def allocate(f: Frame, variable: Object, heap: bool, at: int) -> Value:
    """Fresh memory for a variable that is a cell."""
    address = f.value(Pointer(variable.type))
    f.emit(Alloc(address, at, variable.name, heap))
    f.addresses[variable] = address
    return address


def local_variable(f: Frame, node: Node) -> Object | None:
    """The variable that a name declares or denotes; None for `_` and for what is not known."""
    variable = f.objects.get(node.id)
    if variable is None or variable.name == "_" or variable.kind is not Kind.VAR:
        return None
    return variable


def declare_name(f: Frame, node: Node, value: Value, at: int) -> None:
    """Declare (or, in a short declaration, assign to) the variable named by `node`."""
    variable = local_variable(f, node)
    if variable is None:
        return
    value = coerce(f, value, variable.type, at)
    if variable.declared != node.start_byte and (variable in f.addresses or variable.symbol):
        store(f, Destination("address", variable.type, None, f.addresses.get(variable, 0)), value, at)
    elif variable.declared != node.start_byte:
        f.builder.write(variable, value)
    else:
        declare(f, variable, value, at)


# Right-hand sides.


def right_values(f: Frame, nodes: list[Node], wanted: int) -> Values:
    """`wanted` values from the expressions of a right-hand side. Use with `yield from`.

    Variables are read when everything else is evaluated, as Go's compiler does it: in `return x, group.Wait()` what the
    goroutines put into x is returned.
    """
    if len(nodes) == 1 and wanted > 1:
        return (yield from _several(f, nodes[0], wanted))
    found: list[Value] = [0] * len(nodes)
    for place, node in sorted(enumerate(nodes), key=lambda one: one[1].kind_id == N.IDENTIFIER):
        step = begin(f, node)
        found[place] = step if isinstance(step, int) else (yield step)
    while len(found) < wanted:
        found.append(unknown(f, f.builder.statement, "no value to assign", (), None))
    return found


def _several(f: Frame, node: Node, wanted: int) -> Values:
    """The values of a call with several results, or of a comma-ok form."""
    inner = strip(node)
    kind = inner.kind_id
    known = f.operands.get(inner.id)
    if wanted == 2 and kind == N.INDEX_EXPRESSION:
        both = yield comma_ok_index(f, inner)
    elif wanted == 2 and kind == N.TYPE_ASSERTION_EXPRESSION:
        both = yield assertion(f, inner, known, True)
    elif wanted == 2 and kind == N.UNARY_EXPRESSION and inner.children[0].type == "<-":
        step = begin(f, N.need(inner, N.F_OPERAND))
        channel = step if isinstance(step, int) else (yield step)
        both = receive(f, f.at(inner), channel, True, known)
    else:
        step = begin(f, inner)
        both = step if isinstance(step, int) else (yield step)
    type = f.types[both]
    types = type.elems if isinstance(type, Tuple) and len(type.elems) == wanted else (None,) * wanted
    at = f.at(node)
    return [extract(f, at, both, place, types[place]) for place in range(wanted)]


# Left-hand sides.


def destination(f: Frame, node: Node) -> Generator[Work, int, Destination]:
    """Evaluate the operands of a left-hand side. Use with `yield from`."""
    node = strip(node)
    kind = node.kind_id
    known = f.operands.get(node.id)
    type = None if known is None else known.type
    if kind == N.IDENTIFIER:
        variable = local_variable(f, node)
        if variable is None:
            return BLANK
        if variable.symbol:
            step = begin_place(f, node)
            place = step if isinstance(step, int) else (yield step)
            return Destination("address", variable.type, None, ~place)
        if variable in f.addresses:
            return Destination("address", variable.type, None, f.addresses[variable])
        return Destination("variable", variable.type, variable)
    if kind == N.INDEX_EXPRESSION:
        base, key, form = yield from indexed(f, N.need(node, N.F_OPERAND), N.need(node, N.F_INDEX))
        if form == "map":
            under = f.shared.lookup.core(f.types[base])
            return Destination("map", under.elem if isinstance(under, Map) else type, None, base, key)
        return Destination("element" if form == "address" else "value", type, None, base, key)
    if kind == N.SELECTOR_EXPRESSION:
        selection = f.selections.get(node.id)
        if selection is not None and selection.kind is SelectionKind.FIELD and selection.path:
            step = begin_place(f, N.need(node, N.F_OPERAND))
            place = step if isinstance(step, int) else (yield step)
            at = f.at(node)
            for field in selection.path[:-1]:
                place = through(f, at, place, field)
            last = selection.path[-1]
            if last.indirect and place < 0:
                place = load(f, at, ~place)
            return Destination("field", last.type, None, place, 0, last)
    if kind == N.BLANK_IDENTIFIER:
        return BLANK
    step = begin_place(f, node)
    place = step if isinstance(step, int) else (yield step)
    if place < 0:
        return Destination("address", type, None, ~place)
    return Destination("value", type, None, place, place)


def store(f: Frame, to: Destination, value: Value, at: int) -> None:
    """Assign a value to an evaluated destination."""
    kind = to.kind
    if kind == "blank":
        return
    value = coerce(f, value, to.type, at)
    if kind == "variable" and to.variable is not None:
        f.builder.write(to.variable, value)
    elif kind == "map":
        f.emit(MapWrite(at, to.base, to.key, value))
    elif kind == "value":
        unknown(f, at, "assignment to an element of an operand of unknown type", (to.base, to.key, value), None)
    else:
        f.emit(Store(at, _address(f, to, at), value))


def _address(f: Frame, to: Destination, at: int) -> Value:
    if to.kind == "element":
        return element_address(f, at, to.base, to.key)
    if to.kind == "field" and to.field is not None:
        place = through(f, at, to.base, to.field)
        if place >= 0:
            unknown(f, at, "field of what has no address", (place,), None)
        return ~place if place < 0 else place
    return to.base


def fetch(f: Frame, to: Destination, at: int) -> tuple[Value, Destination]:
    """The value at an evaluated destination, and the destination to write it back to."""
    kind = to.kind
    if kind == "variable" and to.variable is not None:
        return f.builder.read(to.variable), to
    if kind == "map":
        return map_read(f, at, to.base, to.key, False, None), to
    if kind == "blank" or kind == "value":
        return unknown(f, at, "read of what has no address", (), to.type), to
    address = _address(f, to, at)
    return load(f, at, address, to.type), Destination("address", to.type, None, address)


# Statements.


def assignment(f: Frame, node: Node) -> Step:
    """`a, b = x, y` and `a op= x`."""
    operator = N.need(node, N.F_OPERATOR).type
    left = N.children(N.need(node, N.F_LEFT))
    right = N.children(N.need(node, N.F_RIGHT))
    at = f.at(node)
    f.builder.statement = at
    if operator != "=":
        return _operate(f, at, left[0], operator[:-1], right[0])
    if len(left) == 1 and len(right) == 1:
        name = left[0]
        if name.kind_id == N.IDENTIFIER:
            variable = local_variable(f, name)
            if variable is None or not (variable.symbol or variable in f.addresses):
                return _to_variable(f, at, variable, right[0])
        return _single(f, at, name, right[0])
    return _parallel(f, at, left, right)


def _to_variable(f: Frame, at: int, variable: Object | None, right: Node) -> Step:
    """`x = y` and `_ = y`, where x is not in memory."""
    step = begin(f, right)
    if not isinstance(step, int):
        return _later(f, at, variable, step)
    if variable is not None:
        f.builder.write(variable, coerce(f, step, variable.type, at))
    return 0


def _later(f: Frame, at: int, variable: Object | None, step: Work) -> Work:
    value = yield step
    if variable is not None:
        f.builder.write(variable, coerce(f, value, variable.type, at))
    return 0


def _single(f: Frame, at: int, left: Node, right: Node) -> Work:
    to = yield from destination(f, left)
    step = begin(f, right)
    store(f, to, step if isinstance(step, int) else (yield step), at)
    return 0


def _parallel(f: Frame, at: int, left: list[Node], right: list[Node]) -> Work:
    targets: list[Destination] = []
    for one in left:
        targets.append((yield from destination(f, one)))
    found = yield from right_values(f, right, len(left))
    for to, value in zip(targets, found, strict=False):
        store(f, to, value, at)
    return 0


def _operate(f: Frame, at: int, left: Node, operator: str, right: Node) -> Work:
    to = yield from destination(f, left)
    before, to = fetch(f, to, at)
    step = begin(f, right)
    operand = step if isinstance(step, int) else (yield step)
    result = f.value(to.type if to.type is not None else f.types[before])
    f.emit(Binary(result, at, operator, before, operand))
    store(f, to, result, at)
    return 0


def increment(f: Frame, node: Node) -> Work:
    """`x++`, `x--`."""
    at = f.at(node)
    f.builder.statement = at
    to = yield from destination(f, N.children(node)[0])
    before, to = fetch(f, to, at)
    type = to.type if to.type is not None else f.types[before]
    one = number(f, at, 1)
    f.types[one] = type if isinstance(f.shared.lookup.core(type), Basic) else f.types[one]
    result = f.value(type)
    f.emit(Binary(result, at, "+" if node.kind_id == N.INC_STATEMENT else "-", before, one))
    store(f, to, result, at)
    return 0


def short_declaration(f: Frame, node: Node) -> Step:
    """`a, b := x, y`."""
    left = N.children(N.need(node, N.F_LEFT))
    right = N.children(N.need(node, N.F_RIGHT))
    at = f.at(node)
    f.builder.statement = at
    if len(left) == 1 and len(right) == 1:
        name, expression = left[0], right[0]
        variable = local_variable(f, name)
        if variable is not None and variable in f.shared.cells.memory and in_place(f, expression):
            return _built_in_place(f, variable, expression, at)
        step = begin(f, expression)
        if not isinstance(step, int):
            return _declare_later(f, name, step, at)
        declare_name(f, name, step, at)
        return 0
    return _declare_several(f, at, left, right)


def _declare_later(f: Frame, name: Node, step: Work, at: int) -> Work:
    declare_name(f, name, (yield step), at)
    return 0


def _declare_several(f: Frame, at: int, left: list[Node], right: list[Node]) -> Work:
    found = yield from right_values(f, right, len(left))
    for name, value in zip(left, found, strict=False):
        declare_name(f, name, value, at)
    return 0


def _built_in_place(f: Frame, variable: Object, expression: Node, at: int) -> Work:
    """A variable in memory whose initial value is a literal: filled in place. It is not in scope in the literal."""
    address = f.value(Pointer(variable.type))
    f.emit(Alloc(address, at, variable.name, f.shared.cells.memory[variable]))
    type = literal_type(f, expression, f.operands.get(expression.id))
    yield fill(f, expression, N.need(expression, N.F_BODY), type, address)
    f.addresses[variable] = address
    return 0


def variables(f: Frame, node: Node) -> Work:
    """`var x, y T = a, b`, also in parentheses."""
    specs: list[Node] = []
    for child in N.children(node):
        specs += N.children(child) if child.kind_id == N.VAR_SPEC_LIST else [child]
    for spec in specs:
        if spec.kind_id == N.VAR_SPEC:
            yield _specification(f, spec)
    return 0


def _specification(f: Frame, spec: Node) -> Work:
    at = f.at(spec)
    f.builder.statement = at
    names = N.fields(spec, N.F_NAME)
    listed = N.field(spec, N.F_VALUE)
    right = [] if listed is None else N.children(listed)
    written = N.field(spec, N.F_TYPE)
    if right:
        first = local_variable(f, names[0]) if len(names) == len(right) == 1 else None
        if (
            first is not None
            and first in f.shared.cells.memory
            and in_place(f, right[0])
            and literal_type(f, right[0], f.operands.get(right[0].id)) == first.type
        ):
            yield _built_in_place(f, first, right[0], at)
            return 0
        found = yield from right_values(f, right, len(names))
        for name, value in zip(names, found, strict=False):
            declare_name(f, name, value, at)
        return 0
    for name in names:
        variable = local_variable(f, name)
        if variable is None:
            continue
        heap = f.shared.cells.memory.get(variable)
        if heap is not None:
            allocate(f, variable, heap, at)
        else:
            type = variable.type if variable.type is not None or written is None else type_of(f, written)
            f.builder.write(variable, zero(f, at, type))
    return 0


def assign_each(f: Frame, nodes: list[Node], found: list[Value], define: bool, at: int) -> Work:
    """Give values to the names or operands of a range clause or a receive statement, left to right."""
    if define:
        for name, value in zip(nodes, found, strict=False):
            declare_name(f, name, value, at)
        return 0
    targets: list[Destination] = []
    for one in nodes:
        targets.append((yield from destination(f, one)))
    for to, value in zip(targets, found, strict=False):
        store(f, to, value, at)
    return 0


STATEMENTS[N.ASSIGNMENT_STATEMENT] = assignment
STATEMENTS[N.INC_STATEMENT] = increment
STATEMENTS[N.DEC_STATEMENT] = increment
STATEMENTS[N.SHORT_VAR_DECLARATION] = short_declaration
STATEMENTS[N.VAR_DECLARATION] = variables
