"""Lowers one body, with the literals in it, to functions in SSA form.

`lower` never raises on odd input but `CannotLower`, for a body whose syntax is broken; an expression that cannot be
expressed is an `Unknown` with the operands that were evaluated for it. Function literals are lowered after the function
around them, so nothing here nests as deep as the source does.
"""

from collections.abc import Iterator

from msgspec import structs

from golint_py.ir import lower_range, lower_switch
from golint_py.ir.cells import find_cells
from golint_py.ir.copies import copied, copies
from golint_py.ir.lower_assign import Destination, right_values, store
from golint_py.ir.lower_base import CannotLower, Frame, Shared, Work, global_address, run, type_of
from golint_py.ir.lower_closure import finished, lower_function, signature_of
from golint_py.ir.lower_stmt import end_of_body
from golint_py.ir.plans import Plan
from golint_py.ir.program import Copied, EmptySection, Function, Lowered
from golint_py.ir.sections import empty_sections, forced_lines
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.display import type_text
from golint_py.types.lookup import Lookup
from golint_py.types.model import Type
from golint_py.types.no_copy import NoCopy
from golint_py.types.scope import Info, Packages

__all__ = ["CannotLower", "copies", "lower"]

_MODULES = (lower_range, lower_switch)  # they enter their handlers into the tables


def lower(body: Body, info: Info, packages: Packages, noreturn: frozenset[str] = frozenset()) -> Lowered:
    """The function of `body` and the literals in it, each before those inside it, in source order.

    `info` is what `types.infer` says of the body; `packages` is best the `Lookup` that the body was checked with
    (`Checker.lookup`). A call of a symbol in `noreturn` ends its block. Raises `CannotLower`.
    """
    path = _package(body.symbol)
    if isinstance(packages, Lookup):
        lookup = packages
    else:
        lookup = Lookup(packages, path)
        lookup.local_types.update(info.local_types)
    file = body.scope.file
    fresh_loops = file.go >= (1, 22)
    try:
        cells = find_cells(body.specs or (body.node,), body.symbol, info, lookup.core, fresh_loops)
        shared = Shared(cells, lookup, noreturn, file.path, file.test, fresh_loops)
        run(_variables(shared, body, info, path) if body.specs else _declared(shared, body, info, path))
        while shared.pending:
            run(_literal(shared, shared.pending.pop(), info))
    except LookupError as error:
        raise CannotLower(f"{body.symbol}: {error}") from error
    functions = list(_ordered(shared.done, cells.root))
    cells.let_go()
    if functions:
        functions[0] = _noticed(functions[0], body, info, lookup, fresh_loops)
        forced = forced_lines(body.specs or (body.node,))
        if forced:
            functions = [structs.replace(function, forced=forced) for function in functions]
    return Lowered(tuple(functions))


def _noticed(function: Function, body: Body, info: Info, lookup: Lookup, fresh_loops: bool) -> Function:
    """The outermost function, with what the syntax of the whole body tells."""
    nodes = body.specs or (body.node,)
    copies = copied(nodes, info, NoCopy(lookup), fresh_loops)
    sections = list(empty_sections(nodes, info))
    if not copies and not sections:
        return function
    spans = [
        *function.spans,
        *(node.byte_range for _, node, _, _ in copies),
        *(node.byte_range for node, _ in sections),
    ]
    first = len(function.spans)
    return structs.replace(
        function,
        spans=tuple(spans),
        copied=tuple(Copied(at, how, type_text(type), part) for at, (how, _, type, part) in enumerate(copies, first)),
        empty=tuple(EmptySection(at, symbol) for at, (_, symbol) in enumerate(sections, first + len(copies))),
    )


def _package(symbol: str) -> str:
    """The import path in a symbol."""
    if symbol[:1] == "(":
        symbol = symbol.rpartition(").")[0].lstrip("(*")
    return symbol.rpartition(".")[0]


def _ordered(done: dict[str, Function], root: Plan) -> Iterator[Function]:
    """Functions in the order of their plans; literals in code that is never reached are left out."""
    stack = [root]
    while stack:
        plan = stack.pop()
        function = done.get(plan.symbol)
        if function is not None:
            yield function
        stack.extend(reversed(plan.children))


def _declared(shared: Shared, body: Body, info: Info, path: str) -> Work:
    """A function or method."""
    plan = shared.cells.root
    node = body.node
    f = Frame(shared, info, plan, ())
    params, f.results = signature_of(f, node)
    block = N.need(node, N.F_BODY)
    yield lower_function(f, params, block)
    receiver: Type | None = None
    if node.kind_id == N.METHOD_DECLARATION and params:
        receiver = params[0][1]
        receiver = f.types[0] if receiver is None else receiver
    finished(f, receiver, _annotations(shared.lookup, path, body.symbol))
    return 0


def _annotations(lookup: Lookup, path: str, symbol: str) -> tuple[str, ...]:
    exports = lookup.exports(path)
    if exports is None:
        return ()
    function = exports.funcs.get(symbol[len(path) + 1 :]) if symbol[:1] != "(" else None
    return function.annotations if function is not None else exports.annotations.get(symbol, ())


def _literal(shared: Shared, plan: Plan, info: Info) -> Work:
    """A function literal."""
    f = Frame(shared, info, plan, ())
    params, f.results = signature_of(f, plan.node)
    yield lower_function(f, params, plan.body)
    finished(f, None)
    return 0


def _variables(shared: Shared, body: Body, info: Info, path: str) -> Work:
    """The initialisers of package variables, in source order, as the body of a function."""
    f = Frame(shared, info, shared.cells.root, ())
    for spec in body.specs:
        at = f.builder.statement = f.at(spec)
        names = N.fields(spec, N.F_NAME)
        found = yield from right_values(f, N.children(N.need(spec, N.F_VALUE)), len(names))
        written = N.field(spec, N.F_TYPE)
        for name, value in zip(names, found, strict=False):
            text = "" if name.text is None else name.text.decode("utf-8", "replace")
            if text == "_":
                continue
            type = None if written is None else type_of(f, written)
            exports = shared.lookup.exports(path)
            if type is None and exports is not None:
                type = exports.vars.get(text)
            address = global_address(f, at, f"{path}.{text}", type)
            store(f, Destination("address", type, None, address), value, at)
    end_of_body(f, f.builder.statement)
    finished(f, None)
    return 0
