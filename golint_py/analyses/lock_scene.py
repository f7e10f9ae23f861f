"""The locks of one function: their names, and which of them something out of sight may give back.

Literals and method values that give a lock back and are kept, handed away or started may run at any time, and so may a
function out of sight that is handed a lock; nothing can be told about these locks.
"""

from collections.abc import Mapping
from functools import cached_property

from golint_py.analyses.access_paths import Path, Paths
from golint_py.analyses.callables import Target
from golint_py.analyses.lock_names import (
    Named,
    Term,
    class_of,
    condition_of,
    extend,
    name_of,
    names_of,
    parts_of,
)
from golint_py.analyses.lock_states import NO_EFFECT, Effect
from golint_py.analyses.tables import LockOperation
from golint_py.ir.operands import operands
from golint_py.ir.ops import BoundMethod, Call, Closure, Defer, Go, If, Load, Store, Unary
from golint_py.ir.program import Function, ops_of


class Locks:
    """The names of the locks of one function, numbered."""

    def __init__(self) -> None:
        self.terms: list[Term] = []
        self.classes: list[str] = []
        self.values: dict[int, set[int]] = {}  # locks that are void when a value is defined again
        self._numbers: dict[Term, int] = {}

    def number(self, term: Term, values: frozenset[int]) -> int:
        """The number of a name."""
        found = self._numbers.get(term)
        if found is None:
            found = self._numbers[term] = len(self.terms)
            self.terms.append(term)
            self.classes.append(class_of(term))
            for value in values:
                self.values.setdefault(value, set()).add(found)
        return found


class Scene:
    """A function with its locks.

    `attempts` are values that tell whether an attempt took a lock, with the lock and the mode. `ignored` are places of
    attempts whose result nobody looks at, with the lock. `unsure` are locks and `vague` classes of locks of which
    nothing can be told, `kept` literals that are kept, handed away or started. `stored` are the locks that a store, by
    its id, makes other ones.
    """

    def __init__(
        self,
        function: Function,
        paths: Paths,
        effects: Mapping[str, Effect],
        operations: Mapping[str, LockOperation],
    ) -> None:
        self.function = function
        self.effects = effects
        self.operations = operations
        self.paths = paths
        self.names = names_of(function, paths)
        self.locks = Locks()
        self.attempts: dict[int, tuple[int, str]] = {}
        self.ignored: list[tuple[int, int]] = []
        self.unsure: set[int] = set()
        self.vague: set[str] = set()
        self.kept: set[str] = set()
        self.stored: dict[int, tuple[int, ...]] = {}
        self._prepare()

    def lock(self, value: int) -> int:
        """The number of the lock that a value is the address of."""
        named = name_of(value, self.names)
        return self.locks.number(named.term, named.values)

    def translate(self, path: Path, target: Target, args: tuple[int, ...]) -> int | None:
        """A lock of a callee's frame in this one; None where it has no name here."""
        base = Named((path.root,))
        if not path.root.startswith("g:"):
            index = int(path.root[1:])
            given = target.captures if path.root[0] == "f" else (*target.bound, *args)
            if index >= len(given):
                return None
            base = name_of(given[index], self.names)
        term = extend(base.term, path)
        return None if term is None else self.locks.number(term, base.values)

    def _prepare(self) -> None:
        """Number the locks, find the attempts, and the locks that something out of sight may give back."""
        for block in self.paths.events:
            for _, op in block:
                if type(op) is Call or type(op) is Defer or type(op) is Go:
                    operation = self.operations.get(op.callee.symbol) if op.args else None
                    if operation is not None:
                        lock = self.lock(op.args[0])
                        if type(op) is Call and operation.conditional:
                            self._attempted(op, lock, operation)
                    if op.callee.symbol not in self.effects and not op.callee.builtin:
                        self._handed(op)
                elif type(op) is Closure or type(op) is BoundMethod:
                    if self._uses.get(op.result, {"kept"}) - {"call"}:
                        self._kept(op)
                elif type(op) is Store and self._is_lock(op.value) and self.paths.of[op.address].steps:
                    self.unsure.add(self.lock(op.value))  # whoever has the object gives it back
        self._stores()

    def _attempted(self, op: Call, lock: int, operation: LockOperation) -> None:
        """An attempt to take a lock: what its result is used for."""
        uses = self._uses.get(op.result, set())
        if not uses:
            self.ignored.append((op.at, lock))
        if op.result in self._conditions and uses <= {"test"}:
            self.attempts[op.result] = lock, operation.acquire
        else:
            self.unsure.add(lock)

    @cached_property
    def _conditions(self) -> set[int]:
        """The values that branches test."""
        return {condition_of(branch.condition, self.names).value for branch in ops_of(self.function, If)}

    def _stores(self) -> None:
        """Which stores make names void."""
        built_on: dict[Term, list[int]] = {}
        for number, term in enumerate(self.locks.terms):
            for part in parts_of(term) - {term}:
                built_on.setdefault(part, []).append(number)
        for op in ops_of(self.function, Store) if built_on else ():
            hit = built_on.get(name_of(op.address, self.names).term)
            if hit:
                self.stored[id(op)] = tuple(hit)

    @cached_property
    def _uses(self) -> dict[int, set[str]]:
        """How values are used: "call" (called or deferred), "test", or "kept"."""
        found: dict[int, set[str]] = {}
        for block in self.function.blocks:
            for op in block.ops:
                callee = op.callee.value if isinstance(op, Call | Defer) else None
                for value in operands(op):
                    kind = "test" if isinstance(op, If | Unary) else "kept"
                    if value == callee and value not in getattr(op, "args", ()):
                        kind = "call"
                    elif (
                        isinstance(op, Store)
                        and value == op.value
                        and self.paths.functions.get(op.address, ()) == (op,)
                    ):
                        kind = "stored"
                    found.setdefault(value, set()).add(kind)
        for cell, stores in self.paths.functions.items():  # `unlock := func() {...}`: a variable that is only called
            for store in stores:
                if "stored" in found.get(store.value, ()):
                    found[store.value] |= self._loads(cell, found)
        return found

    def _loads(self, cell: int, found: Mapping[int, set[str]]) -> set[str]:
        kinds: set[str] = set()
        for block in self.function.blocks:
            for op in block.ops:
                if isinstance(op, Load) and op.address == cell:
                    kinds |= found.get(op.result, set())
                elif isinstance(op, Closure) and cell in op.bindings:
                    kinds.add("kept")
        return kinds

    def _kept(self, op: Closure | BoundMethod) -> None:
        """A function value that is kept or handed away may run at any time."""
        if isinstance(op, BoundMethod):
            operation = self.operations.get(op.symbol)
            if operation is not None:
                self.unsure.add(self.lock(op.receiver))
                return
            target = Target(op.symbol, bound=(op.receiver,))
        else:
            target = Target(op.symbol, captures=op.bindings)
        self.kept.add(op.symbol)
        effect = self.effects.get(op.symbol, NO_EFFECT)
        for path in [*(path for path, _ in effect.releases), *effect.maybe, *(path for path, _ in effect.acquires)]:
            lock = self.translate(path, target, ())
            if lock is not None:
                self.unsure.add(lock)
        self.vague |= effect.vague

    def _handed(self, op: Call | Defer | Go) -> None:
        """A lock that is handed to a function out of sight."""
        if op.callee.symbol in self.operations or op.callee.symbol == "sync.NewCond":
            return
        for value in op.args:
            handed = self.paths.unconverted(value)
            if self._is_lock(handed):
                self.unsure.add(self.lock(handed))

    def _is_lock(self, value: int) -> bool:
        """Whether the value is a pointer to a lock, or a `sync.Locker`."""
        kind = self.function.types[value]
        held = getattr(kind, "elem", kind)
        return getattr(held, "name", "") in ("sync.Mutex", "sync.RWMutex", "sync.Locker")
