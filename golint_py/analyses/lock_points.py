"""Where a function takes locks itself, and what it holds then: the raw material of lock orders."""

from collections.abc import Iterator

from golint_py.analyses.callables import callee_targets
from golint_py.analyses.facts import Circumstance, Held, Taken
from golint_py.analyses.frame import Frame
from golint_py.analyses.tables import lock_operations
from golint_py.ir.ops import Call, Const, If, Param, Unary
from golint_py.types.model import Basic

Point = tuple[int, int]
Test = tuple[str, bool]
BOOL = Basic("bool")


class LockPoints:
    """The lock operations of one function, and what decides on them. Filled while its operations are visited."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.takes: list[Taken] = []
        self.circumstances: list[Circumstance] = []
        self._asks = any(frame.function.types[number] == BOOL for number in range(len(frame.function.params)))

    def see(self, op: Call, point: Point, held: Held) -> None:
        """A call, with the locks held before."""
        if not op.callee.symbol or op.callee.symbol in lock_operations():
            self.takes.extend(self._taken(op, point, held))
        when = self._when(point[0]) if self._asks else ()
        passed = self._passed(op)
        private = tuple(hold.lock for hold in held.acquired if self.frame.owned(hold.lock, point))
        if when or passed or private:
            self.circumstances.append(Circumstance(op.at, when, passed, private))

    def _taken(self, op: Call, point: Point, held: Held) -> Iterator[Taken]:
        """The lock that a call takes, waiting for it if need be; none for an attempt, and for one of an object that
        nobody else has yet."""
        frame, operations = self.frame, lock_operations()
        for target in callee_targets(op.callee, frame.paths):
            operation = operations.get(target.symbol)
            values = (*target.bound, *op.args)
            if operation is None or not operation.acquire or operation.conditional or not values:
                continue
            path = frame.paths.of[values[0]]
            if not frame.owned(path, point):
                yield Taken(op.at, frame.naming.lock(path), operation.acquire, held)

    def _passed(self, op: Call) -> tuple[tuple[int, str], ...]:
        """The arguments that are true, false, or a parameter of the function itself."""
        found: list[tuple[int, str]] = []
        for number, value in enumerate(op.args):
            kind = self.frame.function.types[value]
            if type(kind) is Basic and kind.name in _BOOLS:
                made = self.frame.paths.definition[value]
                if isinstance(made, Const) and isinstance(made.value, bool):
                    found.append((number, "true" if made.value else "false"))
                elif isinstance(made, Param):
                    found.append((number, f"p{made.index}"))
        return tuple(found)

    def _when(self, block: int) -> tuple[Test, ...]:
        """Parameters whose value is known in the block, because branches on them lead there."""
        function = self.frame.function
        found: list[Test] = []
        for other in function.blocks:
            branch = other.ops[-1] if other.ops else None
            if not isinstance(branch, If) or branch.then == branch.other:
                continue
            test = self._test(branch.condition)
            for target, positive in ((branch.then, True), (branch.other, False)) if test is not None else ():
                only = len(function.blocks[target].predecessors) == 1
                if test is not None and only and self.frame.tree.dominates(target, block):
                    found.append((test[0], test[1] == positive))
        return tuple(found)

    def _test(self, value: int) -> Test | None:
        positive, made = True, self.frame.paths.definition[value]
        while isinstance(made, Unary) and made.operator == "!":
            positive, made = not positive, self.frame.paths.definition[made.operand]
        return (f"p{made.index}", positive) if isinstance(made, Param) else None


_BOOLS = frozenset({"bool", "untyped bool"})
