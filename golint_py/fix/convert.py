"""A constant gets the type that the keys of a `sync.Map` have: `m.Load(int64(0))` (RULES C.10)."""

from golint_py.fix.lines import Lines
from golint_py.fix.mentions import taken_names
from golint_py.fix.places import declaration_of, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span


def convert_constant(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Convert the first argument of the call, where the type has a name there."""
    path = finding.place.path
    parsed = workspace.parsed(path)
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    body = view.body(finding.function)
    info = view.info(body)
    type_ = dict(plan.parameters)["type"]
    if not type_.isidentifier():
        raise Refused(f"the type {type_} has another name there")
    predeclared = type_ not in view.declared.test_exports.types
    local = {N.text(one, parsed.data) for one in walk(body.node) if one.kind_id == N.TYPE_IDENTIFIER}
    if predeclared and type_ in taken_names(view, body) - local:
        raise Refused(f"the name {type_} means something else there")
    top = declaration_of(parsed, finding.place.start)
    node = top.named_descendant_for_byte_range(finding.place.start, finding.place.end)
    for call in walk(node) if node is not None else ():
        if call.kind_id == N.CALL_EXPRESSION:
            arguments = N.children(N.need(call, N.F_ARGUMENTS))
            operand = info.operands.get(arguments[0].id) if arguments else None
            if operand is None or operand.value is None:
                raise Refused("the key is no constant")
            lines = Lines(path, parsed.data)
            start, end = arguments[0].start_byte, arguments[0].end_byte
            text = type_.encode() + b"(" + lines.text(start, end) + b")"
            return Fix(f"Ask for a key of type {type_}", (lines.replace(start, end, text),), Safety.SAFE)
    raise Refused("the place is no call")
