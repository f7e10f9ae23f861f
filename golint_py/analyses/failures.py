"""Which returns of a function report an error: its last result is one, as far as a constant or a branch tells."""

import re
from collections.abc import Iterator

from golint_py.analyses.frame import Frame
from golint_py.ir.ops import Alloc, Binary, Call, Const, If, Load, Op, Return

Point = tuple[int, int]

NEW_ERRORS = frozenset({"errors.New", "fmt.Errorf"})
_SENTINEL = re.compile("[eE]rr[A-Z]|EOF$")


def failures(frame: Frame) -> dict[Point, bool | None]:
    """Each return with whether it reports an error; None where that is not known, False where the function has no such
    result."""
    found: dict[Point, bool | None] = {}
    tests: list[tuple[int, int, int]] | None = None
    for point in frame.exits:
        leave = frame.function.blocks[point[0]].ops[-1]
        value = leave.values[-1] if isinstance(leave, Return) and leave.values else -1
        if value < 0 or not frame.world.is_error(frame.function.types[value]):
            found[point] = False
            continue
        value = frame.paths.unconverted(value)
        made = frame.paths.definition[value]
        if isinstance(made, Const) or _is_new(made, frame):
            found[point] = not isinstance(made, Const) or bool(made.value) or not made.known
            continue
        if tests is None:
            tests = list(_tests(frame))
        found[point] = None
        for tested, failed, fine in tests:
            if tested == value or frame.paths.of[tested] == frame.paths.of[value]:
                for side, fails in ((failed, True), (fine, False)):
                    if len(frame.function.blocks[side].predecessors) == 1 and frame.tree.dominates(side, point[0]):
                        found[point] = fails
    return found


def _is_new(made: Op | None, frame: Frame) -> bool:
    """Whether an error is one for sure: made on the spot, or a package variable with the name of an error."""
    if isinstance(made, Load):
        path = frame.paths.of[made.address]
        return path.root.startswith("g:") and not path.steps and bool(_SENTINEL.match(path.root.rpartition(".")[2]))
    return isinstance(made, Alloc) or (isinstance(made, Call) and made.callee.symbol in NEW_ERRORS)


def _tests(frame: Frame) -> Iterator[tuple[int, int, int]]:
    """Values that a branch compares with nil or zero, with the block where it is none of them and the one where it
    is."""
    for block in frame.function.blocks:
        branch = block.ops[-1] if block.ops else None
        test = frame.paths.definition[branch.condition] if isinstance(branch, If) else None
        if isinstance(branch, If) and isinstance(test, Binary) and test.operator in ("==", "!="):
            constant = frame.paths.definition[frame.paths.unconverted(test.right)]
            if isinstance(constant, Const) and constant.known and not constant.value:
                sides = (branch.then, branch.other) if test.operator == "!=" else (branch.other, branch.then)
                yield frame.paths.unconverted(test.left), *sides
