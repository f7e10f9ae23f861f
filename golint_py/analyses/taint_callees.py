"""Names the methods of types whose declarations are out of sight, so that tables of facts about libraries apply.

A call `c.Query("x")` of a `*gin.Context` is lowered as a call of a field's value when gin's sources are not there. With
the type of `c` it is the method `(*github.com/gin-gonic/gin.Context).Query`, or a field of function type: the tables
know which.
"""

from collections.abc import Sequence

from msgspec import structs

from golint_py.ir.ops import Call, Callee, Defer, FieldAddr, FieldOf, Go, Load, Op
from golint_py.ir.program import Block, Function
from golint_py.types.model import Named, Pointer


def with_methods(function: Function) -> Function:
    """The function with such calls as calls of methods, the receiver being their first argument."""
    if not any(_is_open(op) for block in function.blocks for op in block.ops):
        return function
    definition: list[Op | None] = [None] * len(function.types)
    for block in function.blocks:
        for op in block.ops:
            value = getattr(op, "result", -1)
            if value >= 0:
                definition[value] = op
    blocks = tuple(
        Block(
            tuple(_named(op, definition, function) if _is_open(op) else op for op in block.ops),
            block.predecessors,
            block.successors,
        )
        for block in function.blocks
    )
    return structs.replace(function, blocks=blocks)


def _is_open(op: Op) -> bool:
    return isinstance(op, (Call, Go, Defer)) and not op.callee.symbol and op.callee.value is not None


def _named(op: Op, definition: Sequence[Op | None], function: Function) -> Op:
    if not isinstance(op, (Call, Go, Defer)) or op.callee.value is None:
        return op
    field = definition[op.callee.value]
    if type(field) is Load:
        field = definition[field.address]
    if not isinstance(field, (FieldAddr, FieldOf)) or field.owner:
        return op
    held = function.types[field.base]
    star = "*" if type(held) is Pointer else ""
    named = held.elem if type(held) is Pointer else held
    if type(named) is not Named or "." not in named.name:
        return op
    symbol = f"({star}{named.name}).{field.field}"
    return structs.replace(op, callee=Callee(symbol, None, not star), args=(field.base, *op.args))
