"""An element that is read, changed and stored again by statements beside each other: they stand in one call of With
(RULES C.3 F5, F7)."""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.fix.places import exits, names_in, statement_of, walk
from golint_py.fix.rewrite import Rewrite
from golint_py.fix.uses import How, Use
from golint_py.fix.wrap_relations import same_element, uses_in
from golint_py.syntax import nodes as N

_READS = frozenset({N.SHORT_VAR_DECLARATION, N.ASSIGNMENT_STATEMENT, N.VAR_DECLARATION})
_BINDS = frozenset({N.DEFER_STATEMENT, N.GO_STATEMENT, N.LABELED_STATEMENT, N.GOTO_STATEMENT})


def changed_together(work: Rewrite, use: Use, uses: Sequence[Use]) -> None:
    """The pieces for the statements from a look to the last store of that element, where they are one step."""
    first = statement_of(use.node)
    if work.style.helpers or first.kind_id not in _READS or not work.stable(work.key(use)) or work.alone(use.mention):
        return
    stores = [one for one in uses if one.how is How.STORE and one.mention.start_byte > use.mention.end_byte]
    stores = [one for one in stores if same_element(work, use, one) and one.statement.parent == first.parent]
    block = first.parent
    if not stores or block is None:
        return
    last = max((one.statement for one in stores), key=lambda one: one.start_byte)
    step = [one for one in N.children(block) if first.start_byte <= one.start_byte <= last.start_byte]
    inner = [one for statement in step for one in uses_in(uses, statement)]
    if last.id == first.id or any(one.mention.id in work.done for one in inner):
        return
    if any(exits(one) or work.quiet.loud(one) is not None for one in step):
        return
    if any(node.kind_id in _BINDS for one in step for node in walk(one)):
        return
    later = [one for one in N.children(block) if one.start_byte > last.start_byte]
    if _declared(work, step) & frozenset[bytes]().union(*(names_in(one, work.data) for one in later)):
        return
    if len({work.text(one.mention) for one in inner}) != 1:
        return
    for statement in step:
        several = uses_in(uses, statement)
        if several:
            work.wrapped(statement, several)
        else:
            work.steps.append((statement, work.text(use.mention)))


def _declared(work: Rewrite, statements: Sequence[Node]) -> frozenset[bytes]:
    """The names that the statements declare for those after them."""
    found: set[bytes] = set()
    for one in statements:
        if one.kind_id == N.SHORT_VAR_DECLARATION:
            found |= names_in(N.need(one, N.F_LEFT), work.data)
        elif one.kind_id in (N.VAR_DECLARATION, N.CONST_DECLARATION, N.TYPE_DECLARATION):
            found |= names_in(one, work.data)
    return frozenset(found) - {b"_"}
