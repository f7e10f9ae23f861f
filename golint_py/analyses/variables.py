"""Accesses to fields and package variables that two rules ask about: those that are set on first use, and those that
are used through sync/atomic somewhere in the package."""

from collections.abc import Iterator, Mapping

from golint_py.analyses.access_paths import Path, is_element, step
from golint_py.analyses.facts import Access, LazyInit
from golint_py.analyses.frame import Frame
from golint_py.analyses.locksets import State
from golint_py.analyses.pieces import picked
from golint_py.analyses.reachability import reached_without
from golint_py.ir.operands import operands
from golint_py.ir.ops import Binary, Call, Const, Convert, FieldAddr, Global, If, Load, Op, Phi, Store, Unary
from golint_py.ir.program import Function, ops_of
from golint_py.types.scope import NO_BODY, Exports

Point = tuple[int, int]
ATOMIC = "sync/atomic."
COMPARES = "sync/atomic.CompareAndSwap"


def atomic_variables(functions: Mapping[str, Function]) -> frozenset[str]:
    """Steps of the fields, and symbols of the package variables, whose address goes to a function of sync/atomic."""
    found: set[str] = set()
    for function in functions.values():
        given = {op.args[0] for op in ops_of(function, Call) if op.callee.symbol.startswith(ATOMIC) and op.args}
        if given:
            found.update(step(op.owner, op.field) for op in ops_of(function, FieldAddr) if op.result in given)
            found.update(op.symbol for op in ops_of(function, Global) if op.result in given)
    return frozenset(found)


def bodiless_functions(exports: Exports | None) -> frozenset[str]:
    """Functions of a package that are written in assembly or linked from elsewhere."""
    if exports is None:
        return frozenset()
    return frozenset(f"{exports.path}.{name}" for name, one in exports.funcs.items() if NO_BODY in one.annotations)


def _verified(function: Function) -> frozenset[int]:
    """Values that a CompareAndSwap of the function compares with, which fails where what was read is no longer so; and
    those that nobody uses."""
    merged: dict[int, tuple[int, ...]] = {}
    used: set[int] = set()
    work: list[int] = []
    for block in function.blocks:
        for op in block.ops:
            used.update(operands(op))
            if isinstance(op, Phi):
                merged[op.result] = op.operands
            elif isinstance(op, Call) and op.callee.symbol.startswith(COMPARES) and len(op.args) > 1:
                work.append(op.args[1])
    found: set[int] = set()
    while work:
        value = work.pop()
        if value not in found:
            found.add(value)
            work.extend(merged.get(value, ()))
    loads = {op.result for op in ops_of(function, Load)}
    return frozenset(loads & (found | (loads - used)))


def _is_load(symbol: str) -> bool:
    """Whether a call loads something atomically, with or without the methods of a type."""
    return "/atomic." in symbol and symbol.rpartition(".")[2].startswith("Load")


def _calls(function: Function, callees: frozenset[str]) -> bool:
    return any(op.callee.symbol in callees for op in ops_of(function, Call))


class Variables:
    """The accesses of one function. Filled while its operations are visited.

    `bodiless` are functions written in assembly or by the runtime: what they order is not known.
    """

    def __init__(self, frame: Frame, atomic: frozenset[str], bodiless: frozenset[str] = frozenset()) -> None:
        self.frame = frame
        self.atomic = atomic
        self._unknown = bool(atomic and bodiless) and _calls(frame.function, bodiless)
        self.atomics: list[Access] = []
        self.inits: list[LazyInit] = []
        self._looks = dict(self._tested()) if not frame.function.test else {}
        self._verified = _verified(frame.function) if atomic else frozenset[int]()
        self._found: dict[int, Access] = {}
        self._loads: dict[Point, Path] | None = None

    @property
    def asks(self) -> bool:
        """Whether any variable of the function is asked about."""
        return bool(self.atomic or self._looks)

    def see(self, op: Op, point: Point, state: State) -> None:
        """One operation, with the locks held before."""
        if self.atomic:
            kind, address = self._atomic(op)
            if kind == "read" and self._acquired(address, point):
                kind = "looked at"
            if kind and not self._of_unknown(address):
                self.atomics.extend(self._access(op.at, kind, address, point, state))
        if not self._looks:
            return
        if type(op) is Load and op.result in self._looks:
            for look in self._access(op.at, "read", op.address, point, state):
                self._found[op.result] = look
        elif type(op) is Store and not op.init:
            for load, side in self._looks.items():
                seen = self._found.get(load)
                if seen is not None and self.frame.paths.of[op.address] == seen.path and self._inside(point[0], side):
                    stores = self._access(op.at, "write", op.address, point, state)
                    self.inits.extend(LazyInit(seen, store) for store in stores)

    def _atomic(self, op: Op) -> tuple[str, int]:
        """What an operation does to a variable that is used through sync/atomic, and its address."""
        if isinstance(op, Call) and op.callee.symbol.startswith(ATOMIC) and op.args:
            kind, address = (
                "atomic read" if op.callee.symbol.startswith(ATOMIC + "Load") else "atomic write",
                op.args[0],
            )
        elif isinstance(op, Load):
            known = op.result not in self._verified and not self._unknown
            kind, address = "read" if known else "looked at", op.address
        elif isinstance(op, Store) and not op.init:
            kind, address = "write", op.address
        else:
            return "", -1
        made = self.frame.paths.definition[address]
        if isinstance(made, FieldAddr):
            return (kind, address) if step(made.owner, made.field) in self.atomic else ("", -1)
        return (kind, address) if isinstance(made, Global) and made.symbol in self.atomic else ("", -1)

    def _of_unknown(self, address: int) -> bool:
        """Whether the variable is in an object that a method of an interface has returned: which one is not known,
        nor whether others have it."""
        made = self.frame.paths.origin(self.frame.paths.of[address])
        return isinstance(made, Call) and made.callee.interface

    def _acquired(self, address: int, point: Point) -> bool:
        """Whether every way to a read of a field has loaded another field of the object atomically, which is stored
        after the one that is read."""
        paths = self.frame.paths
        read = paths.of[address]
        if self._loads is None:
            self._loads = {
                (number, index): paths.of[op.args[0]]
                for number, block in enumerate(paths.events)
                for index, op in block
                if isinstance(op, Call) and op.args and _is_load(op.callee.symbol)
            }
        points = frozenset(
            where
            for where, path in self._loads.items()
            if path.root == read.root and path.steps[:-1] == read.steps[:-1]
        )
        return bool(points) and not reached_without(self.frame.function, (0, -1), points).contains(point)

    def _access(self, at: int, kind: str, address: int, point: Point, state: State) -> Iterator[Access]:
        frame = self.frame
        path = frame.paths.of[address]
        location = frame.naming.location(path)
        shared = location and "#" not in location and not any(is_element(one) for one in path.steps)
        if shared and not frame.renamed(address):
            yield Access(
                at=at,
                kind=kind,
                path=path,
                location=location,
                name=frame.naming.written(path),
                held=frame.locks.held(state),
                owned=frame.owned(path, point),
                given=frame.owners.given(path, point),
                confined=frame.owners.confined(path, point),
                ordered=frame.goroutines.ordered(point),
                beside=frame.goroutines.beside(point),
                holder=self._holder(address),
                picked=picked(frame.paths, address),
            )

    def _holder(self, address: int) -> str:
        """The field, or package variable, that the struct of a field is part of by value; "" behind a pointer."""
        field = self.frame.paths.definition[address]
        around = self.frame.paths.definition[field.base] if isinstance(field, FieldAddr) else None
        if isinstance(around, Global):
            return around.symbol
        return step(around.owner, around.field) if isinstance(around, FieldAddr) else ""

    def _tested(self) -> Iterator[tuple[int, int]]:
        """Loads of fields and package variables that a branch compares with nil (or asks whether they are false), and
        the block where they were not set yet."""
        definition = self.frame.paths.definition
        for block in self.frame.function.blocks:
            branch = block.ops[-1] if block.ops else None
            if not isinstance(branch, If) or branch.then == branch.other:
                continue
            test = definition[branch.condition]
            if isinstance(test, Binary) and test.operator in ("==", "!="):
                constant, load = definition[test.right], definition[test.left]
                unset = branch.then if test.operator == "==" else branch.other
                if not isinstance(constant, Const) or constant.value is not None:
                    continue
            elif isinstance(test, Unary) and test.operator == "!":
                load, unset = definition[test.operand], branch.then
            else:
                load, unset = test, branch.other
            while isinstance(load, Convert):
                load = definition[load.operand]
            if isinstance(load, Load) and isinstance(definition[load.address], FieldAddr | Global):
                yield load.result, unset

    def _inside(self, block: int, side: int) -> bool:
        """Whether a block is only reached where the variable was not set."""
        if len(self.frame.function.blocks[side].predecessors) != 1:
            return False
        return self.frame.tree.dominates(side, block)
