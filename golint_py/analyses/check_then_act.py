"""A concurrent map is asked for a key, and what it says decides on a later store or delete of that key.

Each operation by itself is atomic, both together are not. Intra-procedural: the load dominates the act, both have the
same map and key by name, and the act is computed from what was loaded, or stands on one side of a branch on it. No lock
is held at both, nor by all callers in sight.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.access_paths import Paths, access_paths
from golint_py.analyses.callables import targets
from golint_py.analyses.callgraph import receiver_and_name
from golint_py.analyses.local_locks import entered_locked, held_before, locks_of
from golint_py.analyses.lock_names import Names, Term, condition_of, name_of, names_of
from golint_py.analyses.reachability import reached_without
from golint_py.analyses.tables import containers
from golint_py.analyses.taint_callees import with_methods
from golint_py.analyses.unit import Unit
from golint_py.analyses.value_sources import copies, origins
from golint_py.ir.dominators import Tree, dominators
from golint_py.ir.operands import operands
from golint_py.ir.ops import Alloc, Call, Defer, Extract, Go, If, MakeChan, MakeMap, Return
from golint_py.ir.program import Function, ops_of
from golint_py.types.lookup import underlying
from golint_py.types.model import Basic, Chan, Map, Named, Pointer, StructType, Type
from golint_py.types.scope import Packages

UPDATE = "update"  # the new value is computed from the old one
CREATE = "create"  # absent: a new object is stored, and used
FILL = "fill"  # absent: something is stored that another goroutine may store as well
TAKE = "take"  # present: the entry is deleted, and the value used
REMOVE = "remove"  # the value decides on the deletion

_SINGLE = re.compile(r"\bsingleflight\.Group\)\.Do(Chan)?$")

Point = tuple[int, int]


class Act(Struct, frozen=True):
    """A check at `load` and an act at `at` (places of `function`) on the map `map` of the lock-name term."""

    function: str
    kind: str
    load: int
    at: int
    map: Term


class _Operation(Struct, frozen=True):
    point: Point
    call: Call
    role: str
    map: Term
    key: Term


def acts(unit: Unit) -> tuple[Act, ...]:
    """All of the package's production code."""
    found: list[Act] = []
    for symbol, function in sorted(unit.functions.items()):
        if function.test or receiver_and_name(symbol)[1].startswith(("init#", "$vars")):
            continue
        if _uses_containers(function):
            told = tuple(_Search(unit, with_methods(function)).acts())
            found.extend(told if not told or not _one_at_a_time(unit, function) else ())
    return tuple(found)


def _one_at_a_time(unit: Unit, literal: Function) -> bool:
    """Whether a literal is run by a `singleflight.Group`: for each key by one goroutine at a time."""
    around = unit.functions.get(literal.parent)
    if around is None:
        return False
    function = with_methods(around)
    paths = access_paths(function)
    return any(
        target.symbol == literal.symbol
        for op in ops_of(function, Call)
        if _SINGLE.search(op.callee.symbol)
        for value in op.args
        for target in targets(value, paths)
    )


def _uses_containers(function: Function) -> bool:
    known = containers()
    roles = {known[op.callee.symbol].role for op in ops_of(function, Call) if op.callee.symbol in known}
    return bool(roles & {"load", "has"}) and bool(roles & {"store", "delete"})


class _Search:
    """The search in one function."""

    def __init__(self, unit: Unit, function: Function) -> None:
        self.unit = unit
        self.function = function
        self.paths: Paths = access_paths(function)
        self.names: Names = names_of(function, self.paths)
        self.tree: Tree = dominators(function)
        self.operations = list(self._operations())

    def _operations(self) -> Iterator[_Operation]:
        known = containers()
        for number, block in enumerate(self.function.blocks):
            for index, op in enumerate(block.ops):
                row = known.get(op.callee.symbol) if isinstance(op, Call) else None
                if isinstance(op, Call) and row is not None and row.role != "range" and len(op.args) > 1:
                    owner, key = name_of(op.args[0], self.names), name_of(op.args[1], self.names)
                    yield _Operation((number, index), op, row.role, owner.term, key.term)

    def acts(self) -> Iterator[Act]:
        """At most one for each act."""
        for act in self.operations:
            if act.role in ("store", "delete"):
                check = self._check_of(act)
                if check is not None and check.role in ("load", "has"):
                    kind = self._stored(check, act) if act.role == "store" else self._deleted(check, act)
                    if kind and not self._locked(check, act):
                        yield Act(self.function.symbol, kind, check.call.at, act.call.at, act.map)

    def _check_of(self, act: _Operation) -> _Operation | None:
        """The last operation on the same key that every way to the act passes."""
        before = [
            one
            for one in self.operations
            if one is not act and (one.map, one.key) == (act.map, act.key) and self.tree.precedes(one.point, act.point)
        ]
        last = None
        for one in before:
            if last is None or self.tree.precedes(last.point, one.point):
                last = one
        return last

    # -- what depends on the check ---------------------------------------------------------------------------------

    def _stored(self, check: _Operation, act: _Operation) -> str:
        if len(act.call.args) < 3:
            return ""
        value, loaded = act.call.args[2], check.call.result
        same = copies(value, self.paths)
        if loaded in same:
            return ""  # what was there is put back: an object that is changed in place
        if loaded in origins(value, self.paths):
            return UPDATE
        if not self._absent(check, act):
            return ""
        return CREATE if self._is_used(same) else FILL

    def _is_used(self, same: set[int]) -> bool:
        """Whether a new object with an identity is stored, and also used by this function."""
        if not any(self._has_state(value) for value in same):
            return False
        for block in self.function.blocks:
            for op in block.ops:
                if isinstance(op, Return) and not same.isdisjoint(op.values):
                    return True
                passes = isinstance(op, Call | Go | Defer) and op.callee.symbol not in containers()
                if passes and not same.isdisjoint(operands(op)):
                    return True
        return False

    def _has_state(self, value: int) -> bool:
        """Whether the value is a new object that it matters to have only one of: what is in it will change."""
        made = self.paths.definition[value]
        if isinstance(made, MakeMap | MakeChan):
            return True
        if not isinstance(made, Alloc):
            return False
        kind = self.function.types[value]
        return changes(kind.elem if isinstance(kind, Pointer) else kind, self.unit.universe)

    def _deleted(self, check: _Operation, act: _Operation) -> str:
        loaded = check.call.result
        tests = self._tests(check)
        sides = [test for test in tests if self._decides(test, act.point)]
        if not sides:
            return ""
        if any(self._asks_value(test, loaded) for test in sides):
            return REMOVE
        return TAKE if self._value_used(loaded, tests) else ""

    def _asks_value(self, test: Point, loaded: int) -> bool:
        """Whether the branch compares what was loaded, not only whether there was something."""
        condition = condition_of(self._condition(test), self.names)
        op = self.paths.definition[condition.value]
        if isinstance(op, Extract) and op.index == 1:
            return False
        if condition.constant >= 0 and loaded in copies(condition.subject, self.paths):
            return False  # compared with nil
        values = {value for value in origins(self._condition(test), self.paths)}
        return any(
            isinstance(self.paths.definition[value], Extract)
            and getattr(self.paths.definition[value], "tuple", -1) == loaded
            and getattr(self.paths.definition[value], "index", -1) == 0
            for value in values
        )

    def _value_used(self, loaded: int, tests: list[Point]) -> bool:
        """Whether the loaded value goes anywhere but into the branches."""
        first = [
            op.result
            for block in self.function.blocks
            for op in block.ops
            if isinstance(op, Extract) and op.tuple == loaded and op.index == 0
        ]
        asked = set().union(*(origins(self._condition(test), self.paths) for test in tests)) if tests else set()
        for block in self.function.blocks:
            for op in block.ops:
                used = set(operands(op)) & set(first)
                if used and getattr(op, "result", None) not in asked:
                    return True
        return False

    def _absent(self, check: _Operation, act: _Operation) -> bool:
        """Whether the act stands only on a side of a branch where the key was not there."""
        return any(self._decides(test, act.point, absent=True) for test in self._tests(check))

    def _tests(self, check: _Operation) -> list[Point]:
        """Branches on what the check said."""
        found: list[Point] = []
        for number, block in enumerate(self.function.blocks):
            branch = block.ops[-1]
            splits = isinstance(branch, If) and branch.then != branch.other
            if splits and check.call.result in origins(operands(branch)[0], self.paths):
                found.append((number, len(block.ops) - 1))
        return found

    def _condition(self, test: Point) -> int:
        branch = self.function.blocks[test[0]].ops[test[1]]
        assert isinstance(branch, If)
        return branch.condition

    def _decides(self, test: Point, act: Point, absent: bool = False) -> bool:
        """Whether exactly one side of the branch leads to the act without passing the branch again."""
        branch = self.function.blocks[test[0]].ops[test[1]]
        assert isinstance(branch, If)
        sides = [self._leads(side, act, test) for side in (branch.then, branch.other)]
        if sides[0] == sides[1]:
            return False
        if not absent:
            return True
        condition = condition_of(branch.condition, self.names)
        op = self.paths.definition[condition.value]
        there = (isinstance(op, Extract) and op.index == 1) or isinstance(op, Call)  # `ok`, or `Has`
        if not there and condition.constant < 0:
            return False
        says_present = condition.positive if there else not condition.positive
        return sides[1] if says_present else sides[0]

    def _leads(self, block: int, act: Point, test: Point) -> bool:
        if block == act[0]:
            return True
        return reached_without(self.function, (block, -1), frozenset({test})).contains(act)

    # -- locks -----------------------------------------------------------------------------------------------------

    def _locked(self, check: _Operation, act: _Operation) -> bool:
        """Whether a lock is held at both, or on entry."""
        locks = locks_of(self.function, self.paths)
        held = [held_before(self.function, locks, one.point) for one in (check, act)]
        return bool(held[0] & held[1]) or entered_locked(self.unit, self.function)


def changes(kind: Type | None, packages: Packages) -> bool:
    """Whether values of the type are made to change: numbers, and structs with locks, atomics, channels or maps."""
    if isinstance(kind, Named) and kind.name.startswith(("sync.", "sync/atomic.")):
        return True
    below = underlying(kind, packages)
    if isinstance(below, StructType):
        return any(
            isinstance(field.type, Chan | Map)
            or (isinstance(field.type, Named) and field.type.name.startswith(("sync.", "sync/atomic.")))
            for field in below.fields
        )
    return isinstance(below, Basic | Map)
