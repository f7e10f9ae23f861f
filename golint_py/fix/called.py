"""Uses of a map in the middle of a statement become calls of its accessors, in place (RULES C.1, A1)."""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.fix.accessor import Accessors
from golint_py.fix.refusal import Refused
from golint_py.fix.section_plan import Plan, check_channels
from golint_py.fix.uses import How, Use, check_deferred, pair
from golint_py.syntax import nodes as N
from golint_py.types.model import Map

Piece = tuple[int, int, bytes]


def in_place(plan: Plan, uses: Sequence[Use]) -> bool:
    """Put calls of accessors in place of all the uses of a statement, if each has one."""
    if not plan.accessors or (len(uses) > 1 and any(one.writes for one in uses)):
        return False
    before = [(one, dict(one.asked)) for one in plan.accessors.values()]
    try:
        pieces = [piece for use in uses for piece in _pieces(plan, use)]
    except Refused:
        for accessors, asked in before:
            accessors.back(asked)
        return False
    for start, end, text in pieces:
        plan.replace(start, end, text)
    return True


def _pieces(plan: Plan, use: Use) -> list[Piece]:
    where, mention = plan.where, use.mention
    if mention.kind_id not in (N.IDENTIFIER, N.SELECTOR_EXPRESSION):
        raise Refused("the map is an element of another one; guard that")
    name = mention if mention.kind_id == N.IDENTIFIER else N.need(mention, N.F_FIELD)
    accessors = plan.accessors.get(N.text(name, where.lines.data))
    if accessors is None:
        raise Refused("the map has another name there")
    where.in_order(use.node)
    _check_object(plan, mention)
    if use.how is How.READ and not use.through:
        return _read(plan, accessors, use, name)
    if use.how is How.STORE:
        return _store(accessors, use, name)
    if use.how is How.LEN and N.children(N.need(use.node, N.F_ARGUMENTS))[0].id == mention.id:
        return [
            (use.node.start_byte, mention.start_byte, b""),
            (name.start_byte, use.node.end_byte, accessors.name("Len") + b"()"),
        ]
    if use.how is How.CALL and N.text(N.need(use.node, N.F_FUNCTION), where.lines.data) == "delete":
        _, key = N.children(N.need(use.node, N.F_ARGUMENTS))
        return [
            (use.node.start_byte, mention.start_byte, b""),
            (name.start_byte, key.start_byte, accessors.name("Delete") + b"("),
            (key.end_byte, use.node.end_byte, b")"),
        ]
    if use.how is How.RANGE:
        check_channels(where, use.statement)
    above = mention.parent
    copied = use.how is How.RANGE and use.statement.id not in where.changed
    lent = use.how is How.LENT and use.whole and not use.writes
    given = above is not None and above.kind_id == N.ARGUMENT_LIST
    if use.how is How.PASSED:
        check_deferred(use)
    if (use.how is How.PASSED and use.node.id == mention.id) or copied or (lent and given):
        return [(name.start_byte, name.end_byte, accessors.name("Snapshot") + b"()")]
    raise Refused("there is no accessor for this use")


def _read(plan: Plan, accessors: Accessors, use: Use, name: Node) -> list[Piece]:
    if isinstance(plan.where.quiet.type_of(use.node), Map):
        raise Refused("the element is a map itself: it would be used after the lock is given back")
    key = N.need(use.node, N.F_INDEX)
    operation = accessors.name("Get" if pair(use) is None else "Load")
    return [(name.start_byte, key.start_byte, operation + b"("), (key.end_byte, use.node.end_byte, b")")]


def _store(accessors: Accessors, use: Use, name: Node) -> list[Piece]:
    """`m[k] = v`, alone."""
    above = use.node.parent
    statement = above.parent if above is not None else None
    if statement is None or statement.kind_id != N.ASSIGNMENT_STATEMENT:
        raise Refused("there is no accessor for this use")
    operator = N.need(statement, N.F_OPERATOR)
    right = N.children(N.need(statement, N.F_RIGHT))
    if operator.end_byte - operator.start_byte != 1 or len(right) != 1:
        raise Refused("there is no accessor for this use")
    if len(N.children(N.need(statement, N.F_LEFT))) != 1:
        raise Refused("several values are assigned together; assign them one by one")
    key = N.need(use.node, N.F_INDEX)
    return [
        (name.start_byte, key.start_byte, accessors.name("Set") + b"("),
        (key.end_byte, right[0].start_byte, b", "),
        (right[0].end_byte, right[0].end_byte, b")"),
    ]


def _check_object(plan: Plan, mention: Node) -> None:
    """The accessor is called on the object itself, by its pointer or by a variable of which the lock is the one."""
    if mention.kind_id == N.IDENTIFIER:
        meaning = plan.where.quiet.info.objects.get(mention.id)
        if meaning is None or meaning.declared >= 0:
            raise Refused("the map has a local name there")
        return
    above = mention.parent
    if above is not None and above.kind_id == N.PARENTHESIZED_EXPRESSION:
        raise Refused("the map stands in parentheses")
    info = plan.where.quiet.info
    selection = info.selections.get(mention.id)
    steps = selection.path if selection is not None else ()
    if plan.named or any(step.indirect for step in steps) or not steps:
        return
    raise Refused("the lock would be that of a copy")
