"""`m.Store(k, v)` after a failed `m.Load(k)` becomes `m.LoadOrStore(k, v)`, and `v` what was stored first."""

from golint_py.analyses.words import short
from golint_py.fix.lines import Lines
from golint_py.fix.mentions import spelling
from golint_py.fix.places import fresh, names_in, node_of, statement_of
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.scope import Kind

_STORE = "(*sync.Map).Store"


def load_or_store(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Whoever comes second goes on with the first one's object.

    Only for an object in a local variable. Unsafe: what was done to the second object before is lost.
    """
    path = finding.place.path
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    body = view.body(finding.function)
    info, parsed = view.info(body), body.scope.parsed
    lines = Lines(path, parsed.data)
    if dict(plan.parameters)["operation"] != "LoadOrStore":
        raise Refused(f"only you know what {dict(plan.parameters)['operation']} is to do when it fails")
    call = node_of(parsed, finding.place.start, finding.place.end)
    while call.kind_id == N.EXPRESSION_STATEMENT:
        call = N.children(call)[0]
    function = N.field(call, N.F_FUNCTION)
    selection = info.selections.get(function.id) if function is not None else None
    if function is None or selection is None or selection.symbol != _STORE:
        raise Refused("the entry is stored in another way than by sync.Map.Store")
    statement = statement_of(call)
    if statement.kind_id != N.EXPRESSION_STATEMENT or not lines.alone(statement.start_byte, statement.end_byte):
        raise Refused("the call is in the middle of a statement; put it into one of its own")
    value = N.children(N.need(call, N.F_ARGUMENTS))[1]
    meaning = info.objects.get(value.id) if value.kind_id == N.IDENTIFIER else None
    if meaning is None or meaning.kind is not Kind.VAR or meaning.declared < 0:
        raise Refused("the object is not in a local variable")
    name = N.need(function, N.F_FIELD)
    stored = lines.text(call.start_byte, name.start_byte) + b"LoadOrStore" + lines.text(name.end_byte, call.end_byte)
    variable = meaning.name.encode()
    title = f"Store only where nothing is, in {short(finding.function)}"
    kind = spelling(view, body).text(meaning.type)
    first = fresh("stored", names_in(body.node, parsed.data))
    text = variable + b" = " + first + b".(" + kind + b")"
    indent = lines.indent(statement.start_byte)
    edits = (
        lines.replace(statement.start_byte, statement.end_byte, first + b", _ := " + stored),
        lines.behind(statement.end_byte, indent, text),
    )
    return Fix(title, edits, Safety.UNSAFE)
