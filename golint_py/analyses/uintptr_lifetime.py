"""Questions about an address that became a pointer again: could the object die or move, and who turns numbers back.

May-analysis within one function, by positions of operations and reachability of blocks.
"""

from collections.abc import Iterator
from typing import TypeGuard

from golint_py.analyses.taint_memory import Body, Memory, place, reachable
from golint_py.analyses.uintptr_model import Event, Named, View
from golint_py.analyses.unit import Unit
from golint_py.ir.operands import operands
from golint_py.ir.ops import Binary, Call, Const, Convert, Go, Op, Phi, Send, Store
from golint_py.knowledge.load import plain, table
from golint_py.query import Query


def is_used_later(view: View, event: Event) -> bool:
    """Whether the object of the address is used after the event, so that it is still alive then; after the conversion,
    where the event is in a callee."""
    made = event.made
    mem = view.memory(made.function)
    body = mem.bodies[made.function]
    where = _position_of(body, event) if event.function == made.function else body.position[made.value]
    if where is None:
        return False
    after = view.query.get(reachable, body.function, where[0])
    for number, block in enumerate(body.function.blocks):
        for index, op in enumerate(block.ops):
            later = number in after or (number == where[0] and index > where[1])
            if not later or type(op) is Phi:
                continue
            for value in operands(op):
                if not isinstance(body.definition[value], Const) and place(mem, made.function, value)[0] == made.root:
                    return True
    return False


def has_call_between(view: View, event: Event) -> bool:
    """Whether a call can run between the conversion and the event; the stack may grow, and move, there."""
    made = event.made
    if event.function != made.function:
        return True
    body = view.memory(made.function).bodies[made.function]
    where = _position_of(body, event)
    if where is None:
        return True
    start = body.position[made.value]
    blocks = body.function.blocks
    if start[0] == where[0] and start[1] < where[1]:
        return any(_may_move(op) for op in blocks[start[0]].ops[start[1] : where[1]])
    after = view.query.get(reachable, body.function, start[0])
    middle = [b for b in after if b == where[0] or where[0] in view.query.get(reachable, body.function, b)]
    rest = [*blocks[start[0]].ops[start[1] :], *blocks[where[0]].ops[: where[1]]]
    rest += [op for b in middle if b not in (start[0], where[0]) for op in blocks[b].ops]
    return any(_may_move(op) for op in rest)


def _may_move(op: Op) -> bool:
    return (type(op) is Call and not op.callee.builtin) or isinstance(op, (Send, Go))


def _position_of(body: Body, event: Event) -> tuple[int, int] | None:
    for number, index, op in _all(body):
        if op.at == event.at and event.value in operands(op):
            return number, index
    return None


def _all(body: Body) -> Iterator[tuple[int, int, Op]]:
    for number, block in enumerate(body.function.blocks):
        for index, op in enumerate(block.ops):
            yield number, index, op


def is_for_the_kernel(view: View, event: Event) -> bool:
    """Whether the address is stored in a struct that a system call of the function is given."""
    mem = view.memory(event.function)
    body = mem.bodies[event.function]
    stored = {place(mem, event.function, op.address)[0] for _, _, op in _all(body) if _is_at(op, event)}
    keeps = table("unsafe", "keeps", Named)
    for _block, call in body.calls:
        if plain(call.callee.symbol) in keeps:
            for value in call.args:
                op = body.definition[value]
                if type(op) is Convert and place(mem, event.function, op.operand)[0] in stored:
                    return True
    return False


def _is_at(op: Op, event: Event) -> TypeGuard[Store]:
    return type(op) is Store and op.at == event.at and op.value == event.value


def turned_back(unit: Unit, query: Query) -> frozenset[str]:
    """Fields, package variables and functions whose numbers some visible function makes pointers of."""
    found: set[str] = set()
    view = View(unit, query)
    for symbol, function in unit.functions.items():
        for block in function.blocks:
            for op in block.ops:
                if type(op) is Convert and op.kind == "uintptr->unsafe":
                    found |= _sources(view.memory(symbol), symbol, op.operand)
    return frozenset(found)


def _sources(mem: Memory, symbol: str, value: int) -> set[str]:
    """Where a number comes from, through arithmetic."""
    body = mem.bodies[symbol]
    found: set[str] = set()
    work, seen = [value], {value}
    while work:
        number = work.pop()
        op = body.definition[number]
        more: tuple[int, ...] = ()
        if isinstance(op, (Binary, Phi)):
            more = operands(op)
        else:
            root, steps = place(mem, symbol, number)
            found |= {step for step in steps if not step.startswith(("[", "#"))}
            if root[1] < 0:
                found.add(root[0])
            else:
                made = mem.bodies[root[0]].definition[root[1]]
                if type(made) is Call:
                    found.add(made.callee.symbol)
                elif root[0] == symbol and isinstance(made, (Binary, Phi)) and root[1] not in seen:
                    more = (root[1],)
        work += [v for v in more if v not in seen]
        seen |= set(more)
    return found
