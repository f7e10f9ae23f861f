"""A look at an element and a store behind it with something between that may wait, `v, ok := m[k]`, `v = load(k)`,
`m[k] = v`: the lock is not held over that, and under the lock of the store the element is looked at once more.

Who comes second then does what it would have done had it come later: it leaves as it would have left, so that
`if v, ok := m[k]; ok { return v }` stands before the store again, or goes on with the element that is there.
"""

import sys
from collections.abc import Callable

from tree_sitter import Node

from golint_py.fix.lines import Lines
from golint_py.fix.places import function_of, inside, names_in, statement_of, statements_of, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.section_plan import Plan
from golint_py.fix.uses import How, Use, pair
from golint_py.syntax import nodes as N
from golint_py.types.model import Map, Type
from golint_py.types.scope import Info, Kind

_KEYS = frozenset(
    {
        N.IDENTIFIER,
        N.FIELD_IDENTIFIER,
        N.PACKAGE_IDENTIFIER,
        N.SELECTOR_EXPRESSION,
        N.BINARY_EXPRESSION,
        N.PARENTHESIZED_EXPRESSION,
        N.STRING_LITERAL,
        N.INTERPRETED_STRING_LITERAL_CONTENT,
        N.INT_LITERAL,
    }
)
_ASSIGNS = frozenset({N.ASSIGNMENT_STATEMENT, N.SHORT_VAR_DECLARATION, N.RANGE_CLAUSE})


def look_again(plan: Plan, before: Use, after: Use, changed_between: Callable[[Node, Node], bool]) -> bool:
    """Put a second look before the store, under its lock; False where that cannot be. `changed_between` says whether
    something behind the one and until the end of the other may change the map."""
    where = plan.where
    data, statement = where.lines.data, after.statement
    if not plan.covers(statement) or after.how is not How.STORE or before.how is not How.READ or before.through:
        return False
    key = stored_key(after, statement, data)
    if key is None or not where.lines.alone(statement.start_byte, statement.end_byte):
        return False
    first = statement_of(before.node)
    test = test_of(before, first, data)
    if test is None or changed_between(before.node, statement):
        return False
    if any(before.node.end_byte <= at < after.mention.start_byte for at in where.mentions):
        return False
    node, absent = test
    if assigned_between(before.node.end_byte, statement, data) & (names_in(key, data) | names_in(after.mention, data)):
        return False
    if absent:
        return _with_the_first(plan, after, statement, node, pair(before) is not None)
    return _leaving(plan, before, after, node, assigned_between(node.end_byte, statement, data))


def stored_key(after: Use, statement: Node, data: bytes) -> Node | None:
    """The key of `m[k] = v`, where it can be evaluated twice."""
    if statement.kind_id != N.ASSIGNMENT_STATEMENT or N.text(N.need(statement, N.F_OPERATOR), data) != "=":
        return None
    left, right = N.children(N.need(statement, N.F_LEFT)), N.children(N.need(statement, N.F_RIGHT))
    if len(left) != 1 or len(right) != 1 or left[0].id != after.node.id or after.node.kind_id != N.INDEX_EXPRESSION:
        return None
    key = N.need(after.node, N.F_INDEX)
    return key if all(one.kind_id in _KEYS for one in walk(key)) else None


def test_of(before: Use, first: Node, data: bytes) -> tuple[Node, bool] | None:
    """The `if` that asks whether the element is there, and whether it does so for its being absent."""
    names = pair(before)
    texts = [N.text(one, data) for one in names] if names is not None else _single(before, data)
    test: Node | None = first if first.kind_id == N.IF_STATEMENT else first.next_named_sibling
    if test is None or test.kind_id != N.IF_STATEMENT or not texts:
        return None
    if test is not first and N.field(test, N.F_INITIALIZER) is not None:
        return None
    condition = N.text(N.need(test, N.F_CONDITION), data)
    there, absent = (texts[1], f"!{texts[1]}") if len(texts) == 2 else (f"{texts[0]} != nil", f"{texts[0]} == nil")
    return (test, condition == absent) if condition in (there, absent) else None


def _single(before: Use, data: bytes) -> list[str]:
    """The variable of `v := m[k]`, or `m[k]` itself where it stands in a condition."""
    above = before.node.parent
    statement = above.parent if above is not None else None
    if above is None or statement is None:
        return []
    if above.kind_id == N.BINARY_EXPRESSION and before.header:
        return [N.text(before.node, data)]
    left = N.field(statement, N.F_LEFT)
    if above.kind_id != N.EXPRESSION_LIST or left is None or left.id == above.id or len(N.children(left)) != 1:
        return []
    return [N.text(left, data)]


def _with_the_first(plan: Plan, after: Use, statement: Node, test: Node, by_ok: bool) -> bool:
    """`if first, found := m[k]; found { v = first } else { m[k] = v }`; `first != nil` where that is asked (not
    `by_ok`)."""
    where = plan.where
    data, lines = where.lines.data, where.lines
    stored = N.children(N.need(statement, N.F_RIGHT))[0]
    kind = where.quiet.type_of(after.mention)
    if not isinstance(kind, Map) or not is_local_of(where.quiet.info, stored, kind.elem):
        return False
    if not inside(statement, N.need(test, N.F_CONSEQUENCE)):
        return False
    value, index = N.text(stored, data).encode(), data[after.node.start_byte : after.node.end_byte]
    first = plan.name("first")
    found = plan.name("found") if by_ok else b""
    names, condition = (first + b", " + found, found) if by_ok else (first, first + b" != nil")
    if b"//" in lines.text(statement.end_byte, lines.after(statement.end_byte)):
        return False
    indent = lines.indent(statement.start_byte)
    texts = [
        b"if " + names + b" := " + index + b"; " + condition + b" {",
        indent + b"\t" + value + b" = " + first,
        indent + b"} else {",
        indent + b"\t" + lines.text(statement.start_byte, statement.end_byte),
        indent + b"}",
    ]
    plan.replace(statement.start_byte, statement.end_byte, b"\n".join(texts))
    return True


def is_local_of(info: Info, stored: Node, kind: Type | None) -> bool:
    """Whether what is stored is a local variable of the type of the elements, which may be assigned another one."""
    meaning = info.objects.get(stored.id) if stored.kind_id == N.IDENTIFIER else None
    return meaning is not None and meaning.kind is Kind.VAR and meaning.declared >= 0 and meaning.type == kind


def _leaving(plan: Plan, before: Use, after: Use, test: Node, assigned: frozenset[bytes]) -> bool:
    """The `if` that leaves where the element is there, once more before the store."""
    where = plan.where
    data = where.lines.data
    names = pair(before)
    index = data[after.node.start_byte : after.node.end_byte]
    declared = [data[one.start_byte : one.end_byte] for one in names] if names is not None else []
    if names is None:
        single = _single(before, data)[0].encode()
        declared = [single] if single != data[before.node.start_byte : before.node.end_byte] else []
    block = N.need(test, N.F_CONSEQUENCE)
    used = names_in(block, data)
    if (used - set(declared)) & assigned or N.text(before.node, data).encode() != index:
        return False
    rest = leaving_block(test, after.statement, where.quiet, where.lines)
    plain = all(one.decode().isidentifier() for one in declared)
    if not rest or not plain or _used_in(where.mentions, block):
        return False
    plan.before(after.statement, _head(declared, used, index) + b" {", b"\t" + plan.lock.give(True), *rest)
    return True


def leaving_block(test: Node, statement: Node, quiet: Quiet, lines: Lines) -> list[bytes]:
    """The lines behind `if ... {` of a test beside the statement that leaves where it is true, without the indentation
    of the two; empty where it is another one."""
    block = N.need(test, N.F_CONSEQUENCE)
    inner = statements_of(block)
    if test.parent is None or test.parent != statement.parent or N.field(test, N.F_ALTERNATIVE) is not None:
        return []
    if not inner or not quiet.leads_out(inner[-1], test):
        return []
    width = len(lines.indent(test.start_byte))
    opened, *rest = lines.text(block.start_byte, block.end_byte).splitlines()
    if opened.strip() != b"{" or any(one[:width].strip() for one in rest):
        return []
    if any(one.kind_id in (N.RAW_STRING_LITERAL, N.LABELED_STATEMENT) for one in walk(block)):
        return []
    return [one[width:] for one in rest]


def _head(declared: list[bytes], used: frozenset[bytes], index: bytes) -> bytes:
    if not declared:
        return b"if " + index + b" != nil"
    if len(declared) == 1:
        if declared[0] not in used:
            return b"if " + index + b" != nil"
        return b"if " + declared[0] + b" := " + index + b"; " + declared[0] + b" != nil"
    value, found = declared
    return b"if " + (value if value in used else b"_") + b", " + found + b" := " + index + b"; " + found


def _used_in(mentions: tuple[int, ...], block: Node) -> bool:
    return any(block.start_byte <= at < block.end_byte for at in mentions)


def assigned_between(start: int, last: Node, data: bytes) -> frozenset[bytes]:
    """The names that are assigned to, or declared, from a place in the file on to a statement of the same function."""
    return assigned_in(function_of(last), data, start, last.start_byte)


def assigned_in(top: Node, data: bytes, start: int = 0, end: int = sys.maxsize) -> frozenset[bytes]:
    """The names that are assigned to, or declared, in a statement (or function), between two places in the file."""
    found: set[bytes] = set()
    for node in walk(top):
        if node.start_byte < start or node.end_byte > end:
            continue
        if node.kind_id in _ASSIGNS:
            left = N.field(node, N.F_LEFT)
            found |= names_in(left, data) if left is not None else set()
        elif node.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT):
            found |= names_in(node, data)
        elif node.kind_id == N.VAR_SPEC:
            found.update(data[one.start_byte : one.end_byte] for one in N.fields(node, N.F_NAME))
    return frozenset(found)
