"""Names what function values and methods of types out of sight are, so that tables of facts about libraries apply.

A call `c.Query("x")` of a `*gin.Context` is lowered as a call of a field's value when gin's sources are not there. With
the type of `c` it is the method `(*github.com/gin-gonic/gin.Context).Query`, or a field of function type: the tables
know which. A call of a variable that only ever holds one function (`var command = exec.Command`) is a call of that one;
what tests put into it does not count.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import structs

from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Call, Callee, Defer, FieldAddr, FieldOf, FuncRef, Global, Go, Load, Op, Store
from golint_py.ir.program import Block, Function, calls_of, ops_of
from golint_py.types.model import Named, Pointer


def function_variables(unit: Unit) -> tuple[tuple[str, str], ...]:
    """The package variables that only ever hold one function that has a name, with its symbol."""
    held: dict[str, set[str]] = {}
    for function in unit.functions.values():
        if not function.test:
            for variable, symbol in _stored(function):
                held.setdefault(variable, set()).add(symbol)
    return tuple((variable, symbol) for variable, (symbol, *more) in sorted(held.items()) if symbol and not more)


def _stored(function: Function) -> Iterator[tuple[str, str]]:
    """The package variables that a function stores to, with the function stored, "" for anything else."""
    variables = {op.result: op.symbol for op in ops_of(function, Global)}
    named = {op.result: op.symbol for op in ops_of(function, FuncRef)}
    for op in ops_of(function, Store) if variables else ():
        if op.address in variables:
            yield variables[op.address], named.get(op.value, "")


def with_methods(function: Function, variables: Mapping[str, str] = MappingProxyType({})) -> Function:
    """The function with such calls as calls of methods, the receiver being their first argument, and of the functions
    that values and the `variables` hold."""
    if not any(map(_is_open, calls_of(function))):
        return function
    definition: list[Op | None] = [None] * len(function.types)
    for block in function.blocks:
        for op in block.ops:
            value = getattr(op, "result", -1)
            if value >= 0:
                definition[value] = op
    blocks = tuple(
        Block(
            tuple(_named(op, definition, function, variables) if _is_open(op) else op for op in block.ops),
            block.predecessors,
            block.successors,
        )
        for block in function.blocks
    )
    return structs.replace(function, blocks=blocks)


def _is_open(op: Op) -> bool:
    if type(op) is Call or type(op) is Go or type(op) is Defer:
        return not op.callee.symbol and op.callee.value is not None
    return False


def _named(op: Op, definition: Sequence[Op | None], function: Function, variables: Mapping[str, str]) -> Op:
    if not isinstance(op, (Call, Go, Defer)) or op.callee.value is None:
        return op
    field = definition[op.callee.value]
    if type(field) is Load:
        field = definition[field.address]
    if type(field) is FuncRef:
        return structs.replace(op, callee=Callee(field.symbol, None))
    if type(field) is Global and field.symbol in variables:
        return structs.replace(op, callee=Callee(variables[field.symbol], None))
    if not isinstance(field, (FieldAddr, FieldOf)) or field.owner:
        return op
    held = function.types[field.base]
    star = "*" if type(held) is Pointer else ""
    named = held.elem if type(held) is Pointer else held
    if type(named) is not Named or "." not in named.name:
        return op
    symbol = f"({star}{named.name}).{field.field}"
    return structs.replace(op, callee=Callee(symbol, None, not star), args=(field.base, *op.args))
