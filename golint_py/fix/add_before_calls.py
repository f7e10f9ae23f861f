"""`wg.Add(1)` at the beginning of a declared function moves before each `go` statement, where nothing else calls it."""

from collections.abc import Iterator

from tree_sitter import Node

from golint_py.analyses.words import short
from golint_py.fix.lines import Lines
from golint_py.fix.places import walk
from golint_py.fix.refusal import Refused
from golint_py.fix.whole_parameters import symbol_name
from golint_py.fix.whole_reach import is_exported, views_of
from golint_py.fix.workspace import View, Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Safety
from golint_py.types.declared import Body
from golint_py.types.model import Interface
from golint_py.types.scope import Info, Object


def add_before_calls(workspace: Workspace, view: View, body: Body, statement: Node, behind: bytes) -> Fix:
    """`statement` is the call of Add, which each run of `body` reaches first; `behind` is a comment on its line.

    Refused where the function is called in another way than by `go`, or its group has no name there."""
    name = symbol_name(body.symbol)
    if is_exported(view, f"{view.path}.{name}"):
        raise Refused(f"{name} is exported: others may start it; call Add before each go statement")
    call = N.children(statement)[0]
    root = _root(N.need(N.need(call, N.F_FUNCTION), N.F_OPERAND))
    data = body.scope.parsed.data
    meaning = view.info(body).objects.get(root.id)
    if meaning is None or any(one.kind_id != N.INT_LITERAL for one in N.children(N.need(call, N.F_ARGUMENTS))):
        raise Refused("what is added, or to which group, is computed in the goroutine; call Add where it is started")
    edits: set[Edit] = set()
    for one in views_of(workspace, view, f"{view.path}.{name}", api=False):
        for start, other in _starts(one, body.symbol, name):
            lines = Lines(other.scope.file.path, other.scope.parsed.data)
            group = _named(body, meaning, root, start, other, one.info(other))
            text = group + data[root.end_byte : call.end_byte]
            if not lines.begins(start.start_byte):
                raise Refused(f"the go statement in {short(other.symbol)} shares its line: give it one of its own")
            edits.add(lines.before(start.start_byte, text + (b" " + behind if behind else b"")))
    if not edits:
        raise Refused(f"no go statement that starts {name} is in sight; call Add before the one that does")
    own = Lines(body.scope.file.path, data)
    edits.add(own.without(statement.start_byte, statement.end_byte))
    title = f"Call {data[call.start_byte : call.end_byte].decode()} of {short(body.symbol)} before the goroutine starts"
    return Fix(title, tuple(sorted(edits)), Safety.SAFE)


def _root(node: Node) -> Node:
    """The name that a chain of fields begins with. Raises `Refused`."""
    while node.kind_id == N.SELECTOR_EXPRESSION:
        node = N.need(node, N.F_OPERAND)
    if node.kind_id != N.IDENTIFIER:
        raise Refused("the group is computed in the goroutine; call Add where the goroutine is started")
    return node


def _starts(view: View, symbol: str, name: str) -> Iterator[tuple[Node, Body]]:
    """The `go` statements that start the function. Raises `Refused` where it is used in another way."""
    for one in view.declared.test_exports.types.values():
        kind = one.underlying
        if isinstance(kind, Interface) and any(method.name == name for method in kind.methods):
            raise Refused(f"an interface of the package has a method {name}: who calls it there would not be counted")
    for body in view.bodies.values():
        data, info = body.scope.parsed.data, view.info(body)
        if name.encode() not in data[body.node.start_byte : body.node.end_byte]:
            continue
        for top in body.specs or (body.node,):
            for node in walk(top):
                if node.kind_id not in (N.IDENTIFIER, N.FIELD_IDENTIFIER) or N.text(node, data) != name:
                    continue
                if node == N.field(body.node, N.F_NAME) or not _is_it(node, symbol, info):
                    continue
                start = _started(node)
                if start is None:
                    raise Refused(f"{short(body.symbol)} uses {name} without go, too: that call would not be counted")
                if start.parent is None or start.parent.kind_id != N.STATEMENT_LIST:
                    raise Refused("the go statement has a label")
                yield start, body


def _started(name: Node) -> Node | None:
    """The `go` statement that calls what the name is of."""
    function = name.parent if name.kind_id == N.FIELD_IDENTIFIER else name
    call = function.parent if function is not None else None
    start = call.parent if call is not None else None
    if function is None or call is None or start is None or start.kind_id != N.GO_STATEMENT:
        return None
    return start if N.field(call, N.F_FUNCTION) == function else None


def _is_it(node: Node, symbol: str, info: Info) -> bool:
    """Whether the name is that of the function. Raises `Refused` where that is not known."""
    if node.kind_id == N.IDENTIFIER:
        meaning = info.objects.get(node.id)
        return meaning is not None and meaning.symbol == symbol
    above = node.parent
    if above is None or above.kind_id != N.SELECTOR_EXPRESSION:
        return False  # a key of a literal
    selection = info.selections.get(above.id)
    if selection is None:
        raise Refused(f"what {node.text.decode() if node.text else ''} is there is not known: a type is out of sight")
    return selection.symbol == symbol


def _named(body: Body, meaning: Object, root: Node, start: Node, other: Body, info: Info) -> bytes:
    """What `root` is called where the function is started. Raises `Refused`."""
    call = N.children(start)[0]
    data, function = other.scope.parsed.data, N.need(call, N.F_FUNCTION)
    if meaning.symbol:  # a variable of the package
        if any(one.name == meaning.name and one.symbol != meaning.symbol for one in info.objects.values()):
            raise Refused(f"{meaning.name} means something else in {short(other.symbol)}, which starts the goroutine")
        return meaning.name.encode()
    if meaning.role == "receiver":
        receiver = N.need(body.node, N.F_RECEIVER)
        if function.kind_id != N.SELECTOR_EXPRESSION or not any(
            one.kind_id == N.POINTER_TYPE for one in walk(receiver)
        ):
            raise Refused("the method gets a copy of what the group is in")
        operand = N.need(function, N.F_OPERAND)
        selection = info.selections.get(function.id)
        if selection is None or selection.path:
            raise Refused("the method is that of an embedded struct; call Add where the goroutine is started")
        return _plain(operand, data)
    names = [
        name
        for one in N.children(N.need(body.node, N.F_PARAMETERS))
        for name in (N.fields(one, N.F_NAME) if one.kind_id == N.PARAMETER_DECLARATION else [one])
    ]
    arguments = N.children(N.need(call, N.F_ARGUMENTS))
    for name, argument in zip(names, arguments, strict=False):
        if name.start_byte == meaning.declared and len(names) == len(arguments):
            return _plain(argument, data)
    raise Refused(f"{meaning.name} is made in the goroutine; call Add where it is started")


def _plain(node: Node, data: bytes) -> bytes:
    """A name, or fields of one, without the address that is taken of it. Raises `Refused`."""
    if node.kind_id == N.UNARY_EXPRESSION and data[node.start_byte : node.start_byte + 1] == b"&":
        node = N.need(node, N.F_OPERAND)
    _root(node)
    return data[node.start_byte : node.end_byte]
