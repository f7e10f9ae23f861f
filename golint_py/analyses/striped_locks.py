"""Locks in an array or map of which a function holds several at a time: `s.locks[i].Lock()`, and in there
`s.locks[j].Lock()` and `s.locks[j].Unlock()`.

All elements have one path. What is taken and given back while another element is held does not count: that one stays.
"""

from collections.abc import Iterable, Mapping

from golint_py.analyses.access_paths import Path, Paths, is_varying
from golint_py.analyses.locations import Naming
from golint_py.analyses.reachability import reached_without
from golint_py.analyses.tables import LockOperation
from golint_py.ir.dominators import dominators
from golint_py.ir.ops import Call, Defer, FieldAddr, FieldOf, IndexAddr, IndexOf, Load, MapRead
from golint_py.ir.program import Function, ops_of

Point = tuple[int, int]
Uses = dict[bool, dict[Point, int]]  # by whether the lock is taken: where, and which operation


def index_of(value: int, paths: Paths) -> int | None:
    """The index or key of the element that a lock, given by its address, lies in."""
    made = paths.definition[value]
    while isinstance(made, FieldAddr | FieldOf | Load):
        made = paths.definition[made.address if isinstance(made, Load) else made.base]
    if not isinstance(made, IndexAddr | IndexOf | MapRead):
        return None
    return made.key if isinstance(made, MapRead) else made.index


def taken_inside(
    function: Function, paths: Paths, naming: Naming, operations: Mapping[str, LockOperation]
) -> frozenset[int]:
    """The calls, by their `at`, that take and give back an element while another one is held."""
    uses: dict[Path, dict[int, Uses]] = {}
    for point, call in paths.at(Call):
        operation = operations.get(call.callee.symbol)
        if operation is None or operation.conditional or not call.args:
            continue
        lock = naming.lock(paths.of[call.args[0]])
        index = index_of(call.args[0], paths) if any(map(is_varying, lock.steps)) else None
        if index is not None:
            of_element = uses.setdefault(lock, {}).setdefault(index, {True: {}, False: {}})
            of_element[bool(operation.acquire)][point] = call.at
    several = {lock: elements for lock, elements in uses.items() if len(elements) > 1}
    if not several or any(one.callee.symbol in operations for one in ops_of(function, Defer)):
        return frozenset()
    return frozenset(
        at
        for elements in several.values()
        for inner in elements.values()
        if any(outer is not inner and _within(function, inner, outer) for outer in elements.values())
        for points in inner.values()
        for at in points.values()
    )


def _within(function: Function, inner: Uses, outer: Uses) -> bool:
    """Whether one element is held wherever the other one is taken or given back."""
    tree = dominators(function)
    taken, given = frozenset(outer[True]), outer[False]
    places: Iterable[Point] = [*inner[True], *inner[False]]
    return all(
        any(tree.precedes(start, place) for start in taken)
        and not any(reached_without(function, end, taken).contains(place) for end in given)
        for place in places
    )
