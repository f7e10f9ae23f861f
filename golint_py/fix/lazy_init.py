"""A variable that is set on first use is set by a `sync.Once`: `if v == nil { v = f() }` becomes `vOnce.Do(...)`.

Only where one function sets and uses the variable, so that nobody reads it past the Once, and where setting it cannot
fail: a Once does not try again.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from tree_sitter import Node

from golint_py.analyses.words import short, short_location
from golint_py.fix.change import Change, with_imports
from golint_py.fix.declared_map import declaration_of
from golint_py.fix.lines import Lines
from golint_py.fix.lock_text import holder_text
from golint_py.fix.mutex_beside import ONCE, check_literals, companion
from golint_py.fix.new_mutex import check_reach
from golint_py.fix.places import body_of, inside, names_in, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.whole_map import check_copies, parts_of
from golint_py.fix.workspace import View, Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.declared import Body

_LEAVING = frozenset(
    {N.RETURN_STATEMENT, N.GOTO_STATEMENT, N.LABELED_STATEMENT, N.BREAK_STATEMENT, N.CONTINUE_STATEMENT}
)
_LOOPS = frozenset({N.FOR_STATEMENT, N.EXPRESSION_SWITCH_STATEMENT, N.TYPE_SWITCH_STATEMENT, N.SELECT_STATEMENT})


class Setting(Struct, frozen=True, eq=False):
    """Where a function sets the variable: the `if`, and the statements that are run once. `early`: the `if` returns
    what is set already, and the statements come after it."""

    test: Node
    statements: tuple[Node, ...]
    early: bool


def once(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Declare a `sync.Once` beside the variable, and set the variable in it."""
    location, path = plan.target, finding.place.path
    view = workspace.view(workspace.package_of(path), tests=True)
    if workspace.file(path).test:
        raise Refused("the variable belongs to a test")
    body = view.body(finding.function)
    name = location.rpartition(".")[2]
    if body.symbol != finding.function:
        raise Refused(f"{name} is set in a function literal")
    check_reach(workspace, view, location)
    declared, owner = declaration_of(view, location)
    if declared.value is not None:
        raise Refused(f"{name} begins with a value")
    if owner:
        check_literals(view, owner.rpartition(".")[2])
        check_copies(workspace, view, owner)
    mentions = _only_here(view, body, location, owner)
    setting = _setting(body, mentions, name)
    _check_calls(view, body, setting)
    word, change = companion(view, (location,), ONCE)
    data = body.scope.parsed.data
    if owner:
        texts = {holder_text(body, view.info(body), owner, one)[0] for one in mentions}
        if len(texts) != 1:
            raise Refused(f"{short(body.symbol)} uses {name} of two objects")
        word = texts.pop() + b"." + word
    elif word in names_in(body.node, data):
        raise Refused(f"{word.decode()} means something else in {short(body.symbol)}")
    lines = Lines(path, data)
    edits = _after_return(lines, setting, word) if setting.early else _of_if(lines, setting, word)
    title = f"Set {short_location(location)} in a sync.Once"
    return Fix(title, with_imports(workspace, (change, Change(tuple(edits)))), Safety.UNSAFE)


def _only_here(view: View, body: Body, location: str, owner: str) -> tuple[Node, ...]:
    """The mentions in the function. Raises `Refused` where there are others."""
    name = location.rpartition(".")[2]
    found: tuple[Node, ...] = ()
    for part in parts_of(view, location, owner):
        if part.body.symbol != body.symbol or part.elements:
            where = short(part.body.symbol) if not part.body.specs else "a variable's value"
            raise Refused(f"{name} is also used in {where}, past the Once")
        found = part.mentions
    return found


# --- The form of the function -----------------------------------------------------------------------------------------


def _setting(body: Body, mentions: Sequence[Node], name: str) -> Setting:
    """Find the test, and check that all uses come after it, and that the statements run as well in a literal."""
    data = body.scope.parsed.data
    top = next((one for one in body_of(body.node).named_children if one.kind_id == N.STATEMENT_LIST), None)
    statements = N.children(top) if top is not None else []
    place = next((at for at, one in enumerate(statements) if any(inside(two, one) for two in mentions)), -1)
    test = statements[place] if place >= 0 else None
    if test is None or test.kind_id != N.IF_STATEMENT or N.field(test, N.F_INITIALIZER) is not None:
        raise Refused(f"{name} is not looked at by an if of its own at the top of the function")
    if N.field(test, N.F_ALTERNATIVE) is not None:
        raise Refused(f"what is done where {name} is set already is no part of the Once")
    state = _asks(N.need(test, N.F_CONDITION), mentions, data)
    inner = _list_of(N.need(test, N.F_CONSEQUENCE))
    if state == "unset":
        setting = Setting(test, tuple(inner), False)
    elif state == "set" and len(inner) == 1 and inner[0].kind_id == N.RETURN_STATEMENT:
        last = statements[-1]
        if data[last.start_byte : last.end_byte] != data[inner[0].start_byte : inner[0].end_byte]:
            raise Refused("the function does not return the same at its end")
        setting = Setting(test, tuple(statements[place + 1 : -1]), True)
    else:
        raise Refused(f"the condition asks for more than whether {name} is set")
    _check_statements(setting, mentions, data, name)
    return setting


def _list_of(block: Node) -> list[Node]:
    return [node for one in block.named_children if one.kind_id == N.STATEMENT_LIST for node in N.children(one)]


def _asks(condition: Node, mentions: Sequence[Node], data: bytes) -> str:
    """ "unset" for `v == nil` and `!v`, "set" for `v != nil` and `v`, "" for anything else."""
    known = {one.id for one in mentions}
    if condition.id in known:
        return "set"
    operator = N.field(condition, N.F_OPERATOR)
    sign = data[operator.start_byte : operator.end_byte] if operator is not None else b""
    if condition.kind_id == N.UNARY_EXPRESSION and sign == b"!":
        return "unset" if N.children(condition)[0].id in known else ""
    if condition.kind_id == N.BINARY_EXPRESSION and sign in (b"==", b"!="):
        left, right = N.need(condition, N.F_LEFT), N.need(condition, N.F_RIGHT)
        if left.id in known and right.kind_id == N.NIL:
            return "unset" if sign == b"==" else "set"
    return ""


def _check_statements(setting: Setting, mentions: Sequence[Node], data: bytes, name: str) -> None:
    """They leave by their end only, declare nothing that is used afterwards, and set the variable on all ways."""
    for statement in setting.statements:
        for node in walk(statement, into_literals=False):
            if node.kind_id in _LEAVING and not _stays(node, statement):
                raise Refused(f"setting {name} may fail, or is left early: a Once does not try again")
            if node.kind_id == N.DEFER_STATEMENT and b"nlock()" not in data[node.start_byte : node.end_byte]:
                raise Refused("a deferred call would run earlier")
    if not _sets(setting.statements, mentions, data):
        raise Refused(f"setting {name} may fail: a Once does not try again")
    if setting.early:
        last = N.children(setting.test.parent)[-1] if setting.test.parent is not None else setting.test
        used = [one for one in walk(last) if one.kind_id == N.IDENTIFIER]
        if any(not any(inside(one, mention) for mention in mentions) for one in used):
            raise Refused(f"the function returns more than {name}")


def _stays(node: Node, statement: Node) -> bool:
    """Whether a break or continue ends inside of the statement."""
    if node.kind_id not in (N.BREAK_STATEMENT, N.CONTINUE_STATEMENT) or N.children(node):
        return False
    above = node.parent
    while above is not None and inside(above, statement):
        if above.kind_id == N.FOR_STATEMENT or (above.kind_id in _LOOPS and node.kind_id == N.BREAK_STATEMENT):
            return True
        above = above.parent
    return False


def _sets(statements: Sequence[Node], mentions: Sequence[Node], data: bytes) -> bool:
    """Whether some statement of the list assigns one value to the variable: not an error beside it, not nil. The list
    may be that of a second look at the variable, under a lock."""
    known = {one.id for one in mentions}
    for one in statements:
        if one.kind_id == N.ASSIGNMENT_STATEMENT:
            left, right = N.children(N.need(one, N.F_LEFT)), N.children(N.need(one, N.F_RIGHT))
            if len(left) == len(right) == 1 and left[0].id in known:
                return right[0].kind_id not in (N.NIL, N.FALSE)
        elif one.kind_id == N.IF_STATEMENT and N.field(one, N.F_ALTERNATIVE) is None:
            condition = N.need(one, N.F_CONDITION)
            if N.field(one, N.F_INITIALIZER) is None and _asks(condition, mentions, data) == "unset":
                return _sets(_list_of(N.need(one, N.F_CONSEQUENCE)), mentions, data)
    return False


# --- Calls ------------------------------------------------------------------------------------------------------------


def _check_calls(view: View, body: Body, setting: Setting) -> None:
    """Setting the variable must not come back to the function: a Once that waits for itself never ends."""
    work: list[tuple[Body, tuple[Node, ...]]] = [(body, setting.statements)]
    seen: set[str] = set()
    while work:
        around, tops = work.pop()
        for symbol in _called(view, around, tops):
            if symbol == body.symbol:
                raise Refused(f"setting it calls {short(body.symbol)} again, which would wait for itself")
            if symbol not in seen and symbol in view.bodies:
                seen.add(symbol)
                work.append((view.bodies[symbol], (view.bodies[symbol].node,)))


def _called(view: View, body: Body, tops: Sequence[Node]) -> Iterator[str]:
    info = view.info(body)
    for top in tops:
        for node in walk(top):
            if node.kind_id == N.SELECTOR_EXPRESSION and node.id in info.selections:
                yield info.selections[node.id].symbol
            elif node.kind_id == N.IDENTIFIER and node.id in info.objects:
                yield info.objects[node.id].symbol


# --- Edits ------------------------------------------------------------------------------------------------------------


def _of_if(lines: Lines, setting: Setting, word: bytes) -> list[Edit]:
    """`if v == nil {` becomes `vOnce.Do(func() {`."""
    test = setting.test
    block = N.need(test, N.F_CONSEQUENCE)
    return [
        lines.replace(test.start_byte, block.start_byte + 1, word + b".Do(func() {"),
        lines.replace(block.end_byte, block.end_byte, b")"),
    ]


def _after_return(lines: Lines, setting: Setting, word: bytes) -> list[Edit]:
    """The `if` goes, and what comes after it stands in the literal."""
    test, first, last = setting.test, setting.statements[0], setting.statements[-1]
    start, end = lines.start(test.start_byte), lines.after(last.end_byte)
    if not lines.alone(test.start_byte, test.end_byte) or not lines.alone(first.start_byte, last.end_byte):
        raise Refused("several statements share a line; put each on its own")
    strings = [one for two in setting.statements for one in walk(two) if one.kind_id == N.RAW_STRING_LITERAL]
    if any(one.start_point.row != one.end_point.row for one in strings):
        raise Refused("a string of several lines is in the way")
    indent, inner = lines.indent(test.start_byte), lines.data[lines.after(test.end_byte) : end]
    moved = b"".join(b"\t" + line if line.strip() else line for line in inner.lstrip(b"\r\n").splitlines(keepends=True))
    text = indent + word + b".Do(func() {" + lines.end + moved + indent + b"})" + lines.end
    return [Edit(lines.span(start, end), text)]
