"""Copies of values that contain locks, by their types.

What contains a lock: a type whose pointer has the methods Lock and Unlock and whose value has not, and structs and
arrays
of such, at any depth. New values (literals, results of calls, zero values) are no copies; nor is what is only selected
from.
"""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.unit import Unit
from golint_py.ir.operands import operands
from golint_py.ir.ops import (
    Alloc,
    Call,
    Convert,
    Defer,
    Extract,
    FieldAddr,
    FieldOf,
    Go,
    IndexAddr,
    IndexOf,
    Load,
    MapRead,
    MapWrite,
    Next,
    Op,
    Param,
    Phi,
    Recv,
    Return,
    Send,
    Store,
    TypeAssert,
)
from golint_py.ir.program import Function
from golint_py.query import Query
from golint_py.types.display import type_text
from golint_py.types.lookup import Lookup
from golint_py.types.model import Array, Named, StructType, Type

MAX_TYPES = 200
_MARKS = frozenset({"sync.noCopy", "sync/atomic.noCopy"})  # without methods in the library's index
_READS = (Load, FieldOf, IndexOf, MapRead, TypeAssert, Recv, Extract)


class Copy(Struct, frozen=True):
    """A copy: where, how ("receiver", "parameter", "range", "argument", "return", "send", "interface", "assignment"),
    of what, and the lock in it."""

    function: str
    at: int
    kind: str
    name: str
    type: str
    lock: str


class Contents:
    """Which types contain locks."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._known: dict[Type, str] = {}

    def lock_in(self, kind: Type | None) -> str:
        """The type of a lock that a value of the type contains, "" for none known."""
        if kind is None or not isinstance(kind, Named | StructType | Array):
            return ""
        found = self._known.get(kind)
        if found is None:
            found = self._known[kind] = self._search(kind)
        return found

    def _search(self, kind: Type) -> str:
        seen: set[Type] = {kind}
        work: list[Type] = [kind]
        while work and len(seen) < MAX_TYPES:
            now = work.pop()
            if isinstance(now, Named) and self._is_lock(now):
                return type_text(now)
            below = self._lookup.underlying(now)
            parts: tuple[Type | None, ...] = ()
            if isinstance(below, Array):
                parts = (below.elem,)
            elif isinstance(below, StructType):
                parts = tuple(field.type for field in reversed(below.fields))
            if any(isinstance(part, Named) and part.name in _MARKS for part in parts):
                return type_text(now)
            for part in parts:
                if isinstance(part, Named | StructType | Array) and part not in seen:
                    seen.add(part)
                    work.append(part)
        return ""

    def _is_lock(self, kind: Named) -> bool:
        declaration = self._lookup.declaration(kind.name)
        if declaration is None:
            return False
        methods = (declaration.methods.get("Lock"), declaration.methods.get("Unlock"))
        return all(one is not None and one.pointer and not one.signature.params for one in methods)


def copies(unit: Unit, query: Query) -> tuple[Copy, ...]:
    """All copies in the lowered functions of the package, in order."""
    contents = Contents(Lookup(unit.universe, unit.path))
    return tuple(copy for symbol in sorted(unit.functions) for copy in _copies(unit.functions[symbol], contents))


def _copies(function: Function, contents: Contents) -> Iterator[Copy]:
    locks = {value: lock for value, kind in enumerate(function.types) if (lock := contents.lock_in(kind))}
    if not locks:
        return
    definition: dict[int, Op] = {}
    users: dict[int, list[Op]] = {}
    for block in function.blocks:
        for op in block.ops:
            value = getattr(op, "result", None)
            if value is not None:
                definition[value] = op
            for used in operands(op):
                if used in locks:
                    users.setdefault(used, []).append(op)
    for value in sorted(locks.keys() & definition.keys()):
        op = definition[value]
        if isinstance(op, Param):
            receiver = op.index == 0 and function.receiver is not None
            if op.name not in ("", "_"):
                kind = "receiver" if receiver else "parameter"
                yield Copy(function.symbol, op.at, kind, op.name, type_text(function.types[value]), locks[value])
        elif isinstance(op, _READS) and not _is_new(op, definition):
            found = _use(function, op, value, users.get(value, []), definition)
            if found is not None:
                at, kind, name = found
                yield Copy(function.symbol, at, kind, name, type_text(function.types[value]), locks[value])


def _is_new(op: Op, definition: dict[int, Op]) -> bool:
    """Whether the value is that of a literal, or the result of a call."""
    if isinstance(op, Extract):
        source = definition.get(op.tuple)
        return not isinstance(source, Next | MapRead | TypeAssert | Recv)
    if isinstance(op, Load):
        made = definition.get(op.address)
        return (isinstance(made, Alloc) and not made.name) or isinstance(made, Call)
    return False


def _use(
    function: Function, op: Op, value: int, users: list[Op], definition: dict[int, Op]
) -> tuple[int, str, str] | None:
    """The place and kind of the copy; None where the value is only looked at."""
    name = function.names.get(value, "")
    for user in users:
        match user:
            case Return():
                return user.at, "return", name
            case Call() | Go() | Defer() if not user.callee.builtin:
                first = user.args[:1] == (value,) and user.callee.symbol.startswith("(")
                if not first:
                    return op.at, "argument", name
            case Send() | MapWrite():
                return user.at, "send" if isinstance(user, Send) else "assignment", name
            case Convert() if user.kind == "interface":
                return user.at, "interface", name
            case Store() if user.value == value:
                made = definition.get(user.address)
                target = made.name if isinstance(made, Alloc) else made.field if isinstance(made, FieldAddr) else ""
                return user.at, "range" if _in_range(op, definition) else "assignment", target
            case _:
                pass
    if name and not isinstance(op, MapRead) and any(not isinstance(user, Phi) for user in users):
        return op.at, "range" if _in_range(op, definition) else "assignment", name
    return None


def _in_range(op: Op, definition: dict[int, Op]) -> bool:
    """Whether the value is the element variable of a range loop over a map, or over a slice with its own counter."""
    if isinstance(op, Extract):
        return isinstance(definition.get(op.tuple), Next)
    if isinstance(op, Load):
        element = definition.get(op.address)
        return isinstance(element, IndexAddr) and element.at == op.at
    return False
