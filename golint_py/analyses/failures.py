"""Which returns of a function report an error: its last result is one, as far as a constant or a branch tells."""

from collections.abc import Iterator

from golint_py.analyses.frame import Frame
from golint_py.ir.ops import Binary, Const, If, Return

Point = tuple[int, int]


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
        if isinstance(made, Const):
            found[point] = bool(made.value) or not made.known
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
