"""What kind of object a pointer points to: a local one, a package variable, memory that is not Go's."""

from golint_py.analyses.taint_memory import Body, Memory, Root, Steps, place
from golint_py.analyses.uintptr_model import Named, Region, View
from golint_py.ir.operands import operands
from golint_py.ir.ops import (
    Alloc,
    Binary,
    Call,
    Closure,
    Const,
    Convert,
    FuncRef,
    Param,
    Phi,
    Unary,
)
from golint_py.knowledge.load import plain, table


def object_of(view: View, mem: Memory, symbol: str, pointer: int) -> tuple[Region, Root, str]:
    """The object that a pointer points to."""
    root, steps = place(mem, symbol, pointer)
    if root[1] < 0:
        return Region.GLOBAL, root, root[0].rpartition("/")[2]
    body = mem.bodies[root[0]]
    name = next((step.rpartition(".")[2] for step in reversed(steps) if not step.startswith(("[", "#"))), "")
    name = name or body.function.names.get(root[1], "")
    op = body.definition[root[1]]
    match op:
        case Const() | FuncRef() | Closure():
            return Region.FOREIGN, root, name
        case Alloc():
            return _held(view, mem, root, steps, op.name or name)
        case Param():
            return Region.OTHER, root, name or op.name
        case Call():
            if is_foreign(op.callee.symbol):
                return Region.FOREIGN, root, name
        case Binary() | Unary():
            return Region.FOREIGN, root, name
        case Convert(kind="uintptr->unsafe"):
            return Region.OTHER if from_address(body, op.operand) else Region.FOREIGN, root, name
        case Phi():
            kinds = {_leaf(view, mem, root[0], operand) for operand in op.operands}
            if kinds == {Region.FOREIGN}:
                return Region.FOREIGN, root, name
    return Region.OTHER, root, name


def from_address(body: Body, value: int) -> bool:
    """Whether an integer is calculated from the address of an object."""
    work, seen = [value], {value}
    while work:
        op = body.definition[work.pop()]
        if type(op) is Convert and op.kind == "unsafe->uintptr":
            return True
        if isinstance(op, (Binary, Phi, Convert)):
            more = [v for v in operands(op) if v not in seen]
            seen.update(more)
            work += more
    return False


def is_foreign(symbol: str) -> bool:
    """Whether the call gives memory that Go neither moves nor frees."""
    return symbol.startswith(("C.", "_C")) or plain(symbol) in table("unsafe", "foreign", Named)


def _leaf(view: View, mem: Memory, symbol: str, pointer: int) -> Region:
    root, _steps = place(mem, symbol, pointer)
    op = mem.bodies[root[0]].definition[root[1]] if root[1] >= 0 else None
    if type(op) is Call and is_foreign(op.callee.symbol):
        return Region.FOREIGN
    return Region.FOREIGN if isinstance(op, (Const, Binary)) else Region.OTHER


def _held(view: View, mem: Memory, root: Root, steps: Steps, name: str) -> tuple[Region, Root, str]:
    """An object reached through a local variable: itself, or what the pointer in the variable points to."""
    stored = [write for write in mem.writes.get(root, ()) if write.path == steps[: len(write.path)]]
    for write in stored:
        origin, _more = place(mem, write.function, write.value)
        op = mem.bodies[origin[0]].definition[origin[1]] if origin[1] >= 0 else None
        if type(op) is Call and is_foreign(op.callee.symbol):
            return Region.FOREIGN, root, name
    return Region.LOCAL, root, name
