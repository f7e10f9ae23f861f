"""Blanks around binary operators as gofmt puts them.

The rule of go/printer (`binaryExpr`, `cutoff`): the deeper an expression lies, and the more operators of different
precedence it has, the fewer blanks it gets; `a + b*c`, `f(x, a+b)`, `m[a+b]`.
"""

from collections.abc import Callable, Iterator

from tree_sitter import Node

from golint_py.syntax import nodes as N

_PRECEDENCE: dict[bytes, int] = {b"||": 1, b"&&": 2}
_PRECEDENCE |= dict.fromkeys((b"==", b"!=", b"<", b"<=", b">", b">="), 3)
_PRECEDENCE |= dict.fromkeys((b"+", b"-", b"|", b"^"), 4)
_PRECEDENCE |= dict.fromkeys((b"*", b"/", b"%", b"<<", b">>", b"&", b"&^"), 5)
_KEEP = frozenset({N.EXPRESSION_LIST, N.SELECTOR_EXPRESSION, N.UNARY_EXPRESSION, N.TYPE_ASSERTION_EXPRESSION})
_SAME = _KEEP | {N.VARIADIC_ARGUMENT, N.ARGUMENT_LIST}


def respaced(top: Node, data: bytes, wanted: Callable[[int], bool]) -> Iterator[tuple[int, int, bytes]]:
    """What to replace (start, end, text) around the operators below a node; `wanted` says of an operator's offset
    whether it is to be looked at. Operators beside a line end or a comment are left alone."""
    stack = [(top, 1)]
    while stack:
        node, depth = stack.pop()
        if node.kind_id == N.BINARY_EXPRESSION:
            left, operator, right = _parts(node)
            blanks = b" " if _rank(operator, data) < _cutoff(node, depth, data) else b""
            if wanted(operator.start_byte):
                for start, end in ((left.end_byte, operator.start_byte), (operator.end_byte, right.start_byte)):
                    if data[start:end] != blanks and not data[start:end].strip(b" \t"):
                        yield start, end, blanks
            same = left.kind_id == N.BINARY_EXPRESSION and _rank(_parts(left)[1], data) == _rank(operator, data)
            stack += [(left, depth if same else depth + 1), (right, depth + 1)]
        else:
            stack += _below(node, depth, data)


def _below(node: Node, depth: int, data: bytes) -> list[tuple[Node, int]]:
    """The children with their depths."""
    kind, inner = node.kind_id, N.children(node)
    if kind in _SAME:
        star = kind == N.UNARY_EXPRESSION and data[node.start_byte : node.start_byte + 1] == b"*"
        return [(one, 1 if star else depth) for one in inner]
    if kind == N.PARENTHESIZED_EXPRESSION:
        return [(one, max(depth - 1, 1)) for one in inner]
    if kind in (N.INDEX_EXPRESSION, N.SLICE_EXPRESSION):
        return [(one, 1 if at == 0 else depth + 1) for at, one in enumerate(inner)]
    if kind == N.CALL_EXPRESSION:
        several = len(N.children(N.need(node, N.F_ARGUMENTS))) > 1
        return [(one, depth + several) for one in inner]
    if kind in (N.INC_STATEMENT, N.DEC_STATEMENT):
        return [(one, 2) for one in inner]
    if kind in (N.ASSIGNMENT_STATEMENT, N.SHORT_VAR_DECLARATION):
        several = all(len(N.children(one)) > 1 for one in inner if one.kind_id == N.EXPRESSION_LIST)
        return [(one, 1 + several) for one in inner]
    return [(one, 1) for one in inner]


def _parts(node: Node) -> tuple[Node, Node, Node]:
    return N.need(node, N.F_LEFT), N.need(node, N.F_OPERATOR), N.need(node, N.F_RIGHT)


def _rank(operator: Node, data: bytes) -> int:
    return _PRECEDENCE.get(data[operator.start_byte : operator.end_byte], 1)


def _cutoff(top: Node, depth: int, data: bytes) -> int:
    """Operators of at least this precedence get no blanks."""
    ranks: set[int] = set()
    problem = 0
    stack = [top]
    while stack:
        node = stack.pop()
        left, operator, right = _parts(node)
        rank, text = _rank(operator, data), data[operator.start_byte : operator.end_byte]
        ranks.add(rank)
        if left.kind_id == N.BINARY_EXPRESSION and _rank(_parts(left)[1], data) >= rank:
            stack.append(left)
        if right.kind_id == N.BINARY_EXPRESSION and _rank(_parts(right)[1], data) > rank:
            stack.append(right)
        elif right.kind_id == N.UNARY_EXPRESSION:
            pair = text + data[right.start_byte : right.start_byte + 1]
            if pair in (b"/*", b"&&", b"&^"):
                problem = 5
            elif pair in (b"++", b"--"):
                problem = max(problem, 4)
    if problem:
        return problem + 1
    if {4, 5} <= ranks:
        return 5 if depth == 1 else 4
    return 6 if depth == 1 else 4
