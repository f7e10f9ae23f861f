"""Which locks a function takes and gives back itself, and which calls may take one.

May; what a call of unknown target does is unknown, and counts. Locks are told apart by key (see `analyses.guards`).
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import Paths, access_paths, last_name
from golint_py.analyses.callables import callee_targets, targets
from golint_py.analyses.callgraph import implementers
from golint_py.analyses.locations import Naming, captured_variables
from golint_py.analyses.tables import lock_operations, waits
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Call, Convert, Defer, Go, Recv, Select
from golint_py.ir.program import Function
from golint_py.types.lookup import underlying
from golint_py.types.model import Named, Pointer, Signature, Type

ANY = "*"


class LockCall(Struct, frozen=True):
    """A call that takes or gives back a lock: its place, the lock's key, `mode` ("write", "read"), whether it takes."""

    start: int
    end: int
    key: str
    takes: bool
    mode: str
    conditional: bool
    deferred: bool


class LockCalls:
    """The lock calls of the functions of one package, and what calls may take."""

    def __init__(self, unit: Unit) -> None:
        self.functions: Mapping[str, Function] = unit.functions
        self._packages = unit.universe
        self._path = unit.path
        self._paths: dict[str, Paths] = {symbol: access_paths(one) for symbol, one in self.functions.items()}
        self._variables = captured_variables(self.functions, self._paths)
        self._reached = implementers(self.functions, unit.universe)
        self._own = {symbol: tuple(self._calls(symbol)) for symbol in self.functions}
        self._takes = self._closure()

    def own(self, symbol: str) -> tuple[LockCall, ...]:
        """The lock calls in one function, not in its literals, in the order of its blocks."""
        return self._own.get(symbol, ())

    def takes(self, symbol: str) -> frozenset[str]:
        """Keys of the locks that a call of the function may take; `ANY` where some cannot be told."""
        return self._takes.get(symbol, frozenset((ANY,)))

    def callees(self, symbol: str) -> Iterator[tuple[int, frozenset[str]]]:
        """For each call and deferred call in the function, its place and what it may take."""
        function, paths = self.functions[symbol], self._paths[symbol]
        for block in function.blocks:
            for op in block.ops:
                if isinstance(op, Call | Defer) and op.callee.symbol not in lock_operations():
                    found: set[str] = set()
                    for one in self._targets(op, function, paths):
                        found |= self.takes(one) if one != ANY else {ANY}
                    yield op.at, frozenset(found)

    def may_hold(self, symbol: str, key: str) -> frozenset[int]:
        """Numbers of the places of a function at which it may hold the lock, on some way at least.

        Forward, may: taken by the function itself or by a callee that takes it, until the function gives it back.
        """
        function = self.functions[symbol]
        entry = [False] * len(function.blocks)
        found: set[int] = set()
        work = list(range(len(function.blocks)))
        while work:
            number = work.pop()
            held = entry[number]
            for op in function.blocks[number].ops:
                if held:
                    found.add(op.at)
                if isinstance(op, Call):
                    held = self._after(op, held, symbol, key)
            for target in function.blocks[number].successors:
                if held and not entry[target]:
                    entry[target] = True
                    work.append(target)
        return frozenset(found)

    def waits(self, symbol: str) -> Iterator[int]:
        """Numbers of the places of a function where it waits for others: joins, receives, selects."""
        for block in self.functions[symbol].blocks:
            for op in block.ops:
                if isinstance(op, Recv | Select) or (isinstance(op, Call) and op.callee.symbol in waits()):
                    yield op.at

    def _after(self, op: Call, held: bool, symbol: str, key: str) -> bool:
        operation = lock_operations().get(op.callee.symbol)
        if operation is None:
            taking = any(key in (call.key for call in self.own(one) if call.takes) for one in self._helpers(op, symbol))
            return held or taking
        naming = Naming(self.functions[symbol], self._paths[symbol], self._variables[symbol])
        if not op.args or last_name(naming.lock(self._paths[symbol].of[op.args[0]])) != key:
            return held
        return bool(operation.acquire)

    def _helpers(self, op: Call, symbol: str) -> Iterator[str]:
        """Callees that take more locks than they give back."""
        for one in self._targets(op, self.functions[symbol], self._paths[symbol]):
            calls = self.own(one)
            if sum(call.takes for call in calls) > sum(not call.takes for call in calls):
                yield one

    def _calls(self, symbol: str) -> Iterator[LockCall]:
        function, paths = self.functions[symbol], self._paths[symbol]
        naming = Naming(function, paths, self._variables[symbol])
        known = lock_operations()
        for block in function.blocks:
            for op in block.ops:
                if not isinstance(op, Call | Defer) or op.callee.symbol not in known or not op.args:
                    continue
                operation = known[op.callee.symbol]
                key = last_name(naming.lock(paths.of[op.args[0]]))
                start, end = function.spans[op.at]
                yield LockCall(
                    start,
                    end,
                    key,
                    bool(operation.acquire),
                    operation.acquire or operation.release,
                    operation.conditional,
                    isinstance(op, Defer),
                )

    def _closure(self) -> dict[str, frozenset[str]]:
        """What each function may take, its callees included: the least fixpoint."""
        graph: dict[str, set[str]] = {}
        found: dict[str, set[str]] = {}
        for symbol, function in self.functions.items():
            found[symbol] = {call.key or ANY for call in self._own[symbol] if call.takes}
            called: set[str] = set()
            for block in function.blocks:
                for op in block.ops:
                    if isinstance(op, Call | Defer) and op.callee.symbol not in lock_operations():
                        called.update(self._targets(op, function, self._paths[symbol]))
            if ANY in called:
                found[symbol].add(ANY)
            graph[symbol] = called - {ANY}
        callers: dict[str, list[str]] = {}
        for symbol, several in graph.items():
            for callee in several:
                callers.setdefault(callee, []).append(symbol)
        work = list(found)
        while work:
            symbol = work.pop()
            for caller in callers.get(symbol, ()):
                if not found[symbol] <= found[caller]:
                    found[caller] |= found[symbol]
                    work.append(caller)
        return {symbol: frozenset(keys) for symbol, keys in found.items()}

    def _targets(self, op: Call | Defer | Go, function: Function, paths: Paths) -> Iterator[str]:
        """Functions of the package that the call may run, `ANY` for one that cannot be told."""
        callee = op.callee
        if callee.builtin:
            return
        several = callee_targets(callee, paths)
        if not several:
            yield ANY
        for target in several:
            if target.symbol in self.functions:
                yield target.symbol
            elif target.interface:
                reached = self._reached(target.symbol)
                yield from reached or ((ANY,) if self._package(target.symbol) == self._path else ())
            elif not target.symbol or self._package(target.symbol) == self._path:
                yield ANY
        if not any(target.symbol in self.functions for target in several):
            yield from self._through_arguments(op, function, paths)

    def _through_arguments(self, op: Call | Defer | Go, function: Function, paths: Paths) -> Iterator[str]:
        """What code out of sight may run of what it is given: function values, and methods of this package's types."""
        for value in op.args:
            made = paths.definition[value]
            kind = function.types[made.operand if isinstance(made, Convert) else value]
            if isinstance(underlying(kind, self._packages), Signature):
                handed = targets(value, paths)
                yield from (one.symbol if one.symbol in self.functions else ANY for one in handed)
                if not handed:
                    yield ANY
            else:
                yield from self._methods(kind)

    def _methods(self, kind: Type | None) -> Iterator[str]:
        base = kind.elem if isinstance(kind, Pointer) else kind
        if isinstance(base, Named) and base.name.rpartition(".")[0] == self._path:
            prefixes = (f"(*{base.name}).", f"({base.name}).")
            yield from (symbol for symbol in self.functions if symbol.startswith(prefixes) and "$" not in symbol)

    def _package(self, symbol: str) -> str:
        inner = symbol.partition(").")[0].lstrip("(*") if symbol.startswith("(") else symbol
        return inner.rpartition(".")[0]
