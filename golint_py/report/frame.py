"""One line of source as people see it, and where the mark goes under it."""

from msgspec import Struct

from golint_py.report.view import clean
from golint_py.text.source import Source
from golint_py.text.span import Span

TAB = 4
WIDTH = 160


class Line(Struct, frozen=True):
    """A line's number and text for a terminal, and the mark under it: `indent` columns, then `length` marks."""

    number: int
    text: str
    indent: int
    length: int


def line(source: Source, span: Span) -> Line:
    """The first line of the span, with what is on it of the span marked. Long lines are cut around the mark."""
    number = source.line_of(span.start)
    start, end = source.line_start(number), source.line_end(number)
    at = min(max(span.start, start), end)
    stop = min(max(span.end, at), end)
    before = expand(source.data[start:at])
    marked = expand(source.data[at:stop], width(before))
    after = expand(source.data[stop:end], width(before) + width(marked))
    indent, length = width(before), max(1, width(marked))
    text = before + marked + after
    if width(text) > WIDTH:
        return _cut(number, before, marked, after)
    return Line(number, text, indent, length)


def _cut(number: int, before: str, marked: str, after: str) -> Line:
    if len(before) > WIDTH // 2:
        before = "…" + before[len(before) - WIDTH // 2 :]
    room = max(8, WIDTH - len(before))
    if len(marked) > room:
        marked, after = marked[:room] + "…", ""
    room = max(0, room - len(marked))
    if len(after) > room:
        after = after[:room] + "…"
    return Line(number, before + marked + after, width(before), max(1, width(marked)))


def context(source: Source, number: int) -> str:
    """A line's text for a terminal, without a mark."""
    text = expand(source.line_bytes(number))
    return text if len(text) <= WIDTH else text[:WIDTH] + "…"


def expand(data: bytes, column: int = 0) -> str:
    """The bytes as terminal text from the given column on: tabs to the next stop, control characters spelled out."""
    text = data.decode("utf-8", "replace")
    if "\t" not in text:
        return clean(text)
    done = ""
    for number, part in enumerate(text.split("\t")):
        if number:
            done += " " * (TAB - (column + width(done)) % TAB)
        done += clean(part)
    return done


def width(text: str) -> int:
    """Columns of a terminal that the text takes."""
    if text.isascii():
        return len(text)
    import unicodedata  # only for lines that are not ASCII

    total = 0
    for char in text:
        if not unicodedata.combining(char):
            total += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return total
