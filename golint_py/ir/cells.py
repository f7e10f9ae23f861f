"""Finds, in one pass before lowering, the variables that live in memory, what literals capture, and what is reassigned.

A variable is a *cell* when its address is taken, when it is reassigned after a literal captured it, or when it is a
struct or array with a field or element store. The places that decide this are found by one query over the syntax tree.
The body of a range over a function counts as a literal.
"""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.ir.local_functions import local_functions, share_captures
from golint_py.ir.plans import (
    Plan,
    Underlying,
    find_captures,
    find_statements,
    innermost,
    named_results,
    nest,
    range_clause,
    result_types,
)
from golint_py.syntax import nodes as N
from golint_py.syntax.queries import captures
from golint_py.types.model import Array, Pointer
from golint_py.types.scope import Info, Kind, Object, SelectionKind

_PLACES = """
    (func_literal) @literal
    (for_statement) @for
    (unary_expression operator: "&" operand: (_) @address)
    (slice_expression) @slice
    (assignment_statement) @assign
    (inc_statement) @step
    (dec_statement) @step
    (short_var_declaration) @define
    (receive_statement) @receive
    (defer_statement) @defer
    (goto_statement (label_name) @goto)
    (labeled_statement label: (label_name) @label)
    (return_statement) @return
    (break_statement (label_name)) @exit
    (continue_statement (label_name)) @exit
    (goto_statement) @exit
"""
_SELECTORS = "(selector_expression) @selector"


class Cells:
    """The result of the pass over a declared function and the literals in it.

    `plans` are the functions by `node.id`; `memory` the variables that are cells, with whether they may outlive their
    function; `writes` the sorted offsets of assignments after the declaration; `functions` the variables that hold one
    literal only.
    """

    __slots__ = ("functions", "memory", "plans", "root", "writes")

    def __init__(self, root: Plan) -> None:
        self.root = root
        self.plans: dict[int, Plan] = {root.node.id: root}
        self.memory: dict[Object, bool] = {}
        self.writes: dict[Object, list[int]] = {}
        self.functions: dict[Object, Plan] = {}

    def let_go(self) -> None:
        """Take the plans apart: as they know each other, they keep the trees until somebody looks for cycles."""
        for plan in self.plans.values():
            plan.children.clear()


def find_cells(nodes: Sequence[Node], symbol: str, info: Info, underlying: Underlying, fresh_loops: bool) -> Cells:
    """Plan the lowering of a declared function (the one node), or of the initialisers of package variables.

    `fresh_loops`: loop variables are new in each iteration (Go 1.22).
    """
    node = nodes[0]
    root = Plan(node, N.field(node, N.F_BODY) or node, None, False, None)
    root.end = nodes[-1].end_byte
    root.symbol = symbol
    cells = Cells(root)
    places = captures(_PLACES, node)
    for other in nodes[1:]:
        for name, found in captures(_PLACES, other).items():
            places.setdefault(name, []).extend(found)
    loops = places.get("for", [])
    plans = nest(root, places.get("literal", []), loops, info, underlying)
    cells.plans.update((plan.node.id, plan) for plan in plans)
    writes = _Writes(info, underlying, cells)
    for place in places.get("address", ()):
        writes.take_address(place)
    for place in places.get("slice", ()):
        operand = N.need(place, N.F_OPERAND)
        known = info.operands.get(operand.id)
        if known is not None and isinstance(underlying(known.type), Array):
            writes.take_address(operand)
    _receivers(nodes, info, writes, underlying)
    _assignments(places, writes)
    if len(plans) > 1:
        find_captures(plans, info)
        cells.functions = local_functions(node, plans, info, cells.writes, cells.memory)
        share_captures(plans, cells.functions)
    find_statements(places, plans)
    _results(cells, plans, info)
    if len(plans) > 1:
        _reassigned(cells, plans, writes.effects, loops, fresh_loops)
    if loops:
        _loop_variables(cells, plans, loops, info, fresh_loops)
    for offsets in cells.writes.values():
        offsets.sort()
    return cells


def _results(cells: Cells, plans: list[Plan], info: Info) -> None:
    """Result variables that are cells: named ones of functions that defer, all that a range body returns through."""
    for plan in plans:
        if plan.range_body:
            continue
        inner = [child for child in plan.children if child.range_body and child.returns]
        captured = len(plans) > 1
        if not (inner or plan.defers or captured):
            continue
        named = named_results(plan.node, info)
        if named:
            if inner or plan.defers or any(one in child.captures for child in plan.children for one in named):
                plan.results = named
        elif inner:
            plan.results = tuple(
                [Object(Kind.VAR, f"result {place}", type) for place, type in enumerate(result_types(plan.node, info))]
            )
        if not plan.results:
            continue
        cells.memory.update(dict.fromkeys(plan.results, True))
        pending = inner
        while pending:
            child = pending.pop()
            child.captures.update(dict.fromkeys(plan.results))
            pending.extend(one for one in child.children if one.range_body and one.returns)


# Assignments and addresses.


class _Writes:
    """Collects assignments: `effects` are (offset of the target, end of the statement) by variable."""

    __slots__ = ("cells", "effects", "info", "underlying")

    def __init__(self, info: Info, underlying: Underlying, cells: Cells) -> None:
        self.info = info
        self.underlying = underlying
        self.cells = cells
        self.effects: dict[Object, list[tuple[int, int]]] = {}

    def root(self, node: Node) -> Object | None:
        """The local variable whose memory a field or element of it, or the operand itself, is part of."""
        info = self.info
        while True:
            kind = node.kind_id
            if kind == N.IDENTIFIER:
                variable = info.objects.get(node.id)
                if variable is None or variable.kind is not Kind.VAR or variable.symbol:
                    return None
                return variable
            if kind == N.PARENTHESIZED_EXPRESSION:
                node = node.named_children[0]
                continue
            if kind == N.SELECTOR_EXPRESSION:
                selection = info.selections.get(node.id)
                if selection is None or selection.kind is not SelectionKind.FIELD:
                    return None
                if any(step.indirect for step in selection.path):
                    return None
            elif kind == N.INDEX_EXPRESSION:
                known = info.operands.get(N.need(node, N.F_OPERAND).id)
                if known is None or not isinstance(self.underlying(known.type), Array):
                    return None
            else:
                return None
            node = N.need(node, N.F_OPERAND)

    def take_address(self, node: Node) -> None:
        """`&node`."""
        variable = self.root(node)
        if variable is not None:
            self.cells.memory[variable] = True

    def assign(self, target: Node, end: int) -> None:
        """`target = ...` in a statement that ends at `end`."""
        while target.kind_id == N.PARENTHESIZED_EXPRESSION:
            target = target.named_children[0]
        if target.kind_id == N.IDENTIFIER:
            variable = self.info.objects.get(target.id)
            if variable is not None and not variable.symbol:
                place = target.start_byte
                if variable.declared != place:
                    self.cells.writes.setdefault(variable, []).append(place)
                    self.effects.setdefault(variable, []).append((place, end))
            return
        variable = self.root(target)
        if variable is not None:
            self.cells.memory.setdefault(variable, False)


def _receivers(nodes: Sequence[Node], info: Info, writes: _Writes, underlying: Underlying) -> None:
    """Variables on which a method with a pointer receiver is called or taken."""
    wanted = {
        place
        for place, selection in info.selections.items()
        if selection.pointer
        and selection.kind is SelectionKind.METHOD_VALUE
        and not isinstance(underlying(selection.receiver), Pointer)
        and not any(step.indirect for step in selection.path)
    }
    if not wanted:
        return
    for node in nodes:
        for selector in captures(_SELECTORS, node).get("selector", ()):
            if selector.id in wanted:
                writes.take_address(N.need(selector, N.F_OPERAND))


def _assignments(places: dict[str, list[Node]], writes: _Writes) -> None:
    for node in places.get("assign", ()):
        end = node.end_byte
        for target in N.need(node, N.F_LEFT).named_children:
            writes.assign(target, end)
    for node in places.get("step", ()):
        writes.assign(node.named_children[0], node.end_byte)
    for node in places.get("define", ()):
        end = node.end_byte
        targets = N.need(node, N.F_LEFT).named_children
        if len(targets) > 1:
            for target in targets:
                writes.assign(target, end)
    for node in places.get("receive", ()):
        left = N.field(node, N.F_LEFT)
        if left is not None:
            for target in left.named_children:
                writes.assign(target, node.end_byte)
    for node in places.get("for", ()):
        clause = range_clause(node)
        left = None if clause is None else N.field(clause, N.F_LEFT)
        if left is not None:
            for target in left.named_children:
                writes.assign(target, node.end_byte)


def _reassigned(
    cells: Cells, plans: list[Plan], effects: dict[Object, list[tuple[int, int]]], loops: list[Node], fresh: bool
) -> None:
    """Captured variables that are assigned after their capture become cells."""
    starts = [plan.start for plan in plans]
    jumps = any(plan.gotos for plan in plans)
    captured: dict[Object, list[Plan]] = {}
    for plan in plans:
        for variable in plan.captures:
            captured.setdefault(variable, []).append(plan)
    spans = [(loop.start_byte, N.need(loop, N.F_BODY).start_byte, loop.end_byte) for loop in loops]
    for variable, takers in captured.items():
        assigned = effects.get(variable)
        if assigned is None:
            if variable in cells.memory:
                cells.memory[variable] = True
            continue
        declared = variable.declared
        home: Plan = takers[0]
        while home.parent is not None and not home.holds(declared):
            home = home.parent
        around = [span for span in spans if not (span[0] if fresh else span[1]) <= declared < span[2]]
        if (
            jumps
            or variable in cells.memory
            or any(innermost(plans, starts, place) is not home for place, _ in assigned)
            or any(_after(place, end, taker, around) for place, end in assigned for taker in takers)
            or (fresh and _in_clause(declared, takers, spans))
        ):
            cells.memory[variable] = True


def _after(place: int, end: int, taker: Plan, around: list[tuple[int, int, int]]) -> bool:
    """Whether an assignment may happen after a literal has captured the variable."""
    if taker.range_body:  # runs at once; assignments inside it make a cell anyway
        return False
    start = taker.node.start_byte
    if end > start:
        return True
    return any(first <= place < last and first <= start < last for first, _, last in around)


def _in_clause(declared: int, takers: list[Plan], spans: list[tuple[int, int, int]]) -> bool:
    """Whether a loop variable is captured in the head of its own loop."""
    for first, body, _last in spans:
        if first <= declared < body and any(first <= taker.start < body for taker in takers):
            return True
    return False


def _loop_variables(cells: Cells, plans: list[Plan], loops: list[Node], info: Info, fresh: bool) -> None:
    """Before Go 1.22 the variables of a range clause are assigned anew in each iteration: captured ones are cells."""
    if fresh or len(plans) == 1:
        return
    captured = {variable for plan in plans for variable in plan.captures}
    for loop in loops:
        clause = range_clause(loop)
        left = None if clause is None or loop.id in cells.plans else N.field(clause, N.F_LEFT)
        for name in () if left is None else left.named_children:
            variable = info.objects.get(name.id)
            if variable is not None and variable in captured and variable.declared == name.start_byte:
                cells.memory[variable] = True
