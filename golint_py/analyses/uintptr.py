"""Integers made from pointers, and how long they live: what is made of them, turned back, stored, returned, sent.

Forward may-analysis over SSA from each conversion of a pointer to `uintptr`, through arithmetic, conversions between
integers, phis, local cells, captured variables and visible callees. The rules of package unsafe decide: an address is
good for one expression. Whether two conversions are one expression is told by their spans. Unsound about addresses that
travel through memory other than locals, or through functions out of sight.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.taint_links import callee_symbol
from golint_py.analyses.taint_memory import Body, Memory, Root, Steps, overlap, place
from golint_py.analyses.uintptr_model import Event, Made, Named, Region, View, keeps_arguments, uses
from golint_py.analyses.uintptr_objects import object_of
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import (
    Alloc,
    Binary,
    Call,
    Closure,
    Const,
    Convert,
    Defer,
    Extract,
    FieldAddr,
    FieldOf,
    FreeVar,
    Go,
    IndexAddr,
    IndexOf,
    Load,
    MapWrite,
    Op,
    Param,
    Phi,
    Return,
    Send,
    SliceOf,
    Store,
    TypeAssert,
    Unary,
)
from golint_py.knowledge.load import plain, table
from golint_py.query import Query
from golint_py.types.model import Basic

MAX_DEPTH = 2
_FLOATS = frozenset({"float32", "float64"})
_SMALL = 1 << 16
_HEADERS = frozenset({"reflect.SliceHeader.Data", "reflect.StringHeader.Data"})
_ADDRESS_OPERATORS = frozenset({"+", "-", "&^", "|", "^", "&"})
_ATOMIC_STORES = {
    "sync/atomic.StoreUintptr": 1,
    "sync/atomic.SwapUintptr": 1,
    "(*sync/atomic.Uintptr).Store": 1,
    "(*sync/atomic.Uintptr).Swap": 1,
}


class _State(Struct, frozen=True):
    """An address on its way: value of a function, calls entered, `^ 0` or other arithmetic met, variables."""

    function: str
    value: int
    depth: int
    noop: bool
    changed: bool
    names: tuple[str, ...]


def _makes(op: Op, produces: Mapping[str, Named]) -> bool:
    if type(op) is Convert:
        return op.kind == "unsafe->uintptr"
    return type(op) is Call and op.callee.symbol in produces


def makers(unit: Unit) -> tuple[str, ...]:
    """The functions that make integers of pointers."""
    produces = table("unsafe", "produces", Named)
    return tuple(
        symbol
        for symbol, function in unit.functions.items()
        if any(_makes(op, produces) for block in function.blocks for op in block.ops)
    )


def addresses(unit: Unit, query: Query, symbol: str) -> tuple[Event, ...]:
    """What happens to the addresses that a function makes into integers."""
    view = View(unit, query)
    found: list[Event] = []
    for made in _made(view, symbol):
        if made.memory is not Region.FOREIGN:
            found += _follow(view, made)
    return tuple(found)


def _made(view: View, symbol: str) -> Iterator[Made]:
    mem = view.memory(symbol)
    body = mem.bodies[symbol]
    produces = table("unsafe", "produces", Named)
    for op in body.definition:
        if type(op) is Convert and op.kind == "unsafe->uintptr":
            kind, root, name = object_of(view, mem, symbol, op.operand)
            yield Made(symbol, op.at, op.result, op.operand, kind, root, name, False)
        elif type(op) is Call and op.callee.symbol in produces and op.args:
            root, _steps = place(mem, symbol, op.args[0])
            yield Made(symbol, op.at, op.result, op.args[0], Region.OTHER, root, "", True)


def _follow(view: View, made: Made) -> list[Event]:
    """Everything that an address reaches."""
    start = _State(made.function, made.value, 0, False, False, ())
    seen = {(made.function, made.value)}
    work = [start]
    events: list[Event] = []
    while work:
        state = work.pop()
        mem = view.memory(state.function)
        body = mem.bodies[state.function]
        name = body.function.names.get(state.value, "")
        if name and name not in state.names:
            state = _State(*_fields(state)[:5], (*state.names, name))
        for _block, _index, op in view.query.get(uses, body).of.get(state.value, ()):
            for following in _step(view, mem, made, state, op, events):
                if (following.function, following.value) not in seen:
                    seen.add((following.function, following.value))
                    work.append(following)
    return events


def _fields(state: _State) -> tuple[str, int, int, bool, bool]:
    return (state.function, state.value, state.depth, state.noop, state.changed)


def _to(state: _State, value: int, noop: bool = False, changed: bool = False) -> _State:
    return _State(state.function, value, state.depth, state.noop or noop, state.changed or changed, state.names)


def _event(view: View, made: Made, state: _State, kind: str, at: int, detail: str = "") -> Event:
    direct = state.function == made.function and _inside(view, made, at)
    return Event(made, kind, state.function, at, state.value, direct, detail, state.noop, state.names, state.changed)


def _inside(view: View, made: Made, at: int) -> bool:
    """Whether the conversion stands in the expression (or statement) at `at`."""
    spans = view.memory(made.function).bodies[made.function].function.spans
    inner, outer = spans[made.at], spans[at]
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _step(view: View, mem: Memory, made: Made, state: _State, op: Op, events: list[Event]) -> list[_State]:
    """What one use does with the address: further values that hold it; events are appended."""
    match op:
        case Convert():
            if op.kind == "uintptr->unsafe":
                events.append(_event(view, made, state, "back", op.at))
                return []
            made_type = mem.bodies[state.function].function.types[op.result]
            return [] if type(made_type) is Basic and made_type.name in _FLOATS else [_to(state, op.result)]
        case Phi() | Extract() | TypeAssert():
            return [_to(state, op.result)]
        case Unary():
            return []
        case Binary():
            return _computed(mem.bodies[state.function], state, op)
        case Store() if op.value == state.value:
            return _stored(view, mem, made, state, op, events)
        case MapWrite():
            kind = "key" if op.key == state.value else "element"
            events.append(_event(view, made, state, kind, op.at))
        case Send() if op.value == state.value:
            events.append(_event(view, made, state, "channel", op.at))
        case Return():
            events.append(_event(view, made, state, "return", op.at, state.function))
        case Closure():
            return [
                _State(op.symbol, body_value, *_fields(state)[2:], state.names)
                for body_value in _captured(mem, op, state.value)
            ]
        case Go():
            if state.value in op.args:
                events.append(_event(view, made, state, "goroutine", op.at, op.callee.symbol))
        case Call() | Defer():
            return _passed(view, mem, made, state, op, events)
    return []


def _captured(mem: Memory, op: Closure, value: int) -> list[int]:
    if op.symbol not in mem.bodies:
        return []
    definition = mem.bodies[op.symbol].definition
    indexes = {index for index, binding in enumerate(op.bindings) if binding == value}
    return [one.result for one in definition if type(one) is FreeVar and one.index in indexes and not one.cell]


def _computed(body: Body, state: _State, op: Binary) -> list[_State]:
    """Arithmetic that gives an address again."""
    if op.operator not in _ADDRESS_OPERATORS:
        return []
    other = op.right if op.left == state.value else op.left
    if op.left == op.right or (op.operator in ("-", "&^") and op.left != state.value):
        return []
    made = body.definition[_unconverted(body, other)]
    constant = made.value if type(made) is Const and isinstance(made.value, int) else None
    below = type(made) is Binary and made.operator == "-" and type(body.definition[made.right]) is Const
    if op.operator == "&" and (below or (constant is not None and 0 <= constant < _SMALL)):
        return []
    if op.operator == "-" and _is_address(body, other):
        return []
    return [_to(state, op.result, op.operator == "^" and constant == 0, True)]


def _unconverted(body: Body, value: int) -> int:
    """The number before conversions between integers."""
    for _ in range(16):
        op = body.definition[value]
        if type(op) is not Convert or op.kind != "value":
            return value
        value = op.operand
    return value


def _is_address(body: Body, value: int) -> bool:
    """Whether an operand is an address, too, so that the difference is none."""
    for _ in range(16):
        match body.definition[value]:
            case Convert(kind="unsafe->uintptr"):
                return True
            case Convert() as op:
                value = op.operand
            case Binary(operator="+") as op:
                value = op.left
            case _:
                return False
    return False


def _stored(view: View, mem: Memory, made: Made, state: _State, op: Store, events: list[Event]) -> list[_State]:
    """Into memory: followed through local variables, else it leaves."""
    root, steps = place(mem, state.function, op.address)
    field = next((step for step in reversed(steps) if not step.startswith(("[", "#"))), "")
    if field in _HEADERS:
        event = _event(view, made, state, "back", op.at, field)
        if not event.direct:
            events.append(event)
        return []
    if root[1] < 0:
        events.append(_event(view, made, state, "field" if field else "global", op.at, field or root[0]))
        return []
    owner = mem.bodies[root[0]].definition[root[1]]
    if type(owner) is not Alloc:
        kind = "field" if field else "element"
        events.append(_event(view, made, state, kind, op.at, field))
        return []
    if _leaves(view, mem, root, owner, steps):
        events.append(_event(view, made, state, "field" if field else "element", op.at, field))
    found = []
    for symbol, body in mem.bodies.items():
        for value, one in enumerate(body.definition):
            if isinstance(one, (Load, FieldOf, IndexOf)) and _is_number(body, value):
                there, read = place(mem, symbol, value)
                if there == root and overlap(steps, read) == () and len(read) == len(steps):
                    names = (*state.names, owner.name) if owner.name and owner.name not in state.names else state.names
                    found.append(_State(symbol, value, *_fields(state)[2:], names))
    return found


def _is_number(body: Body, value: int) -> bool:
    """Whether a value that was read may be the address; a struct or an array that holds it is not followed."""
    return not isinstance(body.definition[value], (FieldAddr, IndexAddr)) and body.function.types[value] is not None


def _leaves(view: View, mem: Memory, root: Root, owner: Alloc, steps: Steps) -> bool:
    """Whether a local object that holds the address is itself returned, stored or sent away."""
    if not steps:
        return False
    body = mem.bodies[root[0]]
    work, seen = [owner.result], {owner.result}
    index = view.query.get(uses, body).of
    while work:
        for _block, _number, op in index.get(work.pop(), ()):
            match op:
                case Return() | Send() | MapWrite() | Go():
                    return True
                case Store() if op.value in seen:
                    return True
                case Load() | Phi() | SliceOf() | Convert(kind="interface") | Convert(kind="value"):
                    if op.result not in seen and not _is_scalar(body, op):
                        seen.add(op.result)
                        work.append(op.result)
                case Call() if op.callee.builtin and op.callee.symbol == "append":
                    return True
    return False


def _is_scalar(body: Body, op: Op) -> bool:
    return type(op) is Load and type(body.definition[op.address]) is FieldAddr


def _passed(view: View, mem: Memory, made: Made, state: _State, op: Call | Defer, events: list[Event]) -> list[_State]:
    """As an argument: kept alive, shown, appended, stored atomically, or on into a visible callee."""
    symbol = plain(op.callee.symbol)
    if state.value not in op.args:
        return []
    number = op.args.index(state.value)
    if op.callee.builtin:
        if symbol == "append" and number > 0 and type(op) is Call:
            events.append(_event(view, made, state, "element", op.at, "append"))
        return []
    if symbol in table("unsafe", "keeps", Named) or view.query.get(keeps_arguments, view.unit, op.callee.symbol):
        events.append(_event(view, made, state, "kept", op.at, symbol))
        return []
    if _ATOMIC_STORES.get(symbol) == number:
        root, steps = place(mem, state.function, op.args[0])
        field = next((step for step in reversed(steps) if not step.startswith(("[", "#"))), "")
        if field or root[1] < 0:
            events.append(_event(view, made, state, "field" if field else "global", op.at, field or root[0]))
        return []
    target = callee_symbol(mem, state.function, op)
    if target not in view.unit.functions or state.depth >= MAX_DEPTH:
        return []
    callee = view.memory(target).bodies[target]
    parameters = [one.result for one in callee.definition if type(one) is Param and one.index == number]
    return [_State(target, value, state.depth + 1, state.noop, state.changed, state.names) for value in parameters]
