"""Where a function takes locks itself, and what it holds then: the raw material of lock orders."""

from collections.abc import Iterator

from golint_py.analyses.callables import callee_targets
from golint_py.analyses.facts import Circumstance, Held, Taken
from golint_py.analyses.frame import Frame
from golint_py.analyses.tables import lock_operations
from golint_py.ir.ops import Call, Const, If, Param, Phi, Unary
from golint_py.types.model import Basic

Point = tuple[int, int]
Test = tuple[str, bool]
BOOL = Basic("bool")
MAX_DEPTH = 3  # variables that a condition is made of


class LockPoints:
    """The lock operations of one function, and what decides on them. Filled while its operations are visited."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.takes: list[Taken] = []
        self.circumstances: list[Circumstance] = []
        self._known_in: dict[int, tuple[Test, ...]] = {}
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
        found = self._known_in.get(block)
        if found is None:
            several = (self._implied(condition, truth) for condition, truth in self._branches(block))
            found = self._known_in[block] = tuple(sorted(set[Test]().union(*several)))
        return found

    def _branches(self, block: int) -> Iterator[tuple[int, bool]]:
        """The conditions of which it is known in the block how they came out."""
        blocks, tree = self.frame.function.blocks, self.frame.tree
        while tree.parent[block] >= 0:
            above = blocks[block].predecessors
            branch = blocks[above[0]].ops[-1] if len(above) == 1 else None
            if isinstance(branch, If) and branch.then != branch.other:
                yield branch.condition, branch.then == block
            block = tree.parent[block]

    def _implied(self, value: int, truth: bool, depth: int = 0) -> set[Test]:
        """The parameters whose value is known when a condition has a truth value: `ready && lock` says that of both,
        also by way of a variable."""
        made = self.frame.paths.definition[value]
        while isinstance(made, Unary) and made.operator == "!":
            truth, made = not truth, self.frame.paths.definition[made.operand]
        if isinstance(made, Param):
            return {(f"p{made.index}", truth)}
        if not isinstance(made, Phi) or depth == MAX_DEPTH:
            return set()
        block = self.frame.made[made.result][0]
        ways = [
            self._implied(operand, truth, depth + 1)
            for operand, source in zip(made.operands, self.frame.function.blocks[block].predecessors, strict=True)
            if self._known(operand, source, block) is not (not truth)
        ]
        return set[Test].intersection(*ways) if ways else set()

    def _known(self, value: int, source: int, target: int) -> bool | None:
        """What a condition is where a block is left for another one, if that is known."""
        made = self.frame.paths.definition[value]
        if isinstance(made, Const) and isinstance(made.value, bool):
            return made.value
        branch = self.frame.function.blocks[source].ops[-1]
        if isinstance(branch, If) and branch.condition == value and branch.then != branch.other:
            return branch.then == target
        return None


_BOOLS = frozenset({"bool", "untyped bool"})
