"""A changed file as gofmt would lay it out: blanks around operators and columns, where lines have changed.

Columns are those of struct fields, of types and variables declared together, of keyed elements of literals, and of
comments behind consecutive statements. What has not changed is left as it is, but for the lines that share a column
with it.
"""

import difflib
import math
from collections.abc import Iterable, Iterator, Sequence

from tree_sitter import Node

from golint_py.fix.layout import Row, rendered, row_of
from golint_py.fix.lines import Lines
from golint_py.fix.places import walk
from golint_py.fix.refusal import Refused
from golint_py.fix.spacing import respaced
from golint_py.syntax import nodes as N
from golint_py.syntax.parse import parse
from golint_py.text.edits import Edit
from golint_py.text.span import Span

_TYPES = frozenset({N.TYPE_SPEC, N.TYPE_ALIAS})
_LISTED = frozenset({N.FIELD_DECLARATION, N.VAR_SPEC, N.KEYED_ELEMENT, *_TYPES})
_OPEN = frozenset({N.FIELD_DECLARATION, *_TYPES})  # the first line of which is aligned with those before
_SMALL = 40  # keys up to this size are always aligned
_FAR = 2.5  # how many times the mean of those before it a key may be
Piece = tuple[int, int, bytes]


def replaced(data: bytes, pieces: Iterable[Piece]) -> bytes:
    """The text with pieces (start, end, text) put in; of several at one place those that insert come first, in the
    order given. Raises `Refused` where two overlap."""
    parts: list[bytes] = []
    done = 0
    for start, end, text in sorted(pieces, key=lambda one: (one[0], one[1] > one[0])):
        if start < done:
            raise Refused("two changes of one place")
        parts += (data[done:start], text)
        done = end
    return b"".join((*parts, data[done:]))


def hunks(path: str, before: bytes, after: bytes, together: Iterable[tuple[int, int]] = ()) -> tuple[Edit, ...]:
    """Edits of whole lines that make one text of the other. What changes within `together` (bytes of the first text) is
    one edit of all of these lines, so that no other fix changes some of them as well."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts = _numbers(before)
    found: list[tuple[int, int, int, int]] = []
    for tag, low, high, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found.append((low, high, first, last))
    for start, end in together:
        top = max(at for at, offset in enumerate(starts) if offset <= start)
        bottom = min(at for at, offset in enumerate(starts) if offset >= end)
        within = [one for one in found if one[0] < bottom and one[1] > top]
        if within:
            low, high = min(top, within[0][0]), max(bottom, within[-1][1])
            grown = (low, high, within[0][2] - (within[0][0] - low), within[-1][3] + (high - within[-1][1]))
            found = sorted([one for one in found if one not in within] + [grown])
    return tuple(Edit(Span(path, starts[low], starts[high]), b"".join(new[a:z])) for low, high, a, z in found)


def tidied(before: bytes, after: bytes) -> bytes:
    """The text after a change, with the lines that are not in `before` laid out anew."""
    touched = _touched(before, after)
    for step in (_operators, _columns):
        parsed = parse(after)
        lines = Lines("", after)
        numbers = _numbers(after)
        tops = [one for one in parsed.declarations if touched & set(range(*_rows(one)))]
        after = replaced(after, step(tops, lines, touched, numbers))
    return after


def _touched(before: bytes, after: bytes) -> set[int]:
    """Rows (0-based) of lines that are new, and those beside lines that went away."""
    old, new = before.splitlines(), after.splitlines()
    found: set[int] = set()
    for tag, _, _, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found.update(range(first, last) if last > first else (first - 1, first))
    return found


def _rows(node: Node) -> tuple[int, int]:
    return node.start_point.row, node.end_point.row + 1


def _numbers(data: bytes) -> list[int]:
    starts = [0]
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    return starts


def _operators(tops: Sequence[Node], lines: Lines, touched: set[int], starts: list[int]) -> Iterator[Piece]:
    wanted = [(starts[row], starts[row + 1]) for row in sorted(touched) if 0 <= row < len(starts) - 1]
    for top in tops:
        yield from respaced(top, lines.data, lambda at: any(low <= at < high for low, high in wanted))


def _columns(tops: Sequence[Node], lines: Lines, touched: set[int], starts: list[int]) -> Iterator[Piece]:
    seen: set[int] = set()
    for top in tops:
        for node in walk(top):
            above = node.parent
            if above is None or node.start_byte in seen:
                continue
            if node.kind_id not in _LISTED and above.kind_id != N.STATEMENT_LIST:
                continue
            siblings = N.children(above)
            place = next(at for at, one in enumerate(siblings) if one.id == node.id)
            first, last = _run(siblings, place, lines)
            seen.update(one.start_byte for one in siblings[first:last])
            if touched & set(range(siblings[first].start_point.row - 1, siblings[last - 1].start_point.row + 2)):
                yield from _aligned(siblings[first:last], lines)


def _run(siblings: Sequence[Node], place: int, lines: Lines) -> tuple[int, int]:
    """The first and the last (exclusive) of the nodes on consecutive lines, each with a line for itself. The last may
    be a field or type of several lines: its first one is aligned with those before."""
    first, last = place, place + 1
    while first > 0 and _next(siblings[first - 1], siblings[first]):
        first -= 1
    while last < len(siblings) and _next(siblings[last - 1], siblings[last]):
        last += 1
    return first, last


def _next(one: Node, two: Node) -> bool:
    """Whether the second begins on the line after the first one, which is on one line, as the second is."""
    single = two.start_point.row == two.end_point.row or two.kind_id in _OPEN
    return single and one.start_point.row == one.end_point.row and two.start_point.row == one.end_point.row + 1


def _aligned(nodes: Sequence[Node], lines: Lines) -> Iterator[Piece]:
    """The lines of a run, laid out anew where that changes them."""
    several = nodes[-1].start_point.row != nodes[-1].end_point.row and nodes[-1].kind_id not in _TYPES
    if not all(lines.begins(one.start_byte) for one in nodes) or (several and len(nodes) == 1):
        return
    rows = _cells(nodes, lines)
    if rows is None or max(len(row.cells) for row in rows) < 2:
        return
    start, end = lines.start(nodes[0].start_byte), lines.after(nodes[-1].start_byte)
    text = b"".join(line + lines.end for line in rendered(rows, lines.indent(start)))
    if lines.data[start:end].rstrip(b"\r\n") != text.rstrip(b"\r\n"):
        yield start, end, text


def _cells(nodes: Sequence[Node], lines: Lines) -> list[Row] | None:
    """The cells of the lines; None for lines with something that is not understood."""
    kind = nodes[0].kind_id
    if any(one.kind_id != kind and {kind, one.kind_id} != _TYPES for one in nodes) and kind in _LISTED:
        return None
    if kind in _TYPES:
        return [_type(one, lines) for one in nodes]
    if kind == N.FIELD_DECLARATION:
        try:
            return [row_of(one, lines) for one in nodes]
        except Refused:
            return None
    rows = [_row(one, lines) for one in nodes]
    if kind == N.VAR_SPEC:
        rows = _variables(nodes, lines, rows)
    if kind == N.KEYED_ELEMENT:
        rows = _in_sections(rows)
    found = [row for row in rows if row is not None]
    return found if len(found) == len(rows) else None


def _in_sections(rows: Sequence[Row | None]) -> list[Row | None]:
    """Keyed elements, parted where a key is much longer or shorter than those before it (`exprList` of go/printer)."""
    found: list[Row | None] = []
    sizes: list[int] = []
    for row in rows:
        size = len(row.cells[0]) - 1 if row is not None else 0
        before = found[-1] if found else None
        if before is not None and max(sizes[-1], size) > _SMALL:
            ratio = size / _exp2(sum(_log2(one) for one in sizes) / len(sizes))
            if ratio * _FAR <= 1 or ratio >= _FAR:
                found[-1] = Row(before.cells, True)
                sizes = []
        found.append(row)
        sizes.append(size)
    return found


def _log2(number: float) -> float:
    """Nearly, and the same everywhere: as go/printer has it."""
    part, power = math.frexp(number)
    return power + 2 * (part - 1)


def _exp2(number: float) -> float:
    whole = math.floor(number)
    return math.ldexp(1 + (number - whole), whole)


def _row(node: Node, lines: Lines) -> Row | None:
    """What stands on the line of a node, and the comment behind."""
    line = lines.data[node.end_byte : lines.after(node.end_byte)].strip()
    mark = line.find(b"//")
    behind, comment = (line[:mark].strip(), line[mark:]) if mark >= 0 else (line, b"")
    if behind not in (b"", b",") or b"/*" in lines.data[node.start_byte : node.end_byte]:
        return None
    text = lines.data[node.start_byte : node.end_byte] + behind
    cells: tuple[bytes, ...] = (text,)
    if node.kind_id == N.KEYED_ELEMENT:
        key, value = N.children(node)
        cells = (
            lines.data[key.start_byte : key.end_byte] + b":",
            lines.data[value.start_byte : value.end_byte] + behind,
        )
    return Row((*cells, comment) if comment else cells)


def _type(node: Node, lines: Lines) -> Row:
    """`a T`, `a = T`: name and type. A type of several lines ends the column."""
    kind = N.need(node, N.F_TYPE)
    sign = b"= " if node.kind_id == N.TYPE_ALIAS else b""
    several = node.start_point.row != node.end_point.row
    line = lines.data[node.start_byte : lines.after(node.start_byte)].rstrip() if several else b""
    end = node.start_byte + len(line) if several else node.end_byte
    name = N.field(node, N.F_TYPE_PARAMETERS) or N.need(node, N.F_NAME)
    cells = (lines.data[node.start_byte : name.end_byte], sign + lines.data[kind.start_byte : end])
    comment = b"" if several else lines.data[node.end_byte : lines.after(node.end_byte)].strip()
    return Row((*cells, comment) if comment else cells, several)


def _variables(nodes: Sequence[Node], lines: Lines, rows: Sequence[Row | None]) -> list[Row | None]:
    """`a T = x`: names, type, values. A type's column stays empty where some line of the run has a type and a value."""
    found: list[Row | None] = []
    typed = any(N.field(one, N.F_TYPE) is not None and N.field(one, N.F_VALUE) is not None for one in nodes)
    for node, row in zip(nodes, rows, strict=True):
        if row is None:
            return [None]
        kind, value = N.field(node, N.F_TYPE), N.field(node, N.F_VALUE)
        first = kind or value
        if first is None:
            return [None]
        names = lines.data[node.start_byte : N.fields(node, N.F_NAME)[-1].end_byte]
        cells = [names]
        if kind is not None:
            cells.append(lines.data[kind.start_byte : kind.end_byte])
        elif typed:
            cells.append(b"")
        if value is not None:
            cells.append(b"= " + lines.data[value.start_byte : value.end_byte])
        comment = row.cells[1:] if len(row.cells) > 1 else ()
        if comment:
            cells += [b""] * (3 - len(cells))
        found.append(Row((*cells, *comment)))
    return found
