"""Constant strings, and slices as sequences of words, folded through locals, literals, tables, `append` and LookPath.

Backward may-analysis on the same names for memory as the taint analysis: the set of strings that a value can have, None
where it can be something else; at most `MAX_STRINGS` strings, `MAX_DEPTH` steps deep and `MAX_STEPS` in all. Loops are
followed once. What does not depend on the way there (Tarjan 1972: no step out of it leads to what is open before it) is
remembered.
"""

from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct

from golint_py.analyses.taint_links import call_sites, callee_symbol, is_packed, links, memory_of, passed_for
from golint_py.analyses.taint_memory import Memory, Steps, overlap, place
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Alloc, Binary, Call, Const, MakeMap, MakeSlice, Op, Param, Phi, SliceOf
from golint_py.knowledge.load import plain
from golint_py.query import Query
from golint_py.types.model import Array, Pointer

MAX_STRINGS = 32
MAX_DEPTH = 40
MAX_LINES = 8
MAX_STEPS = 1000

Strings = frozenset[str] | None
Key = tuple[str, int, Steps]
Found = TypeVar("Found")

_COPIES = {
    "os/exec.LookPath": 0,
    "golang.org/x/sys/execabs.LookPath": 0,
    "path/filepath.Abs": 0,
    "path/filepath.Clean": 0,
    "strings.TrimSpace": 0,
    "path/filepath.FromSlash": 0,
    "path/filepath.ToSlash": 0,
}


class Word(Struct, frozen=True):
    """One element of a slice: the content of a value of a function. `many`: any number of elements like it."""

    function: str
    value: int
    path: Steps = ()
    block: int = 0
    many: bool = False


Words = tuple[Word, ...]


class Folder(Struct, eq=False):
    """What folding one value sees and has seen; mutable while it lasts.

    `open` are the values being folded, in order, each with whether it is a concatenation; `lowest` is the first of them
    that was met again. `done` are values whose result is final; `steps` counts.
    """

    unit: Unit
    query: Query
    open: dict[Key, bool]
    done: dict[Key, object]
    lowest: int = MAX_DEPTH
    steps: int = 0

    def memory(self, symbol: str) -> Memory:
        """The memory of the function's family."""
        return self.query.get(memory_of, self.unit, self.query, symbol)

    def again(self, key: Key) -> list[bool]:
        """Whether the values from an open one on are concatenations; empty where it is not open."""
        if key not in self.open:
            return []
        inside = list(self.open).index(key)
        self.lowest = min(self.lowest, inside)
        return list(self.open.values())[inside:]

    def is_too_far(self) -> bool:
        """Whether to give up."""
        self.steps += 1
        return len(self.open) >= MAX_DEPTH or self.steps > MAX_STEPS

    def within(self, key: Key, concatenates: bool, fold: Callable[[], Found]) -> Found:
        """The result of folding an open value, remembered where it is final."""
        depth, before = len(self.open), self.lowest
        self.open[key] = concatenates
        self.lowest = MAX_DEPTH
        try:
            result = fold()
        finally:
            del self.open[key]
        if self.lowest >= depth:
            self.done[key] = result
            self.lowest = before
        else:
            self.lowest = min(self.lowest, before)
        return result


def strings(unit: Unit, query: Query, function: str, value: int, path: Steps = ()) -> Strings:
    """The strings that the content at `path` below a value can be; None where it is not made of constants only."""
    return _strings(Folder(unit, query, {}, {}), function, value, path)


def known_strings(unit: Unit, query: Query, function: str, value: int, path: Steps = ()) -> frozenset[str]:
    """Those of the possible strings that are constants, for a value that can be others too."""
    folder = Folder(unit, query, {}, {})
    mem = folder.memory(function)
    root, steps = place(mem, function, value)
    op = mem.bodies[root[0]].definition[root[1]] if root[1] >= 0 else None
    found: set[str] = set()
    if type(op) is Phi and not steps + path:
        for operand in op.operands:
            found |= _strings(folder, root[0], operand, ()) or frozenset()
        return frozenset(found)
    for write in mem.writes.get(root, ()):
        rest = overlap(write.path, steps + path)
        if rest is not None:
            found |= _strings(folder, write.function, write.value, rest) or frozenset()
    return frozenset(found) | (_strings(folder, function, value, path) or frozenset())


def _strings(folder: Folder, function: str, value: int, path: Steps) -> Strings:
    key = (function, value, path)
    if key in folder.done:
        return folder.done[key]  # type: ignore[return-value]
    inside = folder.again(key)
    if inside:
        return None if any(inside) else frozenset()
    if folder.is_too_far():
        return None
    concatenates = type(folder.memory(function).bodies[function].definition[value]) is Binary
    return folder.within(key, concatenates, lambda: _fold(folder, function, value, path))


def _fold(folder: Folder, function: str, value: int, path: Steps) -> Strings:
    mem = folder.memory(function)
    root, steps = place(mem, function, value)
    full = steps + path
    owner, number = root
    if number < 0:
        return _variable(folder, owner, full)
    op = mem.bodies[owner].definition[number]
    stored = [
        (write.function, write.value, rest)
        for write in mem.writes.get(root, ())
        if (rest := overlap(write.path, full)) is not None
    ]
    if isinstance(op, (Alloc, MakeMap, MakeSlice)):
        return _union(folder, stored)
    found = _defined(folder, mem, owner, op, full)
    return found if not stored or found is None else _merge(found, _union(folder, stored))


def _union(folder: Folder, parts: Iterable[tuple[str, int, Steps]]) -> Strings:
    found: Strings = frozenset()
    for function, value, path in parts:
        found = _merge(found, _strings(folder, function, value, path))
        if found is None:
            return None
    return found


def _merge(left: Strings, right: Strings) -> Strings:
    if left is None or right is None or len(left | right) > MAX_STRINGS:
        return None
    return left | right


def _variable(folder: Folder, symbol: str, full: Steps) -> Strings:
    """A package variable: its initialiser and the visible stores; None where the initialiser is out of sight."""
    parts = []
    known = False
    for function in folder.query.get(links, folder.unit).mentions.get(symbol, ()):
        for write in folder.memory(function).writes.get((symbol, -1), ()):
            rest = overlap(write.path, full)
            if write.function == function and rest is not None:
                known = known or ".$vars" in function
                parts.append((function, write.value, rest))
    return _union(folder, parts) if known else None


def _defined(folder: Folder, mem: Memory, owner: str, op: Op | None, full: Steps) -> Strings:
    match op:
        case Const() if not full:
            return frozenset({op.value}) if isinstance(op.value, str) else frozenset() if op.known else None
        case Const():
            return frozenset()
        case Phi():
            return _union(folder, [(owner, operand, full) for operand in op.operands])
        case Binary(operator="+"):
            left = _strings(folder, owner, op.left, ())
            right = _strings(folder, owner, op.right, ())
            if not left or not right or len(left) * len(right) > MAX_STRINGS:
                return None
            return frozenset(a + b for a in left for b in right)
        case Call():
            return _called(folder, mem, owner, op, full)
        case Param():
            return _given(folder, mem, owner, op, full)
    return None


def _called(folder: Folder, mem: Memory, owner: str, op: Call, full: Steps) -> Strings:
    copied = _COPIES.get(plain(op.callee.symbol))
    if copied is not None and full in ((), ("#0",)):
        return _strings(folder, owner, op.args[copied], ())
    if op.callee.builtin and op.callee.symbol == "append":
        return _elements(folder, owner, op, full)
    target = callee_symbol(mem, owner, op)
    if target not in folder.unit.functions:
        return None
    number, path = (int(full[0][1:]), full[1:]) if full and full[0].startswith("#") else (0, full)
    returns = folder.memory(target).bodies[target].returns
    return _union(folder, [(target, done.values[number], path) for _b, done in returns if number < len(done.values)])


def _elements(folder: Folder, owner: str, op: Call, full: Steps) -> Strings:
    if not full or not full[0].startswith("["):
        return None
    parts = []
    for number, value in enumerate(op.args):
        whole = number == 0 or (op.spread and number == len(op.args) - 1)
        parts.append((owner, value, ("[]", *full[1:]) if whole else full[1:]))
    return _union(folder, parts)


def _given(folder: Folder, mem: Memory, owner: str, op: Param, full: Steps) -> Strings:
    """A parameter of a literal all of whose calls are in sight."""
    if owner not in mem.made:
        return None
    parts: list[tuple[str, int, Steps]] = []
    callee = mem.bodies[owner].function
    for site in folder.query.get(call_sites, folder.unit, folder.query, owner):
        caller = folder.memory(site.function).bodies[site.function].function
        packed = is_packed(callee, op.index, caller, site.call)
        for value, element in passed_for(callee, op.index, site.call, packed):
            parts.append((site.function, value, full[1:] if element else full))
    return _union(folder, parts) if parts else None


def words(unit: Unit, query: Query, function: str, value: int, path: Steps = (), block: int = 0) -> tuple[Words, ...]:
    """The sequences of words that a slice of strings can be, at most `MAX_LINES`."""
    return _words(Folder(unit, query, {}, {}), function, value, path, block)


def _words(folder: Folder, function: str, value: int, path: Steps, block: int) -> tuple[Words, ...]:
    key = (function, value, path)
    if key in folder.done:
        return folder.done[key]  # type: ignore[return-value]
    if folder.again(key):
        return ()
    if folder.is_too_far():
        return ((Word(function, value, (*path, "[]"), block, True),),)
    return folder.within(key, False, lambda: _sequence(folder, function, value, path, block)[:MAX_LINES])


def _sequence(folder: Folder, function: str, value: int, path: Steps, block: int) -> tuple[Words, ...]:
    mem = folder.memory(function)
    body = mem.bodies[function]
    op = body.definition[value]
    unknown: tuple[Words, ...] = ((Word(function, value, (*path, "[]"), block, True),),)
    if not path:
        match op:
            case Const():
                return ((),)
            case SliceOf(low=None, high=None, max=None):
                found = _literal(mem, function, op, block)
                return unknown if found is None else (found,)
            case Call() if op.callee.builtin and op.callee.symbol == "append" and op.args:
                return _appended(folder, function, op, body.position[op.result][0])
            case Phi():
                return _merged(folder, function, op, block) or unknown
    root, steps = place(mem, function, value)
    if root == (function, value) and not steps:
        return unknown
    stored = [w for w in mem.writes.get(root, ()) if w.path == steps + path]
    if root[1] >= 0 and stored and isinstance(mem.bodies[root[0]].definition[root[1]], Alloc):
        lines: list[Words] = []
        for write in stored:
            lines += _words(folder, write.function, write.value, (), write.block)
        return _extended(tuple(lines)) or unknown
    return unknown


def _extended(lines: tuple[Words, ...]) -> tuple[Words, ...]:
    return tuple(dict.fromkeys(lines))


def _literal(mem: Memory, function: str, op: SliceOf, block: int) -> Words | None:
    """The elements of a slice literal, in order; None for a slice of something else."""
    root, steps = place(mem, function, op.base)
    made = mem.bodies[root[0]].definition[root[1]] if root[1] >= 0 else None
    if type(made) is not Alloc or steps:
        return None
    held = mem.bodies[root[0]].function.types[root[1]]
    length = held.elem.length if type(held) is Pointer and type(held.elem) is Array else -1
    elements: dict[int, Word] = {}
    for write in mem.writes.get(root, ()):
        if len(write.path) != 1 or not write.path[0][1:-1].isdigit():
            return None
        elements[int(write.path[0][1:-1])] = Word(write.function, write.value, (), write.block)
    if length > len(elements) or sorted(elements) != list(range(len(elements))):
        return None
    return tuple(elements[i] for i in range(len(elements)))


def _appended(folder: Folder, function: str, op: Call, block: int) -> tuple[Words, ...]:
    before = _words(folder, function, op.args[0], (), block)
    plain_args = op.args[1:-1] if op.spread else op.args[1:]
    added: tuple[Words, ...] = (tuple(Word(function, value, (), block) for value in plain_args),)
    if op.spread:
        last = _words(folder, function, op.args[-1], (), block)
        added = tuple(first + more for first in added for more in last)
    if not before:
        return added
    return tuple(first + more for first in before for more in added)


def _merged(folder: Folder, function: str, op: Phi, block: int) -> tuple[Words, ...]:
    """The alternatives of a phi. A slice that grows in a loop repeats the words that one round adds."""
    mem = folder.memory(function)
    lines: list[Words] = []
    grown: list[Word] = []
    for operand in op.operands:
        if operand == op.result:
            continue
        base, added = _growth(folder, mem, function, operand, op.result, block)
        if base:
            grown += added
        else:
            lines += _words(folder, function, operand, (), block)
    tail = tuple(Word(w.function, w.value, w.path, w.block, True) for w in dict.fromkeys(grown))
    return _extended(tuple(line + tail for line in lines))


def _growth(folder: Folder, mem: Memory, function: str, value: int, loop: int, block: int) -> tuple[bool, list[Word]]:
    """Whether a value is the loop's own slice with words appended, and which."""
    added: list[Word] = []
    body = mem.bodies[function]
    work = [value]
    seen: set[int] = set()
    reached = False
    while work:
        number = work.pop()
        if number == loop:
            reached = True
            continue
        if number in seen:
            continue
        seen.add(number)
        op = body.definition[number]
        if type(op) is Phi:
            work += op.operands
        elif type(op) is Call and op.callee.builtin and op.callee.symbol == "append" and op.args:
            work.append(op.args[0])
            where = body.position[number][0]
            rest = op.args[1:-1] if op.spread else op.args[1:]
            added += [Word(function, v, (), where, True) for v in rest]
            if op.spread:
                added += [word for line in _words(folder, function, op.args[-1], (), where) for word in line]
    return reached, added
