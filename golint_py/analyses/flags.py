"""Branches that find a variable set: a flag that another goroutine has set before.

Through sync/atomic, or read as it is (then a lock has to order the two). A `CompareAndSwap` that failed to take the
first step, and an `Add` that was not the first one, have seen what others did as well.
"""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths
from golint_py.ir.dominators import dominators
from golint_py.ir.ops import Binary, Call, Callee, Const, If, Load, Op, Store, Unary
from golint_py.ir.program import Function

Point = tuple[int, int]


class Flag(Struct, frozen=True):
    """A branch on a variable in memory that the function sets to true and takes down again: where the branch is, the
    block entered when the variable is not set, where it is set, and where it is stored to otherwise."""

    branch: Point
    unset: int
    sets: frozenset[Point]
    others: frozenset[Point]


def flags(function: Function, paths: Paths) -> Iterator[Flag]:
    """The flags of a function. What other functions do to them is not looked at."""
    stores: dict[Path, list[tuple[Point, bool]]] = {}
    for point, store in paths.at(Store):
        if not store.init:
            value = paths.definition[store.value]
            known = isinstance(value, Const) and value.value is True
            stores.setdefault(paths.of[store.address], []).append((point, known))
    if not any(known for places in stores.values() for _, known in places):
        return
    for number, block in enumerate(function.blocks):
        branch = block.ops[-1] if block.ops else None
        if not isinstance(branch, If):
            continue
        for load, target in seen_set(branch, paths):
            unset = branch.other if target == branch.then else branch.then
            places = stores.get(paths.of[load.address], [])
            sets = frozenset(point for point, known in places if known)
            others = frozenset(point for point, known in places if not known)
            if sets and others and len(function.blocks[unset].predecessors) == 1:
                yield Flag((number, len(block.ops) - 1), unset, sets, others)


class Claim(Struct, frozen=True):
    """A variable that is put up where it was found down: where it was looked at, and where it is set."""

    flag: Path
    branch: Point
    sets: Point


def raised(function: Function, paths: Paths) -> Iterator[Claim]:
    """Where the function sets variables in memory that it has found false, zero or nil."""
    stores = [(point, store) for point, store in paths.at(Store) if not store.init and _is_up(store, paths)]
    if not stores:
        return
    tree = dominators(function)
    for number, block in enumerate(function.blocks):
        branch = block.ops[-1] if block.ops else None
        if not isinstance(branch, If):
            continue
        for load, up in seen_set(branch, paths):
            first = branch.other if up == branch.then else branch.then
            for point, store in stores if len(function.blocks[first].predecessors) == 1 else ():
                if paths.of[store.address] == paths.of[load.address] and tree.dominates(first, point[0]):
                    yield Claim(paths.of[store.address], (number, len(block.ops) - 1), point)


def _is_up(store: Store, paths: Paths) -> bool:
    value = paths.definition[paths.unconverted(store.value)]
    return isinstance(value, Const) and value.known and bool(value.value)


def stores_atomically(callee: Callee) -> bool:
    """Whether a call changes a variable through sync/atomic."""
    return _atomic(callee).startswith(("Store", "Swap", "CompareAndSwap", "Add", "Or", "And"))


class _Step(Struct, frozen=True, eq=False):
    """A branch on what a call of sync/atomic has answered: the call by its name, the variable, the block entered when
    the answer is so (or equals the constant, if it is compared), and the other one."""

    name: str
    call: Call
    path: Path
    same: int
    other: int
    constant: Const | None


def _step(branch: Op, paths: Paths) -> _Step | None:
    test, positive, constant = _tested(branch, paths)
    if not isinstance(branch, If) or not isinstance(test, Call) or not test.args:
        return None
    same, other = (branch.then, branch.other) if positive else (branch.other, branch.then)
    return _Step(_atomic(test.callee), test, paths.of[test.args[0]], same, other, constant)


def seen_atomically(branch: Op, paths: Paths) -> Iterator[tuple[Path, int]]:
    """The variable that a branch has looked at through sync/atomic, with the block entered when others have set it."""
    step = _step(branch, paths)
    if step is None:
        return
    up = step.constant is None or bool(step.constant.value)
    if step.name.startswith("Load") or (step.name.startswith("Swap") and _constant(step, 1, paths)):
        yield step.path, step.same if up else step.other
    elif step.name.startswith("CompareAndSwap"):
        old = paths.definition[step.call.args[1]] if len(step.call.args) > 1 else None
        first = isinstance(old, Const) and not old.value
        yield step.path, step.other if first else step.same
    elif step.name.startswith("Add") and step.constant is not None:
        yield step.path, step.other if step.constant.value == 1 else step.same


def claimed_atomically(branch: Op, paths: Paths) -> Iterator[tuple[Path, int]]:
    """The variable that a branch has found down and put up in one step, with the block entered then. A step from
    whatever it was to the next number is none: each of several goroutines makes one."""
    step = _step(branch, paths)
    if step is None:
        return
    if step.name.startswith("CompareAndSwap"):
        if _constant(step, 1, paths) is not None and _constant(step, 2, paths):
            yield step.path, step.same
    elif step.name.startswith("Swap") and _constant(step, 1, paths):
        up = step.constant is None or bool(step.constant.value)
        yield step.path, step.other if up else step.same
    elif step.name.startswith("Add") and step.constant is not None and step.constant.value == 1:
        yield step.path, step.same


def one_of_several(branch: Op, paths: Paths) -> tuple[int, ...]:
    """The blocks entered behind a branch on a step that others take as well: which of them goes where is not known."""
    step = _step(branch, paths)
    taken = step is not None and step.name.startswith(("Add", "Swap", "CompareAndSwap"))
    return (step.same, step.other) if step is not None and taken else ()


def _constant(step: _Step, number: int, paths: Paths) -> bool | None:
    """Whether an argument is a constant that is not zero; None for what is no constant."""
    made = paths.definition[paths.unconverted(step.call.args[number])] if number < len(step.call.args) else None
    return bool(made.value) if isinstance(made, Const) and made.known else None


def seen_set(branch: Op, paths: Paths) -> Iterator[tuple[Load, int]]:
    """The load of a variable that a branch tests, with the block entered when it was set."""
    test, positive, constant = _tested(branch, paths)
    if isinstance(branch, If) and isinstance(test, Load):
        same, other = (branch.then, branch.other) if positive else (branch.other, branch.then)
        yield test, same if constant is None or constant.value else other


def _tested(branch: Op, paths: Paths) -> tuple[Op | None, bool, Const | None]:
    """What a branch tests, whether it is entered when that is so (or equal to the constant, if it is compared)."""
    if not isinstance(branch, If):
        return None, True, None
    positive, test = True, paths.definition[branch.condition]
    while isinstance(test, Unary) and test.operator == "!":
        positive, test = not positive, paths.definition[test.operand]
    if not isinstance(test, Binary) or test.operator not in ("==", "!="):
        return test, positive, None
    constant = paths.definition[test.right]
    positive ^= test.operator == "!="
    return paths.definition[test.left], positive, constant if isinstance(constant, Const) else Const(-1, -1, True)


def _atomic(callee: Callee) -> str:
    """What a call of sync/atomic does: "Load", "StoreInt32" ...; "" for other calls."""
    symbol = callee.symbol
    return symbol.rpartition(".")[2] if symbol.startswith(("sync/atomic.", "(*sync/atomic.")) else ""
