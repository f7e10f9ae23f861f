"""Accesses to variables that literals capture, and what orders them beyond spawns and joins.

A *cell* is a variable that is reassigned after it was captured, so that the function around and its literals share the
memory. Its accesses are told with the channels and groups that are waited for on every way to them: what a goroutine
signals there may order the two (which of several signals it was is not asked: unknown is silent).
"""

from collections.abc import Iterator
from functools import cached_property

from golint_py.analyses.access_paths import Path, Paths
from golint_py.analyses.callables import callee_targets
from golint_py.analyses.facts import Access, CellAccess
from golint_py.analyses.frame import Frame
from golint_py.analyses.joins import joined, selected
from golint_py.analyses.locksets import State
from golint_py.analyses.reachability import Region, reached_without
from golint_py.analyses.tables import dones
from golint_py.ir.dominators import Tree, dominators
from golint_py.ir.ops import (
    Alloc,
    Binary,
    Call,
    Callee,
    Const,
    Convert,
    Defer,
    FieldAddr,
    FreeVar,
    If,
    IndexAddr,
    Load,
    Op,
    Select,
    Send,
    Store,
    Unary,
)
from golint_py.types.model import Array, Chan, Pointer

Point = tuple[int, int]

UNKNOWN = "?"  # a channel that has no name here: what a call returned
OF_AN_OBJECT = "of "  # before the location of a channel that a local variable's object holds


class Cells:
    """The cells of one function. Filled while its operations are visited."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.found: list[CellAccess] = []
        self._waits: dict[str, frozenset[Point]] | None = None
        self._regions: dict[tuple[Point, frozenset[Point]], Region] = {}
        self._cells = {
            path.root
            for path, meaning in frame.naming.variables.items()
            if not path.steps and "#" in meaning.location and self._is_cell(path)
        }

    @cached_property
    def _tree(self) -> Tree:
        return dominators(self.frame.function)

    @property
    def asks(self) -> bool:
        """Whether the function has cells."""
        return bool(self._cells)

    def _is_cell(self, path: Path) -> bool:
        if path.root.startswith("f"):
            return self.frame.function.free[int(path.root[1:])].cell
        return path.root.startswith("v") and isinstance(self.frame.paths.definition[int(path.root[1:])], Alloc)

    def see(self, op: Op, point: Point, state: State) -> None:
        """One operation, with the locks held before."""
        if not self._cells:
            return
        if type(op) is Store:
            if not op.init:
                self._touch(op, op.address, "write", point, state)
        elif type(op) is Load:
            self._touch(op, self._whole(op.address), "read", point, state)
        elif type(op) is Call and not op.callee.builtin:
            for value in op.args:
                self._touch(op, self._whole(value), "read", point, state)

    def _whole(self, address: int) -> int:
        """The variable that a field or element is a part of; parts are read with it, and written apart from others."""
        part = self.frame.paths.definition[address]
        while isinstance(part, FieldAddr) or (isinstance(part, IndexAddr) and self._in_array(part)):
            address = part.base
            part = self.frame.paths.definition[address]
        return address

    def _in_array(self, element: IndexAddr) -> bool:
        kind = self.frame.function.types[element.base]
        return isinstance(kind, Pointer) and isinstance(kind.elem, Array)

    def _touch(self, op: Load | Store | Call, address: int, kind: str, point: Point, state: State) -> None:
        made = self.frame.paths.definition[address]
        if not isinstance(made, Alloc | FreeVar):
            return
        root = f"f{made.index}" if isinstance(made, FreeVar) else f"v{address}"
        if root in self._cells and not (isinstance(made, FreeVar) and not made.cell):
            self.found.append(self._access(op, kind, Path(root), point, state))

    def _access(self, op: Load | Store | Call, kind: str, path: Path, point: Point, state: State) -> CellAccess:
        frame = self.frame
        access = Access(
            at=op.at,
            kind=kind,
            path=path,
            location=frame.naming.variables[path].location,
            name=frame.naming.variables[path].name,
            held=frame.locks.held(state),
            ordered=self._ordered(point) | self._made_again(path, point),
            beside=frame.goroutines.beside(point),
            once=kind == "write" and any(self._tree.dominates(block, point[0]) for block in self._first_times),
        )
        waits = self._all_waits()
        start = (0, -1)
        after = {place for place, points in waits.items() if not self._leads(start, points, point)}
        passed = {
            (site, place)
            for spawn in frame.goroutines.spawns
            for place, points in waits.items()
            if not self._leads(spawn.point, points, point)
            for site in spawn.sites
        }
        return CellAccess(access, frozenset(after), frozenset(passed))

    @cached_property
    def _first_times(self) -> frozenset[int]:
        """Blocks that run while a captured variable is nil, and set it: `if ready == nil { ready = ... }`."""
        function, definition = self.frame.function, self.frame.paths.definition
        found: set[int] = set()
        for block in function.blocks:
            branch = block.ops[-1] if block.ops else None
            test = definition[branch.condition] if isinstance(branch, If) else None
            if not isinstance(branch, If) or not isinstance(test, Binary) or test.operator not in ("==", "!="):
                continue
            sides = [definition[test.left], definition[test.right]]
            nil = any(isinstance(side, Const) and side.value is None and side.known for side in sides)
            cells = {side.address for side in sides if isinstance(side, Load)}
            first = branch.then if test.operator == "==" else branch.other
            if nil and len(function.blocks[first].predecessors) == 1 and self._sets(first, cells):
                found.add(first)
        return frozenset(found)

    def _sets(self, first: int, cells: set[int]) -> bool:
        """Whether a block, or one that it dominates, stores to a captured variable."""
        captured = {cell for cell in cells if isinstance(self.frame.paths.definition[cell], FreeVar)}
        return any(
            store.address in captured and self._tree.dominates(first, number)
            for (number, _), store in self.frame.paths.at(Store)
        )

    def _ordered(self, point: Point) -> frozenset[str]:
        """Sites that cannot run beside the point. What this function starts when it calls itself has variables of its
        own."""
        spawns, regions = self.frame.goroutines.spawns, self.frame.goroutines.parallel
        own = f"{self.frame.function.symbol}@"
        beside: set[str] = set()
        for spawn, region in zip(spawns, regions, strict=True):
            if region.contains(point):
                beside |= {site for site in spawn.sites if spawn.kind != "inner" or not site.startswith(own)}
        return frozenset(site for spawn in spawns for site in spawn.sites) - beside

    def _made_again(self, path: Path, point: Point) -> frozenset[str]:
        """Sites that only run beside another variable of the same name: a loop makes one each time."""
        spawns = self.frame.goroutines.spawns
        made = self._made_at(path) if spawns else None
        if made is None:
            return frozenset()
        barrier = frozenset((made,))
        return frozenset(
            site for spawn in spawns if not self._leads(spawn.point, barrier, point) for site in spawn.sites
        )

    def _made_at(self, path: Path) -> Point | None:
        if path.root.startswith("f"):
            return None
        cell = self.frame.paths.definition[int(path.root[1:])]
        for number, block in enumerate(self.frame.function.blocks):
            for index, op in enumerate(block.ops):
                if op is cell:
                    return (number, index)
        return None

    def _leads(self, start: Point, barriers: frozenset[Point], point: Point) -> bool:
        region = self._regions.get((start, barriers))
        if region is None:
            region = self._regions[start, barriers] = reached_without(self.frame.function, start, barriers)
        return region.contains(point)

    def _all_waits(self) -> dict[str, frozenset[Point]]:
        """By location of a channel or group the points where the function has waited for it."""
        if self._waits is None:
            found: dict[str, set[Point]] = {}
            frame = self.frame
            for number, block in enumerate(frame.function.blocks):
                for path, target in (
                    (*selected(block.ops[-1], frame.paths), *_flagged(block.ops[-1], frame.paths)) if block.ops else ()
                ):
                    found.setdefault(frame.naming.location(path), set()).add((target, 0))
                for index, op in frame.paths.events[number]:
                    if frame.function.test and isinstance(op, Call) and op.callee.symbol.endswith(").Accept"):
                        found.setdefault(UNKNOWN, set()).add((number, index))  # the test makes the connection
                    for path in self._perhaps_awaited(op):
                        found.setdefault(frame.naming.location(path), set()).add((number, index))
                    for _, path in joined(op, frame.paths, frame.world.outcomes):
                        place = frame.naming.location(path)
                        found.setdefault(place, set()).add((number, index))
                        if place and path.root.startswith("v") and path.steps:
                            found.setdefault(OF_AN_OBJECT + place, set()).add((number, index))
            if "" in found:
                found.setdefault(UNKNOWN, set()).update(found.pop(""))
            self._waits = {place: frozenset(points) for place, points in found.items()}
        return self._waits

    def _perhaps_awaited(self, op: Op) -> Iterator[Path]:
        """Channels and groups that a call gives to a function out of sight, which may wait for them."""
        frame = self.frame
        if type(op) is not Call or op.callee.builtin or op.callee.symbol in dones():
            return
        if any(one.symbol in frame.world.outcomes or one.parameter for one in callee_targets(op.callee, frame.paths)):
            return
        for value in op.args:
            while isinstance(made := frame.paths.definition[value], Convert):
                value = made.operand
            kind = frame.function.types[value]
            held = getattr(kind, "elem", None) if isinstance(kind, Pointer) else kind
            if isinstance(held, Chan) or getattr(held, "name", "") == "sync.WaitGroup":
                yield frame.paths.of[value]

    def sequences(self) -> frozenset[tuple[str, str, str]]:
        """Pairs of spawn sites, with what every way from the first to the second waits for."""
        spawns = [spawn for spawn in self.frame.goroutines.spawns if spawn.runs] if self._cells else []
        return frozenset(
            (before, after, place)
            for first in spawns
            for second in spawns
            if first is not second and self.frame.reach.follows(first.point, second.point)
            for place, points in self._all_waits().items()
            if not self._leads(first.point, points, second.point)
            for before in first.sites
            for after in second.sites
        )

    def signals(self) -> frozenset[str]:
        """Locations of channels and groups on which the function sends, that it closes, or tells that it has done."""
        if not self._cells and not self.frame.function.parent:
            return frozenset()
        found: set[str] = set()
        for block in self.frame.paths.events:
            for _, op in block:
                found.update(self.frame.naming.location(path) for path in self._signalled(op))
        return frozenset(found - {""})

    def _signalled(self, op: Op) -> Iterator[Path]:
        of = self.frame.paths.of
        if isinstance(op, Send):
            yield of[op.channel]
        elif isinstance(op, Select):
            yield from (of[case.channel] for case in op.cases if case.value is not None)
        elif isinstance(op, Call | Defer) and op.args and (_ends(op.callee) or _sets(op.callee)):
            yield of[op.args[0]]


def _atomic(callee: Callee) -> str:
    """What a call of sync/atomic does: "Load", "StoreInt32" ...; "" for other calls."""
    symbol = callee.symbol
    return symbol.rpartition(".")[2] if symbol.startswith(("sync/atomic.", "(*sync/atomic.")) else ""


def _sets(callee: Callee) -> bool:
    return _atomic(callee).startswith(("Store", "Swap", "CompareAndSwap", "Add"))


def _flagged(branch: Op, paths: Paths) -> Iterator[tuple[Path, int]]:
    """The variable that a branch has loaded through sync/atomic, with the block that is entered when it is set."""
    if not isinstance(branch, If):
        return
    positive, test = True, paths.definition[branch.condition]
    while isinstance(test, Unary) and test.operator == "!":
        positive, test = not positive, paths.definition[test.operand]
    if isinstance(test, Binary) and test.operator in ("==", "!="):
        constant = paths.definition[test.right]
        if not isinstance(constant, Const):
            return
        positive ^= (test.operator == "==") != bool(constant.value)
        test = paths.definition[test.left]
    if isinstance(test, Call) and test.args and _atomic(test.callee).startswith("Load"):
        yield paths.of[test.args[0]], branch.then if positive else branch.other


def _ends(callee: Callee) -> bool:
    return (callee.builtin and callee.symbol == "close") or callee.symbol in dones()
