"""Which objects nobody else can have yet: allocated in this function and not yet given away.

Forward, may-publish, intra-procedural with summaries. An object is published when its address or map is stored into
something that is not itself owned, sent, put into a map, handed to a goroutine, captured by a literal that is kept, or
passed to a parameter whose summary publishes it. Callees that are not known publish nothing (unknown is silent).
"""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths
from golint_py.analyses.callables import Target, callee_frame, callee_targets
from golint_py.analyses.facts import Outcome
from golint_py.analyses.reachability import Reach
from golint_py.analyses.tables import spawners
from golint_py.ir.ops import (
    Alloc,
    Call,
    Closure,
    Defer,
    Go,
    MakeChan,
    MakeMap,
    MakeSlice,
    MapWrite,
    Op,
    Return,
    Send,
    Store,
)
from golint_py.ir.program import Function

# Functions out of sight whose result is a new object, by the convention of their names.
_MAKER = re.compile(r"[.)](New|Make|Create|Clone|Copy|DeepCopy|Parse|Build|Dup|Decode|Unmarshal)[A-Z0-9_]?\w*$")

Point = tuple[int, int]


class Ownership(Struct, frozen=True, eq=False):
    """Fresh objects by root, and where each is published."""

    fresh: frozenset[str]
    published: dict[str, tuple[Point, ...]]
    reach: Reach
    sites: dict[Point, str]

    def owned(self, path: Path, point: Point) -> bool:
        """Whether the object that the path begins at is still private when the operation at `point` runs."""
        return path.root in self.fresh and not self._given(path.root, point)

    def confined(self, path: Path, point: Point) -> frozenset[str]:
        """The spawn sites whose goroutines alone can have the object at that point; empty when that is not known."""
        if path.root not in self.fresh:
            return frozenset()
        found = {self.sites.get(where, "") for where in self._given(path.root, point)}
        return frozenset() if "" in found else frozenset(found)

    def _given(self, root: str, point: Point) -> list[Point]:
        return [where for where in self.published.get(root, ()) if self.reach.follows(where, point)]


def ownership(function: Function, paths: Paths, outcomes: Mapping[str, Outcome], reach: Reach) -> Ownership:
    """Fresh objects of the function and their publication points."""
    fresh: set[str] = set()
    direct: dict[str, list[Point]] = {}
    inside: dict[str, set[str]] = {}  # object -> objects that it was put into
    for block_number, block in enumerate(function.blocks):
        for index, op in enumerate(block.ops):
            if isinstance(op, Alloc | MakeMap | MakeSlice | MakeChan):
                fresh.add(f"v{op.result}")
            elif isinstance(op, Closure):
                fresh.add(f"v{op.result}")
                for binding in op.bindings:
                    inside.setdefault(paths.of[binding].root, set()).add(f"v{op.result}")
            elif isinstance(op, Call) and _makes(op, paths, outcomes):
                fresh.add(f"v{op.result}")
            for value, container in _given(op, paths, outcomes):
                root = paths.of[value].root
                if not root.startswith("v"):
                    continue
                if container is not None and container in fresh and container != root:
                    inside.setdefault(root, set()).add(container)
                elif container != root:
                    direct.setdefault(root, []).append((block_number, index))
    published = {root: tuple(_all_points(root, direct, inside)) for root in set(direct) | set(inside)}
    sites = {
        (number, index): f"{function.symbol}@{op.at}"
        for number, block in enumerate(function.blocks)
        for index, op in enumerate(block.ops)
        if isinstance(op, Go)
    }
    return Ownership(frozenset(fresh), published, reach, sites)


def _all_points(root: str, direct: dict[str, list[Point]], inside: dict[str, set[str]]) -> list[Point]:
    """Where an object, or anything that it is part of, is published."""
    seen = {root}
    work = [root]
    points: list[Point] = []
    while work:
        now = work.pop()
        points.extend(direct.get(now, ()))
        for container in inside.get(now, ()):
            if container not in seen:
                seen.add(container)
                work.append(container)
    return sorted(set(points))


def _makes(op: Call, paths: Paths, outcomes: Mapping[str, Outcome]) -> bool:
    symbol = op.callee.symbol
    outcome = outcomes.get(symbol)
    if outcome is not None:
        return outcome.fresh_result and not op.callee.interface
    return bool(_MAKER.search(symbol)) and not op.callee.builtin


def _given(op: Op, paths: Paths, outcomes: Mapping[str, Outcome]) -> Iterable[tuple[int, str | None]]:
    """Values that an operation gives away, with the root of what they are put into (None: to everybody)."""
    match op:
        case Store():
            return ((op.value, paths.of[op.address].root),)
        case MapWrite():
            container = paths.of[op.map].root
            return ((op.value, container), (op.key, container))
        case Send():
            return ((op.value, paths.of[op.channel].root),)
        case Go():
            return [(value, None) for value in (*op.args, *_values(callee_targets(op.callee, paths)))]
        case Call() | Defer():
            return _passed(op, paths, outcomes)
        case Return():
            return ()
        case _:
            return ()


def _values(found: tuple[Target, ...]) -> list[int]:
    return [value for target in found for value in (*target.bound, *target.captures)]


def _passed(op: Call | Defer, paths: Paths, outcomes: Mapping[str, Outcome]) -> list[tuple[int, str | None]]:
    spawner = spawners().get(op.callee.symbol)
    if spawner is not None:
        return [(op.args[spawner.argument], None)] if spawner.argument < len(op.args) else []
    given: list[tuple[int, str | None]] = []
    for target in callee_targets(op.callee, paths):
        outcome = outcomes.get(target.symbol)
        if outcome is None:
            continue
        roots = callee_frame(target, op.args, paths)
        leaving = outcome.publishes | {root for root, _, _ in outcome.starts}
        given.extend((roots[root], None) for root in sorted(leaving) if root in roots)
    return given
