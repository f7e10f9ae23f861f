"""Steps of the taint analysis across calls: into callees, out to callers, through library functions and variables."""

from golint_py.analyses.taint_flow import Calls, Moves, Next, Node, View, field_name, is_exported, short
from golint_py.analyses.taint_links import call_sites, callee_symbol, field_writes, is_packed, links, passed_for
from golint_py.analyses.taint_memory import ANY, KEY, Body, Memory, Passed, Steps, Write, overlap, place
from golint_py.analyses.taint_model import (
    Source,
    field_source,
    format_argument,
    global_source,
    harmful_arguments,
    propagation,
    sanitizer_of,
    source_of,
    type_source,
)
from golint_py.analyses.taint_records import Hop, Kind, Origin
from golint_py.ir.ops import Alloc, Call, Const, Defer, Go, Param, SliceOf
from golint_py.knowledge.load import plain
from golint_py.types.model import Array, Pointer

MAX_CALLS = 3

_REQUESTS = frozenset({"net/http.NewRequest", "net/http.NewRequestWithContext"})


def from_write(write: Write, rest: Steps, node: Node) -> Next:
    calls = node.calls if write.function == node.function else ()
    last = next((step for step in reversed(write.path) if not step.startswith(("[", "#"))), "")
    name = last.rpartition(".")[2]
    hop = Hop(write.function, write.at, f"is stored in `{name}`" if name else "is stored")
    return Next(Node(write.function, write.value, rest, write.block, calls), hop)


def written_by_call(view: View, mem: Memory, node: Node, passed: Passed, full: Steps) -> Moves:
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


def _source(source: Source, symbol: str, function: str, at: int) -> tuple[Origin, Hop]:
    origin = Origin(Kind.SOURCE, source.what, short(plain(symbol)), source.level)
    return origin, Hop(function, at, f"`{short(plain(symbol))}` gives data of {source.what}")


def from_variable(view: View, node: Node, symbol: str, full: Steps) -> Moves:
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
                known = known or ".$vars" in function
                moves.append(from_write(write, rest, node))
    if known:
        return moves, []
    name = short(symbol)
    hop = Hop(node.function, at, f"package variable `{name}` is read")
    return moves, [(Origin(Kind.GLOBAL, f"the package variable `{name}`", name), hop)]


def _at(body: Body, value: int) -> int:
    op = body.definition[value]
    return op.at if op is not None else 0


def from_parameter(view: View, mem: Memory, node: Node, op: Param) -> Moves:
    """From a parameter to the arguments of the visible calls."""
    callee = mem.bodies[node.function].function
    source = field_source(node.path)
    if source is not None:
        return [], [_source(source, _source_field(node.path), node.function, op.at)]
    found = type_source(callee.types[op.result]) if not node.path else None
    if found is not None:
        return [], [_source(found[1], found[0], node.function, op.at)]
    if node.calls:
        caller, value = node.calls[-1]
        call = view.memory(caller).bodies[caller].definition[value]
        block = view.memory(caller).bodies[caller].position[value][0]
        if type(call) is Call:
            return _given(view, node, op, caller, block, call, node.calls[:-1]), []
    sites = view.query.get(call_sites, view.unit, view.query, node.function)
    origin = _parameter_origin(view, node, op, bool(sites))
    hop = Hop(node.function, op.at, f"{origin.what} of `{short(callee.symbol)}` is used")
    if view.inward and node.function not in mem.made:
        return [], [(origin, hop)]
    moves = _stored_elsewhere(view, node)
    for site in sites:
        if site.function != node.function:
            moves += _given(view, node, op, site.function, site.block, site.call, ())
    exports = view.unit.universe.exports(view.unit.path)
    program = exports is not None and exports.name == "main"  # nobody can import it
    hidden = sites and (program or not is_exported(node.function) or node.function in mem.made)
    return moves, [] if hidden else [(origin, hop)]


def _stored_elsewhere(view: View, node: Node) -> list[Next]:
    """What functions of the package store to the field that is read, of whatever object."""
    place_of = next((i for i in reversed(range(len(node.path))) if not node.path[i].startswith(("[", "#", "<"))), -1)
    if place_of < 0:
        return []
    found = []
    for write in view.query.get(field_writes, view.unit, view.query).get(node.path[place_of], ()):
        start = next(i for i in reversed(range(len(write.path))) if write.path[i] == node.path[place_of])
        rest = overlap(write.path[start:], node.path[place_of:])
        if rest is not None and write.function != node.function:
            found.append(from_write(write, rest, node))
    return found


def _parameter_origin(view: View, node: Node, op: Param, called: bool) -> Origin:
    field = field_name(node.path)
    what = f"the field `{field}`" if field else f"the parameter `{op.name}`"
    symbol = node.function
    by_value = symbol in view.query.get(links, view.unit).values or "$" in symbol
    by_value = by_value or (symbol[0] == "(" and not is_exported(symbol))
    return Origin(
        Kind.FIELD if field else Kind.PARAMETER,
        what,
        field or op.name,
        callers=called or by_value,
        function=symbol,
        parameter=op.index,
        path=node.path,
    )


def _source_field(path: Steps) -> str:
    return next((step for step in path if field_source((step,)) is not None), "")


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


def from_call(view: View, mem: Memory, node: Node, op: Call) -> Moves:
    """From a call's result to what it was made of."""
    symbol, path = op.callee.symbol, node.path
    if op.callee.builtin:
        return _builtin(mem.bodies[node.function], node, op), []
    sanitizer = sanitizer_of(symbol)
    if sanitizer is not None:
        view.particular.append(node)
        if view.position in sanitizer.valid:
            return [], []
    source = source_of(symbol)
    if source is not None and source.writes < 0 and not (source.parameter and _is_own(mem, node.function, op)):
        return [], [_source(source, symbol, node.function, op.at)]
    row = propagation(symbol)
    if row is not None and row.to < 0:
        chosen = row.from_ if row.from_ is not None else tuple(range(len(op.args)))
        chosen = _of_format(view, mem, node.function, op, chosen)
        return [_argument(node.function, node.block, op, i, node, ()) for i in chosen if i < len(op.args)], []
    number, below = (int(path[0][1:]), path[1:]) if path and path[0].startswith("#") else (0, path)
    told = view.unit.elsewhere.results.get((symbol, number))
    if told is not None:
        if len(told) > 1:
            view.particular.append(node)
        return _told(node, op, told[view.position] if view.position in told else told[""], below)
    target = callee_symbol(mem, node.function, op)
    site = (node.function, op.result)
    if target in view.unit.functions and len(node.calls) < MAX_CALLS and site not in node.calls:
        return _returned(view, node, op, target), []
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


def _told(node: Node, op: Call, told: tuple[Origin, ...], below: Steps) -> Moves:
    """Through a function of another package, which is known by what flows into its result."""
    hop = Hop(node.function, op.at, f"`{short(op.callee.symbol)}` returns it")
    moves: list[Next] = []
    origins: list[tuple[Origin, Hop]] = []
    for origin in told:
        if origin.kind is Kind.SOURCE:
            origins.append((origin, hop))
        elif 0 <= origin.parameter < len(op.args):
            path = origin.path or below
            moves.append(Next(Node(node.function, op.args[origin.parameter], path, node.block, node.calls), hop))
        else:
            name = short(op.callee.symbol)
            origins.append((Origin(Kind.CALL, f"the result of `{name}`", name), hop))
    return moves, origins


def _is_own(mem: Memory, function: str, op: Call) -> bool:
    """Whether the receiver was made here, not handed in."""
    root, _steps = place(mem, function, op.args[0]) if op.args else (("", -1), ())
    made = mem.bodies[root[0]].definition[root[1]] if root[1] >= 0 else None
    return isinstance(made, (Call, Alloc))


def _length(body: Body, value: int) -> int:
    """A number of elements that a slice has at least."""
    length = 0
    for _ in range(64):
        match body.definition[value]:
            case Call() as op if op.callee.builtin and op.callee.symbol == "append" and op.args:
                length += len(op.args) - 1 - op.spread
                value = op.args[0]
            case SliceOf(low=None, high=None) as op:
                made = body.definition[op.base]
                held = body.function.types[op.base]
                literal = type(made) is Alloc and type(held) is Pointer and type(held.elem) is Array
                return length + max(held.elem.length, 0) if literal else length  # type: ignore[union-attr]
            case _:
                return length
    return length


def _builtin(body: Body, node: Node, op: Call) -> list[Next]:
    """`append`, `min` and `max`, and the views of package unsafe; other builtins give no text."""
    symbol, path = op.callee.symbol, node.path
    if symbol != "append":
        names = ("min", "max", "unsafe.Slice", "unsafe.String", "unsafe.SliceData", "unsafe.StringData", "new")
        chosen = range(len(op.args)) if symbol in names else range(0)
        return [Next(Node(node.function, op.args[i], (), node.block, node.calls)) for i in chosen]
    below = path[1:] if path and path[0].startswith("[") and path[0] != KEY else path
    at = int(path[0][1:-1]) if path and path[0][1:-1].isdigit() else -1
    within = 0 <= at < _length(body, op.args[0])
    found = []
    for number, value in enumerate(op.args[:1] if within else op.args):
        whole = number == 0 or (op.spread and number == len(op.args) - 1)
        hop = None if number == 0 else Hop(node.function, op.at, "is appended")
        deep = path if number == 0 else (ANY, *below) if whole and path else below
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
