"""What all parts of the lowering share: the function at hand, tables of handlers, the trampoline that drives them.

A handler lowers one kind of node. It returns the value, or a generator that yields the work it waits for and returns
the value; `run` drives generators with an explicit stack, so that nesting in the source is no nesting of Python calls.
As that costs time, `drive` does work on the spot while it is nested less than `DIRECT` levels deep.

A *place* is what an operand stands for before it is read: an address when it is in memory, written as its complement
`~address` (negative), else a value.
"""

from collections.abc import Callable, Generator

from tree_sitter import Node

from golint_py.ir.builder import Builder
from golint_py.ir.cells import Cells
from golint_py.ir.ops import Closure, Const, Convert, Extract, Global, Load, Op, Unknown, Value
from golint_py.ir.plans import Plan
from golint_py.ir.program import FreeVariable, Function
from golint_py.syntax import nodes as N
from golint_py.types.lookup import Lookup
from golint_py.types.model import Basic, Interface, Named, Pointer, Type, TypeParam
from golint_py.types.scope import Info, Kind, Mode, Object, Operand, Selection
from golint_py.types.universe import BOOL, INT, UNTYPED_NIL

Work = Generator["Work", int, int]
Step = int | Work
Handler = Callable[["Frame", Node, Operand | None], Step]
Statement = Callable[["Frame", Node], Step]

VALUES: dict[int, Handler] = {}
PLACES: dict[int, Handler] = {}
STATEMENTS: dict[int, Statement] = {}
LEAVES = frozenset(
    {
        N.IDENTIFIER, N.INT_LITERAL, N.FLOAT_LITERAL, N.IMAGINARY_LITERAL, N.RUNE_LITERAL, N.STRING_LITERAL,
        N.RAW_STRING_LITERAL, N.NIL, N.TRUE, N.FALSE, N.IOTA,
    }
)  # fmt: skip


DIRECT = 30  # how deep Python calls nest before the trampoline takes over


class CannotLower(Exception):
    """A function body whose syntax is broken."""


class Shared:
    """What the functions of one declaration have in common. `pending` are literals still to be lowered, `done` the
    functions by symbol."""

    __slots__ = ("cells", "done", "fresh_loops", "interfaces", "lookup", "noreturn", "path", "pending", "test")

    def __init__(
        self, cells: Cells, lookup: Lookup, noreturn: frozenset[str], path: str, test: bool, fresh_loops: bool
    ) -> None:
        self.cells = cells
        self.lookup = lookup
        self.noreturn = noreturn
        self.path = path
        self.test = test
        self.fresh_loops = fresh_loops
        self.interfaces: dict[str, bool] = {}
        self.pending: list[Plan] = []
        self.done: dict[str, Function] = {}


class Target:
    """Where break and continue go."""

    __slots__ = ("after", "again", "label")

    def __init__(self, label: str, after: int, again: int) -> None:
        self.label = label
        self.after = after
        self.again = again  # -1 for switch and select


class Frame:
    """One function while it is lowered. Methods of the builder that everything uses are attributes of it."""

    __slots__ = (
        "addresses", "builder", "code", "depth", "emit", "entry", "exits", "fallthrough", "free", "info", "label",
        "labels",
        "loop_label", "named", "objects", "operands", "own_labels", "params", "plan", "results", "selections", "shared",
        "spans", "targets", "types", "value",
    )  # fmt: skip

    def __init__(self, shared: Shared, info: Info, plan: Plan, results: tuple[Type | None, ...]) -> None:
        builder = Builder(shared.cells.writes)
        self.builder = builder
        self.shared = shared
        self.info = info
        self.plan = plan
        self.results = results
        self.operands = info.operands
        self.objects = info.objects
        self.selections = info.selections
        self.types = builder.types
        self.spans = builder.spans
        self.value: Callable[[Type | None], int] = builder.value
        self.emit: Callable[[Op], None] = builder.emit
        self.addresses: dict[Object, Value] = {}
        self.targets: list[Target] = []
        self.labels: dict[str, int] = {}
        self.label = ""  # of the statement that comes next
        self.fallthrough = -1
        self.depth = 0
        self.named: tuple[Object, ...] = ()  # named results
        self.own_labels = plan.labels
        self.loop_label = ""  # of a range body: the label of its loop
        self.code: Value = -1  # of a range body: the address of the code that says how it was left
        self.exits: dict[tuple[str, str], int] = {}  # of a range body: jumps out of it, and their codes
        self.entry: list[Op] = []
        self.params: list[str] = []
        self.free: list[FreeVariable] = []

    def at(self, node: Node) -> int:
        """The place of a node."""
        spans = self.spans
        spans.append(node.byte_range)
        return len(spans) - 1


def run(work: Work, waits_for: Work | None = None) -> int:
    """Drive work to its end; `waits_for` is what it has already asked for."""
    stack: list[Work] = []
    if waits_for is not None:
        stack.append(work)
        work = waits_for
    send = 0
    started = False
    while True:
        try:
            child = work.send(send) if started else next(work)
        except StopIteration as stop:
            if not stack:
                return stop.value  # type: ignore[no-any-return]
            send = stop.value
            work = stack.pop()
            started = True
        else:
            stack.append(work)
            work = child
            started = False


def drive(f: Frame, work: Work) -> Step:
    """Do work on the spot where it is not nested deep (that spares the trampoline), else hand it back."""
    if f.depth >= DIRECT:
        return work
    f.depth += 1
    try:
        child = next(work)
    except StopIteration as stop:
        f.depth -= 1
        return stop.value  # type: ignore[no-any-return]
    value = run(work, child)
    f.depth -= 1
    return value


def begin(f: Frame, node: Node) -> Step:
    """Start to lower an expression to its value."""
    known = f.operands.get(node.id)
    if known is not None and known.value is not None:
        return constant(f, node, known)
    handler = VALUES.get(node.kind_id)
    if handler is None:
        return unknown(f, f.at(node), f"{node.type} where a value is wanted", (), None)
    step = handler(f, node, known)
    return step if isinstance(step, int) else drive(f, step)


def begin_place(f: Frame, node: Node) -> Step:
    """Start to lower an operand to its place."""
    handler = PLACES.get(node.kind_id)
    if handler is None:
        return begin(f, node)
    known = f.operands.get(node.id)
    if known is not None and known.value is not None:
        return constant(f, node, known)
    step = handler(f, node, known)
    return step if isinstance(step, int) else drive(f, step)


def values(f: Frame, nodes: list[Node]) -> Generator[Work, int, list[Value]]:
    """The values of several expressions, in order; use with `yield from`."""
    found: list[Value] = []
    for node in nodes:
        step = begin(f, node)
        found.append(step if isinstance(step, int) else (yield step))
    return found


# Small operations.


def constant(f: Frame, node: Node, known: Operand) -> Value:
    """A constant expression."""
    types, spans = f.types, f.spans
    value, at = len(types), len(spans)
    types.append(known.type)
    spans.append(node.byte_range)
    f.builder.ops.append(Const(value, at, known.value))
    return value


def number(f: Frame, at: int, value: int) -> Value:
    """An int that the source does not spell."""
    result = f.value(INT)
    f.emit(Const(result, at, value))
    return result


def truth(f: Frame, at: int, value: bool) -> Value:
    """A bool that the source does not spell."""
    result = f.value(BOOL)
    f.emit(Const(result, at, value))
    return result


def unknown(f: Frame, at: int, reason: str, operands: tuple[Value, ...], type: Type | None) -> Value:
    """A value that cannot be expressed."""
    value = f.value(type)
    f.emit(Unknown(value, at, reason, operands))
    return value


def closure(f: Frame, at: int, plan: Plan, type: Type | None) -> Value:
    """A function literal with what it captures, seen from here."""
    addresses, read = f.addresses, f.builder.read
    bindings = [addresses[variable] if variable in addresses else read(variable) for variable in plan.captures]
    value = f.value(type)
    f.emit(Closure(value, at, plan.symbol, tuple(bindings)))
    return value


def load(f: Frame, at: int, address: Value, type: Type | None = None) -> Value:
    """Read through an address."""
    if type is None:
        pointer = f.types[address]
        if isinstance(pointer, Pointer):
            type = pointer.elem
        elif pointer is not None:
            base = f.shared.lookup.core(pointer)
            type = base.elem if isinstance(base, Pointer) else None
    types = f.types
    value = len(types)
    types.append(type)
    f.builder.ops.append(Load(value, at, address))
    return value


def extract(f: Frame, at: int, tuple: Value, index: int, type: Type | None) -> Value:
    """An element of a tuple."""
    value = f.value(type)
    f.emit(Extract(value, at, tuple, index))
    return value


def global_address(f: Frame, at: int, symbol: str, type: Type | None) -> Value:
    """The address of a package variable."""
    value = f.value(Pointer(type))
    f.emit(Global(value, at, symbol))
    return value


def zero(f: Frame, at: int, type: Type | None) -> Value:
    """The zero value of a type."""
    value = f.value(type)
    base = f.shared.lookup.underlying(type)
    plain: bool | int | float | str | None = None
    name = base.name if isinstance(base, Basic) else ""
    if name == "string":
        plain = ""
    elif name == "bool":
        plain = False
    elif name[:5] == "float":
        plain = 0.0
    elif name[:3] == "int" or name[:4] == "uint" or name[:7] == "complex":
        plain = 0
    f.emit(Const(value, at, plain))
    return value


# Types.


def is_interface(f: Frame, type: Type | None) -> bool:
    """Whether values of the type are interface values."""
    if type.__class__ is Named:
        name = type.name
        known = f.shared.interfaces.get(name)
        if known is None:
            known = f.shared.lookup.underlying(type).__class__ is Interface
            f.shared.interfaces[name] = known
        return known
    return type.__class__ is Interface


def coerce(f: Frame, value: Value, target: Type | None, at: int) -> Value:
    """The value as it is assigned to something of type `target`: wrapped where that is an interface type."""
    kind = target.__class__
    if kind is not Named and kind is not Interface:
        if target is not None and f.types[value] == UNTYPED_NIL:
            f.types[value] = target
        return value
    have = f.types[value]
    if have is target or have is None:
        return value
    if have == UNTYPED_NIL:
        f.types[value] = target
        return value
    if not is_interface(f, target) or is_interface(f, have):
        return value
    result = f.value(target)
    f.emit(Convert(result, at, "interface", value))
    return result


def type_of(f: Frame, node: Node) -> Type | None:
    """The type that a type expression denotes, in type or expression position."""
    types = f.info.types
    while True:
        place = node.id
        if place in types:
            return types[place]
        known = f.operands.get(place)
        if known is not None and known.mode is Mode.TYPE:
            return known.type
        if node.kind_id in (N.PARENTHESIZED_TYPE, N.PARENTHESIZED_EXPRESSION, N.TYPE_ELEM):
            inner = N.children(node)
            if len(inner) == 1:
                node = inner[0]
                continue
        named = f.objects.get(place)
        return named.type if named is not None and named.kind is Kind.TYPE else None


def strip(node: Node) -> Node:
    """The expression inside parentheses."""
    while node.kind_id == N.PARENTHESIZED_EXPRESSION:
        inner = N.children(node)
        if len(inner) != 1:
            return node
        node = inner[0]
    return node


def is_type_param(type: Type | None) -> bool:
    """Whether the type is a type parameter."""
    return type.__class__ is TypeParam


def selection_of(f: Frame, node: Node) -> Selection | None:
    """What a selector expression means."""
    return f.selections.get(node.id)
