"""Statements between Lock and Unlock: which may stand there as they are, where they are left, what joins them."""

from collections.abc import Sequence

from msgspec import Struct
from tree_sitter import Node

from golint_py.fix.places import exits, inside, statements_of, walk
from golint_py.fix.section_plan import Plan, Where
from golint_py.fix.steps import related
from golint_py.fix.uses import COMPOUND, Use
from golint_py.syntax import nodes as N

BETWEEN = 2  # statements without a use that are taken into a section between two uses


def wrappable(where: Where, statement: Node) -> bool:
    """Whether the statement may run as it is between Lock and Unlock."""
    if statement.kind_id in (N.RETURN_STATEMENT, N.LABELED_STATEMENT, N.BLOCK, N.DEFER_STATEMENT, N.GO_STATEMENT):
        return False
    without = left_behind(where, statement)
    skipped = frozenset(one.id for one in without)
    quiet = where.quiet
    if not where.names(statement) or quiet.loud(statement, skipped) or quiet.panics(statement, skipped):
        return False
    inner = (one for one in exits(statement) if not any(inside(one, block) for block in without))
    return all(_leaves_cleanly(one, where) for one in inner)


def left_behind(where: Where, statement: Node) -> list[Node]:
    """Branches that do not use the map and may wait or panic, and lead out of the statement at their end: the lock is
    given back where they begin."""
    found: list[Node] = []
    for node in walk(statement, into_literals=False):
        if node.kind_id != N.IF_STATEMENT or any(inside(node, one) for one in found):
            continue
        branches = (N.field(node, one) for one in (N.F_CONSEQUENCE, N.F_ALTERNATIVE))
        for block in branches:
            statements = statements_of(block) if block is not None and block.kind_id == N.BLOCK else []
            if block is None or not statements or not where.quiet.leads_out(statements[-1], statement):
                continue
            used = _uses(where, block)
            calm = not where.quiet.loud(block) and not where.quiet.panics(block)
            if not used and not calm:
                found.append(block)
    return found


def _leaves_cleanly(way_out: Node, where: Where) -> bool:
    """Whether the lock can be given back before, or, where a `return` uses the map, behind."""
    if _uses(where, way_out) and (way_out.kind_id != N.RETURN_STATEMENT or not where.quiet.quiet(way_out)):
        return False
    return where.lines.alone(way_out.start_byte, way_out.end_byte)


def _uses(where: Where, node: Node) -> bool:
    return any(node.start_byte <= at < node.end_byte for at in where.mentions)


def neighbours(where: Where, groups: list[tuple[Node, list[Use]]], number: int) -> tuple[Node, list[int]]:
    """The last statement of the section that starts with this group, and the further groups that it takes in.

    Inner statements of a wrapped one belong to it; statements beside it join when at most `BETWEEN` quiet ones are
    between them, so that reading, changing and writing an element stay together. What a statement beside it has inside
    joins with that one, where the two are one step.
    """
    first = groups[number][0]
    until = _last_related(where, groups, number)
    siblings = N.children(first.parent) if first.parent is not None else [first]
    place = next(at for at, one in enumerate(siblings) if one.id == first.id)
    last, joined = first, []
    for other in range(number + 1, len(groups)):
        statement, uses = groups[other]
        if inside(statement, last):
            joined.append(other)
            continue
        there = next((at for at, one in enumerate(siblings) if inside(statement, one)), None)
        if there is None or not wrappable(where, siblings[there]):
            break
        between = siblings[place + 1 : there]
        so_far = [use for at in (number, *joined) for use in groups[at][1]]
        if other <= until or any(related(one, use, where.quiet) for one in so_far for use in uses):
            if not all(wrappable(where, one) for one in between):
                break
        elif siblings[there].id != statement.id or not _short(where, between):
            break
        place, last = there, siblings[there]
        joined.append(other)
    return last, joined


def _last_related(where: Where, groups: list[tuple[Node, list[Use]]], number: int) -> int:
    """The number of the last group beside this one that is one step with it, or with one before that is, where all
    statements up to there may stand under the lock; 0 for none."""
    first = groups[number][0]
    siblings = N.children(first.parent) if first.parent is not None else [first]
    place = next(at for at, one in enumerate(siblings) if one.id == first.id)
    so_far, found = list(groups[number][1]), 0
    for other in range(number + 1, len(groups)):
        statement, uses = groups[other]
        there = next((at for at, one in enumerate(siblings) if inside(statement, one)), None)
        if there is None or not all(wrappable(where, one) for one in siblings[place : there + 1]):
            break
        if any(related(one, use, where.quiet) for one in so_far for use in uses):
            found = other
        so_far += uses
    return found


def _short(where: Where, between: Sequence[Node]) -> bool:
    """Whether the statements are few, plain and quiet."""
    return len(between) <= BETWEEN and not any(
        not where.quiet.quiet(one) or where.quiet.panics(one) is not None or exits(one) or one.kind_id in COMPOUND
        for one in between
    )


def wrap(plan: Plan, first: Node, last: Node, writes: bool) -> bool:
    """Lock before the first and unlock after the last statement; whether what has the lock already was made longer."""
    if _widened(plan, first, last, writes):
        return True
    found = unlocked_before(plan, first, writes)
    if found is not None:
        plan.without(found.statement.start_byte, found.statement.end_byte)
        writes = found.writes
    else:
        plan.before(first, plan.lock.take(writes), above=True)
    siblings = N.children(first.parent) if first.parent is not None else [first]
    for one in siblings:
        if first.start_byte <= one.start_byte <= last.start_byte:
            without = left_behind(plan.where, one)
            for block in without:
                plan.before(statements_of(block)[0], plan.lock.give(writes), above=True)
            for way_out in exits(one):
                if not any(inside(way_out, block) for block in without):
                    deferred = b"defer " if _uses(plan.where, way_out) else b""
                    plan.before(way_out, deferred + plan.lock.give(writes))
    plan.after(last, plan.lock.give(writes))
    if writes:
        plan.cover(first, last)
    return found is not None


class Unlocked(Struct, frozen=True, eq=False):
    """The statement that gives the lock back, and whether it was held for writing."""

    statement: Node
    writes: bool


def unlocked_before(plan: Plan, first: Node, writes: bool) -> Unlocked | None:
    """Where the lock is given back just before a section, that does not begin with taking it again: at most `BETWEEN`
    quiet statements are between."""
    where = plan.where
    lines, data = where.lines, where.lines.data
    now = first.prev_named_sibling
    for _ in range(BETWEEN + 1):
        if now is None or not lines.alone(now.start_byte, now.end_byte):
            return None
        text = data[now.start_byte : now.end_byte]
        mode = next((one for one in (True, False) if text == plan.lock.give(one)), None)
        if mode is not None:
            above = data[lines.start(now.start_byte) : lines.after(now.end_byte)]
            held = (mode or not writes) and b"//" not in above and plan.ends(now)
            return Unlocked(now, mode) if held else None
        plain = now.kind_id in (N.SHORT_VAR_DECLARATION, N.VAR_DECLARATION, N.ASSIGNMENT_STATEMENT)
        if not plain or not where.quiet.quiet(now) or where.quiet.panics(now) is not None:
            return None
        now = now.prev_named_sibling
    return None


def taken_before(plan: Plan, found: Unlocked) -> Node | None:
    """The statement beside it that took the lock, where a deferred unlock may stand right behind it: nothing leaves in
    between, or gives the lock back."""
    lines, data = plan.where.lines, plan.where.lines.data
    take, give = plan.lock.take(found.writes), plan.lock.give(found.writes)
    now = found.statement.prev_named_sibling
    while now is not None:
        text = data[now.start_byte : now.end_byte]
        if text == take:
            return now if lines.alone(now.start_byte, now.end_byte) else None
        if exits(now) or give in text or take in text or plan.where.quiet.leaves(now):
            return None
        now = now.prev_named_sibling
    return None


def _widened(plan: Plan, first: Node, last: Node, writes: bool) -> bool:
    """Where the same lock is taken right after, that moves up before the section; so does a deferred unlock."""
    lines, data = plan.where.lines, plan.where.lines.data
    siblings = N.children(first.parent) if first.parent is not None else []
    place = next((at for at, one in enumerate(siblings) if one.id == last.id), len(siblings))
    following = [data[one.start_byte : one.end_byte] for one in siblings[place + 1 : place + 3]]
    for mode in (True,) if writes else (True, False):
        taken, given = plan.lock.take(mode), b"defer " + plan.lock.give(mode)
        if following[:1] != [taken]:
            continue
        moved = (taken, given) if following[1:] == [given] else (taken,)
        start, end = siblings[place + 1].start_byte, siblings[place + len(moved)].end_byte
        section = [one for one in siblings if first.start_byte <= one.start_byte <= last.start_byte]
        if any(left_behind(plan.where, one) for one in section):
            return False
        if len(moved) == 1 and any(exits(one) for one in section):
            return False
        whole = data[start : lines.after(end)]
        if not lines.alone(start, end) or whole.rstrip().count(b"\n") != len(moved) - 1 or b"//" in whole:
            return False
        plan.before(first, *moved, above=True)
        plan.without(start, end)
        return True
    return False
