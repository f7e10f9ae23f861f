"""The call graph of a package: static calls, and class hierarchy analysis for calls through interfaces (Dean, Grove and
Chambers 1995), limited to the implementers among the package's lowered functions."""

from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache
from itertools import islice

from golint_py.ir.ops import BoundMethod, Closure, FuncRef
from golint_py.ir.program import Function, calls_of, ops_of
from golint_py.types.lookup import Lookup
from golint_py.types.methods import implementing, implements
from golint_py.types.model import Named, Pointer
from golint_py.types.scope import Exports, Packages

MAX_IMPLEMENTERS = 8


def receiver_and_name(symbol: str) -> tuple[str, str]:
    """(`path.T`, `M`) of a method symbol, ("", name) of a function, without the number of a literal."""
    if symbol.startswith("("):
        receiver, _, name = symbol.partition(").")
        return receiver.lstrip("(*"), name.split("$")[0]
    tail = symbol.rsplit("/", 1)[-1]
    return "", tail.partition("$")[0].rpartition(".")[2] or tail[tail.index("$") :]


def of_unexported_type(symbol: str) -> bool:
    """Whether only this package can name the receiver's type."""
    receiver, _ = receiver_and_name(symbol)
    return bool(receiver) and not _is_exported(receiver)


def _is_exported(name: str) -> bool:
    return name.rpartition(".")[2][:1].isupper()


def implementers(functions: Mapping[str, object], packages: Packages) -> Callable[[str], tuple[str, ...]]:
    """A function from an interface method's symbol to the methods it may reach; () when none or too many are known."""
    by_name: dict[str, list[str]] = {}
    for symbol in sorted(functions):
        receiver, name = receiver_and_name(symbol)
        if receiver and "$" not in symbol:
            by_name.setdefault(name, []).append(symbol)
    known: dict[str, tuple[str, ...]] = {}
    lookup = Lookup(packages, "")

    def reached(symbol: str) -> tuple[str, ...]:
        found = known.get(symbol)
        if found is None:
            found = known[symbol] = tuple(_implementing(symbol, by_name, lookup))
        return found

    return reached


def sole_implementer(exports: Exports | None, tested: Set[str], packages: Packages) -> Callable[[str], bool]:
    """Whether a method of an interface of this package has one implementer there, but for those of test files
    (`tested`, names of types), and other packages see the one or the other only."""

    @cache
    def sole(interface: str) -> bool:
        path, _, _ = interface.rpartition(".")
        if exports is None or path != exports.path:
            return False
        able = implementing(exports, Named(interface), packages)
        found = list(islice((kind.name for kind in able if kind.name.rpartition(".")[2] not in tested), 2))
        return len(found) == 1 and not (_is_exported(interface) and _is_exported(found[0]))

    return lambda symbol: sole(receiver_and_name(symbol)[0])


def _implementing(symbol: str, by_name: Mapping[str, list[str]], lookup: Lookup) -> list[str]:
    interface, name = receiver_and_name(symbol)
    candidates = by_name.get(name, [])
    if not interface or not candidates or len(candidates) > 8 * MAX_IMPLEMENTERS:
        return []
    wanted = Named(interface)
    if lookup.underlying(wanted) is None:
        return []
    found = [
        method for method in candidates if implements(Pointer(Named(receiver_and_name(method)[0])), wanted, lookup)
    ]
    return found if len(found) <= MAX_IMPLEMENTERS else []


def references(function: Function) -> Iterator[str]:
    """Symbols of the functions that a function calls, starts, defers, contains or takes the value of."""
    for call in calls_of(function):
        if call.callee.symbol and not call.callee.builtin:
            yield call.callee.symbol
    yield from (op.symbol for op in ops_of(function, Closure))
    yield from (op.symbol for op in ops_of(function, FuncRef))
    yield from (op.symbol for op in ops_of(function, BoundMethod))


def call_graph(
    functions: Mapping[str, Function], reached: Callable[[str], tuple[str, ...]]
) -> dict[str, tuple[str, ...]]:
    """By symbol the lowered functions that it may run or hand on, sorted."""
    graph: dict[str, tuple[str, ...]] = {}
    for symbol, function in functions.items():
        found: set[str] = set()
        for other in references(function):
            if other in functions:
                found.add(other)
            else:
                found.update(reached(other))
        graph[symbol] = tuple(sorted(found))
    return graph
