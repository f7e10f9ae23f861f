"""What belongs into one critical section: a look at an element, at the number of them, or at all, and the change after
it. With the lock given back between the two, both are safe and the whole is not."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from tree_sitter import Node

from golint_py.fix.places import exits, function_of, inside, names_in, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.uses import How, Use
from golint_py.syntax import nodes as N

_ASSIGN = (N.ASSIGNMENT_STATEMENT, N.SHORT_VAR_DECLARATION, N.VAR_SPEC)
_TESTS = (N.IF_STATEMENT, N.EXPRESSION_SWITCH_STATEMENT, N.TYPE_SWITCH_STATEMENT)
_CASES = frozenset({N.EXPRESSION_CASE, N.TYPE_CASE, N.COMMUNICATION_CASE, N.DEFAULT_CASE})


class Section(Struct, frozen=True, eq=False):
    """Uses that have the lock together; `joined`: with what had it before."""

    uses: tuple[Use, ...]
    joined: bool = False


def check_steps(
    sections: Sequence[Section],
    held: Sequence[Use],
    quiet: Quiet,
    look_again: Callable[[Use, Use], bool] = lambda _, __: False,
) -> None:
    """Refuse where a change goes by what was seen under the lock before. `held` are uses that have the lock already;
    `look_again` puts a second look before the change, where that can be."""
    among = [(use, section) for section in sections for use in section.uses] + [(use, None) for use in held]
    for after, its in among:
        for before, other in among:
            apart = its is not other and not _together(its, other)
            what = apart and before.mention.start_byte < after.mention.start_byte and related(before, after, quiet)
            if not what or not leads_to(before.node, after.node):
                continue
            again = [one for one, section in among if section is its and one is not before]
            if other is not None and any(_stores(one, after, quiet.data) for one in other.uses if one is not before):
                continue  # it goes by what was stored under the same lock as the look
            if not any(_between(before, one, after) and related(one, after, quiet) == what for one in again):
                if None not in (its, other) and look_again(before, after):
                    continue
                between = (
                    ", and the lock given back between" if None in (its, other) else _obstacle(before, after, quiet)
                )
                raise Refused(f"{what}{between}; hold the lock over both")


def _together(one: Section | None, other: Section | None) -> bool:
    """Whether two sections, or one and what had the lock before, have become one: both were joined to that."""
    return all(it is None or it.joined for it in (one, other))


def related(before: Use, after: Use, quiet: Quiet) -> str:
    """What the two do that is one step, "" where they have nothing to do with each other."""
    data = quiet.data
    if before.writes or not after.writes or N.text(before.mention, data) != N.text(after.mention, data):
        return ""
    all_ = after.how is How.REPLACE or (after.how is How.CALL and N.text(after.node, data).startswith("clear("))
    looks = before.how in (How.READ, How.METHOD, How.LENT) and not before.through
    lent = How.LENT in (before.how, after.how)
    same = looks and not all_ and (lent or _key(before, data) == _key(after, data))
    if same and _goes_by(before, after, quiet):
        whole = before.how is How.READ and N.field(before.node, N.F_INDEX) is None
        return "it is looked at and then changed" if whole else "an element is looked at and then changed"
    if before.how is How.LEN and before.header and (all_ or after.how in (How.STORE, How.LENT)):
        return "elements are counted before one is added"
    if before.how in (How.RANGE, How.PASSED, How.CALL, How.LENT) and all_:
        return "what is in the map is taken and the map emptied"
    if before.how is How.RANGE and after.how in (How.STORE, How.LENT) and inside(after.node, before.statement):
        return "the map is gone over and its elements changed"
    if before.how is How.RANGE and takes_one(before, after, data):
        return "an element is found and taken out"
    if before.how is How.COMPARE and before.header and after.how is How.REPLACE:
        return "it is asked whether there is a map before one is made"
    return ""


def takes_one(loop: Use, deletes: Use, data: bytes) -> bool:
    """Whether the loop takes out the element that it is at, does something with it, and ends: of two over copies both
    may take it."""
    left = N.field(loop.node, N.F_LEFT)
    names = [data[one.start_byte : one.end_byte] for one in N.children(left)] if left is not None else []
    body = N.field(loop.statement, N.F_BODY)
    if body is None or not names or deletes.how is not How.CALL or not inside(deletes.node, body):
        return False
    if _key(deletes, data).encode() != names[0]:
        return False
    tests = {one.id for node in walk(body, into_literals=False) for one in _header(node)}
    used = walk(body, without=frozenset(tests | {deletes.node.id}))
    if not any(one.kind_id == N.IDENTIFIER and data[one.start_byte : one.end_byte] in names for one in used):
        return False
    ends = (one for one in exits(body) if one.kind_id != N.CONTINUE_STATEMENT)
    return any(one.start_byte > deletes.node.start_byte and leads_to(deletes.node, one) for one in ends)


def _goes_by(before: Use, after: Use, quiet: Quiet) -> bool:
    """Whether the change, or that there is one, goes by what was seen: variables keep it, conditions and values use
    them. What is taken and then deleted counts, too."""
    data = quiet.data
    kept = _names(before.node, data)
    if kept and after.how in (How.CALL, How.METHOD) and before.how is not How.LENT:
        return True
    start = before.node.start_byte
    for node in walk(function_of(before.node), into_literals=False):
        if node.start_byte < start and not inside(before.node, node):
            continue
        if node.start_byte > after.node.end_byte:
            break
        if after.how is How.LENT and node.id == after.node.id and kept & names_in(node, data):
            return True
        header = _header(node)
        tests = any(inside(before.node, one) or kept & names_in(one, data) for one in header)
        if tests and (inside(after.node, node) or quiet.leaves(node)):
            return True
        if node.kind_id in (N.ASSIGNMENT_STATEMENT, N.SHORT_VAR_DECLARATION):
            right = N.need(node, N.F_RIGHT)
            if kept & names_in(right, data) or inside(before.node, right):
                if inside(after.node, node):
                    return True
                kept |= _variables(N.need(node, N.F_LEFT), data)
    return False


def _names(node: Node, data: bytes) -> frozenset[bytes]:
    """The variables that what is read is assigned to."""
    statement = node.parent
    while statement is not None and statement.kind_id not in (*_ASSIGN, N.STATEMENT_LIST):
        statement = statement.parent
    if statement is None or statement.kind_id == N.STATEMENT_LIST:
        return frozenset()
    if statement.kind_id == N.VAR_SPEC:
        return frozenset(data[one.start_byte : one.end_byte] for one in N.fields(statement, N.F_NAME))
    return _variables(N.need(statement, N.F_LEFT), data)


def _variables(left: Node, data: bytes) -> frozenset[bytes]:
    names = (one for one in N.children(left) if one.kind_id == N.IDENTIFIER)
    return frozenset(data[one.start_byte : one.end_byte] for one in names)


def _header(node: Node) -> list[Node]:
    """What decides whether, or which of, the blocks of a statement run."""
    if node.kind_id == N.FOR_STATEMENT:
        return [one for one in N.children(node) if one.kind_id != N.BLOCK]
    fields = (N.field(node, one) for one in (N.F_INITIALIZER, N.F_CONDITION, N.F_VALUE))
    return [one for one in fields if one is not None] if node.kind_id in _TESTS else []


def _key(use: Use, data: bytes) -> str:
    if use.how is How.METHOD:
        arguments = N.children(N.need(use.node, N.F_ARGUMENTS))
        return N.text(arguments[0], data) if arguments else ""
    if use.how is How.CALL:
        arguments = N.children(N.need(use.node, N.F_ARGUMENTS))
        return N.text(arguments[-1], data) if len(arguments) == 2 else ""
    index = N.field(use.node, N.F_INDEX)
    return N.text(index, data) if index is not None else ""


def _stores(one: Use, after: Use, data: bytes) -> bool:
    """Whether the element that is changed later is stored to."""
    return one.how is How.STORE and after.how in (How.STORE, How.CALL) and _key(one, data) == _key(after, data)


def _between(before: Use, one: Use, after: Use) -> bool:
    return before.mention.start_byte < one.mention.start_byte < after.mention.start_byte


def leads_to(before: Node, after: Node) -> bool:
    """Whether what stands further down in the same function may run after it: they are no two branches, and no
    `return` is between."""
    if function_of(before).id != function_of(after).id:
        return False
    inner, above = before, before.parent
    while above is not None and not inside(after, above):
        if above.kind_id == N.STATEMENT_LIST and N.children(above)[-1].kind_id == N.RETURN_STATEMENT:
            return False
        inner, above = above, above.parent
    if above is None or above.kind_id != N.IF_STATEMENT:
        return inner.kind_id not in _CASES
    first, other = N.need(above, N.F_CONSEQUENCE), N.field(above, N.F_ALTERNATIVE)
    return not (inside(before, first) and other is not None and inside(after, other))


def _obstacle(before: Use, after: Use, quiet: Quiet) -> str:
    """What stands between the two and must not run under a lock."""
    end = after.node.start_byte if after.header else after.statement.end_byte
    for node in walk(function_of(before.node), into_literals=False):
        if before.node.end_byte <= node.start_byte and node.end_byte <= end:
            loud = quiet.loud(node)
            if loud is not None:
                text = N.text(loud, quiet.data).partition("\n")[0]
                return f", with `{text[:50]}` between, which may wait"
    return ", in two steps"
