"""The lock is held around a call of a function that relies on it (RULES C.1)."""

from tree_sitter import Node

from golint_py.analyses.words import field
from golint_py.fix.change import Change
from golint_py.fix.lines import Lines
from golint_py.fix.lock import Lock
from golint_py.fix.lock_calls import ANY
from golint_py.fix.lock_text import lock_text
from golint_py.fix.mentions import spelling
from golint_py.fix.places import function_of, inside, node_of, statement_of, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.section_plan import Plan, Where
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.text.finding import Finding
from golint_py.text.span import Span
from golint_py.types.declared import Body


def around_call(view: View, finding: Finding[Span], key: str) -> Change:
    """Hold the lock around the statement that calls a function which relies on it."""
    body = view.body(finding.function)
    parsed = body.scope.parsed
    call = node_of(parsed, finding.place.start, finding.place.end)
    while call.kind_id != N.CALL_EXPRESSION and len(N.children(call)) == 1:
        call = N.children(call)[0]
    if call.kind_id != N.CALL_EXPRESSION:
        raise Refused("the place is no call")
    statement = statement_of(call)
    inner = call.parent
    if inner is None or statement.kind_id not in (
        N.EXPRESSION_STATEMENT,
        N.ASSIGNMENT_STATEMENT,
        N.SHORT_VAR_DECLARATION,
    ):
        raise Refused("the call is in the middle of a statement; put it into one of its own")
    _check_call(view, finding, statement, key)
    lock, declared = _lock_of_receiver(view, body, key, call)
    lines = Lines(finding.place.path, parsed.data)
    quiet = Quiet(view.info(body), view.packages, parsed.data)
    others = [one for one in walk(statement, into_literals=False) if one.kind_id == N.CALL_EXPRESSION]
    if any(one.id != call.id and not quiet.quiet(one) for one in others if not inside(call, one)):
        raise Refused("the statement calls something else, too; split it")
    where = Where(function_of(call), lines, quiet, (1, 0), None, spelling(view, body), frozenset(), declared)
    if not where.names(statement):
        raise Refused("the variable with the lock is declared in the statement itself; declare it before")
    plan = Plan(where, lock)
    plan.before(statement, lock.take(True))
    plan.after(statement, lock.give(True))
    return Change(plan.edits())


def _check_call(view: View, finding: Finding[Span], statement: Node, key: str) -> None:
    """What is called must not take the lock, and no other lock may be held."""
    function = view.function(finding.function)
    for at, taken in view.lock_calls.callees(finding.function):
        start, end = function.spans[at]
        if statement.start_byte <= start and end <= statement.end_byte and (key in taken or ANY in taken):
            raise Refused(f"what is called may take {field(key)} itself")
    for edge in view.by_symbol[finding.function].edges:
        start, end = function.spans[edge.at]
        if statement.start_byte <= start and end <= statement.end_byte and (edge.held.locks or edge.held.maybe):
            raise Refused("another lock is held there; which of the two is taken first is for you to decide")


def _lock_of_receiver(view: View, body: Body, key: str, call: Node) -> tuple[Lock, int]:
    function = N.need(call, N.F_FUNCTION)
    if function.kind_id != N.SELECTOR_EXPRESSION:
        raise Refused("what has the lock is no variable where the function is called; give it one")
    return lock_text(view, body, key, function)
