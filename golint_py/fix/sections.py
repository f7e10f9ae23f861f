"""Critical sections around uses of a map: as few statements as do, evaluation order kept, given back on every way out.

For each statement the first of these that its conditions allow:
- the rest of the function, with a deferred unlock, when nothing in it waits or calls what is not known;
- the statement itself between Lock and Unlock (with its neighbours that use the map), unlocked before each way out;
- a `return` with a deferred unlock;
- what the statement reads is read before it, under the lock, into a variable; what it stores is computed before;
- a loop over a copy of the map that is made under the lock;
- in place of each use a call of an accessor, which takes the lock itself.
Everything else is refused.
"""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.fix.called import in_place
from golint_py.fix.places import body_of, exits, inside, statements_of
from golint_py.fix.refusal import Refused
from golint_py.fix.section_plan import Plan, Where
from golint_py.fix.steps import Section
from golint_py.fix.taken_out import returned, take_out
from golint_py.fix.through import changed_in_place
from golint_py.fix.uses import Use
from golint_py.fix.wrapped import left_behind, neighbours, taken_before, unlocked_before, wrap, wrappable
from golint_py.syntax import nodes as N


def sections(plan: Plan, uses: Sequence[Use]) -> list[Section]:
    """Put all uses, which are in one function, under the lock. Raises `Refused` with the first that cannot be."""
    where = plan.where
    uses = sorted((returned(plan, one) for one in uses), key=lambda one: one.mention.start_byte)
    rest = _rest_of_function(plan, uses)
    if rest is not None:
        return [rest]
    groups = _by_statement(uses)
    found: list[Section] = []
    done: set[int] = set()
    for number, (statement, several) in enumerate(groups):
        if number in done:
            continue
        if statement.kind_id == N.RETURN_STATEMENT and where.quiet.quiet(statement):
            found.append(_until_return(plan, statement, several))
            continue
        if wrappable(where, statement):
            last, joined = neighbours(where, groups, number)
            apart = None if joined or not left_behind(where, statement) else _apart(plan, statement, several)
            if apart is not None:
                found += apart
                continue
            done.update(joined)
            section = [one for place in (number, *joined) for one in groups[place][1]]
            held = _from_to(statement, last)
            writes = any(one.exclusive for one in section) or changed_in_place(where.quiet, section, held)
            kept = wrap(plan, statement, last, writes)
            found.append(Section(tuple(section), kept))
            continue
        later = [one for place in range(number, len(groups)) for one in groups[place][1]]
        tail = _rest_of_function(plan, later) if any(one.through for one in several) else None
        if tail is not None:
            found.append(tail)
            break
        found += _elsewhere(plan, statement, several)
    return found


def _elsewhere(plan: Plan, statement: Node, uses: list[Use]) -> list[Section]:
    """The uses are taken out of the statement, or become calls; rather that than a literal around the statement."""
    before, literals = plan.saved(), plan.literals
    try:
        take_out(plan, statement, uses)
    except Refused:
        plan.restore(before)
        if not in_place(plan, uses):
            raise
        return [Section((one,)) for one in uses]
    if plan.literals > literals:
        plan.restore(before)
        if in_place(plan, uses):
            return [Section((one,)) for one in uses]
        take_out(plan, statement, uses)
    return [Section(tuple(uses))]


def _apart(plan: Plan, statement: Node, uses: list[Use]) -> list[Section] | None:
    """As `_elsewhere`; None where that cannot be."""
    before = plan.saved()
    try:
        return _elsewhere(plan, statement, uses)
    except Refused:
        plan.restore(before)
        return None


def _by_statement(uses: Sequence[Use]) -> list[tuple[Node, list[Use]]]:
    """The uses by statement; a compound statement that can be wrapped with all that is in it takes its inner ones."""
    groups: list[tuple[Node, list[Use]]] = []
    for use in uses:
        if groups and groups[-1][0].id == use.statement.id:
            groups[-1][1].append(use)
        else:
            groups.append((use.statement, [use]))
    return groups


def _rest_of_function(plan: Plan, uses: Sequence[Use]) -> Section | None:
    """Lock before the first statement of the function that has one of the uses, and give back when it returns."""
    where = plan.where
    body = body_of(where.function)
    statements = statements_of(body)
    holding = [number for number, one in enumerate(statements) if any(inside(use.node, one) for use in uses)]
    if not holding:
        return None
    rest = statements[holding[0] :]
    if not where.names(rest[0]):
        return None
    if any(not where.quiet.quiet(one) for one in rest) or not _returns_at_once(where, statements, holding):
        return None
    return _until_return(plan, rest[0], uses, rest)


def _from_to(first: Node, last: Node) -> list[Node]:
    """The statements of a list from one to another."""
    siblings = N.children(first.parent) if first.parent is not None else [first]
    return [one for one in siblings if first.start_byte <= one.start_byte <= last.start_byte]


def _until_return(plan: Plan, first: Node, uses: Sequence[Use], held: Sequence[Node] = ()) -> Section:
    """The lock is held from the statement on, or kept where it is given back just before."""
    writes = any(use.exclusive for use in uses) or changed_in_place(plan.where.quiet, uses, held)
    found = unlocked_before(plan, first, writes)
    if found is None:
        plan.before(first, plan.lock.take(writes), b"defer " + plan.lock.give(writes), above=True)
    else:
        give = b"defer " + plan.lock.give(found.writes)
        taken = taken_before(plan, found)
        if taken is None:
            plan.replace(found.statement.start_byte, found.statement.end_byte, give)
        else:
            plan.after(taken, give)
            plan.without(found.statement.start_byte, found.statement.end_byte)
    return Section(tuple(uses), found is not None)


def _returns_at_once(where: Where, statements: list[Node], holding: list[int]) -> bool:
    """Whether a deferred unlock fits: what comes after the last use is short, or there is a way out before it."""
    section, after = statements[holding[0] : holding[-1] + 1], statements[holding[-1] + 1 :]
    if any(where.quiet.wakes(one) for one in after):
        return False  # who waits for that would find the lock taken
    if len(after) <= 1:
        return True
    return any(exits(one) or where.quiet.panics(one) is not None for one in section)
