"""Which functions somebody out of sight may run, and what they may assume on entry."""

import functools
import re

from golint_py.analyses.callgraph import receiver_and_name
from golint_py.analyses.facts import WRITE, Hold
from golint_py.analyses.handlers import HANDLER, serves, thread_of
from golint_py.analyses.tables import turn_contexts
from golint_py.analyses.threads import ANY_LOCK
from golint_py.ir.dominators import blocks_in_cycles
from golint_py.ir.ops import Call, Recv, Select
from golint_py.ir.program import Function, ops_of
from golint_py.types.model import Interface, Named
from golint_py.types.scope import Exports

_LOCKED_NAME = re.compile(
    r"[a-z0-9]Locked([A-Z]\w*)?$|[a-z0-9](LockHeld|WithLock|NoLock)$|_locked$|^(locked|mustHold|unsafe|Unsafe|racy|Racy)[A-Z]"
)
_CONTAINER_METHODS = frozenset({"Len", "Less", "Swap", "Push", "Pop"})  # of a type that has the first three: called by
# sort and container/heap, under the locks of whoever calls those
_DECODERS = frozenset(
    "UnmarshalJSON UnmarshalJSONFrom UnmarshalText UnmarshalBinary UnmarshalYAML UnmarshalTOML UnmarshalXML GobDecode "
    "UnmarshalBSON UnmarshalMsgpack DecodeMsgpack UnmarshalCaddyfile".split()
)  # called by libraries on an object that is being filled


@functools.cache
def _stated() -> re.Pattern[str]:
    """What comments say about locks held on entry. Compiled when a function has a comment that asks: it takes a
    millisecond."""
    return re.compile(
        r"\b(must|should|needs? to|has to|have to|assumes?|expects?|requires?|callers?|called|calling)\b[^.;]*\b"
        r"(hold|holds|held|holding|locked)\b"
        r"|\b(lock|locks|mutex|mu|mtx|mux)\b`?( \w+)? (must|should|needs to|has to) (already )?be "
        r"(held|locked|acquired|taken)"
        r"|\b(lock|mutex|mu|mtx)\b`? (is|is already|already|being) (held|locked|acquired|taken) by the caller"
        r"|\bwith\b[^.;]*\b(lock|mutex|mu|mtx|[a-z]\w*\.\w*[mM]u\w*)\b`? (held|locked|taken|acquired)"
        r"|\b(lock|mutex|mu|mtx)\b`? held$"
        r"|not (thread|go-?routine|concurrency)[- ]?safe|not safe for concurrent|调用方持锁|持有.*锁",
        re.IGNORECASE,
    )


def _says_held(line: str) -> bool:
    """Whether a line of a comment says that a lock is held, and not that none is."""
    return _stated().search(line) is not None and not re.search(
        r"(\b(not|never|without)|n't)( be| have| already)? (hold|holding|held|locked)\b", line, re.IGNORECASE
    )


@functools.cache
def _safe() -> re.Pattern[str]:
    """What comments say of functions that several goroutines may call at once."""
    return re.compile(r"\b(thread|go-?routine|concurrency)[- ]?safe\b|\bsafe for concurrent\b", re.IGNORECASE)


def said_to_be_safe(function: Function) -> bool:
    """Whether the comment of the function says that several goroutines may call it at once."""
    return any(_safe().search(line) and not re.search(r"\bnot\b|n't\b", line) for line in function.annotations)


def offered_methods(exports: Exports | None) -> frozenset[str]:
    """Names of the methods of a package's exported interfaces: others may call them on types that are not exported."""
    if exports is None:
        return frozenset()
    return frozenset(
        method.name
        for name, declaration in exports.types.items()
        if name[:1].isupper() and isinstance(declaration.underlying, Interface)
        for method in declaration.underlying.methods
    )


def sorted_types(exports: Exports | None) -> frozenset[str]:
    """The types of a package whose methods sort and container/heap call."""
    if exports is None:
        return frozenset()
    return frozenset(
        f"{exports.path}.{name}"
        for name, declaration in exports.types.items()
        if {"Len", "Less", "Swap"} <= declaration.methods.keys()
    )


def orders(function: Function, ordered: frozenset[str]) -> bool:
    """Whether the function is one that sort or container/heap calls."""
    receiver, name = receiver_and_name(function.symbol)
    return name in _CONTAINER_METHODS and receiver in ordered


def root_kind(
    function: Function, package_name: str, offered: frozenset[str], ordered: frozenset[str], served: frozenset[str]
) -> str:
    """ "main" (also a coroutine that takes turns with others), "init" (also a decoding method: nobody else has the
    object yet), "test", "parallel-test", "handler", "callback", "api", "loop" (one of those that takes what comes in
    from channels), "hidden" (an exported method of a type that is not and that no exported interface offers) or "" for
    a function that only the package can call."""
    receiver, name = receiver_and_name(function.symbol)
    if function.parent:
        return ""
    if not receiver and name.startswith(("init#", "$vars")):
        return "init"
    if not receiver and name == "main" and package_name == "main":
        return "main"
    if function.test and not receiver and name.startswith(("Test", "Benchmark", "Fuzz", "Example")):
        return "parallel-test" if runs_parallel(function) else "test"
    if receiver and name in _DECODERS:
        return "init"
    if any(isinstance(kind, Named) and kind.name in turn_contexts() for kind in function.types[: len(function.params)]):
        return "main"
    called = HANDLER if serves(function, served) else thread_of(function)
    if called:
        return called
    if orders(function, ordered):
        return ""
    if not name[:1].isupper():
        return ""
    exported = not receiver or receiver.rpartition(".")[2][:1].isupper()
    return "hidden" if not exported and name not in offered else "loop" if _takes_events(function) else "api"


def _takes_events(function: Function) -> bool:
    """Whether a loop of the function receives."""
    if function.by_kind.keys().isdisjoint((Recv, Select)):
        return False
    cyclic = blocks_in_cycles(function)
    return any(isinstance(op, Recv | Select) for number in cyclic for op in function.blocks[number].ops)


def runs_parallel(function: Function) -> bool:
    """Whether the body calls `t.Parallel()`."""
    return any(op.callee.symbol == "(*testing.T).Parallel" for op in ops_of(function, Call))


def assumed(
    function: Function, ordered: frozenset[str] = frozenset(), annotated: tuple[Hold, ...] = ()
) -> tuple[Hold, ...]:
    """Locks that the name, the comment or an annotation of the function (`annotated`) says are held on entry; some lock
    where a library calls it on behalf of whoever called that."""
    found: list[Hold] = [Hold(ANY_LOCK, WRITE)] if orders(function, ordered) else []
    found.extend(annotated)
    if any("+check" not in line and _says_held(line) for line in function.annotations):
        found.append(Hold(ANY_LOCK, WRITE))
    if not found and _LOCKED_NAME.search(receiver_and_name(function.symbol)[1]):
        found.append(Hold(ANY_LOCK, WRITE))
    return tuple(found)
