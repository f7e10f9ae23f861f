"""Where the content of a value comes from, with the way it took.

Backward, demand-driven may-analysis over SSA, field-sensitive (access paths), through locals, cells, slices, maps,
literals of the same declaration and the visible callers and callees in the package, context-sensitive by call strings of
length `MAX_CALLS` (Sharir and Pnueli 1981). Breadth first, so the flow that is reported is a shortest one. A value that
is made of constants only has no origin. Unsound about aliases, reflection, and functions out of sight, which end a flow as
`call`.
"""

import enum
from collections import deque

from msgspec import Struct

from golint_py.analyses.taint_guards import vouched
from golint_py.analyses.taint_links import call_sites, callee_symbol, is_packed, links, memory_of, passed_for
from golint_py.analyses.taint_memory import (
    ANY,
    KEY,
    SENT,
    Body,
    Memory,
    Passed,
    Root,
    Steps,
    Write,
    overlap,
    place,
    reachable,
)
from golint_py.analyses.taint_model import (
    Source,
    Trust,
    field_source,
    format_argument,
    global_source,
    harmful_arguments,
    is_number,
    propagation,
    sanitizes,
    source_of,
)
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import (
    Alloc,
    Binary,
    BoundMethod,
    Call,
    Closure,
    Const,
    Defer,
    FuncRef,
    Go,
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

MAX_CALLS = 3
MAX_NODES = 4000

_FRESH = (Alloc, MakeMap, MakeSlice, MakeChan)
_REQUESTS = frozenset({"net/http.NewRequest", "net/http.NewRequestWithContext"})


Calls = tuple[tuple[str, int], ...]


class Kind(enum.Enum):
    """What a flow starts from."""

    SOURCE = "source"
    PARAMETER = "parameter"
    FIELD = "field"
    GLOBAL = "package variable"
    CALL = "call"
    UNKNOWN = "unknown"


class Node(Struct, frozen=True):
    """The content at `path` below a value, as seen where block `block` of its function runs.

    `calls` are the calls entered and not yet left, each the caller's symbol and the call's value.
    """

    function: str
    value: int
    path: Steps = ()
    block: int = 0
    calls: Calls = ()


class Hop(Struct, frozen=True):
    """A place on the way: function, operation's `at`, what happens to the data there."""

    function: str
    at: int
    message: str


class Origin(Struct, frozen=True):
    """Where a flow starts. `what` says it in words, `name` is the parameter, field, variable or function.

    `callers`: calls of the parameter's function are visible.
    """

    kind: Kind
    what: str
    name: str = ""
    trust: Trust | None = None
    callers: bool = False


class Flow(Struct, frozen=True):
    """An origin and the hops from there to the use, in the order of the data."""

    origin: Origin
    hops: tuple[Hop, ...]


class Next(Struct, frozen=True):
    """A node that flows into another, by a hop if there is something to tell."""

    node: Node
    hop: Hop | None = None


Moves = tuple[list[Next], list[tuple[Origin, Hop]]]


class View(Struct, frozen=True, eq=False):
    """What a step of the search sees."""

    unit: Unit
    query: Query
    position: str

    def memory(self, symbol: str) -> Memory:
        """The memory of the function's family."""
        return self.query.get(memory_of, self.unit, self.query, symbol)


def flows(unit: Unit, query: Query, node: Node, position: str) -> tuple[Flow, ...]:
    """The origins of a node's content, the least trusted first.

    `position` is what the value is used for ("program", "script", "argument"): it decides which sanitizers count.
    """
    view = View(unit, query, position)
    parents: dict[Node, tuple[Node, Hop | None] | None] = {node: None}
    found: dict[Origin, Flow] = {}
    work = deque([node])
    while work:
        current = work.popleft()
        if len(parents) > MAX_NODES:
            origin = Origin(Kind.UNKNOWN, "a value that is too complex to follow")
            found.setdefault(origin, Flow(origin, ()))
            break
        moves, origins = _moves(view, current)
        for origin, hop in origins:
            if origin not in found:
                found[origin] = Flow(origin, (hop, *_way(parents, current)))
        for move in moves:
            if move.node not in parents:
                parents[move.node] = (current, move.hop)
                work.append(move.node)
    return tuple(sorted(found.values(), key=lambda flow: (-(flow.origin.trust or 0), len(flow.hops))))


def _way(parents: dict[Node, tuple[Node, Hop | None] | None], node: Node) -> tuple[Hop, ...]:
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
    if op is None or isinstance(op, (Const, FuncRef, Closure, BoundMethod)):
        return [], []
    if not node.path and is_number(view.unit, body.function.types[node.value]):
        return [], []
    root, steps = place(mem, node.function, node.value)
    full = steps + node.path
    told = view.query.get(vouched, mem, node.function)[node.block]
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
        return _variable(view, node, owner, full)
    last = _last_write(mem, node, root, full, reader)
    if last is not None:
        return [_from_write(last, full[len(last.path) :], node)], []
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
            moves.append(_from_write(write, rest, node))
    for passed in mem.passed.get(root, ()):
        if overlap(passed.path, full) is not None and before(passed.function, passed.block, passed.number):
            more, others = _written_by_call(view, mem, node, passed, full)
            moves += more
            origins += others
    return moves, origins


def _from_write(write: Write, rest: Steps, node: Node) -> Next:
    calls = node.calls if write.function == node.function else ()
    last = next((step for step in reversed(write.path) if not step.startswith(("[", "#"))), "")
    name = last.rpartition(".")[2]
    hop = Hop(write.function, write.at, f"is stored in `{name}`" if name else "is stored")
    return Next(Node(write.function, write.value, rest, write.block, calls), hop)


def _written_by_call(view: View, mem: Memory, node: Node, passed: Passed, full: Steps) -> Moves:
    """What a call writes through an argument."""
    call, symbol = passed.call, passed.call.callee.symbol
    if call.callee.builtin:
        if symbol != "copy" or passed.argument != 0:
            return [], []
        return [_argument(passed.function, passed.block, call, 1, node, full[len(passed.path) :])], []
    source = source_of(symbol)
    if source is not None and 0 <= source.writes <= passed.argument:
        if source.variadic or source.writes == passed.argument:
            return [], [_source(source, symbol, passed.function, call.at)]
        return [], []
    row = propagation(symbol)
    if row is None or row.to != passed.argument:
        return [], []
    chosen = row.from_ if row.from_ is not None else tuple(i for i in range(len(call.args)) if i != row.to)
    chosen = _of_format(view, mem, passed.function, call, chosen)
    return [_argument(passed.function, passed.block, call, i, node, ()) for i in chosen if i < len(call.args)], []


def _argument(
    function: str, block: int, call: Call | Go | Defer, number: int, node: Node, path: Steps, message: str = ""
) -> Next:
    calls = node.calls if function == node.function else ()
    hop = Hop(function, call.at, message or f"passes through `{short(call.callee.symbol)}`")
    return Next(Node(function, call.args[number], path, block, calls), hop)


def _of_format(
    view: View, mem: Memory, function: str, call: Call | Go | Defer, chosen: tuple[int, ...]
) -> tuple[int, ...]:
    """Leave out the operands of a constant format that go through verbs for numbers."""
    number = format_argument(call.callee.symbol)
    if number is None or call.spread or number >= len(call.args):
        return chosen
    op = mem.bodies[function].definition[call.args[number]]
    if type(op) is not Const or not isinstance(op.value, str):
        return chosen
    operands = harmful_arguments(op.value, len(call.args) - number - 1)
    return tuple(i for i in chosen if i < number or i - number - 1 in operands)


def short(symbol: str) -> str:
    """A symbol without the directories of its import path: `exec.Command`, `(*http.Request).FormValue`."""
    head = "(*" if symbol.startswith("(*") else "(" if symbol.startswith("(") else ""
    return head + symbol.removeprefix(head).rpartition("/")[2]


def _source(source: Source, symbol: str, function: str, at: int) -> tuple[Origin, Hop]:
    origin = Origin(Kind.SOURCE, source.what, short(symbol), source.level)
    return origin, Hop(function, at, f"`{short(symbol)}` gives data of {source.what}")


def _defined(view: View, mem: Memory, node: Node, op: Op | None) -> Moves:
    """From a root to what defines it."""
    body = mem.bodies[node.function]
    match op:
        case Param():
            return _parameter(view, mem, node, op)
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
            return _called(view, mem, node, op)
        case _ if isinstance(op, _FRESH):
            return [], []
    return [], [_unknown(node, op)]


def _unknown(node: Node, op: Op | None) -> tuple[Origin, Hop]:
    field = _field(node.path)
    at = 0 if op is None else op.at
    if field:
        return Origin(Kind.FIELD, f"the field `{field}`", field), Hop(node.function, at, f"field `{field}` is read")
    return Origin(Kind.UNKNOWN, "a value out of sight"), Hop(node.function, at, "comes from out of sight")


def _field(path: Steps) -> str:
    last = next((step for step in reversed(path) if not step.startswith(("[", "#", "<"))), "")
    return last.rpartition("/")[2].lstrip(".")


def _variable(view: View, node: Node, symbol: str, full: Steps) -> Moves:
    """What a package variable holds: its initialiser and the visible stores."""
    mem = view.memory(node.function)
    at = _at(mem.bodies[node.function], node.value)
    source = global_source(symbol)
    if source is not None:
        own_name = symbol == "os.Args" and full[:1] == ("[0]",)
        return [], [] if own_name else [_source(source, symbol, node.function, at)]
    moves: list[Next] = []
    known = False
    for function in view.query.get(links, view.unit).mentions.get(symbol, ()):
        other = view.memory(function)
        for write in other.writes.get((symbol, -1), ()):
            rest = overlap(write.path, full)
            if write.function == function and rest is not None:
                known = known or function.endswith(".$vars")
                moves.append(_from_write(write, rest, node))
    if known:
        return moves, []
    name = short(symbol)
    hop = Hop(node.function, at, f"package variable `{name}` is read")
    return moves, [(Origin(Kind.GLOBAL, f"the package variable `{name}`", name), hop)]


def _at(body: Body, value: int) -> int:
    op = body.definition[value]
    return op.at if op is not None else 0


def _parameter(view: View, mem: Memory, node: Node, op: Param) -> Moves:
    """From a parameter to the arguments of the visible calls."""
    callee = mem.bodies[node.function].function
    source = field_source(node.path)
    if source is not None:
        return [], [_source(source, _source_field(node.path), node.function, op.at)]
    if node.calls:
        caller, value = node.calls[-1]
        call = view.memory(caller).bodies[caller].definition[value]
        block = view.memory(caller).bodies[caller].position[value][0]
        if type(call) is Call:
            return _given(view, node, op, caller, block, call, node.calls[:-1]), []
    moves: list[Next] = []
    sites = view.query.get(call_sites, view.unit, view.query, node.function)
    for site in sites:
        if site.function != node.function:
            moves += _given(view, node, op, site.function, site.block, site.call, ())
    field = _field(node.path)
    kind = Kind.FIELD if field else Kind.PARAMETER
    what = f"the field `{field}`" if field else f"the parameter `{op.name}`"
    origin = Origin(kind, what, field or op.name, callers=bool(sites))
    hop = Hop(node.function, op.at, f"{what} of `{short(callee.symbol)}` is used")
    hidden = sites and (not is_exported(node.function) or node.function in mem.made)
    return moves, [] if hidden else [(origin, hop)]


def _source_field(path: Steps) -> str:
    return next((step for step in path if field_source((step,)) is not None), "")


def is_exported(symbol: str) -> bool:
    """Whether other packages can name the function: it and its receiver's type start with a capital letter."""
    inner = symbol.removeprefix("(").removeprefix("*")
    names = inner.rpartition("/")[2].replace(")", "").split(".")[1:]
    return "$" not in symbol and all(name[:1].isupper() for name in names)


def _given(
    view: View, node: Node, op: Param, caller: str, block: int, call: Call | Go | Defer, calls: Calls
) -> list[Next]:
    callee = view.memory(node.function).bodies[node.function].function
    given = view.memory(caller).bodies[caller].function
    packed = is_packed(callee, op.index, given, call)
    hop = Hop(caller, call.at, f"is passed to `{short(callee.symbol)}`")
    found = []
    for number, (value, element) in enumerate(passed_for(callee, op.index, call, packed)):
        path = node.path
        if element and path:
            if path[0] not in (ANY, f"[{number}]"):
                continue
            path = path[1:]
        found.append(Next(Node(caller, value, path, block, calls), hop))
    return found


def _called(view: View, mem: Memory, node: Node, op: Call) -> Moves:
    """From a call's result to what it was made of."""
    symbol, path = op.callee.symbol, node.path
    if op.callee.builtin:
        return _builtin(node, op), []
    if sanitizes(symbol, view.position):
        return [], []
    source = source_of(symbol)
    if source is not None and source.writes < 0 and not (source.parameter and _is_own(mem, node.function, op)):
        return [], [_source(source, symbol, node.function, op.at)]
    target = callee_symbol(mem, node.function, op)
    site = (node.function, op.result)
    if target in view.unit.functions and len(node.calls) < MAX_CALLS and site not in node.calls:
        return _returned(view, node, op, target), []
    row = propagation(symbol)
    if row is not None and row.to < 0:
        chosen = row.from_ if row.from_ is not None else tuple(range(len(op.args)))
        chosen = _of_format(view, mem, node.function, op, chosen)
        return [_argument(node.function, node.block, op, i, node, ()) for i in chosen if i < len(op.args)], []
    if format_argument(symbol) is not None:
        chosen = _of_format(view, mem, node.function, op, tuple(range(len(op.args))))
        return [_argument(node.function, node.block, op, i, node, ()) for i in chosen], []
    foreign = field_source(path) if symbol not in _REQUESTS else None
    if foreign is not None:
        return [], [_source(foreign, _source_field(path), node.function, op.at)]
    if symbol in _REQUESTS:
        return [_argument(node.function, node.block, op, i, node, ()) for i in range(len(op.args))], []
    name = short(symbol) or "a function value"
    return [], [(Origin(Kind.CALL, f"the result of `{name}`", name), Hop(node.function, op.at, f"`{name}` returns it"))]


def _is_own(mem: Memory, function: str, op: Call) -> bool:
    """Whether the receiver was made here, not handed in."""
    root, _steps = place(mem, function, op.args[0]) if op.args else (("", -1), ())
    made = mem.bodies[root[0]].definition[root[1]] if root[1] >= 0 else None
    return isinstance(made, (Call, Alloc))


def _builtin(node: Node, op: Call) -> list[Next]:
    """`append`, `min` and `max`, and the views of package unsafe; other builtins give no text."""
    symbol, path = op.callee.symbol, node.path
    if symbol != "append":
        names = ("min", "max", "unsafe.Slice", "unsafe.String", "unsafe.SliceData", "unsafe.StringData", "new")
        chosen = range(len(op.args)) if symbol in names else range(0)
        return [Next(Node(node.function, op.args[i], (), node.block, node.calls)) for i in chosen]
    below = path[1:] if path and path[0].startswith("[") and path[0] != KEY else path
    found = []
    for number, value in enumerate(op.args):
        whole = number == 0 or (op.spread and number == len(op.args) - 1)
        hop = None if number == 0 else Hop(node.function, op.at, "is appended")
        deep = (ANY, *below) if whole and path else below
        found.append(Next(Node(node.function, value, deep, node.block, node.calls), hop))
    return found


def _returned(view: View, node: Node, op: Call, target: str) -> list[Next]:
    """Into the callee, to what it returns."""
    number, path = 0, node.path
    if path and path[0].startswith("#"):
        number, path = int(path[0][1:]), path[1:]
    callee = view.memory(target).bodies[target]
    calls = (*node.calls, (node.function, op.result))
    hop = Hop(node.function, op.at, f"`{short(target)}` returns it")
    return [
        Next(Node(target, done.values[number], path, block, calls), hop)
        for block, done in callee.returns
        if number < len(done.values)
    ]
