"""Groups that are shut before they are waited for: the goroutine counts itself under a lock, by a variable that says
whether it still may, and whoever waits has changed that variable under the same lock before.
"""

from collections.abc import Iterator

from golint_py.analyses.access_paths import last_name
from golint_py.analyses.locations import Naming
from golint_py.analyses.tables import lock_operations
from golint_py.ir.dominators import Tree, dominators
from golint_py.ir.ops import Binary, Call, If, Load, Store

Point = tuple[int, int]


def is_shut_before(counts: Naming, counting: Point, waits: Naming, waiting: Point) -> bool:
    """Whether the function that waits has shut the group before it does, so that the other one no longer counts."""
    asked = set(_asked(counts, counting))
    return bool(asked) and not asked.isdisjoint(_changed(waits, waiting))


def _asked(naming: Naming, point: Point) -> Iterator[tuple[str, str]]:
    """Locks that are held at a point, each with a variable that was read under it, and on which it depends whether the
    point is reached."""
    function, paths = naming.function, naming.paths
    tree = dominators(function)
    for lock, since in _held(naming, tree, point):
        for block in function.blocks:
            branch = block.ops[-1] if block.ops else None
            if isinstance(branch, If) and any(tree.dominates(way, point[0]) for way in (branch.then, branch.other)):
                for read, load in _loads(naming, branch.condition):
                    if tree.precedes(since, read) and tree.precedes(read, point):
                        yield lock, naming.location(paths.of[load.address])


def _changed(naming: Naming, point: Point) -> Iterator[tuple[str, str]]:
    """Variables that are stored to under a lock on every way to a point, each with the lock."""
    tree = dominators(naming.function)
    for stored, store in naming.paths.at(Store):
        if tree.precedes(stored, point):
            for lock, _ in _held(naming, tree, stored):
                yield lock, naming.location(naming.paths.of[store.address])


def _held(naming: Naming, tree: Tree, point: Point) -> Iterator[tuple[str, Point]]:
    """Locks that the function has taken on every way to a point and not given back, each with where it did."""
    taken: dict[str, Point] = {}
    found = [(at, call) for at, call in naming.paths.at(Call) if tree.precedes(at, point)]
    for at, call in sorted(found, key=lambda one: sum(tree.precedes(other, one[0]) for other, _ in found)):
        operation = lock_operations().get(call.callee.symbol)
        name = last_name(naming.lock(naming.paths.of[call.args[0]])) if operation is not None and call.args else ""
        if operation is not None and name:
            if operation.acquire and not operation.conditional:
                taken[name] = at
            elif operation.release:
                taken.pop(name, None)
    yield from taken.items()


def _loads(naming: Naming, condition: int) -> Iterator[tuple[Point, Load]]:
    """The loads that a condition compares, or is."""
    test = naming.paths.definition[condition]
    compared = {test.left, test.right} if isinstance(test, Binary) else {condition}
    for number, block in enumerate(naming.function.blocks):
        for index, op in enumerate(block.ops):
            if isinstance(op, Load) and op.result in compared:
                yield (number, index), op
