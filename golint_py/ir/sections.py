"""Finds critical sections with nothing in them: `mu.Lock()` and `mu.Unlock()`, one statement after the other.

Who writes a comment there means it: as a barrier, to wait until whoever has the lock is done. So does who gives another
lock back before, and takes it again after that.
"""

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from golint_py.syntax import nodes as N
from golint_py.syntax.queries import captures
from golint_py.types.scope import Info

_PATTERNS = """
(expression_statement (call_expression function: (selector_expression))) @call
(comment) @comment
"""
_FOR_TOOLS = re.compile(rb"//\S|// (?:want|ERROR)\b")  # comments that are not for readers
_FORCE = b"+checklocksforce"
_ENDS = {b"Lock": b"Unlock", b"RLock": b"RUnlock"}


def empty_sections(nodes: Sequence[Node], info: Info) -> Iterator[tuple[Node, str]]:
    """The statements that unlock at once, with the symbols of the methods that they call, in source order."""
    for body in nodes:
        found = captures(_PATTERNS, body) if b"Unlock()" in (body.text or b"") else {}
        for first in found.get("call", ()):
            taken = _called(first)
            end = first.next_named_sibling if taken is not None and taken[1] in _ENDS else None
            given = _called(end) if end is not None and end.kind_id == N.EXPRESSION_STATEMENT else None
            if taken is None or end is None or given is None or given[:2] != (taken[0], _ENDS[taken[1]]):
                continue
            selection = info.selections.get(given[2].id)
            waits = _given_back_around(first, end) or _explained(first, end, found.get("comment", ()))
            if selection is not None and not waits:
                yield end, selection.symbol


def forced_lines(nodes: Sequence[Node]) -> tuple[tuple[int, int], ...]:
    """The byte ranges of the lines, without what is before the functions, that end in `// +checklocksforce`."""
    found: list[tuple[int, int]] = []
    for body in nodes:
        text = body.text or b""
        for match in re.finditer(rb"[^\n]*// ?\+checklocksforce[^\n]*", text) if _FORCE in text else ():
            found.append((body.start_byte + match.start(), body.start_byte + match.end()))
    return tuple(found)


def _called(statement: Node) -> tuple[bytes, bytes, Node] | None:
    """The text of the operand, the name of the method, and the selector of a call without arguments."""
    call = N.children(statement)[0]
    function = call.child_by_field_id(N.F_FUNCTION) if call.kind_id == N.CALL_EXPRESSION else None
    if function is None or function.kind_id != N.SELECTOR_EXPRESSION:
        return None
    operand, name = N.need(function, N.F_OPERAND), N.need(function, N.F_FIELD)
    return operand.text or b"", name.text or b"", function


def _given_back_around(first: Node, end: Node) -> bool:
    """Whether the statement before gives another lock back, and the one behind takes that again."""
    before, after = _statement_before(first), _statement_behind(end)
    given = _called(before) if before is not None else None
    taken = _called(after) if after is not None else None
    return given is not None and taken is not None and (given[0], given[1]) == (taken[0], _ENDS.get(taken[1], b""))


def _statement_before(node: Node) -> Node | None:
    found = node.prev_named_sibling
    while found is not None and found.kind_id == N.COMMENT:
        found = found.prev_named_sibling
    return found if found is not None and found.kind_id == N.EXPRESSION_STATEMENT else None


def _statement_behind(node: Node) -> Node | None:
    found = node.next_named_sibling
    while found is not None and found.kind_id == N.COMMENT:
        found = found.next_named_sibling
    return found if found is not None and found.kind_id == N.EXPRESSION_STATEMENT else None


def _explained(first: Node, end: Node, comments: Sequence[Node]) -> bool:
    """Whether there is a comment above the section, or on one of its lines."""
    rows = range(first.start_point[0] - 1, end.end_point[0] + 1)
    return any(one.end_point[0] in rows and not _FOR_TOOLS.match(one.text or b"") for one in comments)
