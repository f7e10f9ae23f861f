"""Where the content of a value comes from, with the way it took.

Backward, demand-driven may-analysis over SSA, field-sensitive (access paths), through locals, cells, slices, maps,
literals of the same declaration and the visible callers and callees in the package; context-sensitive by call strings
of length `MAX_CALLS` (Sharir and Pnueli 1981). Breadth first, so the flow that is reported is a shortest one. A value
that is made of constants only has no origin. Unsound about aliases, reflection, and functions out of sight, which end
a flow as `call`.
"""

from collections import deque

from golint_py.analyses.taint_calls import from_call, from_parameter, from_variable, from_write, written_by_call
from golint_py.analyses.taint_flow import Moves, Next, Node, View, field_name
from golint_py.analyses.taint_guards import is_particular, vouched
from golint_py.analyses.taint_memory import ANY, SENT, Memory, Root, Steps, Write, overlap, place, reachable
from golint_py.analyses.taint_model import is_number
from golint_py.analyses.taint_records import Flow, Hop, Kind, Origin
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import (
    Alloc,
    Binary,
    BoundMethod,
    Call,
    Closure,
    Const,
    FuncRef,
    MakeChan,
    MakeMap,
    MakeSlice,
    Op,
    Param,
    Phi,
    Recv,
    Select,
    Unary,
)
from golint_py.query import Query

MAX_NODES = 4000
MAX_DEPTH = 16  # fields and elements on a path: where objects hold others of their type, paths have no end

_COMPLEX = Origin(Kind.UNKNOWN, "a value that is too complex to follow")
_Parents = dict[Node, tuple[Node, Hop | None] | None]

_FRESH = (Alloc, MakeMap, MakeSlice, MakeChan)
_FIXED = (Const, FuncRef, Closure, BoundMethod)


def flows(unit: Unit, query: Query, node: Node, position: str, inward: bool = False) -> tuple[Flow, ...]:
    """The origins of a node's content, the least trusted first.

    `position` is what the value is used for ("program", "script", "argument"): it decides which sanitizers count.
    `inward`: what comes in through parameters of the node's own function is not followed to its callers.
    """
    parents, found = _search(View(unit, query, position, inward), node)
    ways = [
        Flow(origin, (last[1], *_way(parents, last[0])) if last is not None else ()) for origin, last in found.items()
    ]
    return tuple(sorted(ways, key=lambda flow: (-(flow.origin.trust or 0), len(flow.hops))))


def made_of(unit: Unit, query: Query, node: Node, position: str) -> tuple[tuple[Origin, ...], bool]:
    """The origins of a node's content as `flows` has them, `inward`, without the ways; and whether they might be others
    in another position."""
    view = View(unit, query, position, inward=True)
    _parents, found = _search(view, node)
    return tuple(sorted(found, key=lambda origin: -(origin.trust or 0))), bool(view.particular)


def _search(view: View, start: Node) -> tuple[_Parents, dict[Origin, tuple[Node, Hop] | None]]:
    """Where each node was reached from, and where each origin was found; None for what was not followed to an end."""
    parents: _Parents = {start: None}
    found: dict[Origin, tuple[Node, Hop] | None] = {}
    work = deque([start])
    while work:
        current = work.popleft()
        if len(parents) > MAX_NODES:
            found.setdefault(_COMPLEX, None)
            break
        if len(current.path) > MAX_DEPTH:
            found.setdefault(_COMPLEX, None)
            continue
        moves, origins = _moves(view, current)
        for origin, hop in origins:
            if origin not in found:
                found[origin] = (current, hop)
        for move in moves:
            if move.node not in parents:
                parents[move.node] = (current, move.hop)
                work.append(move.node)
    return parents, found


def _way(parents: _Parents, node: Node) -> tuple[Hop, ...]:
    hops: list[Hop] = []
    step = parents[node]
    while step is not None:
        node, hop = step
        if hop is not None and (not hops or hops[-1] != hop):
            hops.append(hop)
        step = parents[node]
    return tuple(hops)


def _moves(view: View, node: Node) -> Moves:
    """One step backwards."""
    mem = view.memory(node.function)
    body = mem.bodies[node.function]
    op = body.definition[node.value]
    if op is None or isinstance(op, _FIXED):
        return [], []
    if not node.path and is_number(view.unit, body.function.types[node.value]):
        return [], []
    root, steps = place(mem, node.function, node.value)
    full = steps + node.path
    particular = view.query.get(is_particular, body)
    told = view.query.get(vouched, mem, node.function, view.position if particular else "")[node.block]
    if particular:
        view.particular.append(node)
    if told and ((root, full) in told or (root, steps) in told):
        return [], []
    if root != (node.function, node.value):
        return _content(view, mem, node, root, full)
    moves, origins = _stored(view, mem, node, root, full, None)
    more, others = _defined(view, mem, node, op)
    return moves + more, origins + others


def _content(view: View, mem: Memory, node: Node, root: Root, full: Steps) -> Moves:
    """What was stored at a place that is read here, and what its root holds otherwise."""
    reader = mem.bodies[node.function].position[node.value]
    owner, value = root
    if value < 0:
        return from_variable(view, node, owner, full)
    if not full and is_number(view.unit, mem.bodies[owner].function.types[value]):
        return [], []
    last = _last_write(mem, node, root, full, reader)
    if last is not None:
        return [from_write(last, full[len(last.path) :], node)], []
    moves, origins = _stored(view, mem, node, root, full, reader)
    op = mem.bodies[owner].definition[value]
    if isinstance(op, _FRESH):
        return moves, origins
    block = node.block if owner == node.function else mem.bodies[owner].position[value][0]
    calls = node.calls if owner == node.function else node.calls[:-1]
    more, others = _defined(view, mem, Node(owner, value, full, block, calls), op)
    return moves + more, origins + others


def _last_write(mem: Memory, node: Node, root: Root, full: Steps, reader: tuple[int, int]) -> Write | None:
    """The store that surely gave the place its value: the last one in the same block, if nobody else may write."""
    writes = [write for write in mem.writes.get(root, ()) if overlap(write.path, full) is not None]
    if any(write.function != node.function for write in writes) or root[0] != node.function:
        return None
    before = [write for write in writes if write.block == reader[0] and write.number < reader[1]]
    if not before or ANY in full or node.path:
        return None
    last = max(before, key=lambda write: write.number)
    if last.path != full[: len(last.path)]:
        return None
    between = [p for p in mem.passed.get(root, ()) if p.block == reader[0] and last.number < p.number < reader[1]]
    return None if between else last


def _stored(view: View, mem: Memory, node: Node, root: Root, full: Steps, reader: tuple[int, int] | None) -> Moves:
    """Stores and calls that may have written to the place before it is read (at `reader`, None: at any time)."""
    moves: list[Next] = []
    origins: list[tuple[Origin, Hop]] = []
    body = mem.bodies[node.function]

    def before(function: str, block: int, number: int) -> bool:
        if reader is None or function != node.function:
            return True
        if block == reader[0] and number < reader[1]:
            return True
        return reader[0] in view.query.get(reachable, body.function, block)

    for write in mem.writes.get(root, ()):
        rest = overlap(write.path, full)
        if rest is not None and before(write.function, write.block, write.number):
            moves.append(from_write(write, rest, node))
    for passed in mem.passed.get(root, ()):
        if overlap(passed.path, full) is not None and before(passed.function, passed.block, passed.number):
            more, others = written_by_call(view, mem, node, passed, full)
            moves += more
            origins += others
    return moves, origins


def _defined(view: View, mem: Memory, node: Node, op: Op | None) -> Moves:
    """From a root to what defines it."""
    body = mem.bodies[node.function]
    match op:
        case Param():
            return from_parameter(view, mem, node, op)
        case Phi():
            blocks = body.function.blocks[body.position[op.result][0]].predecessors
            pairs = zip(op.operands, blocks, strict=True)
            return [Next(Node(node.function, v, node.path, b, node.calls)) for v, b in pairs if v != node.value], []
        case Binary():
            hop = Hop(node.function, op.at, "is joined with other text")
            sides = (op.left, op.right)
            return [Next(Node(node.function, v, (), node.block, node.calls), hop) for v in sides], []
        case Unary():
            return [Next(Node(node.function, op.operand, (), node.block, node.calls))], []
        case Recv():
            return [Next(Node(node.function, op.channel, (SENT,), node.block, node.calls))], []
        case Select() if node.path and node.path[0].startswith("#"):
            number = int(node.path[0][1:]) - 2
            if 0 <= number < len(op.cases):
                channel = op.cases[number].channel
                return [Next(Node(node.function, channel, (SENT, *node.path[1:]), node.block, node.calls))], []
            return [], []
        case Call():
            return from_call(view, mem, node, op)
        case _ if isinstance(op, _FRESH + _FIXED):
            return [], []
    return [], [_unknown(node, op)]


def _unknown(node: Node, op: Op | None) -> tuple[Origin, Hop]:
    field = field_name(node.path)
    at = 0 if op is None else op.at
    if field:
        return Origin(Kind.FIELD, f"the field `{field}`", field), Hop(node.function, at, f"field `{field}` is read")
    return Origin(Kind.UNKNOWN, "a value out of sight"), Hop(node.function, at, "comes from out of sight")
