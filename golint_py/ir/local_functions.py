"""Local functions: variables that hold one function literal and nothing else, wherever they are used.

A literal that uses such a variable captures what the function of the variable captures, too, so that its body can
name the function with its captures instead of a value that could be anything (lambda lifting, Johnsson 1985).
"""

from collections.abc import Iterable, Iterator, Mapping

from tree_sitter import Node

from golint_py.ir.plans import Plan
from golint_py.syntax import nodes as N
from golint_py.types.scope import Info, Kind, Object


def local_functions(
    root: Node, plans: Iterable[Plan], info: Info, writes: Mapping[Object, list[int]], memory: Mapping[Object, bool]
) -> dict[Object, Plan]:
    """The variables that always have the same literal where they are in use, with it. `writes` are the offsets of
    assignments after the declaration, `memory` the variables that have their address taken."""
    found: dict[Object, Plan] = {}
    for plan in plans:
        if plan.parent is None or plan.range_body:
            continue
        named = _variable(plan.node, info)
        if named is None or named.kind is not Kind.VAR or named.symbol or named in memory:
            continue
        assigned = writes.get(named, [])
        if not assigned or (len(assigned) == 1 and _is_set_late(root, plan, named, assigned[0])):
            found[named] = plan
    return found


def share_captures(plans: Iterable[Plan], functions: Mapping[Object, Plan]) -> None:
    """Let literals that use local functions capture what these capture."""
    work = [plan for plan in plans if not functions.keys().isdisjoint(plan.captures)]
    changed = bool(work)
    while changed:
        changed = False
        for plan in work:
            for variable in list(_used(plan, functions)):
                around: Plan | None = plan
                while around is not None and around.parent is not None and not around.holds(variable.declared):
                    changed |= variable not in around.captures
                    around.captures.setdefault(variable)
                    around = around.parent


def _used(plan: Plan, functions: Mapping[Object, Plan]) -> Iterator[Object]:
    for variable in plan.captures:
        function = functions.get(variable)
        if function is not None:
            yield from function.captures


def _variable(literal: Node, info: Info) -> Object | None:
    """The variable that a statement gives the literal to: `f := func`, `var f = func`, `f = func`."""
    values = literal.parent
    statement = values.parent if values is not None and values.kind_id == N.EXPRESSION_LIST else None
    if values is None or statement is None:
        return None
    index = values.named_children.index(literal)
    if statement.kind_id == N.VAR_SPEC:
        names = N.fields(statement, N.F_NAME)
    elif statement.kind_id in (N.SHORT_VAR_DECLARATION, N.ASSIGNMENT_STATEMENT):
        names = N.need(statement, N.F_LEFT).named_children
    else:
        return None
    name = names[index] if index < len(names) else None
    return info.objects.get(name.id) if name is not None and name.kind_id == N.IDENTIFIER else None


def _is_set_late(root: Node, plan: Plan, variable: Object, place: int) -> bool:
    """`var f func(); f = func() { f() }`, where all that the literal captures is there when the variable is declared:
    a literal between the two can capture it as well."""
    name = root.descendant_for_byte_range(variable.declared, variable.declared + 1)
    declared = name.parent if name is not None else None
    if declared is None or declared.kind_id != N.VAR_SPEC or N.field(declared, N.F_VALUE) is not None:
        return False
    inside = plan.parent is not None and plan.parent.holds(place)
    return inside and all(one is variable or one.declared < variable.declared for one in plan.captures)
