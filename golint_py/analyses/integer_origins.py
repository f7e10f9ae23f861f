"""Where the integer comes from that is made a pointer: an address, a system call, a parameter, a constant.

Backward may-analysis over SSA through arithmetic, locals, and, one step far, visible callers, callees and the stores to
a field or package variable. Unsound about aliases and functions out of sight.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from golint_py.analyses.taint_flow import is_exported
from golint_py.analyses.taint_links import call_sites, callee_symbol, links
from golint_py.analyses.taint_memory import Body, Memory, overlap, place
from golint_py.analyses.uintptr_model import Named, View
from golint_py.analyses.uintptr_objects import is_foreign
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Alloc, Binary, Call, Const, Convert, Extract, FieldAddr, Param, Phi, Store
from golint_py.knowledge.load import plain, table
from golint_py.query import Query

MAX_LEAVES = 64
HEADER_DATA = frozenset({"reflect.SliceHeader.Data", "reflect.StringHeader.Data"})
_READERS = ("strconv.Parse", "strconv.Atoi", "(encoding/binary.", "encoding/binary.", "fmt.Sscan")

Kind = Literal["address", "outside", "constant", "parsed", "parameter", "given", "field", "variable", "call", "other"]


class Leaf(Struct, frozen=True):
    """One origin: its kind, a name for messages, and the constant. "outside" is what a system call or C gave; "given"
    a parameter of a function that is used as a value, or whose callers are in sight."""

    kind: Kind
    name: str = ""
    number: int = 0


def origins(view: View, symbol: str, value: int, depth: int = 1) -> frozenset[Leaf]:
    """The origins of an integer; callers, callees and stores elsewhere are followed `depth` steps."""
    mem = view.memory(symbol)
    body = mem.bodies[symbol]
    found: set[Leaf] = set()
    work, seen = [value], {value}
    while work and len(found) < MAX_LEAVES:
        number = work.pop()
        op = body.definition[number]
        more: tuple[int, ...] = ()
        match op:
            case Convert(kind="unsafe->uintptr"):
                found.add(Leaf("address"))
            case Convert():
                more = (op.operand,)
            case Binary():
                more = _bases(body, op)
            case Phi():
                more = op.operands
            case Const():
                if isinstance(op.value, int):
                    found.add(Leaf("constant", "", op.value))
            case _:
                found |= _leaf(view, mem, symbol, number, depth)
        work += [v for v in more if v not in seen]
        seen.update(more)
    return frozenset(found)


def _bases(body: Body, op: Binary) -> tuple[int, ...]:
    """The operands of arithmetic that may be the base, without constant offsets, masks and factors."""
    if op.operator in ("*", "/", "%", "<<", ">>"):
        return (op.left,)
    kept = tuple(v for v in (op.left, op.right) if type(body.definition[v]) is not Const)
    return kept or (op.left,)


def _leaf(view: View, mem: Memory, symbol: str, value: int, depth: int) -> set[Leaf]:
    root, steps = place(mem, symbol, value)
    if root[1] < 0:
        return _elsewhere(view, root[0], "variable", root[0].rpartition("/")[2], depth)
    field = next((step for step in reversed(steps) if not step.startswith(("[", "#"))), "")
    op = mem.bodies[root[0]].definition[root[1]]
    if field in HEADER_DATA:
        return {Leaf("field", field)}
    if type(op) is Alloc:
        found: set[Leaf] = set()
        for write in mem.writes.get(root, ()):
            if overlap(write.path, steps) == () and depth > 0:
                found |= origins(view, write.function, write.value, depth - 1)
        written = any(p.path == steps[: len(p.path)] for p in mem.passed.get(root, ()))
        return found | {Leaf("outside", op.name)} if written or not found else found
    if field:
        return _elsewhere(view, field, "field", field.rpartition("/")[2].partition(".")[2], depth)
    if type(op) is Param:
        return _given(view, mem, root[0], op, depth)
    if type(op) is Call or type(op) is Extract:
        return _called(view, mem, root[0], op, steps, depth)
    return {Leaf("other")}


def _called(view: View, mem: Memory, symbol: str, op: Call | Extract, steps: tuple[str, ...], depth: int) -> set[Leaf]:
    call = mem.bodies[symbol].definition[op.tuple] if type(op) is Extract else op
    if type(call) is not Call:
        return {Leaf("other")}
    name = plain(call.callee.symbol)
    if name in table("unsafe", "produces", Named):
        return {Leaf("address")}
    if is_foreign(name) or name in table("unsafe", "keeps", Named):
        return {Leaf("outside", name)}
    if name.startswith(_READERS):
        return {Leaf("parsed", name.rpartition("/")[2])}
    target = callee_symbol(mem, symbol, call)
    if target in view.unit.functions and depth > 0:
        number = int(steps[0][1:]) if steps and steps[0].startswith("#") else 0
        found: set[Leaf] = set()
        for _block, done in view.memory(target).bodies[target].returns:
            if number < len(done.values):
                found |= origins(view, target, done.values[number], depth - 1)
        return found or {Leaf("call", name)}
    return {Leaf("call", name.rpartition("/")[2])}


def _given(view: View, mem: Memory, symbol: str, op: Param, depth: int) -> set[Leaf]:
    sites = view.query.get(call_sites, view.unit, view.query, symbol)
    by_value = symbol in mem.made or symbol in view.query.get(links, view.unit).values
    if not sites:
        return {Leaf("given" if by_value or not is_exported(symbol) else "parameter", op.name)}
    found: set[Leaf] = {Leaf("given", op.name)}
    for site in sites:
        if depth > 0 and op.index < len(site.call.args):
            found |= _hearsay(origins(view, site.function, site.call.args[op.index], depth - 1))
    return found


def _hearsay(found: frozenset[Leaf]) -> set[Leaf]:
    """Origins that are told of another function; its parameters say little about this one."""
    return {leaf for leaf in found if leaf.kind not in ("parameter", "given", "constant")}


def _elsewhere(view: View, key: str, kind: Kind, name: str, depth: int) -> set[Leaf]:
    """A field or package variable: what the visible stores put there."""
    found: set[Leaf] = set()
    for symbol, value in view.query.get(stores, view.unit).get(key, ()):
        if depth > 0:
            found |= _hearsay(origins(view, symbol, value, depth - 1))
    return {*found, Leaf(kind, name)}


def stores(unit: Unit) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """The stores to fields (`path.T.f`) and package variables: function and value."""
    found: dict[str, list[tuple[str, int]]] = {}
    for symbol, function in unit.functions.items():
        targets: dict[int, str] = {}
        for block in function.blocks:
            for op in block.ops:
                if type(op) is FieldAddr:
                    targets[op.result] = f"{op.owner}.{op.field}"
                elif type(op) is Store and op.address in targets:
                    found.setdefault(targets[op.address], []).append((symbol, op.value))
    return {key: tuple(some) for key, some in found.items()}


def conversions(unit: Unit, query: Query) -> tuple[tuple[str, Convert], ...]:
    """All conversions of an integer to unsafe.Pointer, with their function."""
    return tuple(
        (symbol, op)
        for symbol, function in unit.functions.items()
        for block in function.blocks
        for op in block.ops
        if type(op) is Convert and op.kind == "uintptr->unsafe"
    )
