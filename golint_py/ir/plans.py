"""The functions of a declaration before they are lowered: nesting, captures, deferred calls, labels.

The body of a range over a function counts as a function.
"""

from bisect import bisect_right
from collections.abc import Callable

from tree_sitter import Node

from golint_py.syntax import nodes as N
from golint_py.syntax.queries import captures
from golint_py.types.model import Signature, Type
from golint_py.types.scope import Info, Kind, Object

Underlying = Callable[[Type | None], Type | None]

# The grammar takes `m[k](x)` for a conversion, and m and k for types; likewise `x.m[k](y)`.
_NAMES = "[(identifier) (type_identifier) (package_identifier)] @name"


class Plan:
    """What is known of one function (declared, literal, or body of a range over a function) before lowering.

    `captures` are the variables of enclosing functions in the order of their first use. `results` are the variables
    that hold the results while deferred calls or the code around a range body may touch them, else empty.
    """

    __slots__ = (
        "body", "captures", "children", "defers", "end", "exits", "gotos", "head", "labels", "node", "parent",
        "range_body",
        "results", "returns", "start", "symbol",
    )  # fmt: skip

    def __init__(self, node: Node, body: Node, parent: "Plan | None", range_body: bool, head: Node | None) -> None:
        self.node = node
        self.body = body
        self.parent = parent
        self.range_body = range_body
        self.head = head
        self.start = body.start_byte if range_body else node.start_byte
        self.end = node.end_byte
        self.symbol = ""
        self.captures: dict[Object, None] = {}
        self.children: list[Plan] = []
        self.defers = False
        self.gotos: set[str] = set()
        self.labels: set[str] = set()
        self.results: tuple[Object, ...] = ()
        self.returns = False  # a range body with a return statement
        self.exits = False  # a range body that may be left by more than break and continue

    def holds(self, place: int) -> bool:
        """Whether the byte offset is inside the function."""
        if self.start <= place < self.end:
            return True
        head = self.head
        return head is not None and head.start_byte <= place < head.end_byte

    def real(self) -> "Plan":
        """The function that a return statement leaves: the innermost one that is no range body."""
        plan = self
        while plan.range_body and plan.parent is not None:
            plan = plan.parent
        return plan


def nest(root: Plan, literals: list[Node], loops: list[Node], info: Info, underlying: Underlying) -> list[Plan]:
    """All functions in source order, the declared one first."""
    found: list[tuple[Node, Node, bool, Node | None]] = []
    for node in literals:
        body = N.field(node, N.F_BODY)
        if body is not None and node.id != root.node.id:
            found.append((node, body, False, None))
    for loop in loops:
        clause = range_clause(loop)
        if clause is not None:
            known = info.operands.get(N.need(clause, N.F_RIGHT).id)
            if known is not None and isinstance(underlying(known.type), Signature):
                found.append((loop, N.need(loop, N.F_BODY), True, N.field(clause, N.F_LEFT)))
    if not found:
        return [root]
    found.sort(key=lambda one: one[1].start_byte if one[2] else one[0].start_byte)
    plans = [root]
    stack = [root]
    for node, body, range_body, head in found:
        start = body.start_byte if range_body else node.start_byte
        while start >= stack[-1].end:
            stack.pop()
        parent = stack[-1]
        plan = Plan(node, body, parent, range_body, head)
        parent.children.append(plan)
        number = len(parent.children)
        plan.symbol = f"{parent.symbol}${'range' if range_body else ''}{number}"
        plans.append(plan)
        stack.append(plan)
    return plans


def range_clause(loop: Node) -> Node | None:
    """The range clause of a for statement, if it has one."""
    for child in loop.named_children:
        kind = child.kind_id
        if kind == N.RANGE_CLAUSE:
            return child
        if kind == N.BLOCK or kind == N.FOR_CLAUSE:
            return None
    return None


def innermost(plans: list[Plan], starts: list[int], place: int) -> Plan:
    """The innermost function around a byte offset."""
    at = bisect_right(starts, place) - 1
    plan: Plan | None = plans[max(at, 0)]
    while plan is not None and not plan.start <= place < plan.end:
        plan = plan.parent
    plan = plan if plan is not None else plans[0]
    for child in plan.children:  # key and value of a range body stand before it
        if child.head is not None and child.holds(place):
            return child
    return plan


def find_captures(plans: list[Plan], info: Info) -> None:
    starts = [plan.start for plan in plans]
    objects = info.objects
    outer = [plan for plan in plans if plan.parent is plans[0]]
    for top in outer:
        for name in captures(_NAMES, top.node).get("name", ()):
            variable = objects.get(name.id)
            if variable is None or variable.kind is not Kind.VAR or variable.symbol:
                continue
            plan: Plan | None = innermost(plans, starts, name.start_byte)
            declared = variable.declared
            while plan is not None and plan.parent is not None and not plan.holds(declared):
                plan.captures.setdefault(variable)
                plan = plan.parent


def find_statements(places: dict[str, list[Node]], plans: list[Plan]) -> None:
    """Deferred calls, labels and returns, by function."""
    starts = [plan.start for plan in plans]
    for node in places.get("defer", ()):
        innermost(plans, starts, node.start_byte).real().defers = True
    for node in places.get("label", ()):
        innermost(plans, starts, node.start_byte).labels.add(_text(node))
    for node in places.get("goto", ()):
        plan: Plan | None = innermost(plans, starts, node.start_byte)
        while plan is not None:
            plan.gotos.add(_text(node))
            plan = plan.parent if plan.range_body else None
    if any(plan.range_body for plan in plans):
        for name in ("return", "exit"):
            for node in places.get(name, ()):
                plan = innermost(plans, starts, node.start_byte)
                while plan is not None and plan.range_body:
                    plan.exits = True
                    plan.returns |= name == "return"
                    plan = plan.parent


def _text(node: Node) -> str:
    text = node.text
    return "" if text is None else text.decode("utf-8", "replace")


def named_results(node: Node, info: Info) -> tuple[Object, ...]:
    """The objects of named results, blank ones too; empty where results have no names."""
    result = N.field(node, N.F_RESULT)
    if result is None or result.kind_id != N.PARAMETER_LIST:
        return ()
    found: list[Object] = []
    for declaration in N.children(result):
        for name in N.fields(declaration, N.F_NAME):
            variable = info.objects.get(name.id)
            if variable is None:
                type = N.field(declaration, N.F_TYPE)
                variable = Object(Kind.VAR, "_", None if type is None else info.types.get(type.id), role="result")
            found.append(variable)
    return tuple(found)


def result_types(node: Node, info: Info) -> list[Type | None]:
    """The types of unnamed results."""
    result = N.field(node, N.F_RESULT)
    if result is None:
        return []
    if result.kind_id != N.PARAMETER_LIST:
        return [info.types.get(result.id)]
    types = [N.field(declaration, N.F_TYPE) for declaration in N.children(result)]
    return [None if type is None else info.types.get(type.id) for type in types]
