"""Lowers function literals, bodies of ranges over functions, and the frame of a function: parameters and results.

The body of `for k, v := range f` becomes a literal that `f` gets as `yield`, with `range_body`: `continue` returns
true, `break` false; any other way out stores a code in a cell before it returns false, and the function around goes on
where the code says. A return stores its values in the cells of the results first. Deferred calls of a range body
belong to the function around. What Go checks at run time (a yield after the end of the loop panics) is not expressed.
"""

from tree_sitter import Node

from golint_py.ir.lower_assign import allocate, assign_each, declare, local_variable
from golint_py.ir.lower_base import VALUES, Frame, Work, begin, closure, load, number, unknown, zero
from golint_py.ir.lower_stmt import block, end_of_body, leave
from golint_py.ir.ops import Binary, Call, Callee, FreeVar, Param, Store, Value
from golint_py.ir.plans import Plan, named_results, result_types
from golint_py.ir.program import FreeVariable, Function
from golint_py.syntax import nodes as N
from golint_py.types.model import Pointer, Signature, Slice, Type
from golint_py.types.scope import Kind, Object, Operand
from golint_py.types.universe import BOOL, INT

# Function literals.


def literal(f: Frame, node: Node, known: Operand | None) -> Value:
    """`func(...) { ... }`; its body is lowered later."""
    plan = f.shared.cells.plans.get(node.id)
    if plan is None:
        return unknown(f, f.at(node), "function literal without a body", (), None)
    f.shared.pending.append(plan)
    return closure(f, f.at(node), plan, None if known is None else known.type)


def frame(f: Frame, params: list[tuple[Node | None, Type | None]]) -> None:
    """Define parameters and free variables, then give variables in memory their cells. `params` are names and types."""
    plan = f.plan
    at = f.builder.statement = f.at(plan.node)
    incoming: list[tuple[Object, Value, int]] = []
    for index, (name, type) in enumerate(params):
        variable = None if name is None else local_variable(f, name)
        value = f.value(type if variable is None or variable.type is None else variable.type)
        place = at if name is None else f.at(name)
        text = "_" if variable is None else variable.name
        f.entry.append(Param(value, place, index, text))
        f.params.append(text)
        if variable is not None:
            f.builder.names[value] = variable.name
            incoming.append((variable, value, place))
    memory = f.shared.cells.memory
    for index, variable in enumerate(plan.captures):
        cell = variable in memory
        value = f.value(Pointer(variable.type) if cell else variable.type)
        f.entry.append(FreeVar(value, at, index, variable.name, cell))
        f.free.append(FreeVariable(variable.name, _owner(plan, variable), variable.declared, cell))
        f.builder.names[value] = variable.name
        if cell:
            f.addresses[variable] = value
        else:
            f.builder.fixed[variable] = value
    for variable, value, place in incoming:
        declare(f, variable, value, place)


def _owner(plan: Plan, variable: Object) -> str:
    """The symbol of the function that declares a captured variable."""
    home = plan.parent
    assert home is not None
    while home.parent is not None and variable in home.captures:
        home = home.parent
    return home.symbol


def signature_of(f: Frame, node: Node) -> tuple[list[tuple[Node | None, Type | None]], tuple[Type | None, ...]]:
    """Names and types of parameters (receiver first), and types of results, as a function's node spells them."""
    params: list[tuple[Node | None, Type | None]] = []
    for listed in (node.child_by_field_id(N.F_RECEIVER), node.child_by_field_id(N.F_PARAMETERS)):
        for declaration in [] if listed is None else N.children(listed):
            written = declaration.child_by_field_id(N.F_TYPE)
            type = None if written is None else f.info.types.get(written.id)
            if declaration.kind_id == N.VARIADIC_PARAMETER_DECLARATION:
                type = Slice(type)
            names = N.fields(declaration, N.F_NAME)
            params += [(name, type) for name in names] if names else [(None, type)]
    named = named_results(node, f.info)
    if named:
        return params, tuple([variable.type for variable in named])
    return params, tuple(result_types(node, f.info))


def lower_function(f: Frame, params: list[tuple[Node | None, Type | None]], body: Node) -> Work:
    """Lower parameters, results and body of a function or literal."""
    frame(f, params)
    builder = f.builder
    if not f.plan.range_body:
        f.named = named_results(f.plan.node, f.info)
        for variable in f.plan.results:
            allocate(f, variable, True, builder.statement)
        if f.plan.results and f.named:
            f.named = f.plan.results
        elif f.named:
            for variable in f.named:
                if variable in f.shared.cells.memory:
                    allocate(f, variable, True, builder.statement)
                else:
                    builder.write(variable, zero(f, builder.statement, variable.type))
    step = block(f, body)
    if not isinstance(step, int):
        yield step
    f.spans.append((body.end_byte - 1, body.end_byte))
    end_of_body(f, len(f.spans) - 1)
    return 0


def finished(f: Frame, receiver: Type | None, annotations: tuple[str, ...] = ()) -> Function:
    """The function that the frame has built; it is entered into `done`."""
    plan = f.plan
    cells = tuple([f.addresses[variable] for variable in plan.results]) if not plan.range_body else ()
    function = Function(
        symbol=plan.symbol,
        path=f.shared.path,
        span=(plan.node.start_byte, plan.node.end_byte),
        receiver=receiver,
        params=tuple(f.params),
        results=f.results,
        free=tuple(f.free),
        blocks=f.builder.finish(f.entry),
        types=tuple(f.types),
        names=f.builder.names,
        spans=tuple(f.spans),
        parent="" if plan.parent is None else plan.parent.symbol,
        test=f.shared.test,
        range_body=plan.range_body,
        annotations=annotations,
        result_cells=cells,
    )
    f.shared.done[plan.symbol] = function
    return function


# Range over a function.


def range_function(f: Frame, node: Node, clause: Node, label: str) -> Work:
    """`for k, v := range f { }`."""
    plan = f.shared.cells.plans[node.id]
    at = f.builder.statement
    step = begin(f, N.need(clause, N.F_RIGHT))
    iterator = step if isinstance(step, int) else (yield step)
    inner = Frame(f.shared, f.info, plan, (BOOL,))
    inner.loop_label = label
    code: Object | None = None
    if plan.exits:
        code = Object(Kind.VAR, "", INT)
        f.shared.cells.memory[code] = True
        plan.captures[code] = None
        cell = allocate(f, code, True, at)
        f.emit(Store(at, cell, number(f, at, 0), True))
    yield_type = _yield_type(f, iterator)
    body = closure(f, f.at(plan.body), plan, yield_type)
    yield _range_body(inner, clause, code, yield_type)
    finished(inner, None)
    f.emit(Call(f.value(None), at, Callee("", iterator), (body,)))
    if code is not None:
        _go_on(f, f.addresses[code], inner.exits, at)
    return 0


def _yield_type(f: Frame, iterator: Value) -> Type | None:
    under = f.shared.lookup.core(f.types[iterator])
    return under.params[0] if isinstance(under, Signature) and under.params else None


def _range_body(inner: Frame, clause: Node, code: Object | None, yield_type: Type | None) -> Work:
    """The body as a function: what `yield` gets are its parameters."""
    under = inner.shared.lookup.core(yield_type)
    types = list(under.params) if isinstance(under, Signature) else []
    left = clause.child_by_field_id(N.F_LEFT)
    names = [] if left is None else N.children(left)
    define = any(child.type == ":=" for child in clause.children)
    count = max(len(types), len(names))
    types += [None] * (count - len(types))
    params: list[tuple[Node | None, Type | None]] = [
        (names[place] if define and place < len(names) else None, types[place]) for place in range(count)
    ]
    frame(inner, params)
    if code is not None:
        inner.code = inner.addresses[code]
    if not define and names:
        yield assign_each(inner, names, list(range(len(names))), False, inner.builder.statement)
    step = block(inner, inner.plan.body)
    if not isinstance(step, int):
        yield step
    end = inner.plan.body.end_byte
    inner.spans.append((end - 1, end))
    end_of_body(inner, len(inner.spans) - 1)
    return 0


def _go_on(f: Frame, cell: Value, exits: dict[tuple[str, str], int], at: int) -> None:
    """After the loop: go where the code that the body left says."""
    if not exits:
        return
    builder = f.builder
    code = load(f, at, cell, INT)
    for (kind, label), wanted in exits.items():
        taken, following = builder.block(), builder.block()
        constant = number(f, at, wanted)
        test = f.value(BOOL)
        f.emit(Binary(test, at, "==", code, constant))
        builder.branch(test, taken, following, at)
        builder.start(taken)
        leave(f, kind, label, at)
        builder.start(following)


VALUES[N.FUNC_LITERAL] = literal
