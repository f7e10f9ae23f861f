"""`wg.Done()` is deferred at the beginning of a goroutine that does not reach it on all ways, or before what must come
first."""

from tree_sitter import Node

from golint_py.fix.lines import Lines
from golint_py.fix.places import FUNCTIONS, body_of, node_of, statement_of, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span

_ENDS = (N.BLOCK, N.IF_STATEMENT)


def defer_done(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Only where each `Done` is the last thing that the goroutine does on its way: a deferred one is not later then.
    Unsafe: what waited for ever goes on."""
    call = f"{plan.target}.Done()"
    parsed = workspace.parsed(finding.place.path)
    lines = Lines(finding.place.path, parsed.data)
    function = _function(node_of(parsed, finding.place.start, finding.place.end))
    found = [
        one
        for one in walk(body_of(function), into_literals=False)
        if one.kind_id == N.EXPRESSION_STATEMENT and N.text(one, parsed.data) == call
    ]
    first = next(iter(N.children(body_of(function))), None)
    first = next(iter(N.children(first)), None) if first is not None else None
    if not found or first is None:
        raise Refused(f"{call} is not a statement of the goroutine")
    for one in found:
        if not _is_last(one, function):
            raise Refused(f"the goroutine goes on after {call}")
        if not lines.alone(one.start_byte, one.end_byte) or lines.doc_start(one.start_byte) != lines.start(
            one.start_byte
        ):
            raise Refused(f"{call} has a comment or shares its line")
    if any(one.kind_id == N.DEFER_STATEMENT for one in walk(body_of(function), into_literals=False)):
        raise Refused("the goroutine defers other things, whose order would change")
    if not lines.begins(first.start_byte) or _names(found[0]) & _declared(function):
        raise Refused("the goroutine has no line of its own to begin with")
    edits = (
        lines.before(lines.doc_start(first.start_byte), b"defer " + call.encode()),
        *(lines.without(one.start_byte, one.end_byte) for one in found),
    )
    return Fix(f"Defer {call}", tuple(sorted(edits)), Safety.UNSAFE)


def done_last(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """`defer wg.Done()` moves before the first other `defer` of its block, and so runs last."""
    parsed = workspace.parsed(finding.place.path)
    lines = Lines(finding.place.path, parsed.data)
    done = statement_of(node_of(parsed, finding.place.start, finding.place.end))
    block = done.parent
    if done.kind_id != N.DEFER_STATEMENT or block is None or not lines.alone(done.start_byte, done.end_byte):
        raise Refused("Done is not deferred in a statement of its own")
    before = [one for one in N.children(block) if one.start_byte < done.start_byte]
    other = next((one for one in before if one.kind_id == N.DEFER_STATEMENT), None)
    if other is None or not lines.begins(other.start_byte):
        raise Refused("what is deferred before is in another block")
    if lines.doc_start(done.start_byte) != lines.start(done.start_byte):
        raise Refused("the statement has a comment")
    between = [one for one in before if one.start_byte > other.start_byte]
    if any(one.kind_id == N.RETURN_STATEMENT for top in between for one in walk(top, into_literals=False)):
        raise Refused("the goroutine may return before it defers Done")
    text = parsed.data[done.start_byte : lines.after(done.end_byte)].rstrip()
    edits = (
        lines.before(lines.doc_start(other.start_byte), text),
        lines.without(done.start_byte, done.end_byte),
    )
    return Fix(f"Run {plan.target}.Done() last", tuple(sorted(edits)), Safety.UNSAFE)


def _function(node: Node) -> Node:
    """The innermost function around, the node itself included."""
    found: Node | None = node
    while found is not None:
        if found.kind_id in FUNCTIONS:
            return found
        found = found.parent
    raise Refused("the place is in no function")


def _is_last(statement: Node, function: Node) -> bool:
    """Whether the function ends behind the statement, or returns nothing next."""
    now = statement
    while now.id != body_of(function).id:
        above = now.parent
        if above is None:
            return False
        if above.kind_id == N.STATEMENT_LIST:
            later = [one for one in N.children(above) if one.start_byte > now.start_byte]
            if later:
                return later[0].kind_id == N.RETURN_STATEMENT and not N.children(later[0])
        elif above.kind_id not in _ENDS:
            return False
        now = above
    return True


def _names(statement: Node) -> frozenset[bytes | None]:
    return frozenset(one.text for one in walk(statement) if one.kind_id == N.IDENTIFIER)


def _declared(function: Node) -> frozenset[bytes | None]:
    """Names that the function's statements declare."""
    found: set[bytes | None] = set()
    for one in walk(body_of(function), into_literals=False):
        if one.kind_id == N.SHORT_VAR_DECLARATION:
            found.update(name.text for name in N.children(N.need(one, N.F_LEFT)))
        elif one.kind_id == N.VAR_SPEC:
            found.update(name.text for name in N.fields(one, N.F_NAME))
    return frozenset(found)
