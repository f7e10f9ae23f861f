"""Bytes of strings that are written, and strings whose bytes go back to a pool.

Forward may-analysis over SSA from each view on a string's memory, through slices, phis, local variables and visible
callees. Unsound about views that are stored in fields or handed to functions out of sight.
"""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.casts import Cast, casts, lookup_of
from golint_py.analyses.taint_links import callee_symbol
from golint_py.analyses.taint_memory import Body, Memory, Root, place
from golint_py.analyses.uintptr_model import View, uses
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Alloc, Call, Convert, Defer, IndexAddr, Load, Op, Param, Phi, Return, SliceOf, Store
from golint_py.ir.program import ops_of
from golint_py.knowledge.load import plain, table
from golint_py.query import Query
from golint_py.types.lookup import Lookup
from golint_py.types.model import Basic, Slice, StructType, Type

MAX_ROUNDS = 3
MAX_DEPTH = 2
_SAME_BYTES = ("(*bytes.Buffer).Bytes", "unsafe.SliceData", "append")


class Fills(Struct, frozen=True):
    """A function that writes into an argument."""

    argument: int


class Start(Struct, frozen=True):
    """A value that is a view on a string's memory: its function, value, place, the string's name, and whether that
    string was made here and nobody else has it."""

    function: str
    value: int
    at: int
    name: str
    own: bool


class Written(Struct, frozen=True):
    """A write through a view: where, and where the view was made."""

    start: Start
    function: str
    at: int


class Pooled(Struct, frozen=True):
    """A string that leaves a function although its bytes go back to a pool."""

    function: str
    at: int
    put_at: int
    name: str


def written(unit: Unit, query: Query) -> tuple[Written, ...]:
    """All writes to the memory of strings."""
    view = View(unit, query)
    starts = list(_starts(view))
    helpers: set[str] = set()
    found: dict[tuple[str, int], Written] = {}
    for _ in range(MAX_ROUNDS):
        fresh: set[str] = set()
        for start in starts:
            for one in _follow(view, start, fresh):
                found.setdefault((one.function, one.at), one)
        fresh -= helpers
        if not fresh:
            break
        helpers |= fresh
        starts = list(_made_by(view, fresh))
    return tuple(found.values())


def _starts(view: View) -> Iterator[Start]:
    lookup = lookup_of(view.unit)
    for cast in view.query.get(casts, view.unit, view.query):
        made = lookup.underlying(cast.seen)
        if type(made) is Slice and _is_string(lookup, cast.held):
            body = view.memory(cast.function).bodies[cast.function]
            for _block, _index, op in view.query.get(uses, body).of.get(cast.result, ()):
                if type(op) is Load:
                    yield Start(cast.function, op.result, cast.at, *_string_at(view, cast.function, cast.source))
    for symbol, function in view.unit.functions.items():
        for call in ops_of(function, Call):
            if call.callee.builtin and call.callee.symbol == "unsafe.StringData":
                yield Start(symbol, call.result, call.at, *_string_at(view, symbol, call.args[0]))


def _is_string(lookup: Lookup, held: Type | None) -> bool:
    """A string, or a struct that starts with one."""
    base = lookup.underlying(held)
    if type(base) is StructType and base.fields:
        base = lookup.underlying(base.fields[0].type)
    return type(base) is Basic and base.name == "string"


def _string_at(view: View, symbol: str, value: int) -> tuple[str, bool]:
    """The string's name, and whether it was made of bytes here."""
    mem = view.memory(symbol)
    root, _steps = place(mem, symbol, value)
    if root[1] < 0:
        return root[0].rpartition("/")[2], False
    body = mem.bodies[root[0]]
    op = body.definition[root[1]]
    name = op.name if isinstance(op, (Alloc, Param)) else body.function.names.get(root[1], "")
    made = [mem.bodies[w.function].definition[w.value] for w in mem.writes.get(root, ())] or [
        mem.bodies[symbol].definition[value]
    ]
    own = all(type(one) is Convert and one.kind == "bytes->string" for one in made)
    return name or "the string", own


def _made_by(view: View, helpers: set[str]) -> Iterator[Start]:
    """Calls of functions that return such views."""
    for symbol, function in view.unit.functions.items():
        for op in ops_of(function, Call):
            if op.callee.symbol in helpers and op.args:
                yield Start(symbol, op.result, op.at, *_string_at(view, symbol, op.args[0]))


def _follow(view: View, start: Start, helpers: set[str]) -> Iterator[Written]:
    """Writes through a view; functions that return it are added to `helpers`."""
    work: list[tuple[str, int, bool, int]] = [(start.function, start.value, False, 0)]
    seen = set(work)
    while work:
        symbol, value, cut, depth = work.pop()
        mem = view.memory(symbol)
        body = mem.bodies[symbol]
        for _block, _index, op in view.query.get(uses, body).of.get(value, ()):
            if _writes(op, value, cut):
                yield Written(start, symbol, op.at)
            if type(op) is Return and value in op.values and depth == 0 and symbol == start.function:
                helpers.add(symbol)
            for following in _onward(view, mem, body, symbol, op, value, cut, depth):
                if following not in seen:
                    seen.add(following)
                    work.append(following)


def _writes(op: Op, value: int, cut: bool) -> bool:
    """Whether an operation writes through the view. `cut`: its capacity goes on behind its length."""
    match op:
        case Store():
            return op.address == value
        case Call() | Defer() if value in op.args:
            number = op.args.index(value)
            if op.callee.builtin:
                return (op.callee.symbol in ("copy", "clear") or (op.callee.symbol == "append" and cut)) and number == 0
            row = table("unsafe", "fills", Fills).get(plain(op.callee.symbol))
            return row is not None and row.argument == number
    return False


def _onward(
    view: View, mem: Memory, body: Body, symbol: str, op: Op, value: int, cut: bool, depth: int
) -> Iterator[tuple[str, int, bool, int]]:
    match op:
        case SliceOf() if op.base == value:
            yield symbol, op.result, cut or (op.high is not None and op.max is None), depth
        case IndexAddr() if op.base == value:
            yield symbol, op.result, cut, depth
        case Phi() | Convert():
            if getattr(op, "kind", "") not in ("bytes->string", "interface", "unsafe->uintptr"):
                yield symbol, op.result, cut, depth
        case Store() if op.value == value:
            root, steps = place(mem, symbol, op.address)
            if not steps and root[1] >= 0 and type(mem.bodies[root[0]].definition[root[1]]) is Alloc:
                yield from _loads(mem, root, cut, depth)
        case Call():
            number = op.args.index(value) if value in op.args else -1
            if op.callee.builtin:
                if op.callee.symbol in ("unsafe.Slice", "unsafe.Add", "unsafe.SliceData") and number == 0:
                    yield symbol, op.result, cut, depth
                return
            target = callee_symbol(mem, symbol, op)
            if number >= 0 and target in view.unit.functions and depth < MAX_DEPTH:
                for one in view.memory(target).bodies[target].definition:
                    if type(one) is Param and one.index == number:
                        yield target, one.result, cut, depth + 1


def _loads(mem: Memory, root: Root, cut: bool, depth: int) -> Iterator[tuple[str, int, bool, int]]:
    """What is read of a variable that holds the view, where nothing else is stored in it."""
    if len([write for write in mem.writes.get(root, ()) if not write.path]) > 1:
        return
    for symbol, body in mem.bodies.items():
        for value, one in enumerate(body.definition):
            if type(one) is Load and place(mem, symbol, one.address) == (root, ()) and _is_variable(body, one.address):
                yield symbol, value, cut, depth


def _is_variable(body: Body, address: int) -> bool:
    return type(body.definition[address]) is not Load


def pooled(unit: Unit, query: Query) -> tuple[Pooled, ...]:
    """Strings that are returned although the bytes under them go back to a pool in the same function."""
    view, lookup = View(unit, query), lookup_of(unit)
    found: list[Pooled] = []
    for symbol, function in unit.functions.items():
        puts = [
            op
            for block in function.blocks
            for op in block.ops
            if isinstance(op, (Call, Defer)) and op.callee.symbol == "(*sync.Pool).Put" and len(op.args) > 1
        ]
        if puts:
            found += _of_pool(view, lookup, symbol, puts)
    return tuple(found)


def _of_pool(view: View, lookup: Lookup, symbol: str, puts: list[Call | Defer]) -> Iterator[Pooled]:
    mem = view.memory(symbol)
    body = mem.bodies[symbol]
    given = {_buffer(mem, symbol, op.args[1]): op.at for op in puts}
    views: dict[int, tuple[int, int]] = {}
    for cast in view.query.get(casts, view.unit, view.query):
        if cast.function == symbol and _is_string_of_bytes(lookup, cast):
            for _block, _index, op in view.query.get(uses, body).of.get(cast.result, ()):
                if type(op) is Load:
                    views[op.result] = (cast.source, cast.at)
    for made in body.definition:
        if type(made) is Call and made.callee.builtin and made.callee.symbol == "unsafe.String":
            views[made.result] = (made.args[0], made.at)
    for _block, done in body.returns:
        for value in done.values:
            for number in _alternatives(body, value):
                source = views.get(number)
                put = given.get(_buffer(mem, symbol, source[0])) if source is not None else None
                if source is not None and put is not None:
                    yield Pooled(symbol, source[1], put, body.function.names.get(source[0], "the buffer"))


def _is_string_of_bytes(lookup: Lookup, cast: Cast) -> bool:
    seen = lookup.underlying(cast.seen)
    return type(seen) is Basic and seen.name == "string" and type(lookup.underlying(cast.held)) is Slice


def _alternatives(body: Body, value: int) -> set[int]:
    work, seen = [value], {value}
    while work:
        op = body.definition[work.pop()]
        more = op.operands if type(op) is Phi else ()
        work += [v for v in more if v not in seen]
        seen.update(more)
    return seen


def _buffer(mem: Memory, symbol: str, value: int) -> Root:
    """The object that a slice belongs to; `buf.Bytes()` belongs to `buf`, and a variable to what it was made from."""
    root, _steps = place(mem, symbol, value)
    for _ in range(8):
        if root[1] < 0:
            return root
        op = mem.bodies[root[0]].definition[root[1]]
        if type(op) is Call and op.args and op.callee.symbol in _SAME_BYTES:
            root, _steps = place(mem, root[0], op.args[0])
        elif type(op) is Alloc and len(mem.writes.get(root, ())) == 1:
            write = mem.writes[root][0]
            root, _steps = place(mem, write.function, write.value)
        else:
            return root
    return root
