"""Spans as lines and columns, in the unit that a format wants."""

from enum import Enum

from msgspec import Struct

from golint_py.text.source import Source
from golint_py.text.span import Span


class Unit(Enum):
    """What a column counts."""

    BYTES = "bytes"
    UTF16 = "utf16"
    CODE_POINTS = "code points"


class Place(Struct, frozen=True):
    """1-based lines and columns; the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


_COLUMN = {
    Unit.BYTES: Source.column_bytes,
    Unit.UTF16: Source.column_utf16,
    Unit.CODE_POINTS: Source.column_code_points,
}


def place(source: Source, span: Span, unit: Unit) -> Place:
    """The whole span."""
    column = _COLUMN[unit]
    return Place(
        source.line_of(span.start), column(source, span.start), source.line_of(span.end), column(source, span.end)
    )


def one_line(source: Source, span: Span, unit: Unit) -> Place:
    """The part of the span on its first line: code scanning hides an alert that reaches beyond the changed lines."""
    line = source.line_of(span.start)
    end = max(span.start, min(span.end, source.line_end(line)))
    column = _COLUMN[unit]
    return Place(line, column(source, span.start), line, column(source, end))
