"""Which locks a function takes and gives back itself, and which calls may take one.

May; what a call of unknown target does is unknown, and counts. Locks are told apart by key (see `analyses.guards`).
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths, access_paths, last_name
from golint_py.analyses.callables import callee_targets, targets
from golint_py.analyses.callgraph import implementers
from golint_py.analyses.locations import Captured, Naming, captured_variables
from golint_py.analyses.tables import lock_operations, waits
from golint_py.ir.ops import Call, Callee, Convert, Defer, FieldAddr, Go, Load, Recv, Select, Unknown
from golint_py.ir.program import Function
from golint_py.types.declared import Body
from golint_py.types.lookup import underlying
from golint_py.types.model import Named, Pointer, Signature, Type
from golint_py.types.scope import Packages

ANY = "*"
_MEMBER = "package member "  # of `Unknown`: packages in sight have no unknown members


def outer_symbol(symbol: str) -> str:
    """The declared function of a literal: `path.f` of `path.f$1`; initialisers are `path.$vars` or `path.$vars#1`."""
    before, found, after = symbol.partition(".$vars")
    return before + found + after.partition("$")[0] if found else symbol.partition("$")[0]


class LockCall(Struct, frozen=True):
    """A call that takes or gives back a lock: its place, the lock's key, `mode` ("write", "read"), whether it takes."""

    start: int
    end: int
    key: str
    takes: bool
    mode: str
    conditional: bool
    deferred: bool


class Functions(Protocol):
    """The functions of one package, lowered when they are asked for."""

    path: str
    packages: Packages
    bodies: Mapping[str, Body]

    def group(self, symbol: str) -> Mapping[str, Function]:
        """A declared function and its literals; empty where it is not known."""
        ...


class _Group(Struct, frozen=True, eq=False):
    """A declared function with its literals: paths of values, and what captured variables mean."""

    functions: Mapping[str, Function]
    paths: Mapping[str, Paths]
    variables: Mapping[str, Mapping[Path, Captured]]


class LockCalls:
    """The lock calls of the functions of one package, and what calls may take."""

    def __init__(self, functions: Functions) -> None:
        self._functions = functions
        self._packages = functions.packages
        self._path = functions.path
        self._groups: dict[str, _Group] = {}
        self._own: dict[str, tuple[LockCall, ...]] = {}
        self._called: dict[str, frozenset[str]] = {}
        self._takes: dict[str, frozenset[str]] = {}
        self._held: dict[tuple[str, str], frozenset[int]] = {}
        self._reached = implementers(functions.bodies, functions.packages)

    def literals(self, symbol: str) -> list[str]:
        """The literals in a function."""
        return [name for name in self._group(symbol).functions if name.startswith(symbol + "$")]

    def own(self, symbol: str) -> tuple[LockCall, ...]:
        """The lock calls in one function, not in its literals, in the order of its blocks."""
        found = self._own.get(symbol)
        if found is None:
            found = self._own[symbol] = tuple(self._calls(symbol)) if self._known(symbol) else ()
        return found

    def takes(self, symbol: str) -> frozenset[str]:
        """Keys of the locks that a call of the function may take; `ANY` where some cannot be told."""
        found = self._takes.get(symbol)
        if found is None:
            seen, work, keys = {symbol}, [symbol], set[str]()
            while work:
                one = work.pop()
                if not self._known(one):
                    keys.add(ANY)
                    continue
                keys.update(call.key or ANY for call in self.own(one) if call.takes)
                called = self._calls_of(one)
                keys.update(called & {ANY})
                work += called - seen - {ANY}
                seen |= called
            found = self._takes[symbol] = frozenset(keys)
        return found

    def reached(self, symbol: str) -> Iterator[tuple[int, frozenset[str]]]:
        """For each call in the function, its place and the functions of the package that it may run, directly or not;
        `ANY` among them where some cannot be told."""
        group = self._group(symbol)
        function, paths = group.functions[symbol], group.paths[symbol]
        for block in function.blocks:
            for op in block.ops:
                if isinstance(op, Call) and op.callee.symbol not in lock_operations():
                    seen: set[str] = set()
                    work = list(self._targets(op, function, paths))
                    while work:
                        one = work.pop()
                        if one not in seen:
                            seen.add(one)
                            work += self._calls_of(one) if one != ANY and self._known(one) else (ANY,)
                    yield op.at, frozenset(seen)

    def callees(self, symbol: str) -> Iterator[tuple[int, frozenset[str]]]:
        """For each call and deferred call in the function, its place and what it may take."""
        group = self._group(symbol)
        function, paths = group.functions[symbol], group.paths[symbol]
        for block in function.blocks:
            for op in block.ops:
                if isinstance(op, Call | Defer) and op.callee.symbol not in lock_operations():
                    found: set[str] = set()
                    for one in self._targets(op, function, paths):
                        found |= self.takes(one) if one != ANY else {ANY}
                    yield op.at, frozenset(found)

    def _known(self, symbol: str) -> bool:
        return symbol in self._group(symbol).functions

    def _group(self, symbol: str) -> _Group:
        outer = outer_symbol(symbol)
        found = self._groups.get(outer)
        if found is None:
            functions = self._functions.group(outer)
            paths = {name: access_paths(one) for name, one in functions.items()}
            found = self._groups[outer] = _Group(functions, paths, captured_variables(functions, paths))
        return found

    def _calls_of(self, symbol: str) -> frozenset[str]:
        """The functions of the package that a function calls, `ANY` for some that cannot be told."""
        found = self._called.get(symbol)
        if found is None:
            group = self._group(symbol)
            called: set[str] = set()
            for block in group.functions[symbol].blocks:
                for op in block.ops:
                    if isinstance(op, Call | Defer) and op.callee.symbol not in lock_operations():
                        called.update(self._targets(op, group.functions[symbol], group.paths[symbol]))
            found = self._called[symbol] = frozenset(called)
        return found

    def may_hold(self, symbol: str, key: str) -> frozenset[int]:
        """Numbers of the places of a function at which it may hold the lock, on some way at least.

        Forward, may: taken by the function itself or by a callee that takes it, until the function gives it back.
        """
        known = self._held.get((symbol, key))
        if known is not None:
            return known
        function = self._group(symbol).functions[symbol]
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
        self._held[symbol, key] = frozenset(found)
        return self._held[symbol, key]

    def waits(self, symbol: str) -> Iterator[int]:
        """Numbers of the places of a function where it waits for others: joins, receives, selects."""
        for block in self._group(symbol).functions[symbol].blocks:
            for op in block.ops:
                if isinstance(op, Select):
                    waiting = op.blocking  # with a default nobody waits there
                else:
                    waiting = isinstance(op, Recv) or (isinstance(op, Call) and op.callee.symbol in waits())
                if waiting:
                    yield op.at

    def _after(self, op: Call, held: bool, symbol: str, key: str) -> bool:
        operation = lock_operations().get(op.callee.symbol)
        if operation is None:
            taking = any(key in (call.key for call in self.own(one) if call.takes) for one in self._helpers(op, symbol))
            return held or taking
        group = self._group(symbol)
        naming = Naming(group.functions[symbol], group.paths[symbol], group.variables[symbol])
        if not op.args or last_name(naming.lock(group.paths[symbol].of[op.args[0]])) != key:
            return held
        return bool(operation.acquire)

    def _helpers(self, op: Call, symbol: str) -> Iterator[str]:
        """Callees that take more locks than they give back."""
        group = self._group(symbol)
        for one in self._targets(op, group.functions[symbol], group.paths[symbol]):
            calls = self.own(one)
            if sum(call.takes for call in calls) > sum(not call.takes for call in calls):
                yield one

    def _calls(self, symbol: str) -> Iterator[LockCall]:
        group = self._group(symbol)
        function, paths = group.functions[symbol], group.paths[symbol]
        naming = Naming(function, paths, group.variables[symbol])
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

    def _targets(self, op: Call | Defer | Go, function: Function, paths: Paths) -> Iterator[str]:
        """Functions of the package that the call may run, `ANY` for one that cannot be told."""
        callee = op.callee
        if callee.builtin:
            return
        several = callee_targets(callee, paths)
        if not several:
            yield from self._out_of_sight(callee, function, paths)
        for target in several:
            if self._is_own(target.symbol):
                yield target.symbol
            elif target.interface:
                reached = self._reached(target.symbol)
                yield from reached or ((ANY,) if self._package(target.symbol) == self._path else ())
            elif not target.symbol or self._package(target.symbol) == self._path:
                yield ANY
        if not any(self._is_own(target.symbol) for target in several):
            yield from self._through_arguments(op, function, paths)

    def _out_of_sight(self, callee: Callee, function: Function, paths: Paths) -> Iterator[str]:
        """What a call may run that has no known callee: `ANY`, but for functions and methods of packages that are not
        read. Their interfaces may be implemented here, by what has a method of that name."""
        made = paths.definition[callee.value] if callee.value is not None else None
        if isinstance(made, Unknown) and made.reason.startswith(_MEMBER):
            return
        if isinstance(made, Call) and self._is_foreign(made.callee):
            yield from self._through_arguments(made, function, paths)  # an iterator, such as `maps.Keys(m)`
            return
        address = paths.definition[made.address] if isinstance(made, Load) else None
        if not isinstance(address, FieldAddr) or address.index >= 0:
            yield ANY
        elif not isinstance(function.types[address.base], Pointer):
            yield from (symbol for symbol in self._functions.bodies if symbol.endswith(f").{address.field}"))

    def _through_arguments(self, op: Call | Defer | Go, function: Function, paths: Paths) -> Iterator[str]:
        """What code out of sight may run of what it is given: function values, and methods of this package's types."""
        for value in op.args:
            made = paths.definition[value]
            kind = function.types[made.operand if isinstance(made, Convert) else value]
            if isinstance(underlying(kind, self._packages), Signature):
                handed = targets(value, paths)
                yield from (one.symbol if self._is_own(one.symbol) else ANY for one in handed)
                if not handed and isinstance(made, Call) and self._is_foreign(made.callee):
                    yield from self._through_arguments(made, function, paths)
                elif not handed:
                    yield ANY
            else:
                yield from self._methods(kind)

    def _methods(self, kind: Type | None) -> Iterator[str]:
        base = kind.elem if isinstance(kind, Pointer) else kind
        if isinstance(base, Named) and base.name.rpartition(".")[0] == self._path:
            prefixes = (f"(*{base.name}).", f"({base.name}).")
            yield from (symbol for symbol in self._functions.bodies if symbol.startswith(prefixes))

    def _is_foreign(self, callee: Callee) -> bool:
        """Whether a function or method of another package is called, which is not read here."""
        known = bool(callee.symbol) and not callee.builtin and not callee.interface
        return known and not self._is_own(callee.symbol) and self._package(callee.symbol) != self._path

    def _is_own(self, symbol: str) -> bool:
        return outer_symbol(symbol) in self._functions.bodies

    def _package(self, symbol: str) -> str:
        inner = symbol.partition(").")[0].lstrip("(*") if symbol.startswith("(") else symbol
        return inner.rpartition(".")[0]
