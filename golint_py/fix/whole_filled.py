"""Variables that begin with a map literal and become a `sync.Map`: who stores the elements, and when (C.2 R13)."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from golint_py.fix.declared_map import Declared
from golint_py.fix.lines import Lines
from golint_py.fix.places import walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.tidy import Piece
from golint_py.fix.whole_literals import stores
from golint_py.fix.whole_map import Whole
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.scope import Kind

_WORD = re.compile(rb"[A-Za-z_]\w*")


def filled(whole: Whole, declared: Declared, kind: bytes) -> list[Piece]:
    """The declaration of an empty one, and the stores: behind a local variable, or in a function `init`."""
    node, value = declared.node, declared.value
    assert value is not None
    lines = Lines(declared.scope.file.path, declared.scope.parsed.data)
    (name,) = N.fields(node, N.F_NAME) or N.children(N.need(node, N.F_LEFT))
    written = declared.text(name)
    statement = node if node.kind_id == N.SHORT_VAR_DECLARATION else _declaration(node)
    if not lines.ends(statement.end_byte) or b"//" in lines.data[statement.end_byte : lines.after(statement.end_byte)]:
        raise Refused("the declaration of the map shares its line, or has a comment behind it")
    var = b"var " if node.kind_id == N.SHORT_VAR_DECLARATION else b""
    pieces = [(name.start_byte, node.end_byte, var + written + b" " + kind)]
    if "#" in whole.location:
        if statement.named_child_count > 1 and statement.kind_id == N.VAR_DECLARATION:
            raise Refused("the map is declared together with other variables; declare it by itself")
        indent = lines.indent(statement.start_byte)
        loop = stores(lines, value, written, indent)
        return [*pieces, (statement.end_byte, statement.end_byte, lines.end + indent + loop)]
    _check_start(whole, value)
    loop = stores(lines, value, written, b"\t")
    text = lines.end * 2 + b"func init() {" + lines.end + b"\t" + loop + lines.end + b"}"
    return [*pieces, (statement.end_byte, statement.end_byte, text)]


def _declaration(spec: Node) -> Node:
    """The `var` that a specification is in."""
    node: Node | None = spec
    while node is not None and node.kind_id != N.VAR_DECLARATION:
        node = node.parent
    if node is None:
        raise Refused("the declaration of the map is not in sight")
    return node


# --- What happens before main -----------------------------------------------------------------------------------------


def _check_start(whole: Whole, value: Node) -> None:
    """Raise `Refused` where it counts that the elements are stored after all variables are initialised: the value is
    computed, what it is made of may change, or something that runs before `main` uses the map."""
    view = whole.views[0]
    if len(whole.views) > 1:
        raise Refused("files for other platforms use the map, whose order with `init` is not known")
    for body in view.bodies.values():
        if any(one.start_byte <= value.start_byte < one.end_byte for one in body.specs) and _has(body, whole):
            quiet = Quiet(view.info(body), view.packages, body.scope.parsed.data)
            if quiet.loud(value) is not None:
                raise Refused(
                    "what the map begins with is computed by something that may have effects; compute it before"
                )
            _check_variables(view, body, value)
    using = {part.body.symbol for part in whole.parts if part.mentions}
    found = _before_main(view)
    if using & found:
        raise Refused("something that runs before main uses the map, maybe before it is filled")


def _has(body: Body, whole: Whole) -> bool:
    return body.scope.file.path == whole.declared.scope.file.path


def _check_variables(view: View, body: Body, value: Node) -> None:
    """Variables of the package in the value have to be set where they are declared, and nowhere else."""
    info = view.info(body)
    names = set()
    for node in walk(value):
        meaning = info.objects.get(node.id) if node.kind_id == N.IDENTIFIER else None
        if meaning is not None and meaning.kind is Kind.VAR and meaning.symbol:
            names.add(meaning.name)
    for name in sorted(names):
        word = re.escape(name.encode())
        changes = re.compile(rb"&" + word + rb"\b|\b" + word + rb"\b[^\n=!<>:(]*(?:=(?!=)|\+\+|--)")
        for other in view.bodies.values():
            if not other.specs and changes.search(other.scope.parsed.data, other.node.start_byte, other.node.end_byte):
                raise Refused(f"the map begins with {name}, which is changed")


def _before_main(view: View) -> set[str]:
    """The functions that initialisers and `init` functions may call, by the names in their texts, and these."""
    bearers: dict[bytes, list[Body]] = {}
    for body in view.bodies.values():
        if not body.specs:
            bearers.setdefault(body.symbol.rpartition(".")[2].encode(), []).append(body)
    found = {symbol for symbol, _ in _starting(view)}
    work = [text for _, text in _starting(view)]
    while work:
        text = work.pop()
        for word in set(_WORD.findall(text)):
            for body in bearers.pop(word, ()):
                found.add(body.symbol)
                work.append(body.scope.parsed.data[body.node.start_byte : body.node.end_byte])
    return found


def _starting(view: View) -> Iterator[tuple[str, bytes]]:
    """The symbols and texts of what runs before `main`: initialisers that call something, and the functions `init`."""
    for body in view.bodies.values():
        data = body.scope.parsed.data
        quiet = Quiet(view.info(body), view.packages, data) if body.specs else None
        for spec in body.specs:
            if quiet is not None and quiet.loud(spec) is not None:
                yield body.symbol, data[spec.start_byte : spec.end_byte]
        name = N.field(body.node, N.F_NAME) if body.node.kind_id == N.FUNCTION_DECLARATION else None
        if name is not None and data[name.start_byte : name.end_byte] == b"init":
            yield body.symbol, data[body.node.start_byte : body.node.end_byte]
