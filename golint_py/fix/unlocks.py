"""Unlocks that do not fit their lock: the wrong one of `Unlock` and `RUnlock`, `defer mu.Lock()`, none before a
return."""

from tree_sitter import Node

from golint_py.fix.lines import Lines
from golint_py.fix.places import node_of, statement_of, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span

_OTHER = {b"Unlock": b"RUnlock", b"RUnlock": b"Unlock", b"Lock": b"Unlock", b"RLock": b"RUnlock"}
_GIVES = {b"Lock": b"Unlock", b"RLock": b"RUnlock"}


def other_unlock(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """The method that was meant instead of the one that is called."""
    parsed = workspace.parsed(finding.place.path)
    name = _method(node_of(parsed, finding.place.start, finding.place.end))
    old = parsed.data[name.start_byte : name.end_byte]
    if old not in _OTHER:
        raise Refused("the lock is given back in another way than by Unlock")
    edit = Lines(finding.place.path, parsed.data).replace(name.start_byte, name.end_byte, _OTHER[old])
    return Fix(f"Call {_OTHER[old].decode()} of {plan.target}", (edit,), Safety.SAFE)


def unlock_before_return(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Give the lock back before each return that forgets it.

    Refused where what is returned is computed there: it might need the lock.
    """
    path = finding.place.path
    parsed = workspace.parsed(path)
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    taken, *others = finding.related
    call = _call(node_of(parsed, taken.place.start, taken.place.end))
    function = N.need(call, N.F_FUNCTION)
    name = _method(call)
    lock = N.need(function, N.F_OPERAND)
    old = parsed.data[name.start_byte : name.end_byte]
    if old not in _GIVES:
        raise Refused("the lock is taken in another way than by Lock")
    text = parsed.data[lock.start_byte : lock.end_byte] + b"." + _GIVES[old] + b"()"
    quiet = Quiet(view.info(view.body(finding.function)), view.packages, parsed.data)
    lines = Lines(path, parsed.data)
    edits = [
        _before_return(parsed, lines, quiet, place, text) for place in (finding.place, *(one.place for one in others))
    ]
    return Fix(f"Give {plan.target} back before the return", tuple(sorted(edits)), Safety.UNSAFE)


def _before_return(parsed: Parsed, lines: Lines, quiet: Quiet, place: Span, text: bytes) -> Edit:
    statement = node_of(parsed, place.start, place.end)
    if statement.kind_id != N.RETURN_STATEMENT or statement_of(statement).id != statement.id:
        raise Refused("the function ends in another way than by a return")
    simple = (N.IDENTIFIER, N.NIL, N.TRUE, N.FALSE, N.INT_LITERAL, N.STRING_LITERAL, N.EXPRESSION_LIST)
    for node in walk(statement):
        kinds = (*simple, N.RETURN_STATEMENT, N.INTERPRETED_STRING_LITERAL_CONTENT, N.ESCAPE_SEQUENCE)
        if node.kind_id not in kinds and not _is_error(node, quiet, parsed.data):
            raise Refused(
                "the return computes something, maybe from what the lock guards; assign it to a variable before"
            )
    if not lines.alone(statement.start_byte, statement.end_byte):
        raise Refused("the return shares its line")
    return lines.before(statement.start_byte, text)


def _is_error(node: Node, quiet: Quiet, data: bytes) -> bool:
    """`errors.New("...")` and the pieces of it."""
    call: Node | None = node
    while call is not None and call.kind_id != N.CALL_EXPRESSION:
        call = call.parent
    return call is not None and data[call.start_byte : call.end_byte].startswith(b'errors.New("') and quiet.quiet(call)


def _call(node: Node) -> Node:
    """The call that a statement consists of."""
    while node.kind_id != N.CALL_EXPRESSION:
        inner = N.children(node)
        if len(inner) != 1:
            raise Refused("the lock is not taken by a statement of its own")
        node = inner[0]
    if N.need(node, N.F_FUNCTION).kind_id != N.SELECTOR_EXPRESSION:
        raise Refused("the lock is taken through a function value")
    return node


def _method(node: Node) -> Node:
    return N.need(N.need(_call(node), N.F_FUNCTION), N.F_FIELD)
