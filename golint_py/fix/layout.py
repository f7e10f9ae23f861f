"""Columns of struct fields as gofmt aligns them.

A field's line has up to four cells: names, type, tag, comment. A column is as wide as its widest cell, plus one, over
consecutive lines that have a cell after it; blank lines, lines with only a comment and fields of several lines end it
(text/tabwriter with DiscardEmptyColumns, which go/printer uses).
"""

from collections.abc import Sequence, Set
from itertools import groupby

from msgspec import Struct
from tree_sitter import Node

from golint_py.fix.lines import Lines
from golint_py.fix.refusal import Refused
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit


class Row(Struct, frozen=True):
    """One line of a struct: its cells without the empty ones at the end; `ends` says that no column goes past it."""

    cells: tuple[bytes, ...]
    ends: bool = False


def rendered(rows: Sequence[Row], indent: bytes) -> list[bytes]:
    """The lines of rows that are not parted by blank lines or comments, without line ends."""
    widths: list[list[int]] = [[0] * len(row.cells) for row in rows]
    for column in range(3):
        start = 0
        while start < len(rows):
            stop = start
            while stop < len(rows) and len(rows[stop].cells) > column + 1:
                stop += 1
                if rows[stop - 1].ends:
                    break
            if stop == start:
                start += 1
                continue
            widest = max(_width(rows[at].cells[column]) for at in range(start, stop))
            for at in range(start, stop):
                widths[at][column] = widest + 1 if widest else 0
            start = stop
    return [_line(row.cells, width, indent) for row, width in zip(rows, widths, strict=True)]


def _width(cell: bytes) -> int:
    return len(cell.decode("utf-8", "replace"))


def _line(cells: tuple[bytes, ...], widths: Sequence[int], indent: bytes) -> bytes:
    parts = [cell + b" " * (width - _width(cell)) for cell, width in zip(cells[:-1], widths, strict=False)]
    return indent + b"".join(parts) + cells[-1]


def row_of(field: Node, lines: Lines) -> Row:
    """The cells of a field declaration. Raises `Refused` for one that does not begin its line."""
    if not lines.begins(field.start_byte):
        raise Refused("several fields share a line")
    names = N.fields(field, N.F_NAME)
    kind = N.need(field, N.F_TYPE)
    rest = lines.data[field.end_byte : lines.after(field.end_byte)].strip().lstrip(b";").strip()
    if (rest and not rest.startswith(b"//")) or b"/*" in lines.data[field.start_byte : field.end_byte]:
        raise Refused("a field has a comment in its line")
    if b"\n" in lines.data[field.start_byte : field.end_byte]:
        first = lines.data[field.start_byte : lines.after(field.start_byte)].rstrip(b"\r\n")
        if not names:
            return Row((first,), True)
        cut = kind.start_byte - field.start_byte
        return Row((first[:cut].rstrip(), first[cut:]), True)
    return _single(field, lines.data, rest)


def _single(field: Node, data: bytes, comment: bytes) -> Row:
    """The cells of a field declaration on one line, and those of the comment behind it."""
    tag = N.field(field, N.F_TAG)
    text = data[field.start_byte : tag.start_byte if tag is not None else field.end_byte].rstrip()
    cut = N.need(field, N.F_TYPE).start_byte - field.start_byte
    cells = (text[:cut].rstrip(), text[cut:]) if N.fields(field, N.F_NAME) else (text, b"")
    found: tuple[bytes, ...] = (*cells, data[tag.start_byte : tag.end_byte] if tag is not None else b"", comment)
    while len(found) > 1 and not found[-1]:
        found = found[:-1]
    return Row(found)


def with_field(
    fields: Sequence[Node], places: Sequence[int], lines: Lines, new: Row, comment: bytes, wanted: Set[str]
) -> tuple[Edit, ...]:
    """The edits that put a field above the first of those at `places`, and a comment behind each of these (above it
    where none can stand behind). Where one declares others than the `wanted` names as well, these get declarations of
    their own. The columns are left to `tidy`."""
    block = fields[0].parent
    apart = [place for place in places if not _names(fields[place]) <= wanted]
    if block is not None and block.start_point.row == block.end_point.row:
        if apart:
            raise Refused("several fields share a declaration; give the map one of its own")
        return (_opened(block, fields, places, lines, new, comment),)
    parts = [_parted(fields[at], lines, wanted, new if at == places[0] else None, comment) for at in apart]
    rows = [(fields[place], row_of(fields[place], lines)) for place in places if place not in apart]
    if places[0] in apart:
        return tuple(sorted((*parts, *(_spoken(one, lines, row, comment) for one, row in rows))))
    field, own = rows[0]
    top = lines.doc_start(field.start_byte)
    above = [b" ".join(new.cells)]
    if _full(own) and top == lines.start(field.start_byte):
        above.append(comment)
        rows = rows[1:]
    indent = lines.indent(field.start_byte)
    text = b"".join(indent + one + lines.end for one in above)
    return tuple(
        sorted((Edit(lines.span(top, top), text), *parts, *(_spoken(one, lines, row, comment) for one, row in rows)))
    )


def _names(field: Node) -> frozenset[str]:
    """The names that a declaration declares."""
    return frozenset(_name(one) for one in N.fields(field, N.F_NAME))


def _name(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


def _parted(field: Node, lines: Lines, wanted: Set[str], new: Row | None, comment: bytes) -> Edit:
    """The names of a declaration on lines of their own, in their order: those that are wanted with the comment, the
    first of them below the new field."""
    own = row_of(field, lines)
    if len(own.cells) > 2 or own.ends:
        raise Refused("several fields share a declaration; give the map one of its own")
    kind = lines.data[N.need(field, N.F_TYPE).start_byte : field.end_byte]
    found: list[bytes] = []
    for is_wanted, names in groupby(N.fields(field, N.F_NAME), key=lambda one: _name(one) in wanted):
        if is_wanted and new is not None:
            found.append(b" ".join(new.cells))
            new = None
        text = b", ".join(lines.data[one.start_byte : one.end_byte] for one in names) + b" " + kind
        found.append(text + b" " + comment if is_wanted else text)
    between = lines.end + lines.indent(field.start_byte)
    return lines.replace(field.start_byte, field.end_byte, between.join(found))


def _spoken(field: Node, lines: Lines, own: Row, comment: bytes) -> Edit:
    """The comment at a field."""
    return lines.before(field.start_byte, comment) if _full(own) else _behind(field, lines, own, comment)


def _opened(block: Node, fields: Sequence[Node], places: Sequence[int], lines: Lines, new: Row, comment: bytes) -> Edit:
    """The fields between braces on one line, each on a line of its own."""
    data = lines.data
    if b"/*" in data[block.start_byte : block.end_byte]:
        raise Refused("a field has a comment in its line")
    rows = [_single(one, data, b"") for one in fields]
    rows = [_commented(row, comment) if place in places else row for place, row in enumerate(rows)]
    rows.insert(places[0], new)
    indent = lines.indent(block.start_byte)
    text = b"".join(line + b"\n" for line in rendered(rows, indent + b"\t"))
    gap = b"" if data[block.start_byte - 1 : block.start_byte].isspace() else b" "
    return lines.replace(block.start_byte, block.end_byte, gap + b"{\n" + text + indent + b"}")


def _full(own: Row) -> bool:
    """Whether no comment can stand behind the field: it goes on, or has one that is not for readers."""
    return own.ends or (len(own.cells) == 4 and not own.cells[3].startswith(b"// "))


def _commented(own: Row, comment: bytes) -> Row:
    """The row with the comment, after the one that it has."""
    if len(own.cells) == 4:
        return Row((*own.cells[:3], own.cells[3] + _further(own.cells[3], comment)))
    return Row((*own.cells, *(b"",) * (3 - len(own.cells)), comment))


def _behind(field: Node, lines: Lines, own: Row, comment: bytes) -> Edit:
    """The comment behind a field whose line stays as it is, after the one that it has."""
    if len(own.cells) == 4:
        end = lines.data.index(own.cells[3], field.end_byte) + len(own.cells[3])
        return lines.replace(end, end, _further(lines.data[end - 1 : end], comment))
    return lines.replace(field.end_byte, field.end_byte, b" " + comment)


def _further(before: bytes, comment: bytes) -> bytes:
    """What is added to a comment: a further part, or a sentence behind one."""
    text = comment.removeprefix(b"// ")
    return b" " + text[:1].upper() + text[1:] + b"." if before.rstrip().endswith(b".") else b"; " + text
