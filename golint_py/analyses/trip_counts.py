"""How often a loop runs whose counter goes up or down by one: a value plus a constant, where both bounds are that.

Values are the same where they have one definition, or are loads of one path: a variable that is written in between is
not told apart.
"""

from collections.abc import Iterator
from typing import NamedTuple

from golint_py.analyses.access_paths import Path, Paths
from golint_py.ir.dominators import Loop
from golint_py.ir.ops import Binary, Call, Const, If, Load, MakeChan, Phi, Store
from golint_py.ir.program import Function, ops_of

_MAX_TERMS = 8


class Sum(NamedTuple):
    """A value (by its number, or the path that it is loaded from, or the channel whose capacity it is; None: nothing)
    and what is added to it."""

    value: int | Path | None
    constant: int


def capacity(function: Function, paths: Paths, channel: Path) -> Sum | None:
    """The size with which the channel at a path was made; None where that is not seen, or several are put there."""
    made = {op.result: op for op in ops_of(function, MakeChan)}
    put = [op.value for op in ops_of(function, Store) if paths.of[op.address] == channel]
    found = [made.get(paths.unconverted(value)) for value in put] or [
        op for op in made.values() if paths.of[op.result] == channel
    ]
    if len(found) != 1 or found[0] is None:
        return None
    return Sum(None, 0) if found[0].size is None else sum_of(found[0].size, paths)


def sum_of(value: int, paths: Paths) -> Sum:
    """A value taken apart."""
    constant = 0
    for _ in range(_MAX_TERMS):
        value = paths.unconverted(value)
        made = paths.definition[value]
        if isinstance(made, Const) and isinstance(made.value, int):
            return Sum(None, constant + made.value)
        step = _step(made, paths)
        if step is None:
            break
        value, constant = step[0], constant + step[1]
    made = paths.definition[value]
    if isinstance(made, Call) and made.callee.builtin and made.callee.symbol == "cap":
        return Sum(paths.of[made.args[0]].then("cap"), constant)
    return Sum(paths.of[made.address] if isinstance(made, Load) else value, constant)


def trip_counts(function: Function, paths: Paths, loop: Loop) -> Iterator[tuple[Sum, int]]:
    """How often a loop runs by each of the branches that may end it, with the block that comes then."""
    for number in sorted(loop.blocks):
        branch = function.blocks[number].ops[-1]
        test = paths.definition[branch.condition] if isinstance(branch, If) else None
        if isinstance(branch, If) and isinstance(test, Binary):
            count = _by_test(test, paths) if branch.then in loop.blocks and branch.other not in loop.blocks else None
            if count is not None:
                yield count, branch.other


def _by_test(test: Binary, paths: Paths) -> Sum | None:
    counter = paths.definition[test.left]
    if not isinstance(counter, Phi) or len(counter.operands) != 2:
        return None
    for begin, again in (counter.operands, counter.operands[::-1]):
        step = _step(paths.definition[again], paths)
        if step is not None and step[0] == counter.result:
            return _between(sum_of(begin, paths), sum_of(test.right, paths), test.operator, step[1])
    return None


def _between(begin: Sum, end: Sum, operator: str, step: int) -> Sum | None:
    low, high = (begin, end) if step == 1 else (end, begin)
    if (operator, step) not in (("<", 1), ("<=", 1), (">", -1), (">=", -1), ("!=", 1), ("!=", -1)):
        return None
    if low.value not in (None, high.value):
        return None
    value = high.value if low.value is None else None
    return Sum(value, high.constant - low.constant + operator.endswith("=") * (operator != "!="))


def _step(made: object, paths: Paths) -> tuple[int, int] | None:
    """What is added to which value."""
    if not isinstance(made, Binary) or made.operator not in ("+", "-"):
        return None
    known = paths.definition[made.right]
    if not isinstance(known, Const) or not isinstance(known.value, int):
        return None
    return made.left, known.value if made.operator == "+" else -known.value
