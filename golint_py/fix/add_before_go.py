"""`wg.Add(1)` at the beginning of a goroutine moves before the `go` statement that starts it, or becomes `wg.Go`."""

from tree_sitter import Node

from golint_py.fix.add_before_calls import add_before_calls
from golint_py.fix.lines import Lines
from golint_py.fix.places import body_of, exits, function_of, node_of, statement_of, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span

_GO = (1, 25)  # the Go version of WaitGroup.Go


def add_before_go(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Refused where it is not a statement of its own that each run of the literal reaches first, or its group has
    another name outside."""
    path = finding.place.path
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    body = view.body(finding.function)
    parsed, info = body.scope.parsed, view.info(body)
    lines = Lines(path, parsed.data)
    statement = statement_of(node_of(parsed, finding.place.start, finding.place.end))
    literal = function_of(statement)
    start = _go(literal) if literal.kind_id == N.FUNC_LITERAL else None
    if statement.kind_id != N.EXPRESSION_STATEMENT or not lines.alone(statement.start_byte, statement.end_byte):
        raise Refused("the call of Add is not a statement of its own")
    if statement.parent is None or statement.parent.parent != body_of(literal):
        raise Refused("the goroutine calls Add only sometimes")
    quiet = Quiet(info, view.packages, parsed.data)
    for one in N.children(statement.parent):
        if one.start_byte >= statement.start_byte or one.kind_id == N.DEFER_STATEMENT:
            continue
        if not quiet.quiet(one) or exits(one):
            raise Refused("the goroutine does something else before it calls Add")
    if lines.doc_start(statement.start_byte) != lines.start(statement.start_byte):
        raise Refused("the call of Add has a comment")
    if start is None:
        behind = lines.data[statement.end_byte : lines.after(statement.end_byte)].strip()
        return add_before_calls(workspace, view, body, statement, behind)
    for node in walk(statement):
        meaning = info.objects.get(node.id) if node.kind_id == N.IDENTIFIER else None
        if meaning is not None and literal.start_byte <= meaning.declared < literal.end_byte:
            raise Refused(f"{meaning.name} has another name where the goroutine is started")
        if node.kind_id in (N.CALL_EXPRESSION, N.INDEX_EXPRESSION) and node.parent != statement:
            raise Refused("what is added is computed in the goroutine")
    if not lines.begins(start.start_byte):
        raise Refused("the go statement shares its line")
    if workspace.file(path).go >= _GO and (edits := _with_go(statement, literal, start, lines)):
        return Fix("Start the goroutine with Go, which counts it", edits, Safety.SAFE)
    text = parsed.data[statement.start_byte : statement.end_byte]
    line = parsed.data[statement.start_byte : lines.after(statement.end_byte)].rstrip()  # with a comment behind it
    edits = (lines.before(start.start_byte, line), lines.without(statement.start_byte, statement.end_byte))
    return Fix(f"Call {text.decode()} before the goroutine starts", tuple(sorted(edits)), Safety.SAFE)


def _with_go(statement: Node, literal: Node, start: Node, lines: Lines) -> tuple[Edit, ...]:
    """`wg.Go(func() { ... })`, where nothing but the deferred `Done` is counted; none where that is not so."""
    text = lines.text(statement.start_byte, statement.end_byte)
    name = text.removesuffix(b".Add(1)")
    call = literal.parent
    if name == text or call is None or N.children(N.need(literal, N.F_PARAMETERS)) or N.field(literal, N.F_RESULT):
        return ()
    calls = [one for one in walk(literal) if one.kind_id == N.CALL_EXPRESSION]
    done = [one for one in calls if lines.text(one.start_byte, one.end_byte) == name + b".Done()"]
    below = body_of(literal)
    added = [one for one in calls if lines.text(one.start_byte, one.end_byte).startswith(name + b".Add(")]
    if len(done) != 1 or len(added) != 1:
        return ()
    deferred = done[0].parent
    if deferred is None or deferred.kind_id != N.DEFER_STATEMENT or deferred.parent != statement.parent:
        return ()
    others = [one for one in walk(below, into_literals=False) if one.kind_id == N.DEFER_STATEMENT]
    if others[0].id != deferred.id or _comments(deferred, lines) or not lines.begins(deferred.start_byte):
        return ()
    brace = below.start_byte + 1
    behind = lines.data[statement.end_byte : lines.after(statement.end_byte)].strip()  # a comment
    if lines.data[brace : lines.after(brace)].strip() or b"\n" in lines.text(literal.start_byte, brace):
        return ()
    edits = (
        lines.replace(start.start_byte, literal.start_byte, name + b".Go("),
        *((lines.replace(brace, brace, b" " + behind),) if behind else ()),
        lines.without(statement.start_byte, statement.end_byte),
        lines.without(deferred.start_byte, deferred.end_byte),
        lines.replace(literal.end_byte, call.end_byte, b")"),
    )
    return tuple(sorted(edits))


def _comments(statement: Node, lines: Lines) -> bool:
    """Whether the statement has a comment, or something else, on its line or above."""
    rest = lines.data[statement.end_byte : lines.after(statement.end_byte)].strip()
    return bool(rest) or lines.doc_start(statement.start_byte) != lines.start(statement.start_byte)


def _go(literal: Node) -> Node:
    """The `go` statement of a literal that is started on the spot."""
    call = literal.parent
    start = call.parent if call is not None else None
    if call is None or start is None or start.kind_id != N.GO_STATEMENT:
        raise Refused("the goroutine is not a literal that a go statement starts")
    if start.parent is None or start.parent.kind_id != N.STATEMENT_LIST:
        raise Refused("the go statement has a label")
    return start
